"""How does a warm path read: whom to ask, with what odds, how fresh each contact is?"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from graphsvc.access.naming import Naming
from graphsvc.analyses import warm_paths
from graphsvc.analyses.disjoint_paths import disjoint_paths_to
from graphsvc.analyses.warm_paths import Asking, Attention, asking, warm_path
from graphsvc.services.answers import AlternativePath, Hop, WarmPath
from graphsvc.services.contacts import Contacts
from graphsvc.services.results import Results
from graphsvc.services.wording import joined, named
from graphsvc.snapshot.view import Flags, flags_of


def as_connectors(naming: Naming, reserved: frozenset[str], results: Results) -> Naming:
    """*naming* of people as connectors: who is *reserved* is named only after she agreed."""
    people = naming.view.people
    # By the ids themselves: another set is never answered by what was kept of this one.
    flags = results.get(naming.view, "reserved", reserved, lambda: flags_of(people, reserved))
    return replace(naming, named=naming.named & ~flags) if flags.any() else naming


class Paths:
    """Warm paths from the one in row *row* as the viewer of *naming* may see them.

    ``connectors`` is how people on the way are named, *naming* itself if not given; ``through``
    who may be on it, by row, whoever is present if not given.
    """

    MISSING = "No chain of at most two people in between gives attention to one another."

    def __init__(
        self,
        naming: Naming,
        row: int,
        attention: Attention,
        seed: int,
        *,
        connectors: Naming | None = None,
        through: Flags | None = None,
    ) -> None:
        self._naming, self._row, self._attention, self._seed = naming, row, attention, seed
        self._connectors = naming if connectors is None else connectors
        self._contacts = Contacts(naming.view)
        self._known_hops: dict[tuple[int, int, bool], Hop] = {}
        self._people = naming.view.people
        self._through = self._people.present if through is None else through
        self._manager = int(self._people.manager[row])

    def to_all(self, targets: Sequence[int]) -> list[WarmPath | None]:
        """The most likely way to each of *targets* and its alternatives, beside them; None where
        nobody listens."""
        found = disjoint_paths_to(
            self._attention,
            self._asks,
            targets,
            through=self._through,
            id_of=self._people.ids.__getitem__,
            seed=self._seed,
        )
        ways = [(self._row, *way.rows) for one in found for way in one]
        self._contacts.look_up(pair for way in ways for pair in pairwise(way))
        return [self._told(one) if one else None for one in found]

    def _told(self, found: tuple[warm_paths.WarmPath, ...]) -> WarmPath:
        best, *others = found
        return WarmPath(
            hops=self._hops(best),
            odds=best.product,
            weakest=best.weakest,
            only_through_manager=self._needs_manager(best, others),
            alternatives=tuple(
                AlternativePath(self._hops(one), one.product, one.weakest) for one in others
            ),
        )

    def best(self, target: int) -> WarmPath | None:
        """The most likely way to *target* alone."""
        found = self._best(target)
        if found is None:
            return None
        only = self._needs_manager(found, [])
        return WarmPath(self._hops(found), found.product, found.weakest, only)

    def _best(self, target: int, *, without_manager: bool = False) -> warm_paths.WarmPath | None:
        through = self._through
        if without_manager:
            through = through.copy()
            through[self._manager] = False
        return warm_path(
            self._attention,
            self._asks,
            target,
            through=through,
            id_of=self._people.ids.__getitem__,
            seed=self._seed,
        )

    def _needs_manager(self, best: warm_paths.WarmPath, others: list[warm_paths.WarmPath]) -> bool:
        """Whether every way leads through the manager; never said of one who is reserved."""
        if others or self._manager not in best.rows[:-1] or self._reserved(self._manager):
            return False
        return self._best(best.rows[-1], without_manager=True) is None

    @cached_property
    def _asks(self) -> Asking:
        return asking(self._attention, self._row)

    def _hops(self, path: warm_paths.WarmPath) -> tuple[Hop, ...]:
        hops, asker, target = [], self._row, path.rows[-1]
        for asked, odds in zip(path.rows, path.odds, strict=True):
            # The same few people begin most ways, and a name is read from the snapshot each time.
            key = asker, asked, asked == target
            hop = self._known_hops.get(key)
            if hop is None:
                hop = self._known_hops[key] = self._hop(asker, asked, odds, last=asked == target)
            hops.append(hop)
            asker = asked
        return tuple(hops)

    def _hop(self, asker: int, asked: int, odds: float, *, last: bool) -> Hop:
        naming = self._naming if last else self._connectors
        before = self._naming if asker == self._row else self._connectors
        by_name = bool(naming.named[asked] and before.named[asker])
        contact = self._contacts.of(asker, asked, by_name=by_name)
        manages = asked == self._manager and not last and not self._reserved(asked)
        return Hop(
            person=named(naming, asked),
            odds=odds,
            last_contact=contact.last,
            note=joined("the line manager", contact.note) if manages else contact.note,
            usual_gap_weeks=contact.usual_gap_weeks,
            fading=contact.fading,
            contact=contact.contact,
            line_manager=manages,
        )

    def _reserved(self, row: int) -> bool:
        return bool(self._naming.named[row] and not self._connectors.named[row])
