"""What do the pages of a real service say: answers, refusals, and why something is empty?"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape, unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graphsvc.access.roles import MAKE_TOKENS
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.app import create_app
from tests.site import Site

pytestmark = pytest.mark.engine

OWN = {"Origin": "http://localhost"}  # what a browser sends with a form of our own pages
OPERATOR = Viewer("tests", None, frozenset({Grant("operator")}), frozenset({MAKE_TOKENS}))


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    form = {"role": role, "back": "/"}
    assert client.post("/sign-in-as", data=form, headers=OWN).status_code == 303
    return client


def words(answer: TestResponse) -> str:
    """The text of a page without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
def lead(site: Site) -> FlaskClient:
    return signed_in(site.app, "lead")


@pytest.fixture
def analyst(site: Site) -> FlaskClient:
    return signed_in(site.app, "analyst")


class TestAnswers:
    @pytest.mark.parametrize(
        "path",
        ["/", "/introductions?person={}", "/isolated", "/gaps?by=gender", "/bridges?budget=3"],
    )
    def test_every_answer_says_what_it_was_computed_from(self, lead, site, mentee, path):
        view = site.services.snapshots.at(None)
        answer = lead.get(path.format(mentee))

        assert answer.status_code == 200
        assert f"Snapshot {view.snapshot}" in words(answer)
        assert f'datetime="{view.as_of.isoformat()}"' in answer.text

    def test_the_suggestions_are_those_of_the_service_in_their_order(self, mentor, site, mentee):
        viewer = site.services.demonstration()["mentor"].viewer
        found = site.services.introductions.suggest(viewer, mentee, limit=10)
        page = mentor.get(f"/introductions?person={mentee}").text
        shown = re.findall(r'<span class="rank">(\d+)</span> ([^<]+)</h3>', page)

        assert [(int(rank), unescape(label)) for rank, label in shown] == [
            (one.rank, one.person.label) for one in found.items
        ]

    def test_a_suggestion_shows_every_reason_and_every_part_of_its_place(self, lead, site, mentee):
        viewer = site.services.demonstration()["lead"].viewer
        first = site.services.introductions.suggest(viewer, mentee, limit=1).items[0]
        shown = words(lead.get(f"/introductions?person={mentee}&limit=1"))

        assert first.parts
        for reason in (*first.reasons, *first.parts):
            assert reason.text[1:] in shown

    def test_a_suggestion_shows_every_other_way_with_its_steps(self, lead, site, mentee):
        viewer = site.services.demonstration()["lead"].viewer
        items = site.services.introductions.suggest(viewer, mentee, limit=5).items
        others = [one for item in items if item.path for one in item.path.alternatives]
        page = lead.get(f"/introductions?person={mentee}&limit=5")
        ways = re.findall(r'aria-label="Other warm path \d from.*?</ol>', page.text, re.S)

        assert others
        assert [re.findall(r'class="who">([^<]+)<', way) for way in ways] == [
            [escape(hop.person.label) for hop in one.hops] for one in others
        ]

    def test_the_list_of_isolated_people_counts_everybody_it_may_see(self, lead, site):
        viewer = site.services.demonstration()["lead"].viewer
        counts = site.services.isolation.find(viewer).counts
        shown = re.findall(r"<dd><strong>(\d+)</strong>", lead.get("/isolated").text)

        assert sum(map(int, shown)) == sum(counts.values())

    def test_a_person_reads_her_own_finding_and_no_list(self, site):
        person = signed_in(site.app, "person").get("/isolated")

        assert person.status_code == 200
        assert "<table" not in person.text
        assert "How is" in words(person)

    def test_a_mentor_chooses_among_herself_and_those_she_mentors(self, mentor, site):
        view = site.services.snapshots.at(None)
        viewer = site.services.demonstration()["mentor"].viewer
        reach = site.services.policy.reach(viewer, "see introductions", view)
        offered = re.findall(
            r'href="/introductions\?person=([\w-]+)"', mentor.get("/introductions").text
        )

        assert sorted(offered) == sorted(
            person_id for row, person_id in enumerate(view.people.ids) if reach[row]
        )

    def test_a_lead_is_told_to_look_somebody_up_first(self, lead):
        assert "Find somebody first" in words(lead.get("/introductions"))

    def test_a_mentor_is_told_that_others_were_found_whom_she_may_not_ask_about(self, mentor, site):
        view = site.services.snapshots.at(None)
        shown = words(mentor.get(f"/introductions?q={view.people.ids[0]}"))

        assert "1 person found besides is not among those you may ask about" in shown

    def test_a_search_without_a_result_says_so(self, lead):
        for path in ("/people", "/introductions"):
            assert "Nobody in the directory has this name or id" in words(
                lead.get(f"{path}?q=zzzz")
            )

    def test_a_query_without_rows_says_so(self, analyst):
        text = "MATCH (p:Person) WHERE p.level > 1000 RETURN p.level AS level"
        answer = analyst.post("/query", data={"text": text}, headers=OWN)

        assert "matched nothing" in words(answer)

    def test_a_query_with_more_rows_says_that_it_was_cut_off(self, analyst):
        text = "MATCH (p:Person) RETURN p.level AS level"
        answer = analyst.post("/query", data={"text": text, "rows": "50"}, headers=OWN)

        assert "These are the first 50 rows" in words(answer)
        assert len(re.findall(r'<td class="figure">', answer.text)) == 50

    def test_every_saved_question_that_needs_no_person_gives_rows(self, analyst):
        page = analyst.get("/query").text
        names = re.findall(r"/query\?example=(\w+)", page)
        assert len(names) >= 3
        for name in set(names) - {"steps_between"}:
            form = analyst.get(f"/query?example={name}").text
            text, parameters = re.findall(r"<textarea[^>]*>(.*?)</textarea>", form, re.S)
            sent = {"text": unescape(text), "parameters": unescape(parameters), "rows": "50"}
            answer = analyst.post("/query", data=sent, headers=OWN)

            assert answer.status_code == 200, name
            assert "<tbody>" in answer.text, name

    def test_an_attribute_that_nobody_recorded_is_said_to_be_unknown(self, lead, site):
        viewer = site.services.demonstration()["lead"].viewer
        because = site.services.gaps.compare(viewer, "shoes").none_because
        answer = lead.get("/gaps?by=shoes")

        assert because
        assert because in words(answer)
        assert "<option selected>shoes</option>" in answer.text

    def test_links_to_other_pages_keep_the_day(self, lead):
        page = lead.get("/isolated?as_of=2026-03-02").text
        links = re.findall(r'href="(/(?:introductions|gaps|bridges)[^"]*)"', page)

        assert links
        assert all("as_of=2026-03-02" in link for link in links)


