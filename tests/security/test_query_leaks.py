"""Can an analyst without names get at them through a function, an operator, an order or an error?

What the engines do with a person where text or a number is expected is theirs and may change:
every allowed function is tried on both, by what it returns and by what it can be asked.
"""

import pytest

from graphsvc.access.gate_words import FUNCTIONS
from graphsvc.errors import QueryInvalid, QueryRefused
from tests.security.door import CANARY, IDENTIFYING, ORGANISATION, SEQ_CANARY, Door, door

PAIR = "MATCH (p:Person {alias: '~a'})-[k:KNOWS]->(q:Person) "
CALLS = (
    *("{0}(p)", "{0}(k)", "{0}([p])", "{0}({{a: p}})", "{0}(DISTINCT p)", "{0}(p, p)", "{0}(p, 1)"),
    *("{0}(p, 'a')", "{0}('a', p)", "{0}(1, p)", "{0}(p, 0, 999)", "{0}('a', 'b', p)", "{0}()"),
    *("{0}(x IN [p] WHERE x = 'a')", "{0}(x IN [p] | x)", "{0}((p)-[:KNOWS]->(q))"),
    *("toString({0}(p))", "toString({0}([p]))", "tail(split(toString({0}(p)), 'n'))"),
)
EXPRESSIONS = (
    *("p", "[p, k]", "{a: p}", "p{.level}", "-p", "p - 1", "p * 2", "p / 1", "p % 2", "p ^ 2"),
    *(
        "p + 1",
        "1 + p",
        "p + '1'",
        "[p] + 1",
        "[1] + [p]",
        "p[0]",
        "p[0..9]",
        "[p][0]",
        "p.level + p",
    ),
    *(
        "CASE p WHEN 'a' THEN 1 ELSE p END",
        "[x IN [p] | x]",
        "[x IN [p] | x + 1]",
        "toString(p) + ''",
    ),
    *("'' + toString(p)", "toLower(p)", "toLower(toString(p))", "split(toString(p), ',')"),
    *("date(p)", "duration(p)", "p.level.name", "COLLECT { MATCH (p) RETURN p }", "p.joined_on.id"),
)
# Each true only if somebody's text is looked at: {0} is a guess, once right and once wrong.
QUESTIONS = (
    *("p CONTAINS {0}", "p STARTS WITH {0}", "toString(p) CONTAINS {0}", "toLower(p) CONTAINS {0}"),
    *("toLower(toString(p)) CONTAINS toLower({0})", "p > {0}", "p = {0}", "p IN [{0}]", "{0} IN p"),
    *("{0} IN [p]", "size(split(toString(p), {0})) > 1", "toString([p]) CONTAINS {0}"),
    *("toString({{a: p}}) CONTAINS {0}", "any(x IN [p] WHERE x CONTAINS {0})", "p ENDS WITH {0}"),
    *("trim(p) CONTAINS {0}", "reverse(p) CONTAINS {0}", "coalesce(p, '') CONTAINS {0}"),
    *("[p] > [{0}]", "p >= {0}", "max(p) CONTAINS {0}", "toString(k) CONTAINS {0}", "p <> {0}"),
)
SIZES = ("size(p)", "size(toString(p))", "size(toLower(p))", "size(split(toString(p), ''))")


@pytest.fixture
def ours(engine, tmp_path):
    engine.run(ORGANISATION)
    made = door(engine.store, tmp_path)
    assert CANARY in repr(made.ask("MATCH (p:Person) RETURN p.name AS name", IDENTIFYING))
    yield made
    made.records.close()


def told(ours: Door, text: str, **values: str) -> str:
    """All an analyst, or who runs the command line for one, can see of what happens to *text*."""
    try:
        answer = ours.ask(text, **values)
    except (QueryInvalid, QueryRefused) as error:
        return f"{type(error).__name__}: {error} {error.hint}"
    return repr(answer.rows)


def telling(ours: Door, texts: list[str]) -> list[str]:
    return [text for text in texts if any(one in told(ours, text) for one in (CANARY, SEQ_CANARY))]


@pytest.mark.slow
def test_no_function_tells_who_somebody_is(ours):
    calls = [one.format(function) for function in sorted(FUNCTIONS) for one in CALLS]

    assert telling(ours, [f"{PAIR}RETURN {call} AS x" for call in calls]) == []


def test_no_expression_tells_who_somebody_is(ours):
    assert telling(ours, [f"{PAIR}RETURN {one} AS x" for one in EXPRESSIONS]) == []


def test_no_question_about_a_person_is_answered_by_the_name(ours):
    for question in QUESTIONS:
        text = f"{PAIR}WHERE {question.format('$guess')} RETURN count(*) AS n"
        right, wrong = (told(ours, text, guess=guess) for guess in ("CANARY Ada", "XANARY Ada"))

        assert right == wrong, question


def test_no_size_of_a_person_depends_on_the_name(ours, engine):
    texts = [f"MATCH (p:Person {{alias: '~a'}}) RETURN {size} AS n" for size in SIZES]
    before = [told(ours, text) for text in texts]
    engine.run("MATCH (p:Person {alias: '~a'}) SET p.name = 'A much longer name than that'")

    assert [told(ours, text) for text in texts] == before


def test_no_order_of_people_follows_their_names(ours, engine):
    text = "MATCH (p:Person) RETURN p.alias AS a ORDER BY {0}"
    orders = ("p", "toString(p)", "[p]", "{a: p}", "toLower(p)")
    before = [told(ours, text.format(one)) for one in orders]
    for alias, name in (("~a", "Z"), ("~c", "A")):
        engine.run("MATCH (p:Person {alias: $alias}) SET p.name = $name", alias=alias, name=name)

    assert [told(ours, text.format(one)) for one in orders] == before
