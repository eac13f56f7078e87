"""Does the page help to write feedback, and does it keep none of the words?"""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.pages.marked import Mark, pieces
from tests.pages.test_pages import OWN, signed_in, words

TODAY = datetime.now(UTC).date()
FULL = (
    "In the review last week you rewrote the migration plan <b>, which saved two teams 3 days.\r\n"
    "Next time, please share the draft earlier."
)


@st.composite
def marked_text(draw):
    """A text and marks anywhere in it, overlapping as they like."""
    text = draw(st.text("ab ü\n", max_size=30))
    ends = st.integers(0, len(text))
    places = draw(st.lists(st.tuples(ends, ends, st.sampled_from("abc")), max_size=6))
    return text, [Mark(min(a, b), max(a, b), name, name.upper()) for a, b, name in places]


class TestPieces:
    """Pure: no service."""

    @given(marked_text())
    def test_they_are_the_text_and_no_letter_is_lost_or_told_twice(self, made):
        text, marks = made

        assert "".join(one.text for one in pieces(text, marks)) == text

    @given(marked_text())
    def test_each_letter_is_under_exactly_the_marks_that_cover_it(self, made):
        text, marks = made
        under = [set(one.names) for one in pieces(text, marks) for _ in one.text]

        assert under == [
            {one.name for one in marks if one.start <= at < one.end} for at in range(len(text))
        ]

    @given(marked_text())
    def test_each_mark_is_called_by_its_name_where_it_ends(self, made):
        text, marks = made
        at, told = 0, set()
        for one in pieces(text, marks):
            at += len(one.text)
            told |= {(at, label) for label in one.labels}

        assert told == {(one.end, one.label) for one in marks if one.start < one.end}


@pytest.mark.engine
class TestThePage:
    def sent(self, client: FlaskClient, mentee: str, act: str, text: str, **more: str):
        form = {"person": mentee, "act": act, "text": text, "on": TODAY.isoformat(), **more}
        return client.post("/feedback", data=form, headers=OWN)

    def test_every_place_the_service_found_is_marked_and_called_by_its_name(
        self, site, mentor, mentee
    ):
        viewer = site.services.demonstration()["mentor"].viewer
        check = site.services.feedback.check(viewer, FULL)
        page = self.sent(mentor, mentee, "check", FULL)
        shown = re.search(r'class="card alone marked">(.*?)</p>', page.text, re.S)
        assert shown is not None
        tags = re.findall(r'class="tag">(.*?)</span></span>', shown[1], re.S)
        told = " ".join(unescape(re.sub(r"<[^>]+>", "", one)) for one in tags)
        without = re.sub(r'<span class="tag">.*?</span></span>', "", shown[1], flags=re.S)

        assert page.status_code == 200
        assert unescape(re.sub(r"<[^>]+>", "", without)) == FULL
        for one in check.ingredients:
            if one.places:
                assert f'<mark class="{one.name}' in shown[1] or f" {one.name}" in shown[1]
                assert (one.label if one.name != "not_only_traits" else "a trait") in told
        assert "All six" not in words(page) or not [x for x in check.ingredients if not x.present]

    def test_what_is_missing_is_asked_for_as_help(self, site, mentor, mentee):
        viewer = site.services.demonstration()["mentor"].viewer
        text = "You are a wonderful team player."
        check = site.services.feedback.check(viewer, text)
        shown = words(self.sent(mentor, mentee, "check", text))

        for one in check.ingredients:
            assert f"{one.label[:1].upper()}{one.label[1:]}" in shown
            assert one.question in shown
        assert "team player ( a trait )" in shown

    def test_what_was_typed_stays_to_be_changed(self, mentor, mentee):
        page = self.sent(mentor, mentee, "check", "\r\nFirst line <b>", on="2026-01-05")

        assert "<textarea" in page.text
        assert "First line &lt;b&gt;</textarea>" in page.text
        assert 'value="2026-01-05"' in page.text

    def test_looking_keeps_nothing(self, site, mentor, mentee):
        viewer = site.services.demonstration()["mentor"].viewer
        before = site.services.feedback.mine(viewer)
        self.sent(mentor, mentee, "check", FULL)

        assert site.services.feedback.mine(viewer) == before

    def test_giving_keeps_the_counts_and_none_of_the_words(self, site, mentor, mentee):
        viewer = site.services.demonstration()["mentor"].viewer
        before = site.services.feedback.mine(viewer).items
        answer = self.sent(mentor, mentee, "give", FULL)
        assert answer.headers["Location"] == f"/feedback?person={mentee}&done=feedback"
        again = self.sent(mentor, mentee, "give", FULL)
        assert again.status_code == 303
        after = site.services.feedback.mine(viewer).items
        page = mentor.get(answer.headers["Location"])

        assert len(after) == len(before) + 1
        assert "none of the words" in words(page)
        assert "rewrote" not in page.text
        assert "It had: when or where, what was done" in words(page)

    @pytest.mark.parametrize(
        ("text", "day", "said"),
        [
            ("  ", "2026-01-05", "The feedback: 1 to 20000 letters."),
            (
                "You led the review.",
                (TODAY + timedelta(days=1)).isoformat(),
                "When you gave it: a day that is not to come.",
            ),
            ("You led the review.", "", "When you gave it: a day such as"),
            ("x" * 20_001, "2026-01-05", "The feedback: 1 to 20000 letters."),
        ],
    )
    def test_a_refusal_names_the_field_and_keeps_the_text(self, mentor, mentee, text, day, said):
        answer = self.sent(mentor, mentee, "give", text, on=day)

        assert answer.status_code == 400
        assert said in words(answer)
        assert f"{text}</textarea>" in answer.text

    def test_the_page_says_that_nothing_is_kept_or_sent(self, mentor, mentee):
        shown = words(mentor.get(f"/feedback?person={mentee}"))

        assert "Nothing you write is kept or sent." in shown
        assert "Only how often each of the six occurs is kept" in shown

    def test_nobody_known_shows_whom_to_choose(self, mentor):
        answer = mentor.get("/feedback?person=p-nobody")

        assert answer.status_code == 404
        assert "About whom?" in words(answer)

    def test_a_lead_who_is_nobody_s_colleague_gives_none(self, site):
        assert signed_in(site.app, "lead").get("/feedback").status_code == 403

    def test_another_site_gives_none(self, site, mentor, mentee):
        viewer = site.services.demonstration()["mentor"].viewer
        before = site.services.feedback.mine(viewer)
        form = {"person": mentee, "act": "give", "text": "Else", "on": TODAY.isoformat()}
        answer = mentor.post("/feedback", data=form, headers={"Origin": "http://elsewhere.example"})

        assert answer.status_code == 403
        assert site.services.feedback.mine(viewer) == before
