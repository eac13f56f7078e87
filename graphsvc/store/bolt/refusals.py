"""What does a failure of the driver or the server mean to the service?"""

import re

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
)

from graphsvc.errors import (
    GraphServiceError,
    OutcomeUnknown,
    QueryInvalid,
    QueryRefused,
    QueryTooLarge,
    QueryTooSlow,
    StoreConflict,
    StoreSignInRefused,
    StoreUnavailable,
)
from graphsvc.store.address import Address

# The first part of a code or a message that is found decides; both servers' are here.
NO_SIGN_IN = ("Security.Unauthorized", "CredentialsExpired", "AuthenticationRateLimit")
NO_DATABASE = ("DatabaseNotFound", "Access to database", "Database does not exist")
TOO_SLOW = (
    "TransactionTimedOut",
    "Transaction.Terminated",
    "LockAcquisitionTimeout",
    "LockClientStopped",
)
TOO_LARGE = ("OutOfMemory", "Limit of allowed elements", "StackOverFlow")
# What either server says when its disk is full, read-only or broken; nothing was kept.
NOT_KEPT = (
    "Transaction error on commit",
    "TransactionCommitFailed",
    "TransactionLogError",
    "ReadOnlyDatabase",
    "No space left",
)
NOT_ALLOWED = ("Statement.AccessMode", "Security.Forbidden", "Security.AuthorizationExpired")


def translated(error: Exception, address: Address | None) -> GraphServiceError:
    """Our error for one of the driver's; its text goes to the operator's hint only."""
    where = "" if address is None else f"{address.uri}, database {address.database}"
    hint = f"{where}: {_first_line(error)}"
    if isinstance(error, Neo4jError):
        user = "" if address is None else f", user {address.app[0]}"
        return _of_server(error, f"{where}{user}: {_first_line(error)}", hint)
    if isinstance(error, IncompleteCommit):
        return OutcomeUnknown(
            "The store's answer to a commit was lost; run the same again.", hint=hint
        )
    if isinstance(error, ConfigurationError):
        return StoreUnavailable("What listens there is no graph store that speaks Bolt.", hint=hint)
    return StoreUnavailable(hint=hint)


def _of_server(error: Neo4jError, sign_in_hint: str, hint: str) -> GraphServiceError:
    told = f"{error.code} {error.message}"
    if isinstance(error, AuthError) or _any(NO_SIGN_IN, told):
        return StoreSignInRefused(
            "The graph store refuses the account of this service.", hint=sign_in_hint
        )
    if _any(NO_DATABASE, told):
        return StoreSignInRefused("The graph store has no such database.", hint=hint)
    if _any(TOO_SLOW, told):
        return QueryTooSlow("The query ran into its time limit.", hint=hint)
    if _any(TOO_LARGE, told):
        return QueryTooLarge("The query needs more memory than the store allows.", hint=hint)
    if isinstance(error, ConstraintError):
        return StoreConflict("A uniqueness rule of the store refuses this write.", hint=hint)
    if _any(NOT_ALLOWED, told):
        return QueryRefused("Only reading the graph is allowed here.")
    if _any(NOT_KEPT, told):
        return StoreUnavailable(
            "The graph store cannot keep a write; its disk may be full or read-only.", hint=hint
        )
    if error.is_retryable():
        return StoreUnavailable("The graph store is too busy with other writes.", hint=hint)
    return _not_understood(error, hint)


def _not_understood(error: Neo4jError, hint: str) -> QueryInvalid:
    place = re.search(r"line (\d+)(?::|, column )(\d+)", error.message or "")
    line, column = map(int, place.groups()) if place else (None, None)
    code = error.code or ""
    if code.endswith("ParameterMissing"):
        reason = "A parameter of the query is missing."
    elif code.endswith("SyntaxError") and place:
        reason = "The query cannot be understood."
    elif code.endswith(("SyntaxError", "SemanticError")):
        reason = "The query uses a name, function or form that does not exist."
    elif code.endswith(("TypeError", "ArithmeticError", "ArgumentError")):
        reason = "The query computes with values that do not fit."
    else:
        reason = "The store cannot compute this query."
    refused = QueryInvalid(reason, line=line, column=column)
    refused.hint = hint
    return refused


def is_away(error: Exception) -> bool:
    """Whether the server could not be reached, and nothing of the work can have been kept."""
    known = isinstance(error, IncompleteCommit | ConfigurationError)
    return isinstance(error, DriverError | OSError) and not known


def is_passing(error: Exception) -> bool:
    """Whether the server says that the same transaction may succeed when it is sent again."""
    # Neo4j calls a query that outgrew its memory passing, and it would outgrow it again.
    too_large = isinstance(error, Neo4jError) and _any(TOO_LARGE, f"{error.code} {error.message}")
    return isinstance(error, Neo4jError) and error.is_retryable() and not too_large


def is_clash(error: Exception) -> bool:
    """Whether a uniqueness rule refused, which may be due to a writer at the same moment."""
    return isinstance(error, ConstraintError)


def _any(parts: tuple[str, ...], told: str) -> bool:
    return any(part in told for part in parts)


def _first_line(error: Exception) -> str:
    name = getattr(error, "code", None) or type(error).__name__
    text = (getattr(error, "message", None) or str(error)).strip()
    return f"{name}: {text.splitlines()[0][:300]}" if text else name
