"""Can one ask about one person, and share a goal, with a keyboard and without a script?"""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.browser.test_acts import whole
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.engine]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/introductions", "/mentee"])
def test_why_somebody_is_not_suggested_is_asked_by_name(
    visit_as: SignIn, site: Site, mentee, path, scheme
):
    people = site.services.snapshots.at(None).people
    manager = int(people.manager[people.ids.row_of(mentee)])
    visit = visit_as("mentor", color_scheme=scheme, java_script_enabled=path == "/mentee")
    visit.open(f"{path}?person={mentee}")
    field = visit.page.get_by_label("Somebody you would have expected, by name or id")
    field.fill(people.ids[manager])
    field.press("Enter")

    box = visit.page.get_by_role("region", name="Why not …?")
    expect(box.get_by_role("heading", level=3)).to_have_text(people.names[manager])
    expect(box).to_contain_text("Not suggested to")
    expect(box.get_by_role("heading", level=2)).to_be_in_viewport()
    if path == "/mentee":
        whole(visit)

    visit.expected.add(404)
    field.fill("Nobody of this name")
    field.press("Enter")
    expect(box.get_by_role("alert")).to_contain_text("Nobody whom you see by name here")
    expect(field).to_have_value("Nobody of this name")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_goal_is_added_shared_and_taken_back(visit_as: SignIn, site: Site, pair, scheme):
    people, text = site.services.snapshots.at(None).people, f"Chair a guild, in {scheme}"
    other = next(row for row, one in enumerate(people.ids) if one not in pair)
    visit = visit_as("person", color_scheme=scheme, java_script_enabled=scheme == "light")
    page = visit.page
    visit.open("/mentee")
    page.get_by_text("Add a goal", exact=True).click()
    page.get_by_label("What you aim for").fill(text)
    page.get_by_label("The unit it lies in").fill(people.units.names[1])
    page.get_by_label("Who decides on it").fill(people.ids[other])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("The goal is recorded")
    card = page.locator("#goals ~ article", has_text=text)
    expect(card.locator(".about")).to_contain_text(f"decided by {people.names[other]}")

    card.locator("summary").press("Enter")
    card.get_by_label("Who shall know it").fill(people.ids[other])
    card.get_by_label("Who shall know it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Shared")
    card.locator("summary").press("Enter")
    expect(card.get_by_role("list", name="Who knows the goal")).to_contain_text(people.names[other])
    if scheme == "light":
        whole(visit)

    card.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    card.get_by_role("button", name="Drop").click()
    expect(card).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_path_between_two_is_found_from_the_directory(
    visit_as: SignIn, site: Site, mentee, scheme
):
    people = site.services.snapshots.at(None).people
    viewer = site.services.demonstration()["lead"].viewer
    ways = (site.services.paths.between(viewer, mentee, one) for one in people.ids)
    way = next(one for one in ways if len(one.ties) > 2)
    visit = visit_as("lead", color_scheme=scheme, java_script_enabled=scheme == "light")
    page = visit.page
    visit.open(f"/people?q={way.other.id}")
    page.get_by_role("link", name=f"Path to {way.other.label}").click()
    page.get_by_label("Find a person by name or id").fill(mentee)
    page.get_by_role("button", name="Find", exact=True).click()
    page.locator(f'.found a[href*="{mentee}"]').click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"From {way.one.label} to {way.other.label}"
    )
    ties = page.get_by_role("list", name="tie by tie").get_by_role("listitem")
    expect(ties.locator(".who")).to_have_text([tie.person.label for tie in way.ties])
    expect(ties.nth(way.weakest)).to_contain_text("the weakest tie")
    if scheme == "light":
        whole(visit)

    page.get_by_label("To whom, by name or id").fill(mentee)
    page.get_by_label("To whom, by name or id").press("Enter")
    expect(page.get_by_text("Both are the same person.")).to_be_visible()
