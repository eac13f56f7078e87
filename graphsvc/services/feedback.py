"""What would make this feedback something to act on, and what is kept of it once it is given?"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.errors import BadRequest
from graphsvc.intake.feedback import NOT_ONLY_TRAITS, TRAITS, counts, spans
from graphsvc.services.answers_feedback import (
    FeedbackCheck,
    FeedbackGiven,
    FeedbackList,
    Ingredient,
    Place,
)
from graphsvc.services.people import entry, entry_of
from graphsvc.services.views import Views
from graphsvc.snapshot.view import View
from graphsvc.store.base import Row, Statement, Store

CHECK, GIVE, SEE = "check feedback", "give feedback", "see feedback"
MOST_LETTERS = 20_000
LENGTH = {"parameter": "text", "expected": f"1 to {MOST_LETTERS} letters"}
LABELS = {
    "situation": ("when or where", "When was it, and where?"),
    "behaviour": ("what was done", "What exactly did they do?"),
    "outcome": ("what came of it", "What came of it: a number, or what changed?"),
    "work": ("a piece of work", "In which document, project or piece of work can one see it?"),
    "next_step": ("a next step", "What could come next, by whom and by when?"),
    NOT_ONLY_TRAITS: ("not only traits", "What did they do that you call them so?"),
}


@dataclass(frozen=True)
class FeedbackService:
    """Helps to write feedback; keeps how often each ingredient occurs, and never the words.

    ``keyed`` makes an id of who gave what to whom and when.
    """

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store
    keyed: Callable[..., str]

    def check(self, viewer: Viewer, text: str) -> FeedbackCheck:
        """Which of the six ingredients *text* has and where; nothing of it is kept or recorded.

        Raises:
            Forbidden: the viewer is not one of the people.
            BadRequest: the text is too long.
        """
        self.policy.require(viewer, CHECK, view=self.snapshots.at(None))
        if len(text) > MOST_LETTERS:
            raise BadRequest([LENGTH])
        found, present = spans(text), counts(text)
        ingredients = tuple(
            Ingredient(
                name=name,
                label=label,
                present=bool(present[name]),
                places=tuple(
                    Place(*one) for one in found[TRAITS if name == NOT_ONLY_TRAITS else name]
                ),
                question="" if present[name] else question,
            )
            for name, (label, question) in LABELS.items()
        )
        missing = [one.label for one in ingredients if not one.present]
        told = f"Missing: {', '.join(missing)}." if missing else "All six ingredients are there."
        return FeedbackCheck(ingredients, told)

    def give(
        self, viewer: Viewer, about_id: str, text: str, *, on: date | None = None
    ) -> FeedbackGiven:
        """Record that the viewer gave this feedback today, or on an earlier day.

        The same again is the same feedback.

        Raises:
            Forbidden, PersonNotFound: the viewer may not, or nobody has *about_id*.
            BadRequest: no text, or too long a one; a day to come; or it is about herself.
        """
        view, today = self.snapshots.at(None), self.audit.clock().date()
        row = self.policy.find(viewer, GIVE, view=view, person_id=about_id)
        own, day = viewer.person_id or "", on or today
        _require(text, day, today, own, about_id)
        made = self.keyed("feedback", own, about_id, day.isoformat(), text)
        found = counts(text)
        properties = {
            "id": made,
            "on": day,
            "specificity": json.dumps(found),
            "recorded_by": own,  # a later import leaves what was recorded here
        }
        rows = [{"id": made, "person": own, "other": about_id, "properties": properties}]
        self.audit.record(viewer, GIVE, object_kind="person", object_id=about_id)
        self.store.write(Statement("write/import_feedback", {"rows": rows}))
        return FeedbackGiven(made, entry(view, row), day, found)

    def mine(self, viewer: Viewer) -> FeedbackList:
        """The feedback the viewer gave.

        Raises:
            Forbidden: the viewer is not one of the people.
        """
        view = self.snapshots.at(None)
        self.policy.require(viewer, SEE, view=view)
        self.audit.record(viewer, SEE)
        rows = self.store.rows("read/feedback_given", person=viewer.person_id or "")
        items = sorted((_given(view, row) for row in rows), key=_latest, reverse=True)
        return FeedbackList(tuple(items), "" if items else "You gave no feedback yet.")


def _given(view: View, row: Row) -> FeedbackGiven:
    found = json.loads(row["specificity"]) if row["specificity"] else {}
    return FeedbackGiven(row["id"], entry_of(view, row["about"]), row["day"], found)


def _latest(one: FeedbackGiven) -> tuple[date, str]:
    return one.on or date.min, one.id


def _require(text: str, day: date, today: date, own: str, about: str) -> None:
    problems = []
    if len(text) > MOST_LETTERS or not text.strip():
        problems.append(LENGTH)
    if day > today:
        problems.append({"parameter": "on", "expected": "a day that is not to come"})
    if own == about:
        problems.append({"parameter": "about", "expected": "somebody else"})
    if problems:
        raise BadRequest(problems)
