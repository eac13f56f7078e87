"""Is the picture of warm paths right: everybody in place, reachable, and the same every time?"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn, Visit
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PLACES = """async ({people, radius}) => {
  const {placePaths} = await import("/static/js/path_tree.mjs");
  return Object.fromEntries(placePaths(people, {radius}));
}"""
TREE = [
    {"id": "lea", "via": None, "label": "Lea"},
    {"id": "zoe", "via": "lea", "label": "Zoe"},
    {"id": "gus", "via": "lea", "label": "Gus"},
    {"id": "xia", "via": "zoe", "label": "Xia"},
    {"id": "sol", "via": "zoe", "label": "Sol"},
]


@pytest.fixture
def module(visit_as: SignIn) -> Page:
    """A page of the service, content policy on, to import its scripts in."""
    return visit_as("lead").page


@pytest.fixture
def drawn(visit_as: SignIn, mentee: str) -> Visit:
    visit = visit_as("mentor")
    visit.open(f"/introductions?person={mentee}")
    visit.drawn()
    return visit


def test_a_ring_is_a_step_and_the_centre_is_the_centre(module):
    found = module.evaluate(PLACES, {"people": TREE, "radius": 200})
    far = {name: (at["x"] ** 2 + at["y"] ** 2) ** 0.5 for name, at in found.items()}

    assert far["lea"] == 0
    assert [far["zoe"], far["gus"]] == pytest.approx([100, 100])
    assert [far["xia"], far["sol"]] == pytest.approx([200, 200])


def test_the_same_people_in_another_order_have_the_same_places(module):
    forward = module.evaluate(PLACES, {"people": TREE, "radius": 200})
    backward = module.evaluate(PLACES, {"people": TREE[::-1], "radius": 200})

    assert forward == backward


def test_whoever_leads_to_two_people_stands_midway_between_them(module):
    found = module.evaluate(PLACES, {"people": TREE, "radius": 200})

    assert found["zoe"]["angle"] == pytest.approx(
        (found["xia"]["angle"] + found["sol"]["angle"]) / 2
    )


def test_a_path_through_nobody_is_refused(module):
    broken = [*TREE, {"id": "mo", "via": "nobody", "label": "Mo"}]
    message = module.evaluate(
        """async (people) => {
          const {placePaths} = await import("/static/js/path_tree.mjs");
          try { placePaths(people); return null; } catch (error) { return error.message; }
        }""",
        broken,
    )

    assert message is not None
    assert "nobody" in message


def test_names_cover_neither_each_other_nor_a_mark(module):
    found = module.evaluate(
        """async () => {
          const {placeLabels, overlap} = await import("/static/js/labels.mjs");
          const people = Array.from({length: 30}, (_, at) => ({
            id: `p-${at}`,
            label: "A name of some length",
            x: 200 * Math.sin(at / 30 * 2 * Math.PI),
            y: -200 * Math.cos(at / 30 * 2 * Math.PI),
          }));
          const bounds = {left: -420, right: 420, top: -250, bottom: 250};
          const boxes = [...placeLabels(people, bounds, [], []).values()].map((one) => one.box);
          const clash = boxes.filter((a, i) => boxes.some((b, j) => j < i && overlap(a, b)));
          const around = (at) => [at - 5, at + 5];
          const marks = people.map(({x, y}) => {
            const [[left, right], [top, bottom]] = [around(x), around(y)];
            return {left, right, top, bottom};
          });
          const over = boxes.filter((box) => marks.some((mark) => overlap(box, mark)));
          return {placed: boxes.length, clash: clash.length, over: over.length};
        }"""
    )

    assert found["clash"] == found["over"] == 0
    assert found["placed"] >= 16


def test_a_long_name_breaks_at_a_space_and_never_inside_a_word(module):
    found = module.evaluate(
        """async () => {
          const {lines} = await import("/static/js/labels.mjs");
          const names = ["Zoe Silva", "Maximiliane Papadimitriou-Grünwald", "Pneumonoultramicro"];
          return names.map(lines);
        }"""
    )

    assert found == [
        ["Zoe Silva"],
        ["Maximiliane", "Papadimitriou-Grünwald"],
        ["Pneumonoultramicro"],
    ]


def test_the_picture_has_everybody_of_the_table_and_the_one_in_the_centre(drawn: Visit):
    rows = drawn.page.locator("table.stops tbody tr").count()

    assert rows > 0
    expect(drawn.page.locator("figure.picture svg a")).to_have_count(rows + 1)
    expect(drawn.page.locator("figure.picture svg path.tie")).to_have_count(rows)


def test_the_table_has_every_step_of_the_answer(drawn: Visit, site: Site, mentee: str):
    viewer = site.services.demonstration()["mentor"].viewer
    answer = site.services.introductions.suggest(viewer, mentee, limit=10)
    steps = {
        tuple(hop.person.label for hop in item.path.hops[: at + 1])
        for item in answer.items
        if item.path
        for at in range(len(item.path.hops))
    }

    expect(drawn.page.locator("table.stops tbody tr")).to_have_count(len(steps))


def test_the_picture_is_one_tab_stop_and_arrow_keys_walk_it(drawn: Visit):
    page = drawn.page
    expect(page.locator("figure.picture svg a[tabindex='0']")).to_have_count(1)
    page.locator("figure.picture svg a[tabindex='0']").focus()

    def here() -> str:
        return page.evaluate("document.activeElement.getAttribute('aria-label')")

    centre = here()
    assert centre.endswith("in the centre")
    page.keyboard.press("ArrowDown")
    first = here()
    assert "1 step away" in first
    page.keyboard.press("ArrowUp")
    assert here() == centre
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert "1 step away" in here()
    page.keyboard.press("Home")
    assert here() == centre
    expect(page.locator("figure.picture svg a[tabindex='0']")).to_have_count(1)


def test_tab_reaches_the_picture_from_the_list(drawn: Visit):
    drawn.page.locator("[aria-labelledby=suggestions]").locator("a, summary").last.focus()
    drawn.page.keyboard.press("Tab")

    assert drawn.page.evaluate("!!document.activeElement.closest('figure.picture')")


def test_pointing_at_a_suggestion_shows_its_path_and_only_that(drawn: Visit, site: Site, mentee):
    viewer = site.services.demonstration()["mentor"].viewer
    answer = site.services.introductions.suggest(viewer, mentee, limit=10)
    item = next(one for one in answer.items if one.path)
    drawn.page.locator(f"#suggestion-{item.rank}").hover()

    expect(drawn.page.locator("path.tie.on")).to_have_count(len(item.path.hops))
    drawn.page.mouse.move(0, 0)
    expect(drawn.page.locator("path.tie.on")).to_have_count(0)


def test_the_same_page_draws_the_same_picture_again(drawn: Visit):
    def picture() -> str:
        return drawn.page.locator("figure.picture svg").inner_html()

    first = picture()
    drawn.page.reload()
    drawn.drawn()

    assert picture() == first


def test_print_leaves_the_frame_out_and_keeps_the_answer(drawn: Visit):
    drawn.page.emulate_media(media="print")

    expect(drawn.page.locator("header.masthead")).to_be_hidden()
    expect(drawn.page.locator("table.stops")).to_be_visible()
    expect(drawn.page.locator("footer.basis")).to_be_visible()
