"""Which problems are there, what does each mean, and what can whoever meets it do?"""

from typing import NamedTuple

from graphsvc import errors


class Entry(NamedTuple):
    """One kind of problem; its code is the error's own and never changes.

    ``members`` are attributes of the error that the answer carries. ``for_caller`` is whether the
    error's sentence is told: what was written for the operator is replaced by ``meaning``.
    """

    code: str
    status: int
    title: str
    meaning: str
    members: tuple[str, ...] = ()
    for_caller: bool = True


def _row(
    error: type[errors.GraphServiceError],
    status: int,
    title: str,
    meaning: str,
    *members: str,
    for_caller: bool = True,
) -> tuple[type[errors.GraphServiceError], Entry]:
    return error, Entry(error.code, status, title, meaning, members, for_caller)


UNEXPECTED = Entry(
    "internal_error",
    500,
    "Internal error",
    "Something went wrong here that was not foreseen. The operator finds it in the log by its "
    "reference.",
)

PROBLEMS: dict[type[errors.GraphServiceError], Entry] = dict(
    (
        _row(
            errors.GraphServiceError,
            500,
            "Error",
            "The service could not do what was asked.",
            for_caller=False,
        ),
        _row(
            errors.SettingsInvalid,
            500,
            "Settings invalid",
            "A setting of the service is wrong; its operator has to correct it.",
            for_caller=False,
        ),
        _row(
            errors.DataDirectoryUnusable,
            503,
            "Data directory unusable",
            "The service cannot use its data directory; its operator has to look at it.",
            for_caller=False,
        ),
        _row(
            errors.PortInUse,
            500,
            "Port in use",
            "Another program listens where the service should.",
            for_caller=False,
        ),
        _row(
            errors.StoreUnavailable,
            503,
            "Graph store unavailable",
            "The graph store does not answer now. Ask again after the seconds in Retry-After.",
        ),
        _row(
            errors.StoreSignInRefused,
            503,
            "Graph store refuses the service",
            "The graph store refuses the service's own account; its operator has to look at it.",
            for_caller=False,
        ),
        _row(
            errors.StoreSchemaNewer,
            503,
            "Graph store is newer",
            "A newer version of the service wrote the graph store; its operator has to update it.",
            for_caller=False,
        ),
        _row(
            errors.StoreConflict,
            409,
            "Conflict",
            "A rule of the graph refuses this write: something with the same key is there already.",
        ),
        _row(
            errors.OutcomeUnknown,
            503,
            "Outcome unknown",
            "The answer of the graph store was lost. Every write can be repeated: send it again.",
        ),
        _row(
            errors.QueryInvalid,
            400,
            "Query invalid",
            "The query cannot be understood or computed. Line and column say where, if known.",
            "line",
            "column",
        ),
        _row(
            errors.QueryRefused,
            403,
            "Query not allowed",
            "The query asks for more than reading the graph. Line and column say where, if known.",
            "line",
            "column",
        ),
        _row(
            errors.QueryTooLarge,
            422,
            "Query too large",
            "The query needs more memory than allowed. Ask about fewer people or shorter paths.",
        ),
        _row(
            errors.QueryTooSlow,
            504,
            "Query too slow",
            "The query took longer than allowed. Ask about fewer people or shorter paths.",
        ),
        _row(
            errors.QueryDoorClosed,
            403,
            "Queries closed",
            "Queries of analysts are switched off on this service.",
        ),
        _row(
            errors.ImportRejected,
            422,
            "Import rejected",
            "The files have problems, all of them listed; nothing was written.",
            "problems",
        ),
        _row(
            errors.ImportUnfinished,
            409,
            "Import unfinished",
            "Another import is open. Wait for it, or let the operator finish it.",
        ),
        _row(
            errors.SnapshotMissing,
            503,
            "Nothing published yet",
            "Nothing has been imported and published yet, so there is nothing to answer from.",
        ),
        _row(
            errors.SnapshotInvalid,
            503,
            "Snapshot unusable",
            "The published snapshot cannot be read; the operator has to publish another.",
            for_caller=False,
        ),
        _row(
            errors.AnalysisCancelled,
            503,
            "Analysis ended early",
            "The analysis took longer than an answer is waited for, or was called off. A smaller "
            "question or a later try may succeed.",
        ),
        _row(
            errors.BadRequest,
            400,
            "Bad request",
            "Parameters are missing, unknown, malformed or out of range; all of them are listed.",
            "problems",
        ),
        _row(
            errors.PersonNotFound,
            404,
            "Person not found",
            "Nobody you may see has this id.",
        ),
        _row(
            errors.ActNotFound,
            404,
            "Not found",
            "Nothing of this kind that you have a part in has this id.",
        ),
        _row(
            errors.MoveRefused,
            409,
            "Not possible now",
            "It is not where this move may begin, or the move is somebody else's to make. Read it "
            "again: somebody may have moved it meanwhile.",
        ),
        _row(
            errors.LimitReached,
            409,
            "Asked often enough",
            "Somebody was asked as often as the limit of a quarter allows; nothing was changed.",
        ),
        _row(
            errors.Unauthenticated,
            401,
            "Not signed in",
            "The service does not know who asks: sign in, or send a valid token.",
        ),
        _row(
            errors.Forbidden,
            403,
            "Not allowed",
            "Your role does not include this.",
        ),
        _row(
            errors.RecordsUnavailable,
            503,
            "Records unavailable",
            "The records database cannot be used; the service does nothing it cannot record.",
            for_caller=False,
        ),
    )
)

BY_CODE: dict[str, Entry] = {one.code: one for one in (*PROBLEMS.values(), UNEXPECTED)}
