"""As whom can a demonstration be looked at? The same people every time, with something to see."""

from dataclasses import dataclass

import numpy as np

from graphsvc.access.roles import MAKE_TOKENS
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.snapshot.view import NO_DAY, NOBODY, View, row_of

MOST_LOOKED_AT = 50  # mentorings compared: enough for a good example, little for a large one


@dataclass(frozen=True)
class SignedInAs:
    """One entry of the *signed in as* switch; ``person_ids`` are people to ask about first."""

    viewer: Viewer
    label: str
    person_ids: tuple[str, ...] = ()


def choose(view: View | None) -> dict[str, SignedInAs]:
    """The viewers by role. Person and mentor are left out where nobody suits, or without a view."""
    if view is None:
        return _without_a_person()
    chosen: dict[str, SignedInAs] = {}
    pair = _mentor_and_mentee(view)
    mentee = pair[1] if pair else _somebody(view)
    if mentee is not None:
        mentee_id = view.people.ids[mentee]
        viewer = Viewer("demonstration:person", mentee_id)
        chosen["person"] = SignedInAs(viewer, f"{_called(view, mentee)}, employee", (mentee_id,))
    if pair:
        mentor_id, mentee_id = view.people.ids[pair[0]], view.people.ids[pair[1]]
        viewer = Viewer("demonstration:mentor", mentor_id)
        label = f"{_called(view, pair[0])}, mentor of {_called(view, pair[1])}"
        chosen["mentor"] = SignedInAs(viewer, label, (mentee_id,))
    return {**chosen, **_without_a_person()}


def somebody(view: View, person_id: str) -> SignedInAs | None:
    """The viewer who is one of the people, any of them; None where nobody has this id."""
    row = row_of(view.people, person_id)
    if row is None:
        return None
    return SignedInAs(Viewer(f"demonstration:{person_id}", person_id), _called(view, row))


def _without_a_person() -> dict[str, SignedInAs]:
    def viewer(role: str, *scopes: str) -> Viewer:
        return Viewer(f"demonstration:{role}", None, frozenset({Grant(role)}), frozenset(scopes))

    return {
        "lead": SignedInAs(viewer("lead"), "Programme lead, whole organisation"),
        "analyst": SignedInAs(viewer("analyst", "cypher:adhoc"), "Analyst, without names"),
        "operator": SignedInAs(viewer("operator", MAKE_TOKENS), "Operator"),
    }


def _mentor_and_mentee(view: View) -> tuple[int, int] | None:
    """A mentor and a current mentee, both present: the mentee with most people two steps away."""
    ties, present = view.mentorings, view.people.present
    going_on = (ties.until == NO_DAY) & present[ties.mentor] & present[ties.mentee]
    pairs = zip(ties.mentor[going_on].tolist(), ties.mentee[going_on].tolist(), strict=True)
    # Ids, not rows, decide between equals: the choice outlives a new snapshot.
    ids = view.people.ids
    first = sorted((ids[mentor], ids[mentee], mentor, mentee) for mentor, mentee in pairs)
    ranked = [(-_two_steps_away(view, pair[3]), *pair) for pair in first[:MOST_LOOKED_AT]]
    best = min(ranked, default=None)
    return None if best is None else (best[3], best[4])


def _two_steps_away(view: View, row: int) -> int:
    ties = view.ties
    near = ties.contacts(row).tolist()
    reached = {other for one in near for other in ties.contacts(one).tolist()}
    return len(reached - set(near) - {row})


def _somebody(view: View) -> int | None:
    """Without mentoring: whoever is present and has most ties, then the smallest id."""
    degrees = np.diff(view.ties.indptr.astype(np.int64)).tolist()
    rows = np.flatnonzero(view.people.present).tolist() or list(range(len(view.people.ids)))
    return min(rows, key=lambda row: (-degrees[row], view.people.ids[row]), default=None)


def _called(view: View, row: int) -> str:
    title, unit = view.people.titles[row], int(view.people.unit[row])
    name = view.people.names[row] or view.people.ids[row]
    where = f" in {view.people.units.names[unit]}" if unit != NOBODY else ""
    return f"{name} ({title}{where})" if title else name
