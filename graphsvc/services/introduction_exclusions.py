"""Who is not suggested to somebody, and because of what?"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.analyses.reporting import reporting_line
from graphsvc.model import INTRODUCTION_STATES, day_number
from graphsvc.snapshot.view import Flags, View

Rows = NDArray[Any]  # whole numbers
LATELY_DAYS = 180  # how long an introduction that came to nothing keeps two people apart


def _states(*names: str) -> Flags:
    return np.array([one in names for one in INTRODUCTION_STATES], np.bool_)


_ENDED = _states("declined", "withdrawn", "expired")
_OPEN = _states("proposed", "mentee_agreed", "connector_agreed", "introducee_agreed")
_AGREED = _states("introducee_agreed")
_DONE = _states("handed_over", "met")


# What the graph tells more freshly than a snapshot, where an introduction is proposed.
LIVE = frozenset({"under_way", "did_not_work_out", "over_limit"})


class Exclusion(NamedTuple):
    """A reason not to suggest somebody, as a code and in words; ``applies`` to whom: by row, or
    the rows themselves where they are few."""

    code: str
    words: str
    applies: Flags | Rows

    def to(self, row: int) -> bool:
        """Whether it keeps the one in *row* out."""
        if self.applies.dtype == np.bool_:
            return bool(self.applies[row])
        return row in self.applies

    def mark(self, flags: Flags) -> None:
        """Set the *flags* of those it applies to."""
        if self.applies.dtype == np.bool_:
            flags |= self.applies
        else:
            flags[self.applies] = True


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
    ended, under_way, done = _introduced(view, row)
    line = reporting_line(view.people.manager, row)
    yield Exclusion("herself", "the same person", np.array([row]))
    yield Exclusion("not_present", "not in the organisation on that day", ~view.people.present)
    yield Exclusion("contact", "a contact already", view.ties.contacts(row))
    yield Exclusion("reporting_line", "in the same reporting line", line)
    yield Exclusion(
        "acquainted",
        "acquainted by mentoring, an endorsement or an introduction",
        np.append(view.acquainted(row), done),
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
    return tuple(one for one in exclusions(view, row, today) if one.to(other))


def eligible(view: View, row: int, today: Today) -> Flags:
    """Who may be suggested: to whom no reason applies."""
    out = np.zeros(len(view.people.ids), dtype=np.bool_)
    for one in exclusions(view, row, today):
        one.mark(out)
    return ~out


def _introduced(view: View, row: int) -> tuple[Rows, Rows, Rows]:
    """With whom an introduction ended without success lately, is under way, or is done.

    To the introducee nothing is told before both said yes: she may not have been asked.
    """
    made = view.introductions
    hers, met = np.flatnonzero(made.mentee == row), np.flatnonzero(made.introducee == row)
    lately = made.on[hers] >= day_number(view.acts_before) - LATELY_DAYS

    def whom(to_mentee: Flags, back: Flags) -> Rows:
        asked, asked_back = hers[to_mentee[made.state[hers]]], met[back[made.state[met]]]
        return np.append(made.introducee[asked], made.mentee[asked_back])

    ended = hers[_ENDED[made.state[hers]] & lately]
    return made.introducee[ended], whom(_OPEN, _AGREED), whom(_DONE, _DONE)
