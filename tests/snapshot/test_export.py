"""Is the graph read out in ranges that are small enough, and every fact once?"""

from typing import Any

import pytest

from graphsvc.errors import QueryTooLarge, SnapshotInvalid
from graphsvc.snapshot.build import build
from graphsvc.snapshot.export import export
from graphsvc.snapshot.gather import COLUMNS, Words, gather
from graphsvc.snapshot.view import NO_DAY
from tests.engines import Engine
from tests.worlds import exported, person, weeks_ago

PEOPLE = [f"p-{number}" for number in range(12)]
TIES = [(one, other, "mail", {weeks_ago(1): 2}) for one in PEOPLE[:9] for other in PEOPLE[:4]]
TIES = [tie for tie in TIES if tie[0] != tie[1]] + [("p-11", "p-0"), ("p-11", "p-1", "other", 0.5)]
FACTS = {
    "endorsements": [("p-0", one, "credit") for one in PEOPLE[1:]],
    "mentorings": [("p-2", "p-11")],
}
KEY = {"memberships": "person", "lines": "person", "knows": "source", "endorsed": "endorsed"}
SEQ = {"seq", "person", "manager", "source", "target"}
MEMBERS = {"person": [0, 1, 2], "since": [""] * 3, "until": [""] * 3}
KEY |= {"people": "seq", "mentors": "mentee", "introductions": "mentee", "promises": "maker"}
KEY |= {"goals": "person"}


class Shop:
    """Answers by range from columns, refuses ranges with more than *most* records."""

    def __init__(self, columns: dict[str, dict[str, list[Any]]], most: int) -> None:
        self.columns, self.most = columns, most
        self.asked: list[tuple[str, int, int]] = []

    def __call__(self, query: str, *, first: int = 0, last: int = 0) -> dict[str, list[Any]]:
        name = query.removeprefix("snapshot/")
        if name == "extent":
            return {"largest": self.columns["people"]["seq"][-1:]}
        if name == "units":
            return self.columns["units"]
        self.asked.append((name, first, last))
        if name == "sizes":
            return self._sizes(first, last)
        found = self.columns[name]
        at = [one for one, seq in enumerate(found[KEY[name]]) if first <= seq < last]
        if len(at) > self.most and last - first > 1:
            raise QueryTooLarge("That is too much.")
        return {column: [values[one] for one in at] for column, values in found.items()}

    def _sizes(self, first: int, last: int) -> dict[str, list[int]]:
        seqs = [one for one in self.columns["people"]["seq"] if first <= one < last]
        knows = self.columns["knows"]
        mine = {seq: [at for at, one in enumerate(knows["source"]) if one == seq] for seq in seqs}
        return {
            "seq": seqs,
            "ties": [len(mine[seq]) for seq in seqs],
            "weeks": [sum(len(knows["weeks"][at]) for at in mine[seq]) for seq in seqs],
        }


def listed(found: dict[str, dict[str, Any]]) -> dict[str, dict[str, list[Any]]]:
    return {
        query: {name: list(values) for name, values in columns.items()}
        for query, columns in found.items()
    }


@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize(("people", "ties"), [(1, 1), (5, 7), (100, 100)])
def test_ranges_of_any_size_give_the_same_columns(most: int, people: int, ties: int):
    columns = exported(PEOPLE, TIES, **FACTS)
    shop = Shop(columns, most)

    found = export(shop, people=people, ties=ties)

    whole = {query: gather(query, [columns[query]]) for query in COLUMNS}
    assert listed(found) == listed(whole)
    done = sorted((first, last) for name, first, last in shop.asked if name == "knows")
    assert done[0][0] == 0
    assert max(last for _, last in done) == 12


def test_ties_are_asked_for_in_ranges_of_about_so_many():
    columns = exported(PEOPLE, TIES)
    shop = Shop(columns, 100)

    export(shop, ties=7)

    counts = [
        sum(first <= seq < last for seq in columns["knows"]["source"])
        for name, first, last in shop.asked
        if name == "knows"
    ]
    assert sum(counts) == len(TIES)
    assert max(counts) <= 7 + 4


def test_one_person_who_is_too_much_is_said():
    class Full(Shop):
        def __call__(self, query: str, **values: int) -> dict[str, list[Any]]:
            if query == "snapshot/endorsed":
                raise QueryTooLarge("That is too much.")
            return super().__call__(query, **values)

    with pytest.raises(QueryTooLarge):
        export(Full(exported(PEOPLE), 100))


