"""Page /mentee/ask: who would be asked, how often were they lately, and shall it be proposed?"""

from urllib.parse import urlencode

from graphsvc.pages.asked import Asked, Page, admit, attempt, if_sent
from graphsvc.pages.forms import back
from graphsvc.services.answers import Suggestion
from graphsvc.services.drafts import LANGUAGES
from graphsvc.services.introducing_proposals import QUARTER_DAYS

ACTION = "introduce"
FIELDS = ("person", "introducee", "connector")


def show_ask(asked: Asked) -> Page:
    """What to know before, a text to start from, and one button; the proposal is sent here."""
    admit(asked, ACTION)
    form = {name: asked.text(name) for name in FIELDS}
    if not (form["person"] and form["introducee"]):
        return Page("", go="/mentee")  # nobody was picked yet
    sent = if_sent(asked, lambda: _propose(asked, form))
    if sent.answer:
        return Page("", go=sent.answer)
    before = attempt(
        lambda: asked.services.introducing.before_asking(
            asked.viewer,
            form["person"],
            introducee=form["introducee"],
            connector=form["connector"] or None,
            language=asked.language,
        )
    )
    problem = sent.problem or before.problem
    shown = {
        "before": before.answer,
        "problem": problem,
        "form": form,
        # Sent back as it was typed where the proposal was refused.
        "draft": asked.values.get("draft") or (before.answer.draft if before.answer else ""),
        "language": asked.language,
        "languages_there": LANGUAGES,
        "quarter": QUARTER_DAYS,
    }
    return Page("ask.html", shown, problem.status if problem else 200)


def where_to_ask(asked: Asked, person: str, item: Suggestion) -> str:
    """The address of this page about a suggestion; '' where there is nobody to ask, or no today."""
    if item.path is None or len(item.path.hops) < 2 or asked.as_of:
        return ""
    if not asked.services.policy.may(asked.viewer, ACTION):
        return ""
    introducee = item.person.id or item.handle
    # Whoever may not be named is found again by the service: she is first on the warmest way.
    connector = item.path.hops[0].person.id
    fields = {"person": person, "introducee": introducee, "connector": connector}
    return f"/mentee/ask?{urlencode({name: one for name, one in fields.items() if one})}"


def _propose(asked: Asked, form: dict[str, str]) -> str:
    """Propose what the form says; where to look next."""
    asked.services.introducing.propose(
        asked.viewer,
        form["person"],
        introducee=form["introducee"],
        connector=form["connector"] or None,
    )
    return back("/mentee", form["person"], "proposed")
