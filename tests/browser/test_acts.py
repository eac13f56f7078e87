"""Can two people promise, keep, confirm and endorse in a browser, each looking in turn?"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn, Visit
from tests.browser.test_pages import faults

pytestmark = [pytest.mark.browser, pytest.mark.engine]

TODAY = datetime.now(UTC).date()
FEEDBACK = "In the review last week you rewrote the plan, which saved us 3 days. You are brilliant."


def switch(visit: Visit, role: str) -> None:
    """Look as somebody else, and come back to the same page."""
    visit.page.get_by_label("signed in as").select_option(role)
    visit.page.get_by_role("button", name="Switch").click()
    visit.page.wait_for_load_state()


def whole(visit: Visit) -> None:
    """Nothing for axe to find, and no page wider than a small telephone."""
    assert faults(visit) == []
    size = visit.page.viewport_size
    visit.page.set_viewport_size({"width": 320, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
    visit.page.set_viewport_size(size)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_promise_is_made_kept_and_confirmed_by_the_other_side(visit_as: SignIn, pair, scheme):
    text = f"Read your talk before the fair, in {scheme}"
    visit = visit_as("mentor", color_scheme=scheme)
    page = visit.page
    page.get_by_role("link", name="Promises", exact=True).first.click()
    page.locator(f'.choices a[href="/promises?person={pair[1]}"]').click()
    page.get_by_label("What you promise").fill(text)
    page.get_by_label("Until which day").fill((TODAY + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Promise it").click()
    expect(page.get_by_role("status")).to_contain_text("Promised")
    whole(visit)

    card = page.locator("li.promise", has_text=text)
    card.get_by_role("button", name="It was kept", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The other side is asked, too")
    expect(card).to_contain_text("It counts once")

    page.get_by_role("button", name=re.compile("^Look as")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Promises between you and")
    waiting = page.get_by_role("region", name="Waits for your word")
    expect(waiting).to_contain_text(text)
    whole(visit)
    waiting.locator("li", has_text=text).get_by_role("button", name="I agree: kept").click()
    expect(page.get_by_role("region", name="Ended").locator("li", has_text=text)).to_contain_text(
        "Kept"
    )
    expect(page.locator(".rates")).to_contain_text("Likely")
    whole(visit)


def test_an_act_is_recorded_and_confirmed_from_the_first_page(visit_as: SignIn, pair):
    visit = visit_as("mentor", java_script_enabled=False)
    page = visit.page
    visit.open(f"/endorse?person={pair[1]}")
    page.get_by_label("What was done", exact=True).select_option("credit")
    page.get_by_label("What it was about").fill("The talk at the fair")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("status")).to_contain_text("It counts once somebody else confirms it")

    visit.open("/")
    switch(visit, "person")
    row = page.locator(".waiting li", has_text="The talk at the fair")
    expect(row).to_contain_text("gave you credit in public")
    row.get_by_role("link").click()
    act = page.locator("li.act", has_text="The talk at the fair")
    act.get_by_role("button", name="That is so", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Confirmed: it counts.")
    expect(page.locator("li.act", has_text="The talk at the fair")).to_contain_text(
        "Confirmed by you"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_feedback_has_is_marked_with_words_and_what_it_lacks_is_asked(
    visit_as: SignIn, pair, scheme
):
    visit = visit_as("mentor", color_scheme=scheme)
    page = visit.page
    visit.open(f"/feedback?person={pair[1]}")
    page.get_by_label("What you want to tell").fill(FEEDBACK)
    page.get_by_role("button", name="See what it has").click()
    found = page.get_by_role("region", name="Your text, with what was found in it")
    expect(found.locator("mark.behaviour")).to_have_text("you rewrote")
    expect(found.locator(".marked")).to_contain_text("what was done")
    expect(found.locator("mark.not_only_traits")).to_have_text("brilliant")
    expect(found).to_contain_text("What could come next, by whom and by when?")
    expect(page.get_by_label("What you want to tell")).to_have_value(FEEDBACK)
    whole(visit)

    page.get_by_role("button", name="Record that you gave it").click()
    expect(page.get_by_role("status")).to_contain_text("none of the words")
    expect(page.get_by_label("What you want to tell")).to_have_value("")
    assert "rewrote" not in page.content()


def test_a_refusal_is_told_above_the_form_that_keeps_what_was_typed(visit_as: SignIn, pair):
    visit = visit_as("mentor")
    page = visit.page
    visit.open(f"/promises?person={pair[1]}")
    page.get_by_label("What you promise").fill("Send the notes of last week")
    page.get_by_label("Until which day").fill((TODAY - timedelta(days=1)).isoformat())
    visit.expected.add(400)
    page.get_by_role("button", name="Promise it").click()

    expect(page.get_by_role("alert")).to_contain_text("today or a later day")
    expect(page.get_by_label("What you promise")).to_have_value("Send the notes of last week")
    assert faults(visit) == []


@pytest.mark.parametrize("role", ["mentor", "person"])
def test_the_steps_of_a_pair_say_which_is_next(visit_as: SignIn, role):
    visit = visit_as(role)
    visit.page.get_by_role("link", name="Steps", exact=True).first.click()

    expect(visit.page.locator("ol.steps > li")).to_have_count(5)
    expect(visit.page.locator("li.coming")).to_have_count(1)
    whole(visit)
