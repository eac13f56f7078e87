"""Do the two of a pair see which steps are done and which comes next, and never a number?"""

import re

import pytest
from flask.testing import FlaskClient

from graphsvc.analyses.mentor_steps import STEPS
from graphsvc.pages.steps import OF_MENTEE, OF_MENTOR, to_do, way
from graphsvc.pages.words import TO_DO
from graphsvc.services.answers import Named
from graphsvc.services.answers_steps import Steps
from tests.pages.test_pages import OWN, signed_in, words
from tests.site import Site

pytestmark = pytest.mark.engine


def client_of(site: Site, person_id: str) -> FlaskClient:
    client = site.app.test_client()
    client.post("/sign-in-as", data={"role": f"person:{person_id}", "back": "/"}, headers=OWN)
    return client


def marks(steps: Steps) -> list[str]:
    """How each step is marked, wherever they are listed."""
    return [
        "done" if one.done else "coming" if one.kind == steps.next else "later"
        for one in steps.items
    ]


@pytest.mark.parametrize("role", ["mentor", "person"])
def test_both_of_a_pair_see_the_steps_of_the_service(site, pair, role):
    other = pair[1] if role == "mentor" else pair[0]
    viewer = site.services.demonstration()[role].viewer
    found = site.services.mentor_steps.steps(viewer, other)
    page = signed_in(site.app, role).get(f"/steps?person={other}")
    listed = re.findall(r'<li class="(done|coming|later)">', page.text)

    assert listed == marks(found)
    for one in found.items:
        assert (one.text if one.done else to_do(found)[one.kind]) in words(page)
        assert one.because in words(page)
    assert found.next_action in words(page)
    assert "%" not in page.text.split("<main")[1]


def test_the_only_pair_is_shown_at_once(site, pair):
    page = signed_in(site.app, "mentor").get("/steps")

    assert 'aria-current="true"' in page.text
    assert 'id="steps"' in page.text


def test_nobody_else_sees_them(site, pair):
    view = site.services.snapshots.at(None)
    ties = view.mentorings
    paired = set(ties.mentor.tolist()) | set(ties.mentee.tolist())
    alone = next(one for row, one in enumerate(view.people.ids) if row not in paired)
    client = client_of(site, alone)
    pages = [
        client.get(f"/steps?person={one}").text.replace(one, "ID") for one in (pair[1], "p-nobody")
    ]

    assert pages[0] == pages[1]
    assert "there is no pair to show" in words(client.get("/steps"))
    assert signed_in(site.app, "lead").get("/steps").status_code == 403


def test_every_step_has_a_page_on_which_it_is_taken(site):
    pages = {rule.rule for rule in site.app.url_map.iter_rules()}

    assert set(OF_MENTOR) == set(OF_MENTEE) == set(TO_DO) == set(STEPS)
    assert {path for path, _ in (*OF_MENTOR.values(), *OF_MENTEE.values())} <= pages


@pytest.mark.parametrize(
    ("step", "viewer", "href"),
    [
        ("has_seen_the_work", "mia", "/feedback?person=ada"),
        ("has_seen_the_work", "ada", "/endorse?person=mia"),
        ("knows_the_goal", "ada", "/mentee?person=ada"),
        ("has_introduced", "mia", "/mentee?person=ada"),
    ],
)
def test_the_way_to_the_next_step_is_about_the_other_or_one_s_own_path(step, viewer, href):
    found = Steps(None, Named("mia", "Mia"), Named("ada", "Ada"), (), step, "")

    assert way(found, viewer).href == href


def test_after_the_last_step_there_is_no_way_to_go():
    assert way(Steps(None, Named("mia", "Mia"), Named("ada", "Ada"), (), "", ""), "mia") is None
