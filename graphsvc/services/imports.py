"""How do files of an organisation become part of its graph, all of them or nothing?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import ImportRejected, ImportUnfinished
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.parse import parse
from graphsvc.intake.progress import Progress, Silent
from graphsvc.intake.report import Intake
from graphsvc.intake.spool import Spool, room_on_disk
from graphsvc.records.open import Records
from graphsvc.services.answers import ImportReport
from graphsvc.services.import_kept_out import keep_out
from graphsvc.services.import_known import KnownToStore
from graphsvc.services.import_redo import (
    CUT_OFF,
    ELSEWHERE,
    OTHER_STORE,
    RUNNING,
    Accepted,
    Redo,
)
from graphsvc.services.import_report import report_of
from graphsvc.services.import_write import index
from graphsvc.services.imports_writing import Writing
from graphsvc.store.base import Store

IMPORT = "import"


@dataclass(frozen=True)
class ImportService:
    """One import at a time. Files are checked whole before anything is written.

    What was accepted is written to the end, if need be by the next process: while the ledger says
    that an import is open, nothing is published.

    Attributes:
        folder: where imports wait, on the disk of the data directory.
        pseudonym: what stands for a person where names are not shown.
        publish: makes a snapshot of the graph and returns its name.
    """

    store: Store
    records: Records
    policy: Policy
    audit: Audit
    folder: Path
    pseudonym: Callable[[str], str]
    publish: Callable[[], str | None]
    clock: Callable[[], datetime]

    def load(
        self,
        viewer: Viewer,
        paths: Sequence[Path],
        options: ImportOptions,
        *,
        dry_run: bool = False,
        reject_to: Path | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import files and folders, and report what that changed.

        Importing the same again changes nothing. With *dry_run* nothing is written and the report
        says what would be. With *reject_to* rows with problems go to that file, the rest is
        imported.

        Raises:
            Forbidden: the viewer may not.
            ImportRejected: files have problems; nothing was written.
            ImportUnfinished: another import runs, or was cut off elsewhere.
        """
        self.policy.require(viewer, IMPORT)
        names = [Path(path).name for path in paths]
        self.audit.record(viewer, IMPORT, details={"files": names, "dry_run": dry_run})
        told, redo = progress or Silent(), Redo(self.folder)
        with redo.alone():
            resumed = self._finish_earlier(redo, told, dry_run=dry_run)
            spool = redo.empty()
            try:
                found = self._parsed(paths, options, spool, told, reject_to)
                spool, report = self._brought(redo, spool, found, told, dry_run=dry_run)
            finally:
                # After an error the accepted spool stays where it is: it is the redo log.
                spool.remove()
        rejected_to = str(reject_to) if found.rejected else None
        report = replace(report, resumed=resumed, rejected_to=rejected_to)
        if dry_run:
            return report
        snapshot = self.publish()
        return replace(report, snapshot=snapshot, revision=self.store.ledger().revision)

    def resume(self, *, say: Callable[[str], None] | None = None) -> str | None:
        """Finish an import that was cut off; return its id, None if there was none.

        An import that is running now is left to whoever runs it.

        Raises:
            ImportUnfinished: it was cut off in another data directory, or in another store.
        """
        redo = Redo(self.folder)
        try:
            with redo.alone():
                return self._finish_earlier(redo, Silent(), dry_run=False, say=say)
        except ImportUnfinished as error:
            if str(error) != RUNNING:
                raise
            return None

    def give_up(self, viewer: Viewer) -> str | None:
        """Forget an open import that cannot be finished; return its id, None if there was none.

        The graph then holds the part of it that was written, until its files are imported again.

        Raises:
            Forbidden: the viewer may not.
            ImportUnfinished: an import is running here.
        """
        self.policy.require(viewer, IMPORT)
        self.audit.record(viewer, "give up import")
        redo = Redo(self.folder)
        with redo.alone():
            unfinished = redo.unfinished()
            if unfinished is not None:
                unfinished[0].remove()
            given_up = self.store.ledger().open_import
            if given_up is not None:
                self.store.close_import(given_up)
        return given_up

    @property
    def _writing(self) -> Writing:
        return Writing(self.store, self.records, self.pseudonym, self.clock)

    def _finish_earlier(
        self,
        redo: Redo,
        progress: Progress,
        *,
        dry_run: bool,
        say: Callable[[str], None] | None = None,
    ) -> str | None:
        unfinished = redo.unfinished()
        if unfinished is None:
            if self.store.ledger().open_import is not None:
                raise ImportUnfinished(ELSEWHERE)
            return None
        spool, accepted = unfinished
        if dry_run:
            spool.close()
            raise ImportUnfinished(CUT_OFF)
        if say is not None:
            say("Finishing an import that was cut off.")
        if self.store.ledger().store_id != accepted.store_id:
            spool.close()
            raise ImportUnfinished(OTHER_STORE)
        keep_out(spool, self.records)
        self._writing.finish(spool, accepted, progress)
        spool.remove()
        self.publish()
        return accepted.id

    def _parsed(
        self,
        paths: Sequence[Path],
        options: ImportOptions,
        spool: Spool,
        progress: Progress,
        reject_to: Path | None,
    ) -> Intake:
        found = parse(
            [Path(path) for path in paths],
            options,
            spool,
            known=KnownToStore(self.store, self.records.tombstones.kept_out),
            progress=progress,
            today=self.clock().date(),
            reject=reject_to,
        )
        if found.problems:
            raise ImportRejected(list(found.problems))
        return found

    def _brought(
        self, redo: Redo, spool: Spool, found: Intake, progress: Progress, *, dry_run: bool
    ) -> tuple[Spool, ImportReport]:
        """Count or write what was found; the spool moves when it is accepted."""
        accepted = self._accepted(found)
        with room_on_disk(spool.path):
            out = keep_out(spool, self.records)
            index(spool)
        if dry_run:
            tally = self._writing.foresee(spool, accepted, progress)
        else:
            with room_on_disk(spool.path):
                spool = redo.accept(spool, accepted)
            try:
                tally = self._writing.finish(spool, accepted, progress)
            except ImportUnfinished:
                spool.remove()  # the store was taken by another directory's: nothing is written
                raise
        return spool, report_of(accepted, found, tally, kept_out=out, dry_run=dry_run)

    def _accepted(self, found: Intake) -> Accepted:
        now = self.clock()
        return Accepted(
            id=f"{now:%Y%m%dT%H%M%S}-{found.hash[:12]}",
            store_id=self.store.ledger().store_id,
            hash=found.hash,
            files=[{"name": one.name, "rows": one.rows_read} for one in found.files],
            attributes=list(found.attributes),
            today=now.date(),
        )