class TestRefusals:
    @pytest.mark.parametrize(
        ("path", "kept"),
        [
            ("/bridges?budget=many", 'value="many"'),
            ("/bridges?budget=5&seed=x", 'value="x"'),
            ("/introductions?q=%22%3E&limit=0&person=p", 'value="&#34;&gt;"'),
            ("/isolated?as_of=soon", 'value="soon"'),
        ],
    )
    def test_a_form_keeps_its_input_and_says_what_was_expected(self, lead, path, kept):
        answer = lead.get(path)

        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert kept in answer.text

    def test_a_refused_query_is_still_in_its_field(self, analyst):
        sent = {"text": "MATCH (n) DETACH DELETE n // <b>", "parameters": "{", "rows": "200"}
        answer = analyst.post("/query", data=sent, headers=OWN)

        assert answer.status_code == 400
        assert "MATCH (n) DETACH DELETE n // &lt;b&gt;</textarea>" in answer.text
        assert "{</textarea>" in answer.text
        assert "<option selected>200</option>" in answer.text

    @pytest.mark.parametrize("text", ["MATCH (n) DETACH DELETE n", "MATCH (n RETURN n"])
    def test_a_page_tells_an_error_as_the_api_does(self, analyst, text):
        page = analyst.post("/query", data={"text": text}, headers=OWN)
        api = analyst.post("/api/v1/cypher", json={"query": text}, headers=OWN)

        assert page.status_code == api.status_code >= 400
        assert f"{api.json['title']}. {' '.join(api.json['detail'].split())}" in words(page)

    def test_somebody_foreign_is_told_apart_from_nobody_by_nothing(self, mentor, site):
        viewer = site.services.demonstration()["mentor"].viewer
        view = site.services.snapshots.at(None)
        reach = site.services.policy.reach(viewer, "see introductions", view)
        foreign = next(one for row, one in enumerate(view.people.ids) if not reach[row])
        pages = [
            mentor.get(f"/introductions?person={one}").text.replace(one, "ID")
            for one in (foreign, "p-nobody")
        ]

        assert pages[0] == pages[1]
        assert "No person has the id" in unescape(pages[0])

    def test_a_role_that_may_not_reads_why_and_what_is_open_to_it(self, analyst):
        answer = analyst.get("/isolated")

        assert answer.status_code == 403
        assert "The switch at the top of the page changes the role" in words(answer)
        assert 'href="/gaps"' in answer.text

    def test_a_page_that_is_not_there_is_a_page(self, lead):
        answer = lead.get("/nowhere")

        assert answer.status_code == 404
        assert answer.mimetype == "text/html"
        assert "signed in as" in answer.text

    def test_what_was_typed_is_never_markup(self, lead):
        for path in ("/people?q=", "/introductions?q=", "/introductions?person=", "/gaps?by="):
            answer = lead.get(path + "%3Cscript%3Ealert(1)%3C/script%3E")

            assert "<script>alert" not in answer.text, path

    def test_a_closed_door_says_that_it_is_closed_and_how_it_is_opened(self, site):
        app = create_app(replace(site.services.settings, cypher_http="off"), site.services)
        answer = signed_in(app, "analyst").get("/query")

        assert "This door is closed" in words(answer)
        assert "GRAPHSVC_CYPHER_HTTP" in answer.text
        assert "<textarea" not in answer.text


