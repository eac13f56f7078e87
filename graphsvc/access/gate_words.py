"""Which words may an analyst's text hold? Tables only: clauses, functions, properties."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS = _words(
    """MATCH OPTIONAL WHERE WITH UNWIND RETURN ORDER BY SKIP OFFSET LIMIT DISTINCT UNION ALL
    CASE WHEN THEN ELSE END CALL EXISTS COUNT COLLECT AS ASC DESC ASCENDING DESCENDING
    AND OR XOR NOT IN IS NULL STARTS ENDS CONTAINS TRUE FALSE"""
)
# What a text, and each part of it, may begin with.
BEGINNINGS = _words("MATCH OPTIONAL WITH UNWIND RETURN CALL")
# After these an expression is complete, so another word must be a clause or an operator.
COMPLETE = _words("NULL TRUE FALSE END ASC DESC ASCENDING DESCENDING")
# Also names of functions and, by themselves, ordinary names of columns.
AMBIGUOUS = _words("COUNT COLLECT EXISTS ALL")

_REFUSED = {
    "would change the graph": (
        "CREATE MERGE SET DELETE DETACH NODETACH REMOVE FOREACH INSERT DROP ALTER RENAME"
    ),
    "administers the server": (
        "SHOW TERMINATE USE START STOP GRANT DENY REVOKE ENABLE DISABLE DATABASE TRANSACTION "
        "TRANSACTIONS COMMIT PERIODIC"
    ),
    "reads files or addresses": "LOAD CSV",
    "changes how the query is run": "EXPLAIN PROFILE CYPHER",
    "belongs to procedures, which are not called here": "YIELD",
    "has no bound here: write shortestPath with *..6": "SHORTEST REPEATABLE TRAIL WALK ACYCLIC",
}
REFUSED = {word: reason for reason, words in _REFUSED.items() for word in words.split()}

FUNCTIONS = _words(
    """abs all allshortestpaths any avg ceil coalesce collect count date date.truncate datetime
    duration duration.between duration.indays duration.inmonths duration.inseconds endnode exists
    exp floor head isempty labels last left length log log10 ltrim max min nodes none nullif
    percentilecont percentiledisc range relationships reverse right round rtrim shortestpath sign
    single size split sqrt startnode stdev stdevp substring sum tail toboolean tofloat tointeger
    tolower tostring toupper trim type"""
)
# Whole people and computed names: only for who may see people by name anyway.
IDENTIFYING_FUNCTIONS = frozenset(["properties", "keys"])
# On the embedded engine these turn a whole person into text, with the name in it; so does + with
# text on one side (tests/security/test_query_leaks.py tries them all on both servers).
TELLING_FUNCTIONS = _words("left right substring")
# What these return is a number, a date or text, never a person: they may stand beside a +.
NUMBER_FUNCTIONS = _words(
    """abs avg ceil count exp floor length log log10 percentilecont round sign size sqrt stdev
    stdevp sum tofloat tointeger date duration duration.between duration.indays duration.inmonths
    duration.inseconds"""
)
TEXT_FUNCTIONS = _words("tolower tostring toupper trim type")
MOST_STEPS = 6
MOST_IN_RANGE = 10_000

# Every property of the graph has a class (design: README section 4). Not shown to anybody:
NEVER_SHOWN = frozenset(["seq"])
# Identifiers and free text, refused as a word anywhere without people:identify.
IDENTIFYING = _words(
    "id name email title text topic outcome states_by confirmed_by recorded_by shared_with"
)
OPEN = _words(
    """alias level levels levels_on family site joined_on left_on since until feed contacts
    first_on last_on weeks counts stated programme kind on confirmed_on confirmed_here
    moved_here states
    states_on states_due
    size made_on due_on specificity"""
)
# Parts of a date or duration, which are read like properties.
OF_DATES = _words(
    """year quarter month week day dayofweek dayofyear weekyear hour minute second
    years quarters months days hours minutes seconds epochseconds"""
)
