"""Page /about-you: what did I say yes or no to, and what changes by it, for whom?"""

from graphsvc.errors import BadRequest
from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.forms import back, send

ACTION = "give consent"
FIELDS = {"purpose": "What you are asked", "say": "Your answer"}
SAYS = {"yes": True, "no": False}
TAKE_BACK = "take_back"


def show_about_you(asked: Asked) -> Page:
    """Each question only the viewer answers, with what holds now and a button for each answer."""
    admit(asked, ACTION)
    sent = send(asked, lambda: _say(asked), FIELDS)
    if sent.answer:
        return Page("", go=sent.answer)
    found = attempt(lambda: asked.services.consents.mine(asked.viewer))
    problem = sent.problem or found.problem
    shown = {"consents": found.answer.items if found.answer else (), "problem": problem}
    return Page("about_you.html", shown, problem.status if problem else 200)


def _say(asked: Asked) -> str:
    """Say yes or no, or take it back; where to look next."""
    consents, purpose, say = asked.services.consents, asked.text("purpose"), asked.text("say")
    if say == TAKE_BACK:
        consents.take_back(asked.viewer, purpose)
        return back("/about-you", "", "said_nothing")
    if say not in SAYS:
        raise BadRequest([{"parameter": "say", "expected": "yes, no, or to take it back"}])
    consents.give(asked.viewer, purpose, given=SAYS[say])
    return back("/about-you", "", f"said_{say}")
