"""How does a spooled import get into the graph, in which order, and what does it change there?"""

from collections.abc import Callable
from datetime import date

from graphsvc.intake.progress import Progress
from graphsvc.intake.spool import Spool
from graphsvc.services.import_compare import Facts
from graphsvc.services.import_coverage import Covers
from graphsvc.services.import_facts import FACTS
from graphsvc.services.import_outbox import Outbox, Tally
from graphsvc.services.import_people import People
from graphsvc.services.import_ties import Ties
from graphsvc.services.import_units import write_units
from graphsvc.store.base import Store

# The spool finds the rows of a person by these; the other tables begin with their owner.
INDEXES = ("endorsement(endorser)", "introduction(mentee)", "promise(made_by)", "goal(person)")


def index(spool: Spool) -> None:
    """Make the rows of *spool* easy to find by their owner; before it is accepted."""
    for number, on in enumerate((*INDEXES, "feedback(author)")):
        spool.rows.execute(f"CREATE INDEX IF NOT EXISTS owner_{number} ON {on}")


def write(
    store: Store,
    spool: Spool,
    progress: Progress,
    *,
    pseudonym: Callable[[str], str],
    today: date,
    dry_run: bool = False,
) -> Tally:
    """Bring the graph to what *spool* says and return what that changed.

    Writing the same spool again changes nothing; so one that was cut off is written again. In a
    dry run nothing is written and the same is counted.
    """
    covers = Covers.of(spool)
    with Outbox(store, progress, dry_run=dry_run) as outbox:
        held_until = People(store, spool, covers, outbox, pseudonym, today).write()
        write_units(store, spool, outbox)
        for fact in FACTS:
            Facts(fact, store, spool, covers, outbox).write(held_until)
        Ties(store, spool, covers, outbox).write(held_until)
    return outbox.tally
