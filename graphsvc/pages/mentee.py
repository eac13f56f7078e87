"""Page /mentee: who could change somebody's path, why, and whom to ask?"""

from dataclasses import dataclass

from graphsvc.model import GOAL_KINDS
from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import Choice, choose
from graphsvc.pages.forms import send
from graphsvc.pages.goals import FIELDS, Aim, act_on_goal, aims, if_hers, units_to_name
from graphsvc.pages.steps import Walked, walked
from graphsvc.pages.why_not import Wondered, wondered
from graphsvc.pages.worth import Worth, worth
from graphsvc.services.answers import Introductions
from graphsvc.services.answers_endorsements import Ladder
from graphsvc.services.answers_goals import Goals
from graphsvc.services.answers_introducing import IntroductionActs
from graphsvc.services.introducing_proposals import QUARTER_DAYS

ACTION = "see introductions"
FEW = 3  # suggestions; the page of introductions shows more
MOST = 50  # introductions for her


@dataclass(frozen=True)
class Path:
    """Everything on the page about one person; a part is None where it is not this viewer's."""

    suggestions: Introductions
    worth: tuple[Worth, ...]
    goals: Goals | None
    aims: tuple[Aim, ...]
    steps: tuple[Walked, ...]  # from mentor to sponsor, of the viewer's pairs with her
    acts: IntroductionActs | None  # introductions for her, under way or ended
    ladder: Ladder | None
    wondered: Wondered


def show_mentee(asked: Asked) -> Page:
    """The picker, and everything about the person picked; goals are sent here."""
    admit(asked, ACTION)
    sent = send(asked, lambda: act_on_goal(asked), FIELDS)
    if sent.answer:
        return Page("", go=sent.answer)
    choice = attempt(lambda: choose(asked, ACTION))
    person = asked.text("person") or _only(asked, choice.answer)
    found = attempt(lambda: _path(asked, person) if person else None)
    problem = sent.problem or found.problem or choice.problem
    shown = {
        "choice": choice.answer or Choice(),
        "person": person,
        "own": person == asked.viewer.person_id,
        "found": found.answer,
        "problem": problem,
        "form": asked.values if asked.sent else {},
        "kinds": GOAL_KINDS,
        "units": units_to_name(asked) if found.answer else (),
        "quarter": QUARTER_DAYS,
    }
    status = found.answer.wondered.status if found.answer else 200
    return Page("mentee.html", shown, problem.status if problem else status)


def _only(asked: Asked, choice: Choice | None) -> str:
    """Whom to show where nobody was picked: the only mentee, or oneself without any."""
    if choice is None or choice.searched or not choice.all_of_them:
        return ""
    ids = [one.id for one in choice.people if one.id and one.id != asked.viewer.person_id]
    if len(ids) == 1:
        return ids[0]
    return "" if ids else asked.viewer.person_id or ""


def _path(asked: Asked, person: str) -> Path:
    services, viewer = asked.services, asked.viewer
    found = services.introductions.suggest(viewer, person, as_of=asked.as_of, limit=FEW)
    goals = if_hers(lambda: services.goals.of(viewer, person))
    acts = if_hers(lambda: services.introducing.about(viewer, person, limit=MOST))
    return Path(
        suggestions=found,
        worth=worth(asked, person, found.items, acts.items if acts else ()),
        goals=goals,
        aims=tuple(aims(asked, goals)) if goals else (),
        # They are told as of today alone.
        steps=() if asked.as_of else if_hers(lambda: walked(asked, person)) or (),
        acts=acts,
        ladder=if_hers(lambda: services.ladders.ladder(viewer, person, as_of=asked.as_of)),
        wondered=wondered(asked, person),
    )
