"""Page /steps: how far have two come from mentor to sponsor, and what comes next?"""

from typing import NamedTuple
from urllib.parse import urlencode

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.partners import MENTOR, Partner, pair_of
from graphsvc.pages.words import TO_DO
from graphsvc.services.answers_steps import Steps

ACTION = "see steps"
# The page on which each step is recorded, and the words of the link to it.
OF_MENTOR = {
    "has_seen_the_work": ("/feedback", "Write feedback"),
    "knows_the_goal": ("/mentee", "See and record goals"),
    "has_given_credit": ("/endorse", "Record the credit you gave"),
    "has_introduced": ("/mentee", "See who is worth meeting"),
    "has_spoken_for": ("/endorse", "Record what you did"),
}
OF_MENTEE = {
    "has_seen_the_work": ("/endorse", "Record feedback you were given"),
    "knows_the_goal": ("/mentee", "Record what you aim for"),
    "has_given_credit": ("/endorse", "Record credit you were given"),
    "has_introduced": ("/mentee", "See who is worth meeting"),
    "has_spoken_for": ("/endorse", "Record what was done for you"),
}


class Way(NamedTuple):
    """Where the next step is taken."""

    href: str
    text: str


class Walked(NamedTuple):
    """The steps of a pair in short; ``href``: all about them."""

    steps: Steps
    way: Way | None
    href: str


def show_steps(asked: Asked) -> Page:
    """The five steps of the viewer and whom she mentors, or who mentors her."""
    admit(asked, ACTION)
    pair = attempt(lambda: pair_of(asked))
    near = pair.answer or ()
    found = attempt(lambda: _steps(asked, near))
    problem = pair.problem or found.problem
    shown = {
        "near": near,
        "found": found.answer,
        "to_do": to_do(found.answer) if found.answer else {},
        "way": way(found.answer, asked.viewer.person_id) if found.answer else None,
        "problem": problem,
    }
    return Page("steps.html", shown, problem.status if problem else 200)


def walked(asked: Asked, person: str) -> tuple[Walked, ...]:
    """The pairs of the viewer and the person: as her mentor, or of herself with each of hers."""
    own = asked.viewer.person_id
    hers = [
        one.person.id
        for one in pair_of(asked)
        if one.person.id and (one.how == MENTOR if own == person else one.person.id == person)
    ]
    found = [(one, asked.services.mentor_steps.steps(asked.viewer, one)) for one in hers]
    return tuple(
        Walked(steps, way(steps, own), f"/steps?{urlencode({'person': one})}")
        for one, steps in found
    )


def to_do(steps: Steps) -> dict[str, str]:
    """What each step that is not done asks of the mentor."""
    mentee = steps.mentee.label
    return {one.kind: TO_DO[one.kind].format(mentee=mentee) for one in steps.items if not one.done}


def way(steps: Steps, viewer_id: str | None) -> Way | None:
    """Where the next of *steps* is taken by the one of the two who looks; None after the last."""
    if not steps.next:
        return None
    mentor = viewer_id == steps.mentor.id
    path, text = (OF_MENTOR if mentor else OF_MENTEE)[steps.next]
    # On the page of a path a mentee is shown her own.
    about = steps.mentee.id if mentor or path == "/mentee" else steps.mentor.id
    return Way(f"{path}?{urlencode({'person': about})}", text)


def _steps(asked: Asked, near: tuple[Partner, ...]) -> Steps | None:
    """Of the pair chosen; of the only one where nobody was."""
    person = asked.text("person") or (near[0].person.id if len(near) == 1 else None)
    return asked.services.mentor_steps.steps(asked.viewer, person) if person else None
