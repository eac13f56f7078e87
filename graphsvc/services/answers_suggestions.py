"""Why is somebody not suggested? Frozen values, the same for API, pages and CLI."""

from dataclasses import dataclass

from graphsvc.services.answers import Basis, Named, Reason


@dataclass(frozen=True)
class WhyNot:
    """Why *other* is not among the suggestions for *person*, or where among them."""

    basis: Basis
    person: Named
    other: Named
    excluded: bool
    reasons: tuple[Reason, ...]  # one at least; ``kind`` is the code of a reason
    place: int | None  # among the suggestions, where not excluded
    parts: tuple[Reason, ...]
