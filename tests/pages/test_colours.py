"""Can every text be read, and every mark be seen, in light and in dark?"""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "web" / "css"
TEXTS = [  # ink, ground
    *(("fg", ground) for ground in ("bg", "page", "raised", "soft", "warn", "fine")),
    *(("mute", ground) for ground in ("bg", "page", "raised", "soft")),
    *(("a", ground) for ground in ("bg", "page", "raised", "soft", "warn")),
    *(("b", ground) for ground in ("bg", "raised", "warn")),
    *(("fine-ink", ground) for ground in ("bg", "raised", "fine")),
    ("on-a", "a"),
]
MARKS = [
    *(
        (mark, ground)
        for mark in ("line", "focus", "a", "b")
        for ground in ("bg", "page", "raised")
    ),
    ("line", "soft"),
]


def tokens(scheme: str) -> dict[str, str]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    return found if scheme == "light" else dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_published_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_a_text_has_four_and_a_half_to_one(scheme, ink, ground):
    found = tokens(scheme)

    assert contrast(found[ink], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_a_mark_has_three_to_one(scheme, mark, ground):
    found = tokens(scheme)

    assert contrast(found[mark], found[ground]) >= 3


def test_both_schemes_name_the_same_colours():
    assert tokens("light").keys() == tokens("dark").keys()


@pytest.mark.parametrize("name", ["page.css", "answers.css", "picture.css"])
def test_no_other_file_names_a_colour_for_the_screen(name):
    screen, _, _ = (CSS / name).read_text(encoding="utf-8").partition("@media print")

    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", screen)
