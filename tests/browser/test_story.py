"""Does an introduction go from a mentor's page to a promise kept, each step in a browser?"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignIn, Visit
from tests.browser.test_pages import faults
from tests.meeting import Trio, name_of, worth_meeting
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PROMISE = "Write down what I learned, and send it to you"


@pytest.fixture
def trio(site: Site) -> Trio:
    return worth_meeting(site)


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def switch_to(page: Page, role: str) -> None:
    page.get_by_label("signed in as").select_option(role)
    press(page, "Switch")


def look_as(page: Page, name: str) -> None:
    """With the button beside a name, or from the start page where it is not told."""
    button = page.get_by_role("button", name=f"Look as this person: {name}", exact=True)
    if not button.count():
        switch_to(page, "somebody else")
        page.get_by_label("Name or id").fill(name)
        press(page, "Find")
    button.first.click()


def answer_from_the_start_page(page: Page, question: str) -> Locator:
    """Follow what waits on the start page; the card of that question."""
    follow(page.get_by_role("banner"), "graphsvc")
    waiting = page.get_by_role("region", name="What waits for you")
    waiting.get_by_role("link", name=f"Answer: {question}").first.click()
    card = page.get_by_role("article", name=question)
    expect(card).to_have_count(1)
    return card


def whole(visit: Visit) -> None:
    """Nothing axe finds, light and dark, and nothing beside the narrowest screen."""
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        assert faults(visit) == [], (visit.page.url, scheme)
    size = visit.page.viewport_size
    visit.page.set_viewport_size({"width": 320, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320, visit.page.url
    visit.page.set_viewport_size(size)


@pytest.mark.slow
def test_from_the_page_of_a_mentor_to_a_promise_kept(visit_as: SignIn, site: Site, trio: Trio):
    mentee, introducee, connector = (name_of(site, one) for one in trio)
    visit = visit_as("mentor")
    page = visit.page

    # The mentor chooses her mentee, sees who is worth meeting and whom to ask, and asks.
    follow(page.get_by_role("navigation", name="Pages"), "Mentoring")
    page.get_by_role("navigation", name="About whom").get_by_role("link", name=mentee).click()
    card = page.get_by_role("article").filter(
        has=page.get_by_role("heading", name=introducee, exact=True)
    )
    expect(card).to_contain_text(connector)
    whole(visit)
    follow(card, f"Ask for an introduction to {introducee}")
    expect(page.get_by_role("main")).to_contain_text("times in the last 91 days")
    whole(visit)
    press(page, "Propose the introduction")
    expect(page.get_by_role("status")).to_contain_text("Proposed.")
    expect(page.get_by_role("region", name="Introductions begun")).to_contain_text(introducee)

    # The mentee agrees, and reads no name of whom she could meet.
    switch_to(page, "person")
    card = answer_from_the_start_page(page, "Would you like to meet")
    expect(page.get_by_role("main")).not_to_contain_text(introducee)
    whole(visit)
    press(card, "Agree")
    expect(page.get_by_role("status")).to_contain_text("You agreed.")
    expect(page.get_by_role("main")).not_to_contain_text(introducee)

    # The connector is asked, and agrees.
    look_as(page, connector)
    card = answer_from_the_start_page(page, f"Would you introduce {mentee} to {introducee}?")
    expect(card.get_by_label("What you could write")).to_have_value(
        re.compile(re.escape(introducee))
    )
    whole(visit)
    press(card, "Agree")

    # Whom she could meet agrees too; only now the mentee reads the name.
    look_as(page, introducee)
    card = answer_from_the_start_page(page, f"Would you meet {mentee}?")
    whole(visit)
    press(card, "Agree")
    switch_to(page, "person")
    expect(page.get_by_role("main")).to_contain_text(introducee)

    # The connector hands over, the two meet.
    look_as(page, connector)
    card = answer_from_the_start_page(page, "Everybody agreed")
    press(card, "Hand over")
    expect(page.get_by_role("status")).to_contain_text("Handed over")
    switch_to(page, "person")
    card = answer_from_the_start_page(page, f"Handed over: {mentee} and {introducee}")
    card.get_by_label("What came of the meeting").fill("We look at the plan together")
    whole(visit)
    press(card, "We met")
    expect(page.get_by_role("region", name="Ended")).to_contain_text("We look at the plan together")
    expect(page.get_by_role("region", name="Ended")).to_contain_text(f"{mentee} and {introducee}")
    whole(visit)

    # The mentee promises her mentor something, and both say that it was kept.
    mentor = site.services.demonstration()["mentor"].viewer.person_id
    follow(page.get_by_role("navigation", name="Pages"), "Promises")
    page.get_by_role("link", name=name_of(site, mentor)).first.click()
    page.get_by_label("What you promise").fill(PROMISE)
    until = datetime.now(UTC).date() + timedelta(days=14)
    page.get_by_label("Until which day").fill(until.isoformat())
    press(page, "Promise it")
    promised = page.get_by_role("listitem").filter(has_text=PROMISE)
    press(promised, "It was kept")
    switch_to(page, "mentor")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Promises").click()
    whole(visit)
    press(promised, "I agree: kept")
    expect(page.get_by_role("region", name="Ended")).to_contain_text(PROMISE)
    expect(promised).to_contain_text("Kept")
    whole(visit)


def twice(page: Page | Locator, name: str) -> None:
    """Press as somebody in a hurry does."""
    page.get_by_role("button", name=name, exact=True).dblclick()


def test_without_a_script_one_click_proposes_it(visit_as: SignIn, trio: Trio):
    visit = visit_as("mentor", java_script_enabled=False)
    page = visit.page
    visit.open(f"/mentee?person={trio.mentee}")
    card = page.locator("article.suggestion").filter(has_text="Propose at once").first
    introducee = card.get_by_role("heading", level=3).inner_text()
    card.get_by_role("button").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Proposed.")
    follow(page, f"Text and moves: {introducee}")
    card = page.get_by_role("article", name="Waits for").filter(has_text=introducee)
    expect(card.get_by_label("What you could write")).to_have_value(re.compile("^Hello "))
    press(card, "Withdraw")
    expect(page.get_by_role("status")).to_contain_text("Withdrawn.")


def test_without_a_script_it_is_asked_for_and_agreed_to(visit_as: SignIn, site: Site, trio: Trio):
    visit = visit_as("mentor", java_script_enabled=False)
    visit.open(trio.ask)
    page = visit.page
    follow(page, "Deutsch")
    expect(page.get_by_label("A text to start from")).to_have_value(re.compile("^Guten Tag "))
    twice(page, "Propose the introduction")
    expect(page.get_by_role("status")).to_contain_text("Proposed.")
    switch_to(page, "person")
    twice(answer_from_the_start_page(page, "Would you like to meet"), "Agree")
    expect(page.get_by_role("status")).to_contain_text("You agreed.")
    mentor = site.services.demonstration()["mentor"].viewer
    begun = site.services.introducing.about(mentor, trio.mentee).items
    (act,) = (one for one in begun if one.introducee.id == trio.introducee)
    assert [one.state for one in act.timeline] == ["proposed", "mentee_agreed"]

    switch_to(page, "mentor")
    visit.open("/introducing")
    press(page.get_by_role("article", name="Under way").first, "Withdraw")
    expect(page.get_by_role("status")).to_contain_text("Withdrawn.")
