"""How does a warm path read: whom to ask, with what odds, how fresh each contact is?"""

from functools import cached_property

from graphsvc.access.policy import Naming
from graphsvc.analyses import warm_paths
from graphsvc.analyses.warm_paths import Asking, Attention, asking, warm_path
from graphsvc.services.answers import Hop, WarmPath
from graphsvc.services.views import contacts_in
from graphsvc.services.wording import named
from graphsvc.snapshot.view import NOBODY

_WINDOWS = ((28, "in contact in the last 4 weeks"), (84, "in contact in the last 12 weeks"))


class Paths:
    """Warm paths from the one in row *row* as the viewer of *naming* may see them."""

    MISSING = "No chain of at most two people in between gives attention to one another."

    def __init__(self, naming: Naming, row: int, attention: Attention, seed: int) -> None:
        self._naming, self._row, self._attention, self._seed = naming, row, attention, seed
        self._people = naming.view.people
        self._manager = int(self._people.manager[row])

    def to(self, target: int) -> WarmPath | None:
        """The most likely way to *target*, None where nobody in between listens."""
        found = self._best(target)
        if found is None:
            return None
        askers = (self._row, *found.rows)
        return WarmPath(
            hops=tuple(
                Hop(named(self._naming, asked), odds, None, self._note(asker, asked, target))
                for asker, asked, odds in zip(askers, found.rows, found.odds, strict=False)
            ),
            odds=found.product,
            weakest=found.weakest,
            only_through_manager=self._manager in found.rows[:-1]
            and self._best(target, without=self._manager) is None,
        )

    def _best(self, target: int, *, without: int = NOBODY) -> warm_paths.WarmPath | None:
        through = self._people.present
        if without != NOBODY:
            through = through.copy()
            through[without] = False
        return warm_path(
            self._attention,
            self._asks,
            target,
            through=through,
            id_of=self._people.ids.__getitem__,
            seed=self._seed,
        )

    @cached_property
    def _asks(self) -> Asking:
        return asking(self._attention, self._row)

    def _note(self, asker: int, asked: int, target: int) -> str:
        role = "the line manager" if asked == self._manager and asked != target else ""
        fresh = (words for days, words in _WINDOWS if self._in_contact(asker, asked, days))
        view = self._naming.view
        silent = "no contact in the last 12 weeks" if view.dated[[asker, asked]].all() else ""
        return "; ".join(filter(None, (role, next(fresh, silent))))

    def _in_contact(self, one: int, other: int, days: int) -> bool:
        view = self._naming.view
        if view.ties_until is None:
            return False
        recent = contacts_in(view, days)
        return other in recent.contacts(one) or one in recent.contacts(other)
