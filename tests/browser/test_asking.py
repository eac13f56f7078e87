"""Can somebody wonder about one person in a browser, without a script and with a keyboard?"""

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
