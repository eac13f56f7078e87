"""Does every page work for every role: whole, quiet, readable, and without a script?"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import ROLES, SignIn, Visit
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.engine]

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PATHS = (
    *("/", "/mentee", "/introducing", "/promises", "/introductions", "/path", "/isolated", "/gaps"),
    *("/bridges", "/query", "/people", "/endorse", "/feedback", "/steps", "/about-you"),
)
OPEN_TO_PEOPLE = {
    *("/", "/mentee", "/introducing", "/introductions", "/path", "/isolated", "/people"),
}
# What two people did for each other, and what one says about herself.
OF_PEOPLE = {"/promises", "/endorse", "/feedback", "/steps", "/about-you"}
OPEN = {
    "person": OPEN_TO_PEOPLE | OF_PEOPLE,
    "mentor": OPEN_TO_PEOPLE | OF_PEOPLE,
    "lead": OPEN_TO_PEOPLE | {"/gaps", "/bridges", "/endorse"},
    "analyst": {"/", "/gaps", "/query"},
    "operator": {"/"},
}
FULL = [  # with answers in them
    ("lead", "/introductions?q=a"),
    ("lead", "/introductions?person={mentee}"),
    ("lead", "/introductions?person={mentee}&why_not={mentee}"),
    ("lead", "/path?person={mentee}&to=p-100"),
    ("mentor", "/path?to=a"),
    ("lead", "/mentee?person={mentee}"),
    ("mentor", "/mentee?person={mentee}"),
    ("person", "/mentee"),
    ("person", "/introducing"),
    ("mentor", "/promises?person={mentee}"),
    ("person", "/promises"),
    ("person", "/about-you"),
    ("mentor", "/endorse?person={mentee}"),
    ("lead", "/endorse?person={mentee}"),
    ("mentor", "/feedback?person={mentee}"),
    ("mentor", "/steps"),
    ("lead", "/isolated"),
    ("lead", "/gaps?by=gender"),
    ("lead", "/bridges?budget=5"),
    ("lead", "/people?q=a"),
    ("person", "/"),
    ("person", "/isolated"),
    ("mentor", "/introductions"),
    ("analyst", "/query?example=sponsors_by_level"),
    ("operator", "/"),
]


def faults(visit: Visit) -> list[str]:
    """What axe finds, as rule and first place, once the page and its styles are there."""
    visit.page.wait_for_load_state()
    found = AXE.run(visit.page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_every_role_and_says_nothing_in_the_console(visit_as: SignIn, role):
    visit = visit_as(role)
    for path in PATHS:
        visit.open(path, status=200 if path in OPEN[role] else 403)
        expect(visit.page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_offers_what_the_role_may_open(visit_as: SignIn, role):
    visit = visit_as(role)
    links = visit.page.locator("nav[aria-label=Pages] a")
    offered = {link.get_attribute("href") for link in links.all()}

    assert offered == OPEN[role] - {"/"}


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_pages_with_answers(visit_as: SignIn, mentee, scheme):
    visits: dict[str, Visit] = {}
    for role, path in FULL:
        visit = visits.get(role) or visit_as(role, color_scheme=scheme)
        visits[role] = visit
        visit.open(path.format(mentee=mentee))
        if "/introductions?person=" in path:
            visit.drawn()

        assert faults(visit) == [], path


def test_axe_finds_no_violation_on_the_page_of_an_error(visit_as: SignIn):
    visit = visit_as("person")
    visit.open("/gaps", status=403)

    assert faults(visit) == []


def test_no_page_scrolls_sideways(visit_as: SignIn, mentee):
    visits: dict[str, Visit] = {}
    for role, path in FULL:
        visit = visits.get(role) or visit_as(role)
        visits[role] = visit
        visit.open(path.format(mentee=mentee))
        for width in (320, 390, 1280):
            visit.page.set_viewport_size({"width": width, "height": 800})
            wide = visit.page.evaluate("document.documentElement.scrollWidth")

            assert wide <= width, path


def test_what_can_be_pressed_is_large_enough(visit_as: SignIn, mentee):
    visit = visit_as("lead")
    visit.open(f"/introductions?person={mentee}")
    visit.drawn()
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll("button, summary, nav a, select, input")]
          .filter((one) => one.type !== "hidden")
          .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([html]) => html)"""
    )

    assert small == []


def test_a_keyboard_reaches_the_content_first_and_the_focus_is_seen(visit_as: SignIn):
    visit = visit_as("lead")
    visit.open("/isolated")
    visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Tab")

    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert visit.page.evaluate("!!document.activeElement.closest('main')")
    assert outline == "solid"


class TestWithoutJavaScript:
    """The same pages with scripts switched off."""

    @pytest.fixture
    def lead(self, visit_as: SignIn) -> Visit:
        return visit_as("lead", java_script_enabled=False)

    def test_the_switch_changes_the_role_and_comes_back_to_the_page(self, lead: Visit):
        lead.open("/people?q=a")
        lead.page.get_by_label("signed in as").select_option("person")
        lead.page.get_by_role("button", name="Switch").click()

        expect(lead.page).to_have_url(f"{lead.url}/people?q=a")
        expect(lead.page.locator("#role option[selected]")).to_have_attribute("value", "person")

    def test_somebody_is_found_and_her_suggestions_are_listed_with_every_step(
        self, lead: Visit, site: Site, mentee
    ):
        lead.open("/introductions")
        lead.page.get_by_label("Find a person by name or id").fill(mentee)
        lead.page.get_by_role("button", name="Find").click()
        lead.page.locator(f'.found a[href*="{mentee}"]').click()

        viewer = site.services.demonstration()["lead"].viewer
        found = site.services.introductions.suggest(viewer, mentee, limit=10)
        expect(lead.page.locator("article.suggestion")).to_have_count(len(found.items))
        expect(lead.page.locator("figure.picture")).to_be_hidden()
        expect(lead.page.locator("table.stops tbody tr").first).to_be_visible()

    def test_the_as_of_field_asks_again_about_another_day_and_keeps_the_rest(
        self, lead: Visit, mentee
    ):
        lead.open(f"/introductions?person={mentee}&limit=3")
        lead.page.get_by_label("As of", exact=True).fill("2026-03-02")
        lead.page.get_by_role("button", name="Show", exact=True).click()

        expect(lead.page.locator("footer.basis")).to_contain_text("as of 2\u00a0March\u00a02026")
        assert f"person={mentee}" in lead.page.url
        assert "limit=3" in lead.page.url

    def test_a_plan_is_made(self, lead: Visit):
        lead.open("/bridges")
        lead.page.get_by_label("Introductions at most").fill("3")
        lead.page.get_by_role("button", name="Plan").click()

        expect(lead.page.get_by_role("table", name="The plan")).to_be_visible()

    def test_groups_are_compared(self, lead: Visit):
        lead.open("/gaps")
        lead.page.get_by_label("Compare groups by").select_option("gender")
        lead.page.get_by_role("button", name="Compare").click()

        expect(lead.page.locator(".verdict").first).to_be_visible()

    def test_a_query_is_answered(self, visit_as: SignIn):
        analyst = visit_as("analyst", java_script_enabled=False)
        analyst.open("/query")
        analyst.page.get_by_role("link", name="How many people of each level").click()
        analyst.page.get_by_role("button", name="Run").click()

        headings = analyst.page.locator("table.raw thead th").all_inner_texts()
        assert headings == ["level", "people", "with_sponsor"]