class TestFiles:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("css/page.css", "text/css"),
            ("js/path_tree.mjs", "text/javascript"),
            ("vendor/d3.mjs", "text/javascript"),
            ("icons/graphsvc.svg", "image/svg+xml"),
        ],
    )
    def test_a_file_of_the_pages_needs_nobody_signed_in(self, site, path, kind):
        with site.app.test_client().get(f"/static/{path}") as answer:
            assert (answer.status_code, answer.mimetype) == (200, kind)

    @pytest.mark.parametrize(
        "path",
        [
            "vendor/package.json",
            "vendor/build.sh",
            "templates/base.html",
            "css/../templates/base.html",
            "css/%2e%2e%2ftemplates%2fbase.html",
            "js/none.mjs",
        ],
    )
    def test_nothing_else_is_served(self, site, path):
        assert site.app.test_client().get(f"/static/{path}").status_code == 404


class TestSigningIn:
    @pytest.fixture
    def client(self, site: Site) -> FlaskClient:
        settings = replace(site.services.settings, mode="service")
        return create_app(settings, site.services).test_client()

    def test_a_stranger_is_led_to_the_door_and_back_to_the_page(self, client, site):
        led = client.get("/gaps?by=gender")
        assert led.status_code == 303
        page = client.get(led.headers["Location"])
        back = re.search(r'name="back" value="([^"]*)"', page.text)
        assert back is not None
        assert unescape(back[1]) == "/gaps?by=gender"
        assert "<nav" not in page.text

        expires = datetime.now(UTC) + timedelta(days=1)
        made = site.services.tokens.create(
            OPERATOR,
            subject="lea",
            person_id=None,
            grants=frozenset({Grant("lead")}),
            scopes=frozenset(),
            expires=expires,
        )
        form = {"token": made, "back": unescape(back[1])}
        entered = client.post("/sign-in", data=form, headers=OWN)
        assert entered.headers["Location"] == "/gaps?by=gender"
        page = client.get("/gaps?by=gender")
        assert page.status_code == 200
        assert "Signed in as lea" in words(page)
        assert "Sign out" in words(page)

    def test_a_wrong_token_is_not_shown_again(self, client):
        answer = client.post("/sign-in", data={"token": "gs_wrong"}, headers=OWN)

        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert "gs_wrong" not in answer.text


class TestLookingAsSomebodyElse:
    @pytest.fixture
    def somebody(self, site: Site) -> str:
        """One of the people who is none of the roles of the switch."""
        view = site.services.snapshots.at(None)
        played = {one.viewer.person_id for one in site.services.demonstration().values()}
        return next(one for one in view.people.ids if one not in played)

    def test_a_page_finds_her_and_the_switch_says_who_it_is(self, lead, site, somebody):
        page = lead.get(f"/sign-in-as?q={somebody}&back=/introductions")
        assert f'value="person:{somebody}"' in page.text

        form = {"role": f"person:{somebody}", "back": "/introductions"}
        assert lead.post("/sign-in-as", data=form, headers=OWN).status_code == 303
        shown = lead.get("/introductions").text
        name = site.services.snapshots.at(None).people
        called = name.names[name.ids.row_of(somebody)]
        assert re.search(rf'<option value="person:{somebody}" selected>{called} \(', shown)
        assert f'href="/introductions?person={somebody}"' in shown

    @pytest.mark.parametrize("role", ["analyst", "operator"])
    def test_every_role_finds_her(self, site, somebody, role):
        assert (
            f"person:{somebody}" in signed_in(site.app, role).get(f"/sign-in-as?q={somebody}").text
        )

    def test_the_directory_offers_it_in_a_demonstration_only(self, lead, site, somebody):
        assert "Look as this person" in lead.get(f"/people?q={somebody}").text

        app = create_app(replace(site.services.settings, mode="service"), site.services)
        token = site.services.tokens.create(
            OPERATOR,
            subject="len",
            person_id=None,
            grants=frozenset({Grant("lead")}),
            scopes=frozenset(),
            expires=datetime.now(UTC) + timedelta(days=1),
        )
        page = app.test_client().get(
            f"/people?q={somebody}", headers={"Authorization": f"Bearer {token}"}
        )
        assert page.status_code == 200
        assert "Look as" not in page.text
        assert "Somebody else" not in page.text
