"""Which people stand in the picture of warm paths, and who leads to whom?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graphsvc.services.answers import Introductions, Named, Suggestion

CENTRE = "0"


@dataclass(frozen=True)
class Stop:
    """Somebody in the picture: ``via`` is the stop before, None in the centre.

    ``kind``: centre, between or introducee. ``odds``: that she passes the request on (an
    introducee: that she accepts it). ``rank`` is the best suggestion whose path leads here.
    """

    key: str
    via: str | None
    person: Named
    kind: str
    rank: int
    steps: int
    odds: float | None = None
    last_contact: date | None = None
    note: str = ""


def stops(found: Introductions) -> tuple[Stop, ...]:
    """The centre, then everybody on the warm paths, along each path by rank.

    Paths with the same beginning share its stops; whoever is reached in two ways stands there
    twice, so the picture is a tree and shows each path as it is.
    """
    seen = {CENTRE: Stop(CENTRE, None, found.person, "centre", 0, 0)}
    for item in found.items:
        for stop in _along(item):
            known = seen.setdefault(stop.key, stop)
            if stop.kind == "introducee" and known.kind == "between":
                seen[stop.key] = stop
    return tuple(seen.values())


def _along(item: Suggestion) -> Iterator[Stop]:
    if item.path is None:
        return
    key = CENTRE
    for steps, hop in enumerate(item.path.hops, start=1):
        via, last = key, steps == len(item.path.hops)
        # Two people without a name may share a label: they are told apart by their suggestion.
        key = f"{via}/{hop.person.id or f'{item.rank}.{steps}'}"
        kind = "introducee" if last else "between"
        yield Stop(
            *(key, via, hop.person, kind, item.rank, steps),
            *(hop.odds, hop.last_contact, hop.note),
        )


def drawn(all_stops: tuple[Stop, ...]) -> list[dict[str, object]]:
    """The stops as the picture's script reads them; each links to its row or suggestion."""
    labels = {stop.key: stop.person.label for stop in all_stops}
    return [
        {
            "id": stop.key,
            "via": stop.via,
            "label": stop.person.label,
            "kind": stop.kind,
            "rank": stop.rank,
            "steps": stop.steps,
            "odds": stop.odds,
            "href": _href(stop, position),
            "sentence": _sentence(stop, labels),
        }
        for position, stop in enumerate(all_stops)
    ]


def _href(stop: Stop, position: int) -> str:
    if stop.kind == "introducee":
        return f"#suggestion-{stop.rank}"
    return f"#stop-{position}" if stop.via is not None else "#picture"


def _sentence(stop: Stop, labels: dict[str, str]) -> str:
    """What a screen reader says at a stop."""
    if stop.via is None:
        return f"{stop.person.label}, in the centre"
    about = " in ".join(filter(None, (stop.person.title, stop.person.unit)))
    steps = f"{stop.steps} step{'' if stop.steps == 1 else 's'} away"
    through = f" through {labels[stop.via]}" if stop.steps > 1 else ""
    role = f"suggestion {stop.rank}" if stop.kind == "introducee" else "could pass the request on"
    return ", ".join(filter(None, (stop.person.label, about, steps + through, role)))
