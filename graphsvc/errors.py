"""
What can this service refuse or fail at, on purpose? Nothing in this file knows about HTTP.

* GraphServiceError
  + SettingsInvalid           a setting is unknown, malformed or contradicts another
  + DataDirectoryUnusable     the data directory cannot be used (rights, space, another version)
  + PortInUse                 another program listens there
  + StoreUnavailable          the graph store does not answer
  + StoreSignInRefused        the graph store refuses the service's own account or database
  + StoreSchemaNewer          the store was written by a newer version
  + StoreConflict             a uniqueness rule of the store refuses the write
  + OutcomeUnknown            the commit's answer was lost; run the same write again
  + QueryInvalid              an analyst query cannot be understood
  + QueryRefused              an analyst query asks for more than reading the graph
  + QueryTooLarge             an analyst query needs more memory than allowed
  + QueryTooSlow              an analyst query took longer than allowed
  + QueryDoorClosed           the analyst door is switched off here
  + ImportRejected            files have problems; nothing was written
  + ImportUnfinished          another import is open
  + SnapshotMissing           nothing has been published yet
  + SnapshotInvalid           a snapshot is damaged or of an unknown format
  + AnalysisCancelled         a long analysis was ended before it was done
  + BadRequest                parameters are missing, unknown, malformed or out of range
  + PersonNotFound            nobody this viewer may see has this id
  + ActNotFound               no introduction, promise, goal ... of this viewer has this id
  + MoveRefused               an introduction or promise is not where this move may begin
  + LimitReached              somebody was asked as often as the limit allows
  + Unauthenticated           the caller has not said who it is, or wrongly
  + Forbidden                 this viewer may not do this
  + RecordsUnavailable        the records database cannot be used

A message is written for the caller, and attributes are public too: no person the caller did not
name, no value of a protected attribute. ``hint`` is for the operator: the command line and the log
print it, an HTTP answer never does.
"""

from graphsvc.model import Problem


class GraphServiceError(Exception):
    """Base of every error the service raises on purpose."""

    code = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SettingsInvalid(GraphServiceError):
    """Settings are unknown, malformed or contradict each other; the message names keys only."""

    code = "settings_invalid"


class DataDirectoryUnusable(GraphServiceError):
    """The data directory is not writable, full, locked or written by another version."""

    code = "data_directory_unusable"


class PortInUse(GraphServiceError):
    """Another program already listens on the address."""

    code = "port_in_use"


class StoreUnavailable(GraphServiceError):
    """The graph store does not answer now; the caller may try again."""

    code = "store_unavailable"

    def __init__(
        self, message: str = "The graph store does not answer.", *, hint: str = ""
    ) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = 5


class StoreSignInRefused(GraphServiceError):
    """The store refuses the service's own account, or has no such database."""

    code = "store_sign_in_refused"


class StoreSchemaNewer(GraphServiceError):
    """The store has schema steps this version does not know."""

    code = "store_schema_newer"


class StoreConflict(GraphServiceError):
    """A uniqueness rule of the store refuses the write."""

    code = "store_conflict"


class OutcomeUnknown(GraphServiceError):
    """The answer to a commit was lost. Every write is idempotent: run it again."""

    code = "outcome_unknown"


class QueryInvalid(GraphServiceError):
    """An analyst query cannot be understood or computed; where, as far as it is known."""

    code = "query_invalid"

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f" (line {line}, column {column})"
        super().__init__(f"{reason}{where}")
        self.line, self.column = line, column


class QueryRefused(GraphServiceError):
    """An analyst query asks for more than reading the graph."""

    code = "query_not_allowed"

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        where = "" if line is None else f" (line {line}, column {column})"
        super().__init__(f"{reason}{where}")
        self.line, self.column = line, column


class QueryTooLarge(GraphServiceError):
    """An analyst query needs more memory than the store allows."""

    code = "query_too_large"


class QueryTooSlow(GraphServiceError):
    """An analyst query ran into its time limit, which the message states."""

    code = "query_timeout"


class QueryDoorClosed(GraphServiceError):
    """The analyst door is switched off on this service."""

    code = "query_door_closed"


class ImportRejected(GraphServiceError):
    """Files have problems, all of them listed; nothing was written."""

    code = "import_rejected"

    def __init__(self, problems: list[Problem]) -> None:
        count = len(problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'}; nothing was written.")
        self.problems = problems


class ImportUnfinished(GraphServiceError):
    """Another import is running, or was cut off and cannot be resumed from here."""

    code = "import_unfinished"


class SnapshotMissing(GraphServiceError):
    """Nothing has been published yet: import something first."""

    code = "snapshot_missing"


class SnapshotInvalid(GraphServiceError):
    """A snapshot is damaged, or of a format this version does not know."""

    code = "snapshot_invalid"


class AnalysisCancelled(GraphServiceError):
    """A long analysis was ended before it was done: nobody waits for it, or its time is up."""

    code = "analysis_cancelled"


class BadRequest(GraphServiceError):
    """Parameters are missing, unknown, malformed or out of range; all of them are listed."""

    code = "bad_request"

    def __init__(self, problems: list[dict[str, str]]) -> None:
        super().__init__("; ".join(f"{one['parameter']}: {one['expected']}" for one in problems))
        self.problems = problems


class PersonNotFound(GraphServiceError):
    """Nobody this viewer may see has this id."""

    code = "person_not_found"

    def __init__(self, person_id: str) -> None:
        super().__init__(f"No person has the id {person_id!r}.")
        self.person_id = person_id


class ActNotFound(GraphServiceError):
    """Nothing of this kind that this viewer has a part in has this id."""

    code = "act_not_found"

    def __init__(self, kind: str, act_id: str) -> None:
        super().__init__(f"No {kind} of yours has the id {act_id!r}.")
        self.kind, self.act_id = kind, act_id


class MoveRefused(GraphServiceError):
    """The act is not where this move may begin, or the move is somebody else's to make."""

    code = "move_refused"


class LimitReached(GraphServiceError):
    """Somebody was asked as often as the limit allows; the message says when it opens again."""

    code = "limit_reached"


class Unauthenticated(GraphServiceError):
    """The caller has not said who it is, or its token is wrong, expired or revoked."""

    code = "unauthenticated"


class Forbidden(GraphServiceError):
    """This viewer may not do this; the message names the action, not the object."""

    code = "forbidden"


class RecordsUnavailable(GraphServiceError):
    """The records database cannot be opened, read or written."""

    code = "records_unavailable"
