"""How does an answer say whom and what it is about? Rows become people as the viewer may see."""

from collections.abc import Sequence

from graphsvc.access.naming import Naming
from graphsvc.services.answers import Basis, Named
from graphsvc.snapshot.view import View


def named(naming: Naming, row: int) -> Named:
    """The person in *row*: by name where this viewer may, else "a staff engineer in Platform"."""
    return naming.label(row)


def basis(view: View, *, seed: int = 1) -> Basis:
    """What an answer from *view* was computed from."""
    return Basis(view.snapshot, view.as_of, view.ties_until, view.stale, seed)


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 contact", "3 contacts"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def joined(one: str, other: str) -> str:
    """Two notes as one; either may be ''."""
    return f"{one}; {other}" if one and other else one or other


def listed(words: Sequence[str], most: int = 3, *, of: int | None = None) -> str:
    """ "Ada", "Ada and Ben", "Ada, Ben and 4 others".

    *of* is how many there are in all where only the first are in *words*.
    """
    shown, others = list(words[:most]), (len(words) if of is None else of) - most
    if others > 0:
        shown.append(plural(others, "other"))
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def percent(share: float) -> str:
    """ "34%", and "1.2%" where whole percent would say too little."""
    return f"{share:.0%}" if share >= 0.1 else f"{share:.1%}"
