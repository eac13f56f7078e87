"""Do people act from the command line, each as herself, and is a refusal one that helps?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.whole.deployment import Deployment, Done

pytestmark = [pytest.mark.engine, pytest.mark.slow]

# Mia mentors Ada. Ada knows Con and Cy, who know Ivy, Ian and Oz.
PEOPLE = ("ada", "con", "cy", "ian", "ivy", "mia", "oz")
TIES = (("ada", "con"), ("con", "ivy"), ("con", "ian"), ("ada", "cy"), ("cy", "ivy"), ("cy", "oz"))


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    """Seven people, in a demonstration in which each is asked at most once in a quarter."""
    place = tmp_path_factory.mktemp("acts")
    _write(place / "files")
    once = {"GRAPHSVC_INTRODUCTIONS_INTRODUCEE": "1"}
    deployment = Deployment(place, more=once)
    deployment.run("import", place / "files")
    return replace(deployment, more={**once, "GRAPHSVC_MODE": "demonstration"})


def _write(files: Path) -> None:
    files.mkdir()
    people = "".join(f"{one},{one.title()}\n" for one in PEOPLE)
    (files / "people.csv").write_text(f"id,name\n{people}", "utf-8")
    both = [pair for one in TIES for pair in (one, one[::-1])]
    ties = "".join(
        f"{one},{other},mail,5,2026-{month:02}-01\n" for one, other in both for month in range(1, 9)
    )
    (files / "ties.csv").write_text(f"source,target,type,weight,at\n{ties}", "utf-8")
    (files / "mentoring.csv").write_text("mentor,mentee,since\nmia,ada,2026-01-01\n", "utf-8")


def refused(done: Done) -> str:
    """The one line of a refusal, without what the engine says while it starts."""
    return done.err.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def proposed(at: Deployment) -> str:
    """Mia proposed that Ada meet Ivy through Con, under an id of her own making."""
    through = ("--through", "con", "--id", "ada-ivy")
    done = at.run("--as", "mia", "introduce", "propose", "ada", "ivy", *through)
    assert done.out.splitlines()[0] == "ada-ivy: Waits for Ada to agree."
    return "ada-ivy"


def test_the_same_proposal_with_the_same_id_is_the_same_introduction(at, proposed):
    through = ("--through", "con", "--id", proposed, "--json")

    again = at.run("--as", "mia", "introduce", "propose", "ada", "ivy", *through).value

    assert (again["id"], len(again["timeline"])) == (proposed, 1)


def test_an_id_that_is_taken_is_refused(at, proposed):
    through = ("--through", "con", "--id", proposed)

    done = at.run("--as", "mia", "introduce", "propose", "ada", "ian", *through, code=1)

    assert refused(done) == "Error: Another introduction has this id."


def test_an_id_no_address_can_hold_is_refused(at):
    through = ("--through", "con", "--id", "a b/../<x>")

    done = at.run("--as", "mia", "introduce", "propose", "ada", "ivy", *through, code=2)

    assert refused(done).startswith(
        "Error: id: expected 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', "
    )


def test_who_is_to_be_asked_later_knows_of_nothing_and_reads_where_to_look(at, proposed):
    done = at.run("--as", "con", "introduce", "agree", proposed, code=1)
    missing = at.run("--as", "con", "introduce", "agree", "nothing", code=1)

    said = "Error: No introduction of yours has the id '{}'. What there is: graphsvc introduce list"
    assert refused(done) == said.format(proposed)
    assert refused(missing) == said.format("nothing")


def test_a_move_that_is_not_hers_says_where_it_stands_and_what_is(at, proposed):
    done = at.run("--as", "mia", "introduce", "agree", proposed, code=1)

    assert refused(done) == (
        "Error: This is not open to you in this introduction now. "
        "It reads: Waits for Ada to agree. You may: withdraw."
    )


def test_over_the_limit_the_number_and_the_limit_are_told(at, proposed):
    before = at.run("--as", "lead", "introduce", "before", "oz", "ivy").out
    done = at.run("--as", "lead", "introduce", "propose", "oz", "ivy", code=1)

    said = "The introducee was asked 1 time in the last 91 days or is about to be; the limit is 1."
    assert said in before
    assert refused(done) == f"Error: {said}"


def test_nobody_meets_herself(at):
    done = at.run("--as", "mia", "introduce", "propose", "ada", "ada", code=2)

    assert refused(done) == "Error: MENTEE and INTRODUCEE are the same person."


def test_a_connector_she_does_not_know_is_told_by_the_name_of_the_option(at):
    through = ("--through", "oz")

    done = at.run("--as", "lead", "introduce", "propose", "ada", "ian", *through, code=2)

    assert refused(done).startswith("Error: --through: expected the id of somebody whom the mentee")


def test_an_endorsement_that_is_not_so_is_forgotten(at):
    made = at.run("--as", "mia", "endorse", "ada", "--kind", "credit", "--json").value
    own = at.run("--as", "mia", "endorse", "refuse", made["id"], code=1)
    foreign = at.run("--as", "oz", "endorse", "refuse", made["id"], code=1)

    assert refused(own) == "Error: Only the other of the two may refuse it, before it is confirmed."
    assert refused(foreign).endswith(f"the id {made['id']!r}. What there is: graphsvc endorse list")
    assert at.run("--as", "ada", "endorse", "refuse", made["id"]).out == "Forgotten.\n"
    assert "Nothing is recorded yet." in at.run("--as", "mia", "endorse", "list").out


def test_a_slip_in_a_verb_is_not_taken_for_a_person(at):
    done = at.run("endorse", "confim", "x", code=2)

    assert refused(done) == "Error: No such command 'confim'. Did you mean 'confirm'?"


def test_a_promise_says_who_said_what_and_which_verbs_are_open(at):
    next_year = datetime.now(UTC).date() + timedelta(days=365)
    due = ("--text", "Read the plan", "--due", str(next_year))
    made = at.run("--as", "mia", "promises", "make", "ada", *due, "--json").value["id"]
    nothing = at.run("--as", "ada", "promises", "confirm", made, code=1)
    kept = at.run("--as", "mia", "promises", "kept", made).out
    listed = at.run("--as", "ada", "promises", "list", "--with", "mia").out

    assert refused(nothing) == "Error: The other side has said nothing that could be confirmed."
    assert kept == "You say kept; it waits for the other side to say so too.\n"
    assert "kept, they say" in listed
    assert "confirm, kept, excuse, dispute, renegotiate" in listed
    assert at.run("--as", "ada", "promises", "confirm", made).out == "Kept.\n"
    listed = at.run("--as", "ada", "promises", "list", "--with", "mia").out
    assert (
        f"Nothing counts yet. What was kept early counts from the day it was due: {next_year}."
        in listed
    )


def test_a_day_that_is_past_is_told_by_the_name_of_the_option(at):
    past = ("--text", "Read the plan", "--due", "2020-01-31")

    done = at.run("--as", "mia", "promises", "make", "ada", *past, code=2)

    assert refused(done) == "Error: --due: expected today or a later day."


def test_as_nobody_of_the_people_is_refused_with_what_was_typed(at):
    done = at.run("--as", "zed", "promises", "list", code=2)

    assert "'zed' is neither the id of a person nor one of" in refused(done)


def test_a_no_keeps_her_out_until_it_is_taken_back(at):
    said = at.run("--as", "oz", "consent", "no", "suggestions").out
    why = at.run("--as", "mia", "introductions", "ada", "--why-not", "oz", "--json").value
    listed = at.run("--as", "oz", "consent", "list", "--json").value["items"]
    back = at.run("--as", "oz", "consent", "take-back", "suggestions").out
    after = at.run("--as", "mia", "introductions", "ada", "--why-not", "oz", "--json").value

    assert said.startswith("You said no.\nNobody is suggested to meet you")
    assert "opted_out" in {one["kind"] for one in why["reasons"]}
    assert [(one["purpose"], one["given"]) for one in listed] == [
        ("suggestions", False),
        ("named_as_connector", None),
    ]
    assert back.startswith("You said nothing.\nYou may be suggested")
    assert "opted_out" not in {one["kind"] for one in after["reasons"]}


def test_a_yes_is_listed_in_words(at):
    said = at.run("--as", "cy", "consent", "yes", "suggestions", "--json").value
    listed = " ".join(at.run("--as", "cy", "consent", "list").out.split())

    assert (said["purpose"], said["given"]) == ("suggestions", True)
    assert "May you be suggested to others" in listed
    assert f"yes {said['on']}" in listed


def test_whoever_is_none_of_the_people_is_asked_nothing(at):
    done = at.run("--as", "lead", "consent", "list", code=1)

    assert refused(done) == "Error: You may not give consent."
