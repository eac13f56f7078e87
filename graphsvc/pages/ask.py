"""Page /mentee/ask: who would be asked, how often were they lately, and shall it be proposed?"""

from collections.abc import Mapping
from urllib.parse import urlencode

from graphsvc.api.problems import Problem
from graphsvc.pages.asked import Asked, Attempt, Page, admit, attempt, if_sent
from graphsvc.pages.forms import back, in_words
from graphsvc.services.answers import Suggestion
from graphsvc.services.answers_introducing import BeforeAsking
from graphsvc.services.drafts import LANGUAGES
from graphsvc.services.introducing_proposals import QUARTER_DAYS

ACTION = "introduce"
PARTIES = ("person", "introducee", "connector")
FIELDS = {
    "introducee": "Whom to meet",
    "connector": "Who would introduce",
    "language": "The language of the text",
}


def show_ask(asked: Asked) -> Page:
    """What to know before, a text to start from, and one button; the proposal is sent here."""
    admit(asked, ACTION)
    form = {name: asked.text(name) for name in PARTIES}
    if not (form["person"] and form["introducee"]):
        return Page("", go="/mentee")  # nobody was picked yet
    sent = if_sent(asked, lambda: _propose(asked, form))
    if sent.answer:
        return Page("", go=sent.answer)
    language = asked.language
    before = _before(asked, form, language)
    wrong = _in_words(sent.problem or before.problem)
    if language not in LANGUAGES:  # said above the text in one there is
        language = asked.prefers
        before = _before(asked, form, language)
    problem = wrong or _in_words(before.problem)
    shown = {
        "before": before.answer,
        "problem": problem,
        "form": form,
        # Sent back as it was typed where the proposal was refused.
        "draft": asked.values.get("draft") or (before.answer.draft if before.answer else ""),
        "language": language,
        "languages_there": LANGUAGES,
        "quarter": QUARTER_DAYS,
    }
    return Page("ask.html", shown, problem.status if problem else 200)


def where_to_ask(asked: Asked, person: str, item: Suggestion) -> str:
    """The address of this page about a suggestion; '' where there is nobody to ask, or no today."""
    through = connectors(asked, person, item)
    return href(person, item, through[0]) if through else ""


def connectors(asked: Asked, person: str, item: Suggestion) -> tuple[str | None, ...]:
    """Who could introduce the two, whoever is likeliest to first; the viewer herself last.

    None stands for whoever may not be named: the service finds her again, first on the warmest way.
    """
    if asked.as_of or not asked.services.policy.may(asked.viewer, ACTION):
        return ()
    ways = [item.path.hops, *(one.hops for one in item.path.alternatives)] if item.path else []
    found = [hops[0].person.id for hops in ways if len(hops) > 1]
    others = [one for one in found[1:] if one is not None]
    own = asked.viewer.person_id
    herself = [own] if own is not None and own not in (person, item.person.id) else []
    return tuple(dict.fromkeys([*found[:1], *others, *herself]))


def fields(person: str, item: Suggestion, connector: str | None) -> Mapping[str, str]:
    """What the form of this page holds about a suggestion."""
    introducee = item.person.id or item.handle
    given = {"person": person, "introducee": introducee, "connector": connector}
    return {name: one for name, one in given.items() if one}


def href(person: str, item: Suggestion, connector: str | None) -> str:
    return f"/mentee/ask?{urlencode(fields(person, item, connector))}"


def _before(asked: Asked, form: Mapping[str, str], language: str) -> Attempt[BeforeAsking]:
    return attempt(
        lambda: asked.services.introducing.before_asking(
            asked.viewer,
            form["person"],
            introducee=form["introducee"],
            connector=form["connector"] or None,
            language=language,
        )
    )


def _in_words(problem: Problem | None) -> Problem | None:
    return problem and in_words(problem, FIELDS)


def _propose(asked: Asked, form: Mapping[str, str]) -> str:
    """Propose what the form says; where to look next."""
    asked.services.introducing.propose(
        asked.viewer,
        form["person"],
        introducee=form["introducee"],
        connector=form["connector"] or None,
    )
    return back("/mentee", form["person"], "proposed")