def test_a_graph_of_nobody_is_nobody():
    found = export(Shop(exported(), 1))

    assert len(build(found).people.seq) == 0


def test_what_names_a_stranger_is_left_out_and_counted():
    columns = exported(
        ["ada", "ben"],
        [("ada", "ben"), ("ben", "gone"), ("gone", "ada")],
        lines=[("ada", "gone", None, None)],
        endorsements=[("ada", "gone", "credit"), ("ada", "ben", "applause")],
        mentorings=[("gone", "ada")],
        introductions=[("gone", "ada", "ben", [("proposed", None)])],
        goals=[("gone", "skill", "Law"), ("ada", "wish", "Law"), ("ada", "skill", "Law")],
    )
    people = columns["people"]
    columns["people"] = {name: values[:2] for name, values in people.items()}

    facts = build({query: gather(query, [columns[query]]) for query in COLUMNS})

    assert facts.ties == 1
    assert facts.left_out == {
        "ties": 2,
        "lines": 1,
        "endorsements": 2,
        "mentoring": 1,
        "introductions": 1,
        "goals": 2,
    }


def test_what_was_read_twice_is_kept_once():
    columns = exported(
        [person("ada", unit="u"), "ben"], [("ada", "ben", "mail", {weeks_ago(1): 2})]
    )

    facts = build({query: gather(query, [columns[query]] * 2) for query in COLUMNS})

    assert len(facts.people.seq) == 2
    assert facts.ties == 1
    assert facts.feeds["mail"].counts.tolist() == [2]
    assert facts.memberships.since.tolist() == [NO_DAY]


def test_numbers_of_people_may_be_far_apart():
    columns = exported(
        [person("ada", unit="u", manager="ben"), "ben"],
        [("ada", "ben", "mail", {weeks_ago(1): 2}), ("ben", "gone")],
    )
    columns["people"] = {name: values[:2] for name, values in columns["people"].items()}
    apart = {
        query: {
            name: [one * 10**12 if name in SEQ else one for one in values]
            for name, values in found.items()
        }
        for query, found in columns.items()
    }

    near, far = (
        build({query: gather(query, [found[query]]) for query in COLUMNS})
        for found in (columns, apart)
    )

    assert far.people.seq.tolist() == [0, 10**12]
    assert far.feeds["mail"].target.tolist() == near.feeds["mail"].target.tolist() == [1]
    assert far.lines.other.tolist() == near.lines.other.tolist() == [1]
    assert far.left_out == near.left_out == {"ties": 1}


def test_words_that_come_again_are_kept_once():
    found = gather(
        "memberships", [MEMBERS | {"unit": ["u", "v", "u"]}, MEMBERS | {"unit": ["w"] * 3}]
    )

    words = found["unit"]
    assert list(words) == ["u", "v", "u", "w", "w", "w"]
    assert words.known == ["u", "v", "w"]
    assert words.code.tolist() == [0, 1, 0, 2, 2, 2]
    assert Words.of(words) is words
    assert Words.of(list(words)).code.tolist() == words.code.tolist()
    assert list(Words.of([])) == []


def test_weeks_without_their_counts_are_refused():
    columns = exported(["ada"], [("ada", "ben", "mail", {weeks_ago(1): 2})])
    columns["knows"]["counts"] = [[]]

    with pytest.raises(SnapshotInvalid, match="unequally long weeks and counts"):
        build({query: gather(query, [columns[query]]) for query in COLUMNS})


def test_a_store_that_holds_more_than_one_range_is_read_whole(engine: Engine):
    engine.run(
        "UNWIND range(0, 999) AS n CREATE (:Person {id: 'p-' + toString(n), seq: n * 3, name: 'x'})"
    )
    engine.run(
        "MATCH (a:Person), (b:Person) WHERE a.seq % 10 = 0 AND b.seq = a.seq + 3 "
        "CREATE (a)-[:KNOWS {feed: 'mail', weeks: range(2000, 2400), counts: range(0, 400)}]->(b)"
    )

    found = export(engine.store.columns, people=700, ties=10)

    assert found["people"]["seq"].tolist() == list(range(0, 3000, 3))
    assert found["knows"]["source"].tolist() == list(range(0, 2997, 30))
    assert found["knows"]["weeks"].tolist() == list(range(2000, 2401)) * 100
