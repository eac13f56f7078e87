"""Does every failure of driver and server become the right error of ours, in words of ours?"""

import pytest
from neo4j.exceptions import (
    ConfigurationError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphsvc.errors import (
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
from graphsvc.store.bolt.refusals import is_away, is_passing, translated

ADDRESS = Address("bolt://10.0.0.7:7687", "graph", ("service", "secret-word"))
OFTEN = {  # code: our error, whether sending the same again may help
    "ClientError.Security.Unauthorized": (StoreSignInRefused, False),
    "ClientError.Security.CredentialsExpired": (StoreSignInRefused, False),
    "ClientError.Security.AuthenticationRateLimit": (StoreSignInRefused, False),
    "ClientError.Database.DatabaseNotFound": (StoreSignInRefused, False),
    "ClientError.Transaction.TransactionTimedOut": (QueryTooSlow, False),
    "ClientError.Transaction.TransactionTimedOutClientConfiguration": (QueryTooSlow, False),
    "TransientError.Transaction.LockAcquisitionTimeout": (QueryTooSlow, True),
    "TransientError.General.MemoryPoolOutOfMemoryError": (QueryTooLarge, False),
    "TransientError.General.OutOfMemoryError": (QueryTooLarge, False),
    "TransientError.General.StackOverFlowError": (QueryTooLarge, False),
    "ClientError.Schema.ConstraintValidationFailed": (StoreConflict, False),
    "ClientError.Statement.AccessMode": (QueryRefused, False),
    "ClientError.Security.Forbidden": (QueryRefused, False),
    "TransientError.Transaction.DeadlockDetected": (StoreUnavailable, True),
    "TransientError.General.DatabaseUnavailable": (StoreUnavailable, True),
    "DatabaseError.Transaction.TransactionCommitFailed": (StoreUnavailable, False),
    "ClientError.General.WriteOnReadOnlyDatabase": (StoreUnavailable, False),
    "ClientError.Statement.SyntaxError": (QueryInvalid, False),
    "ClientError.Statement.SemanticError": (QueryInvalid, False),
    "ClientError.Statement.ParameterMissing": (QueryInvalid, False),
    "ClientError.Statement.TypeError": (QueryInvalid, False),
    "ClientError.Statement.ArithmeticError": (QueryInvalid, False),
    "ClientError.Procedure.ProcedureNotFound": (QueryInvalid, False),
    "DatabaseError.General.UnknownError": (QueryInvalid, False),
}


def told(code: str, message: str = "what the server says of CANARY\nat great length") -> Neo4jError:
    return Neo4jError._basic_hydrate(neo4j_code=f"Neo.{code}", message=message)


@pytest.mark.parametrize("code", OFTEN)
def test_a_code_of_the_server_is_one_error_of_ours(code):
    kind, passing = OFTEN[code]
    error = translated(told(code), ADDRESS)

    assert type(error) is kind
    assert is_passing(told(code)) == passing
    assert not is_away(told(code))


@pytest.mark.parametrize("code", OFTEN)
def test_the_message_is_ours_and_the_servers_first_line_is_for_the_operator(code):
    error = translated(told(code), ADDRESS)

    for foreign in ("CANARY", "Neo", "10.0.0.7", "secret-word", "\n"):
        assert foreign not in str(error)
    assert "secret-word" not in error.hint
    assert "at great length" not in error.hint
    assert type(error) is QueryRefused or ("10.0.0.7" in error.hint and "CANARY" in error.hint)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("Limit of allowed elements exceeded", QueryTooLarge),
        ("Transaction error on commit", StoreUnavailable),
        ("java.io.IOException: No space left on device", StoreUnavailable),
        ("Access to database 'x' is not allowed", StoreSignInRefused),
    ],
)
def test_the_embedded_engine_is_understood_by_its_words(message, kind):
    assert type(translated(told("DatabaseError.General.UnknownError", message), ADDRESS)) is kind


@pytest.mark.parametrize("message", ["bad (line 3, column 7 (offset: 9))", "line 3:7 mismatched"])
def test_the_place_of_a_mistake_is_kept(message):
    error = translated(told("ClientError.Statement.SyntaxError", message), ADDRESS)

    assert (error.line, error.column) == (3, 7)
    assert str(error) == "The query cannot be understood. (line 3, column 7)"


def test_a_mistake_without_a_place_has_neither_line_nor_column():
    error = translated(told("ClientError.Statement.TypeError"), ADDRESS)

    assert isinstance(error, QueryInvalid)
    assert (error.line, error.column) == (None, None)


@pytest.mark.parametrize(
    ("error", "kind", "away"),
    [
        (ServiceUnavailable("Couldn't connect to 10.0.0.7"), StoreUnavailable, True),
        (SessionExpired("gone"), StoreUnavailable, True),
        (ConnectionResetError(104, "Connection reset by peer"), StoreUnavailable, True),
        (IncompleteCommit("lost"), OutcomeUnknown, False),
        (ConfigurationError("speaks HTTP"), StoreUnavailable, False),
    ],
)
def test_a_server_that_is_away_is_not_mixed_up_with_a_commit_that_may_have_happened(
    error, kind, away
):
    assert type(translated(error, ADDRESS)) is kind
    assert is_away(error) == away
    assert not is_passing(error)
