"""Does a goal mean the titles and topics that somebody who reads it would think of?"""

from hypothesis import given
from hypothesis import strategies as st

from graphsvc.analyses.goal_words import needed, phrases, titles_meant, words

TITLES = needed(("Engineer", "Staff Engineer", "Team Lead", "Chef d'équipe", ""))


def test_words_are_folded():
    assert words("Chef d'Équipe, STRASSE 7") == ["chef", "d", "equipe", "strasse", "7"]


def test_the_longest_title_that_is_wholly_there_is_meant():
    assert titles_meant("Become a staff engineer", TITLES) == ["Staff Engineer"]
    assert titles_meant("An engineer", TITLES) == ["Engineer"]
    assert titles_meant("Lead a team of my own", TITLES) == ["Team Lead"]
    assert titles_meant("Être chef d'equipe", TITLES) == ["Chef d'équipe"]


def test_no_title_may_be_meant():
    assert titles_meant("Move to Sales", TITLES) == []
    assert titles_meant("", TITLES) == []


def test_topics_are_runs_of_words():
    assert phrases("Negotiate with suppliers") == [
        "negotiate",
        "negotiate with",
        "negotiate with suppliers",
        "suppliers",
        "with",
        "with suppliers",
    ]
    assert phrases("so it is") == ["it is", "so it", "so it is"]


@given(st.lists(st.text("abc", min_size=1, max_size=4), max_size=12))
def test_every_phrase_stands_in_the_text(said):
    text = " ".join(said)

    assert all(f" {one} " in f" {text} " for one in phrases(text))
