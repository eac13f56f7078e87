"""Does the picture show each warm path as it is?"""

from datetime import date

from graphsvc.pages.paths import drawn, stops
from graphsvc.services.answers import Basis, Hop, Introductions, Named, Suggestion, WarmPath

BASIS = Basis("s", date(2026, 9, 28), None, False)
LEA, ZOE, SOL, XIA = (Named(one.lower(), one) for one in ("Lea", "Zoe", "Sol", "Xia"))
SOMEONE = Named(None, "someone in Platform")


def suggested(*ways: tuple[Named, ...]) -> Introductions:
    items = tuple(
        Suggestion(
            person=way[-1],
            rank=rank,
            steps=len(way),
            parts=(),
            reasons=(),
            path=WarmPath(tuple(Hop(one, 0.5, None) for one in way), 0.5 ** len(way), 0, False),
        )
        for rank, way in enumerate(ways, 1)
    )
    return Introductions(BASIS, LEA, items, False)


def shape(found: Introductions) -> list[tuple[str, str | None, str, int]]:
    """Label, label of the stop before, kind and rank of every stop."""
    by_key = {stop.key: stop for stop in stops(found)}
    return [
        (
            stop.person.label,
            by_key[stop.via].person.label if stop.via is not None else None,
            stop.kind,
            stop.rank,
        )
        for stop in by_key.values()
    ]


def test_paths_with_the_same_beginning_share_it():
    assert shape(suggested((ZOE, XIA), (ZOE, SOL))) == [
        ("Lea", None, "centre", 0),
        ("Zoe", "Lea", "between", 1),
        ("Xia", "Zoe", "introducee", 1),
        ("Sol", "Zoe", "introducee", 2),
    ]


def test_whoever_is_reached_in_two_ways_stands_there_twice():
    found = shape(suggested((ZOE, SOL, XIA), (SOL,)))

    assert [one for one in found if one[0] == "Sol"] == [
        ("Sol", "Zoe", "between", 1),
        ("Sol", "Lea", "introducee", 2),
    ]


def test_somebody_on_a_path_who_is_suggested_too_is_drawn_as_suggested():
    assert ("Zoe", "Lea", "introducee", 2) in shape(suggested((ZOE, XIA), (ZOE,)))


def test_two_people_without_a_name_are_not_taken_for_one():
    found = shape(suggested((SOMEONE, XIA), (SOMEONE, SOL)))

    assert [one[0] for one in found].count("someone in Platform") == 2


def test_a_suggestion_without_a_path_is_not_in_the_picture():
    item = Suggestion(XIA, 1, 2, (), (), None, "no way")

    assert shape(Introductions(BASIS, LEA, (item,), False)) == [("Lea", None, "centre", 0)]


def test_a_stop_says_in_one_sentence_who_it_is_and_links_to_its_row_or_suggestion():
    _, zoe, xia = drawn(stops(suggested((ZOE, XIA))))

    assert zoe["sentence"] == "Zoe, 1 step away, could pass the request on"
    assert xia["sentence"] == "Xia, 2 steps away through Zoe, suggestion 1"
    assert (zoe["href"], xia["href"]) == ("#stop-1", "#suggestion-1")
