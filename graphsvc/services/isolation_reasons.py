"""Why does a finding say what it says, how did it come about, and what would help?"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from graphsvc.access.naming import Naming
from graphsvc.analyses.isolation import (
    AWAY,
    FEW_CONTACTS,
    FRAGILE,
    ISOLATED,
    NO_DATA,
    NO_DATES,
    NOBODY,
    ONBOARDING,
    ONBOARDING_DAYS,
    ONE_PERSON_SHARE,
    Measures,
)
from graphsvc.analyses.mutual_contacts import partners
from graphsvc.model import day_number
from graphsvc.services.answers import Reason
from graphsvc.services.wording import listed, named, plural
from graphsvc.snapshot.view import NO_LEVEL, Flags, Ints, View
from graphsvc.snapshot.view import NOBODY as NO_CODE

LEAST_PEERS = 10  # people in similar roles, for their numbers to be told

_NOT_JUDGED = {
    AWAY: Reason("away", "on leave now or for half of the last 4 weeks: not judged"),
    NO_DATA: Reason("no_data", "no source covers this person: nothing can be said"),
    NO_DATES: Reason("no_dates", "ties are known, but not when: nothing can be said of a window"),
    NOBODY: Reason("not_present", "not in the organisation on that day"),
}
_NEXT_STEP = {
    AWAY: "Nothing now; look again some weeks after the return.",
    NO_DATA: "Find out which source could cover this person.",
    NO_DATES: "Import contacts with their dates.",
    NOBODY: "",
    ONBOARDING: "Plan the first introductions with the line manager.",
}


def next_step(status: int, kinds: set[str]) -> str:
    """What would help next, for a status of analyses.isolation and the kinds of its reasons."""
    if status in _NEXT_STEP:
        return _NEXT_STEP[status]
    if status == ISOLATED:
        if "faded" in kinds:
            return "Take up one earlier contact again, and choose one introduction."
        if "contacts_left" in kinds:
            return "Choose two introductions in place of the contacts who left."
        return "Choose two introductions, one of them outside the own unit."
    if status == FRAGILE:
        if "fading" in kinds:
            return "Take up one contact again that fell silent."
        if "manager_dependent" in kinds:
            return "Choose one introduction that does not depend on the line manager."
        return "Choose one introduction, so that not most rests on one person."
    return "None needed."


class Reasons:
    """Reasons of one view; ``naming`` is given where the person herself reads them."""

    def __init__(self, view: View, found: Measures, naming: Naming | None = None) -> None:
        self._view, self._found, self._naming = view, found, naming
        self._people = view.people

    def of(self, row: int, status: int) -> tuple[Reason, ...]:
        """The evidence for a status of analyses.isolation, the weightiest first."""
        if status in _NOT_JUDGED:
            return (_NOT_JUDGED[status],)
        if status == ONBOARDING:
            return (self._joined(row),)
        evidence = [self._contacts(row), *self._definitions(row)]
        if status == ISOLATED:
            evidence += self._came_about(row)
        return (*evidence, *self._peers(row))

    def _joined(self, row: int) -> Reason:
        days = day_number(self._view.as_of) - int(self._people.joined[row])
        text = f"joined {plural(days, 'day')} ago: not judged in the first {ONBOARDING_DAYS}"
        return Reason("onboarding", text, days)

    def _contacts(self, row: int) -> Reason:
        short, long = int(self._found.short[row]), int(self._found.long[row])
        kind = "few_contacts" if long <= FEW_CONTACTS else "contacts"
        said = f"{plural(long, 'mutual contact')} in 12 weeks, {short} in the last 4"
        return Reason(kind, f"{said}, besides the line manager", long)

    def _definitions(self, row: int) -> list[Reason]:
        found, few = self._found, int(self._found.short[row]) <= FEW_CONTACTS
        strongest, before = float(found.strongest[row]), int(found.before[row])
        share = f"{strongest:.0%} of the tie strength is with one person"
        told = (
            (
                few and found.long[row] > FEW_CONTACTS,
                Reason("few_lately", "at most 1 in the last 4 weeks"),
            ),
            (
                found.manager_dependent[row],
                Reason("manager_dependent", "fewer than 5 people connected without the manager"),
            ),
            (found.no_tie_outside[row], Reason("no_tie_outside", "none outside the own unit")),
            (found.no_tie_up[row], Reason("no_tie_up", "none two or more levels up")),
            (strongest >= ONE_PERSON_SHARE, Reason("one_person", share, strongest)),
            (
                found.fading[row],
                Reason("fading", f"{before} mutual contacts in the 12 weeks before", before),
            ),
        )
        return [reason for holds, reason in told if holds]

    def _came_about(self, row: int) -> list[Reason]:
        """How it came to few contacts: of all mutual contacts ever recorded, who is missing?"""
        earlier = self._earlier(row)
        left = [one for one in earlier if not self._people.present[one]]
        silent = [one for one in earlier if self._people.present[one]]
        told = []
        if left:
            text = f"{plural(len(left), 'earlier contact')} left{self._names(left)}"
            told.append(Reason("contacts_left", text, len(left)))
        if silent:
            text = f"{plural(len(silent), 'earlier contact')} fell silent{self._names(silent)}"
            told.append(Reason("faded", text, len(silent)))
        if not earlier and self._found.long[row] <= FEW_CONTACTS:
            told.append(Reason("never_formed", "there never were more mutual contacts"))
        # The larger loss first.
        return sorted(told, key=lambda one: -(one.value or 0))

    def _earlier(self, row: int) -> list[int]:
        ties = self._view.ties
        here = ties.span(row)
        ever = ties.indices[here][self._view.reciprocated[here]]
        now = {*partners(self._found.mutual, row).tolist(), int(self._people.manager[row])}
        return [one for one in ever.tolist() if one not in now]

    def _names(self, rows: Sequence[int]) -> str:
        if self._naming is None:
            return ""
        return f": {listed(sorted(named(self._naming, row).label for row in rows))}"

    def _peers(self, row: int) -> list[Reason]:
        """What is usual for people of the same level and family, or of the level at least."""
        people, judged = self._people, self._judged
        level = people.level == people.level[row]
        if people.level[row] == NO_LEVEL:
            return []
        alike = judged & level & (people.family == people.family[row])
        if people.family[row] == NO_CODE or alike.sum() < LEAST_PEERS:
            alike = judged & level
        if alike.sum() < LEAST_PEERS:
            return []
        low, usual, high = (self._at(alike, quarter) for quarter in (25, 50, 75))
        text = f"people in similar roles usually have {usual} ({low} to {high})"
        return [Reason("peers", text, usual)]

    def _at(self, alike: Flags, percent: int) -> int:
        numbers: Ints = self._found.long[alike]
        return int(np.percentile(numbers, percent, method="nearest"))

    @cached_property
    def _judged(self) -> Flags:
        """Who is past the first weeks and covered: whose number of contacts means something."""
        joined = self._people.joined.astype(np.int64)
        settled = day_number(self._view.as_of) - joined > ONBOARDING_DAYS
        return self._people.present & self._view.dated & settled
