"""Who is not suggested to somebody, and because of what?"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from graphsvc.analyses.reporting import reporting_line
from graphsvc.model import INTRODUCTION_STATES, day_number
from graphsvc.snapshot.view import Flags, View

LATELY_DAYS = 180  # how long an introduction that came to nothing keeps two people apart
_ENDED = [INTRODUCTION_STATES.index(one) for one in ("declined", "withdrawn", "expired")]
_OPEN = [
    INTRODUCTION_STATES.index(one)
    for one in ("proposed", "mentee_agreed", "connector_agreed", "introducee_agreed")
]
_AGREED = [INTRODUCTION_STATES.index("introducee_agreed")]
_DONE = [INTRODUCTION_STATES.index(one) for one in ("handed_over", "met")]


# What the graph tells more freshly than a snapshot, where an introduction is proposed.
LIVE = frozenset({"under_way", "did_not_work_out", "over_limit"})


class Exclusion(NamedTuple):
    """A reason not to suggest somebody, as a code and in words, and by row to whom it applies."""

    code: str
    words: str
    applies: Flags


class Today(NamedTuple):
    """What holds today whatever day is asked about: who said yes or no, is away, was asked."""

    given: Flags
    refused: Flags
    away: Flags
    over_limit: Flags


def nobody_kept_out(view: View, day: date) -> Today:
    """As if nobody had said anything, were away or had been asked."""
    return Today(*np.zeros((4, len(view.people.ids)), dtype=np.bool_))


def exclusions(view: View, row: int, today: Today) -> Iterator[Exclusion]:
    """The reasons in the order in which they are told; how it ended is never told apart."""
    nobody = np.zeros(len(view.people.ids), dtype=np.bool_)
    herself, contact = nobody.copy(), nobody.copy()
    herself[row] = True
    contact[view.ties.contacts(row)] = True
    ended, under_way, done = _introduced(view, row)
    line = reporting_line(view.people.manager, row)
    yield Exclusion("herself", "the same person", herself)
    yield Exclusion("not_present", "not in the organisation on that day", ~view.people.present)
    yield Exclusion("contact", "a contact already", contact)
    yield Exclusion("reporting_line", "in the same reporting line", line)
    yield Exclusion(
        "acquainted",
        "acquainted by mentoring, an endorsement or an introduction",
        _acquainted(view, row) | done,
    )
    yield Exclusion("under_way", "an introduction is under way", under_way)
    yield Exclusion("did_not_work_out", "an introduction did not work out lately", ended)
    yield Exclusion("opted_out", "does not take part in suggestions", today.refused)
    yield Exclusion("away", "away at the moment", today.away)
    yield Exclusion(
        "over_limit", "was asked as often this quarter as the limit allows", today.over_limit
    )


def reasons(view: View, row: int, other: int, today: Today) -> tuple[Exclusion, ...]:
    """What keeps the one in row *other* from being suggested to the one in *row*."""
    return tuple(one for one in exclusions(view, row, today) if one.applies[other])


def eligible(view: View, row: int, today: Today) -> Flags:
    """Who may be suggested: to whom no reason applies."""
    out = np.zeros(len(view.people.ids), dtype=np.bool_)
    for one in exclusions(view, row, today):
        out |= one.applies
    return ~out


def _acquainted(view: View, row: int) -> Flags:
    """Who mentored or endorsed her, or the other way."""
    known = np.zeros(len(view.people.ids), dtype=np.bool_)
    acts, mentorings = view.endorsements, view.mentorings
    for one, other in (
        (acts.endorser, acts.endorsed),
        (mentorings.mentor, mentorings.mentee),
    ):
        known[other[one == row]] = True
        known[one[other == row]] = True
    return known


def _introduced(view: View, row: int) -> tuple[Flags, Flags, Flags]:
    """With whom an introduction ended without success lately, is under way, or is done.

    To the introducee nothing is told before both said yes: she may not have been asked.
    """
    made = view.introductions
    lately = made.on >= day_number(view.as_of) - LATELY_DAYS
    none = np.zeros(len(made.state), dtype=np.bool_)
    found = []
    for to_mentee, to_introducee in (
        (np.isin(made.state, _ENDED) & lately, none),
        (np.isin(made.state, _OPEN), np.isin(made.state, _AGREED)),
        (np.isin(made.state, _DONE), np.isin(made.state, _DONE)),
    ):
        flags = np.zeros(len(view.people.ids), dtype=np.bool_)
        flags[made.introducee[to_mentee & (made.mentee == row)]] = True
        flags[made.mentee[to_introducee & (made.introducee == row)]] = True
        found.append(flags)
    return found[0], found[1], found[2]
