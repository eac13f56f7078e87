"""How does an accepted import get into graph and records, so that it may be done again?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from graphsvc.intake.progress import Progress
from graphsvc.intake.spool import Spool
from graphsvc.records.open import Records
from graphsvc.services.import_outbox import Tally
from graphsvc.services.import_redo import Accepted
from graphsvc.services.import_write import write
from graphsvc.services.imports_records import remember, write_records
from graphsvc.store.base import Store


@dataclass(frozen=True)
class Writing:
    """Every step leaves the same behind, however often it is done."""

    store: Store
    records: Records
    pseudonym: Callable[[str], str]
    clock: Callable[[], datetime]

    def finish(self, spool: Spool, accepted: Accepted, progress: Progress) -> Tally:
        """Write *spool* to its end; from the first step to the last the ledger says so.

        Raises:
            ImportUnfinished: another import is open; nothing was written.
        """
        self.store.open_import(accepted.id)
        tally = self._written(spool, accepted, progress, dry_run=False)
        remember(self.records, accepted, spool, at=self.clock())
        self.store.close_import(accepted.id)
        return tally

    def foresee(self, spool: Spool, accepted: Accepted, progress: Progress) -> Tally:
        """What :meth:`finish` would change; nothing is written."""
        return self._written(spool, accepted, progress, dry_run=True)

    def _written(
        self, spool: Spool, accepted: Accepted, progress: Progress, *, dry_run: bool
    ) -> Tally:
        tally = write(
            self.store,
            spool,
            progress,
            pseudonym=self.pseudonym,
            today=accepted.today,
            dry_run=dry_run,
        )
        write_records(self.records, spool, accepted.attributes, tally, dry_run=dry_run)
        return tally
