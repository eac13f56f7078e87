"""Does each row become the fact it is, with what the files speak for?"""

import json
from collections.abc import Collection, Iterable

import pytest

from graphsvc.intake.feedback import INGREDIENTS, specificity
from tests.intake.conftest import PEOPLE, Reader


class Store:
    """What a store already holds: the people s and t, t reporting to s, and the unit w."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []

    def people(self, ids: Collection[str]) -> set[str]:
        self.asked.append(set(ids))
        return {"s", "t"} & set(ids)

    def units(self, ids: Collection[str]) -> set[str]:
        return {"w"} & set(ids)

    def manager_of(self) -> Iterable[tuple[str, str]]:
        return [("t", "s")]


def test_people_have_what_their_file_gives_and_given_names_its_columns(reader: Reader):
    reader.write(
        units="id,name,parent\nu,All,\n",
        people="id,name,title,level,site,unit,manager,joined_on,left_on\n"
        "a,Ann,,3,,u,,2020-01-01,\nb,,engineer,,Oslo,u,a,,2026-01-01\n",
    )

    assert reader.read().problems == ()

    assert reader.rows("SELECT * FROM person") == [
        ("a", "Ann", None, None, 3, None, None, "2020-01-01", None, 0),
        ("b", None, None, "engineer", None, None, "Oslo", None, "2026-01-01", 0),
    ]
    assert reader.rows("SELECT * FROM membership") == [
        ("a", "u", None, None),
        ("b", "u", None, None),
    ]
    assert reader.rows("SELECT * FROM line") == [("b", "a", None, None)]
    assert set(reader.spool.recall("given")) == {
        "name", "title", "level", "site", "unit", "manager", "joined_on", "left_on",
    }  # fmt: skip
    assert reader.rows("SELECT fact, feed, undated FROM coverage") == [
        ("line", "people", 1),
        ("membership", "people", 1),
    ]


def test_dated_files_say_more_than_the_columns_of_people(reader: Reader):
    reader.write(
        units="id\nu\nv\n",
        people="id,unit,manager\na,u,\nb,u,a\nc,u,a\n",
        memberships="person,unit,since,until\nb,v,2020-01-01,2024-01-01\nb,u,2024-01-01,\n",
        lines="person,manager,since\nb,c,2024-01-01\n",
    )

    assert reader.read().problems == ()

    assert reader.rows("SELECT person, unit, since FROM membership ORDER BY person, since") == [
        ("a", "u", None),
        ("b", "v", "2020-01-01"),
        ("b", "u", "2024-01-01"),
        ("c", "u", None),
    ]
    assert reader.rows("SELECT person, manager FROM line ORDER BY person") == [
        ("b", "c"),
        ("c", "a"),
    ]
    assert reader.counts("people").facts == {"people": 3, "memberships": 2, "lines": 1}


def test_rows_may_refer_to_the_store_which_is_asked_once_about_each_id(reader: Reader):
    store = Store()
    reader.write(
        people="id,manager,unit\na,s,w\n",
        ties="source,target,type,at\n" + "s,a,mail,2026-01-01\nt,s,mail,2026-01-01\n" * 2,
        absences="person,since\nt,2026-01-01\nz,2026-01-01\n",
    )

    reader.read(known=store)

    assert reader.wrong() == [("absences.csv", 3, "person", "unknown_person")]
    assert [one for ids in store.asked for one in ids].count("s") == 1
    assert [one for ids in store.asked for one in ids].count("t") == 1


def test_a_line_of_the_store_closes_a_circle(reader: Reader):
    reader.write(people="id,manager\ns,t\n")

    reader.read(known=Store())

    assert reader.wrong() == [("people.csv", 2, "manager", "cycle")]


def test_one_at_the_top_is_turned_round(reader: Reader):
    reader.write(
        people="id,grade,level\na,1,\nb,4,\nc,,\n", levels="person,level,since\nb,5,2020-01-01\n"
    )

    assert reader.read(level_column="grade:descending").problems == ()

    assert reader.rows("SELECT id, level FROM person") == [("a", 5), ("b", 2), ("c", None)]
    assert reader.rows("SELECT level FROM level") == [(1,)]
    assert reader.counts("people").ignored_columns == ("level",)
    assert reader.spool.recall("given") == ["level"]


def test_moves_in_any_order_become_one_history_by_date(reader: Reader):
    reader.write(
        people=PEOPLE,
        introductions="id,connector,mentee,introducee,proposed_by,state,on,by,outcome\n"
        "1,c,a,b,d,met,2026-03-01,a,useful\n"
        "2,,a,c,,proposed,2026-01-05,a,\n"
        "1,c,a,b,d,proposed,2026-01-01,d,\n"
        "1,c,a,b,d,mentee_agreed,2026-01-01,a,\n"
        "2,,a,c,,expired,2026-02-05,,\n",
    )

    assert reader.read().problems == ()

    assert reader.rows("SELECT * FROM introduction") == [
        ("1", "c", "a", "b", "d", '["proposed", "mentee_agreed", "met"]',
         '["2026-01-01", "2026-01-01", "2026-03-01"]', '["d", "a", "a"]', "useful"),
        ("2", None, "a", "c", None, '["proposed", "expired"]', '["2026-01-05", "2026-02-05"]',
         '["a", null]', None),
    ]  # fmt: skip
    assert reader.counts("introductions").facts == {"introductions": 2, "moves": 5}
    assert reader.rows("SELECT first, last FROM coverage") == [("2026-01-01", "2026-01-05")]


def test_a_promise_knows_who_made_it_and_who_moved_it(reader: Reader):
    reader.write(
        people=PEOPLE,
        promises="id,by,to,text,made_on,due_on,size,state,on,by\n"
        "1,a,b,notes,2026-01-01,2026-01-09,2,made,2026-01-01,a\n"
        "1,a,b,notes,2026-01-01,2026-01-09,2,kept,2026-01-08,b\n"
        "2,b,c,,2026-02-01,2026-02-01,,,,\n",
    )

    assert reader.read().problems == ()

    assert reader.rows("SELECT * FROM promise") == [
        ("1", "a", "b", "notes", 2, "2026-01-01", "2026-01-09", '["made", "kept"]',
         '["2026-01-01", "2026-01-08"]', '["a", "b"]'),
        ("2", "b", "c", None, None, "2026-02-01", "2026-02-01", '["made"]', '["2026-02-01"]',
         '["b"]'),
    ]  # fmt: skip


def test_facts_without_ids_get_hashes_that_stay(reader: Reader):
    rows = ["a,b,advice,2026-01-01\n", "a,b,advice,2026-01-01\n", "a,c,credit,\n"]
    header = "endorser,endorsed,kind,on\n"
    reader.write(people=PEOPLE, endorsements=header + "".join(rows))
    assert reader.read().problems == ()
    ids = reader.rows("SELECT id FROM endorsement")

    reader.write(endorsements=header + "".join(reversed(rows)))
    reader.read()

    assert len(set(ids)) == 3
    assert reader.rows("SELECT id FROM endorsement") == ids


def test_group_attributes_are_covered_and_kept_apart(reader: Reader):
    reader.write(
        people="id,Gender\na,x\nb,\n",
        groups="person,attribute,value,source,on\nb,Caring,yes,self,2026-01-01\n",
    )

    intake = reader.read(groups="gender")

    assert intake.attributes == ("caring", "gender")
    assert reader.rows("SELECT * FROM grouping ORDER BY person") == [
        ("a", "gender", "x", "people.csv", None),
        ("b", "caring", "yes", "self", "2026-01-01"),
    ]
    assert reader.rows("SELECT * FROM coverage") == []


def test_coverage_spans_the_dates_of_each_fact(reader: Reader):
    reader.write(
        people=PEOPLE,
        endorsements="endorser,endorsed,kind,on\na,b,advice,2026-03-01\nb,a,credit,\n"
        "a,c,credit,2025-03-01\n",
        ties="source,target,type,at\na,b,mail,2026-09-30\na,b,mail,2026-10-07\na,b,survey,\n",
        absences="person,since\na,2026-01-01\n",
    )

    reader.read()

    assert reader.rows("SELECT * FROM coverage") == [
        ("absence", "", "2026-01-01", "2026-01-01", 0),
        ("contact", "mail", "2026-09-28", "2026-10-11", 0),
        ("endorsement", "", "2025-03-01", "2026-03-01", 1),
        ("tie", "survey", None, None, 1),
    ]


SPECIFIC = (
    "During the August incident you wrote the status page every hour, and 40 customers stayed. "
    "Please send the write-up to the platform group this month."
)


def test_of_feedback_only_counts_are_kept(reader: Reader, tmp_path):
    reader.write(
        people=PEOPLE,
        feedback=f'author,about,on,text\na,b,2026-01-01,"{SPECIFIC}"\na,c,2026-01-01,Nice work!\n',
    )

    assert reader.read().problems == ()

    kept = [json.loads(text) for (text,) in reader.rows("SELECT specificity FROM feedback")]
    assert sorted(sum(min(1, count) for count in one.values()) for one in kept) == [0, 6]
    assert all(set(one) == {*INGREDIENTS, "not_only_traits"} for one in kept)
    assert b"incident" not in reader.spool.path.read_bytes()


@pytest.mark.parametrize(
    ("text", "ingredients"),
    [
        ("", set()),
        ("You are a real team player.", set()),
        ("Great attitude, keep it up!", set()),
        ("Yesterday you led.", {"situation", "behaviour", "not_only_traits"}),
        ("It cut costs by 20 %.", {"outcome", "not_only_traits"}),
        ("The dashboard is clear.", {"work", "not_only_traits"}),
        ("Next step: ask Ivo.", {"next_step", "not_only_traits"}),
        ("You are a star; you wrote the report.", {"behaviour", "work", "not_only_traits"}),
    ],
)
def test_a_text_has_the_ingredients_its_words_say(text, ingredients):
    counts = json.loads(specificity(text))

    assert {name for name, count in counts.items() if count} == ingredients
