"""Who is in contact with whom, and in which weeks? Made department by department."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphsvc.demo.organisation import (
    CONTACTS_LEFT,
    FADED,
    ISOLATED,
    NO_DATA,
    Ints,
    Organisation,
)

WEEKS = 104
DENSE_WEEKS = 12  # the last weeks are recorded closely, the two years before them thinly
THIN = 16

# Partners drawn per person: (within, how many, contacts a week each way).
CIRCLES = (("team", 3, 0.7), ("department", 3, 0.35), ("division", 2, 0.2), ("anywhere", 1, 0.2))
FADED_BEFORE = 16  # weeks of silence of a faded tie


class Ties(NamedTuple):
    """Pairs in contact: rows, contacts a week each way, and the days between which they had any."""

    one: Ints
    other: Ints
    rate: NDArray[np.float64]
    begin: Ints
    end: Ints
    close: NDArray[np.bool_]  # same team: some of the contacts are meetings


class Contacts(NamedTuple):
    """Single contacts: source gave attention to target on a day."""

    source: Ints
    target: Ints
    day: Ints
    meeting: NDArray[np.bool_]


def contacts(organisation: Organisation) -> Iterator[Contacts]:
    """Contacts, one department after the other; every department has a random stream of its own."""
    for department in range(organisation.chart.departments):
        random = np.random.default_rng([organisation.seed, 2, department])
        yield _days(organisation, _ties(organisation, department, random), random)


def _ties(organisation: Organisation, department: int, random: np.random.Generator) -> Ties:
    """The pairs that people of one department began, each once."""
    members = np.flatnonzero(organisation.chart.department == department)
    pairs = [_circle(organisation, members, *circle, random) for circle in CIRCLES]
    drawn = _allowed(organisation, _joined(pairs))
    lines = _lines(organisation, members)
    planted = _planted(organisation, members, random)
    return _once(_joined([lines, planted, drawn]), organisation)


def _circle(
    organisation: Organisation,
    members: Ints,
    within: str,
    count: int,
    rate: float,
    random: np.random.Generator,
) -> Ties:
    one = np.repeat(members, count)
    low, high = _bounds(organisation, one, within)
    other = low + (random.random(len(one)) * (high - low)).astype(np.int64)
    # Frequencies differ between pairs as they do between people.
    rates = rate * random.lognormal(0.0, 0.35, len(one))
    return _pairs(organisation, one, other, rates, within == "team")


def _bounds(organisation: Organisation, one: Ints, within: str) -> tuple[Ints, Ints]:
    """Rows are in chart order, so a unit is a range of rows."""
    if within == "anywhere":
        return np.zeros_like(one), np.full_like(one, organisation.people)
    unit = getattr(organisation.chart, within)
    return np.searchsorted(unit, unit[one], "left"), np.searchsorted(unit, unit[one], "right")


def _pairs(
    organisation: Organisation, one: Ints, other: Ints, rate: NDArray[np.float64], close: bool
) -> Ties:
    return Ties(
        one=one,
        other=other,
        rate=rate,
        begin=np.maximum(
            organisation.first_day, np.maximum(organisation.joined[one], organisation.joined[other])
        ),
        end=np.minimum(_leaving(organisation, one), _leaving(organisation, other)),
        close=np.full(len(one), close),
    )


def _leaving(organisation: Organisation, rows: Ints) -> Ints:
    left = organisation.left[rows]
    return np.where(left == 0, organisation.last_day, left)


def _allowed(organisation: Organisation, ties: Ties) -> Ties:
    """Drop what the plan forbids: ties of isolates, out of cut-off units, without a feed."""
    planted, chart = organisation.planted, organisation.chart
    lonely = np.isin(planted, ISOLATED) | (planted == NO_DATA)
    fenced = np.isin(chart.department, organisation.cut_off)
    head = chart.rank >= 2
    crosses = chart.department[ties.one] != chart.department[ties.other]
    out = lambda end: fenced[end] & ~head[end]  # noqa: E731
    keep = ~lonely[ties.one] & ~lonely[ties.other] & (ties.one != ties.other)
    keep &= ~(crosses & (out(ties.one) | out(ties.other)))
    return _chosen(ties, np.flatnonzero(keep))


def _lines(organisation: Organisation, members: Ints) -> Ties:
    """Everybody whose contacts are recorded is in contact with the manager."""
    with_manager = members[
        (organisation.chart.manager[members] >= 0) & (organisation.planted[members] != NO_DATA)
    ]
    manager = organisation.chart.manager[with_manager]
    return _pairs(organisation, with_manager, manager, np.full(len(manager), 0.7), True)


def _planted(organisation: Organisation, members: Ints, random: np.random.Generator) -> Ties:
    """The few ties of planted isolates, in their time."""
    # Whoever never formed ties has the manager's alone, which the lines give.
    lonely = members[np.isin(organisation.planted[members], (FADED, CONTACTS_LEFT))]
    found = [_ties_of(organisation, int(row), members, random) for row in lonely]
    return _joined([_pairs_with(organisation, 0, members[:0]), *found])


def _ties_of(
    organisation: Organisation, row: int, members: Ints, random: np.random.Generator
) -> Ties:
    if organisation.planted[row] == CONTACTS_LEFT:
        return _pairs_with(organisation, row, _leavers_near(organisation, row))
    usual = members[
        (organisation.chart.team[members] == organisation.chart.team[row])
        & (organisation.planted[members] == 0)
        & (organisation.left[members] == 0)
        & (members != row)
    ]
    ties = _pairs_with(organisation, row, random.permutation(usual)[:4])
    return ties._replace(end=np.minimum(ties.end, organisation.last_day - 7 * FADED_BEFORE))


def _pairs_with(organisation: Organisation, row: int, others: Ints) -> Ties:
    one = np.full(len(others), row, dtype=np.int64)
    return _pairs(organisation, one, others, np.full(len(others), 0.8), True)


def _leavers_near(organisation: Organisation, row: int) -> Ints:
    leavers = np.flatnonzero(organisation.left > 0)
    nearest = np.argsort(np.abs(leavers - row), kind="stable")[:4]
    return leavers[nearest]


def _once(ties: Ties, organisation: Organisation) -> Ties:
    """One tie a pair (the first named wins), only while both were there."""
    low, high = np.minimum(ties.one, ties.other), np.maximum(ties.one, ties.other)
    first = np.sort(np.unique(low * organisation.people + high, return_index=True)[1])
    together = first[ties.end[first] - ties.begin[first] > 7]
    return _chosen(ties, together)


def _chosen(ties: Ties, rows: Ints) -> Ties:
    columns: list[Any] = [column[rows] for column in ties]
    return Ties(*columns)


def _joined(parts: Sequence[Ties]) -> Ties:
    columns: list[Any] = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Ties(*columns)


def _days(organisation: Organisation, ties: Ties, random: np.random.Generator) -> Contacts:
    """Draw the days of contact of each tie, both ways."""
    source = np.concatenate([ties.one, ties.other])
    target = np.concatenate([ties.other, ties.one])
    both = _joined([ties, ties])._replace(one=source, other=target)
    recent = organisation.last_day - 7 * DENSE_WEEKS
    dense = _drawn(both, both.rate, np.maximum(both.begin, recent), both.end, random)
    thin = _drawn(both, both.rate / THIN, both.begin, np.minimum(both.end, recent), random)
    return Contacts(
        source=np.concatenate([dense.source, thin.source]),
        target=np.concatenate([dense.target, thin.target]),
        day=np.concatenate([dense.day, thin.day]),
        meeting=np.concatenate([dense.meeting, thin.meeting]),
    )


def _drawn(
    ties: Ties, rate: NDArray[np.float64], begin: Ints, end: Ints, random: np.random.Generator
) -> Contacts:
    days = np.maximum(end - begin, 0)
    # Contacts keep a rhythm: one to each slot of time, on a day of its own.
    count = np.round(rate * days / 7 + random.uniform(-0.4, 0.4, len(days))).astype(np.int64)
    count = np.clip(count, 0, days)
    tie = np.repeat(np.arange(len(days)), count)
    slot = np.arange(len(tie)) - np.repeat(np.cumsum(count) - count, count)
    place = (slot + random.random(len(tie))) / np.maximum(count, 1)[tie]
    day = begin[tie] + np.minimum(
        (place * days[tie]).astype(np.int64), np.maximum(days - 1, 0)[tie]
    )
    meeting = ties.close[tie] & (random.random(len(tie)) < 0.3)
    return Contacts(ties.one[tie], ties.other[tie], day, meeting)
