"""Do the templates keep to the content policy, and to words that rate nobody?"""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SCRIPTS = sorted((WEB / "js").glob("*.mjs"))
ELSEWHERE = re.compile(r"(?:https?:)?//[\w.-]+\.\w", re.ASCII)
AVOIDED = re.compile(
    r"\bscores?\b|\bperformance\b|\brank employees\b|\bsurveillance\b|\b(?:high|low) value\b", re.I
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
class TestEveryTemplate:
    def test_holds_no_style_and_no_handler_of_its_own(self, path):
        text = path.read_text(encoding="utf-8")

        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)

    def test_holds_no_script_but_files_and_data(self, path):
        text = path.read_text(encoding="utf-8")

        for attributes in re.findall(r"<script([^>]*)>", text):
            assert 'src="/static/' in attributes or 'type="application/json"' in attributes

    def test_asks_nobody_else_for_anything(self, path):
        text = path.read_text(encoding="utf-8")

        assert not ELSEWHERE.search(text)

    def test_links_to_files_that_are_there(self, path):
        text = path.read_text(encoding="utf-8")

        for name in re.findall(r'"/static/([^"]+)"', text):
            assert (WEB / name).is_file(), name

    def test_avoids_the_words_that_rate_people(self, path):
        assert not AVOIDED.search(path.read_text(encoding="utf-8"))

    def test_never_switches_escaping_off(self, path):
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
class TestEveryScript:
    def test_says_first_what_it_is_for(self, path):
        assert path.read_text(encoding="utf-8").startswith("// ")

    def test_imports_files_that_are_there(self, path):
        for name in re.findall(r'from "([^"]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / name).is_file(), name

    def test_sets_no_style_attribute_and_no_markup(self, path):
        text = path.read_text(encoding="utf-8")

        assert not re.search(r'attr\("style"|innerHTML|outerHTML|insertAdjacentHTML|\beval\b', text)


def test_there_are_templates_and_scripts_to_look_at():
    assert len(TEMPLATES) > 10
    assert len(SCRIPTS) > 2
