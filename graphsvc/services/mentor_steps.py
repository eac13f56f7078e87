"""How far has a mentor come for a mentee by what is recorded, and what could be done next?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses import mentor_steps as analysis
from graphsvc.model import day_number
from graphsvc.services.answers_steps import Step, Steps
from graphsvc.services.endorsement_facts import acts_for
from graphsvc.services.goal_facts import aims_of
from graphsvc.services.people import entry
from graphsvc.services.views import Views
from graphsvc.services.wording import basis
from graphsvc.snapshot.view import View
from graphsvc.store.base import Store

ACTION = "see steps"
AGREED = "introducee_agreed"
TEXTS = {
    "has_seen_the_work": "{mentor} has seen the work of {mentee}.",
    "knows_the_goal": "{mentor} has been told what {mentee} aims for.",
    "has_given_credit": "{mentor} has given {mentee} credit in public.",
    "has_introduced": "{mentor} has introduced {mentee} to somebody.",
    "has_spoken_for": "{mentor} has spoken for {mentee}, or opened an opportunity.",
}
# A current mentor reads goals on the page: what is not done is that this one was told of one.
NOT_DONE = {"knows_the_goal": "No goal was recorded by {mentor} or shared with {mentor} yet."}
NEXT = {
    "has_seen_the_work": "Agree on one piece of work of {mentee} for {mentor} to look at, and "
    "record feedback on it.",
    "knows_the_goal": "Talk about what {mentee} aims for, and record it as a goal, or "
    "share the goal there is with {mentor}.",
    "has_given_credit": "Name {mentee} for one piece of work where others hear it, and record it.",
    "has_introduced": "Pick one person {mentee} could meet, and propose the introduction.",
    "has_spoken_for": "Name {mentee} for one role, assignment or review that is being decided.",
    "": "All five are recorded.",
}


@dataclass(frozen=True)
class MentorStepsService:
    """Live from the store; for the two of them alone."""

    snapshots: Views
    policy: Policy
    audit: Audit
    store: Store

    def steps(self, viewer: Viewer, person_id: str) -> Steps:
        """The steps of the viewer and the person, whichever of the two mentors the other.

        Raises:
            Forbidden, PersonNotFound: the viewer is no person, or the two are no pair today.
        """
        view = self.snapshots.at(None)
        row = self.policy.find(viewer, ACTION, view=view, person_id=person_id)
        self.audit.record(viewer, ACTION, object_kind="person", object_id=person_id)
        own = view.people.ids.row_of(viewer.person_id or "")
        mentor, mentee = (own, row) if self._mentors(view, own, row) else (row, own)
        ids = view.people.ids
        found = analysis.steps(self._facts(ids[mentor], ids[mentee]))
        coming = analysis.next_step(found)
        pair = entry(view, mentor), entry(view, mentee)
        labels = {"mentor": pair[0].label, "mentee": pair[1].label}
        return Steps(
            basis=basis(view),
            mentor=pair[0],
            mentee=pair[1],
            items=tuple(_told(one, labels) for one in found),
            next=coming,
            next_action=NEXT[coming].format(**labels),
        )

    def _mentors(self, view: View, one: int, other: int) -> bool:
        ties = view.mentorings
        today = day_number(self.policy.clock().date())
        return bool((ties.going_on(today) & (ties.mentor == one) & (ties.mentee == other)).any())

    def _facts(self, mentor: str, mentee: str) -> Iterator[analysis.Fact]:
        for row in self.store.rows("read/steps_feedback", mentor=mentor, mentee=mentee):
            yield analysis.Fact("feedback", row["day"])
        for aim in aims_of(self.store, mentee):
            if mentor in (aim.recorded_by, *aim.shared_with):
                yield analysis.Fact("goal", aim.on)
        for act in acts_for(self.store, mentee):
            if act.endorser == mentor and act.confirmed:
                yield analysis.Fact(f"confirmed {act.kind}", act.on)
        for row in self.store.rows("read/steps_introductions", mentor=mentor, mentee=mentee):
            if AGREED in row["states"]:
                days = row["states_on"]
                at = row["states"].index(AGREED)
                day = days[at] if at < len(days) else ""
                yield analysis.Fact("introduction", date.fromisoformat(day) if day else None)


def _told(step: analysis.Step, labels: dict[str, str]) -> Step:
    first = step.because[0] if step.done else None
    day = first.on if first else None
    when = f" on {day.isoformat()}" if day else ""
    return Step(
        kind=step.kind,
        text=TEXTS[step.kind].format(**labels),
        done=step.done,
        on=day,
        because=f"Recorded: {first.kind}{when}."
        if first
        else NOT_DONE.get(step.kind, "").format(**labels),
    )
