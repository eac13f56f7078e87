"""Page /introductions: whom could somebody meet, why, and through whom?"""

from dataclasses import dataclass

from graphsvc.pages.ask import where_to_ask
from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import Choice, choose
from graphsvc.pages.paths import Stop, drawn, stops
from graphsvc.pages.why_not import Wondered, wondered
from graphsvc.services.answers import Introductions

ACTION = "see introductions"
MOST = 100


@dataclass(frozen=True)
class Suggested:
    """The suggestions, and the same warm paths for the picture and its table."""

    answer: Introductions
    stops: tuple[Stop, ...]
    drawn: list[dict[str, object]]
    asks: dict[int, str]  # by rank: where to ask for it


def show_introductions(asked: Asked) -> Page:
    """The person picker, and below it the suggestions for the person picked."""
    admit(asked, ACTION)
    choice = attempt(lambda: choose(asked, ACTION))
    found = attempt(lambda: suggest(asked))
    problem = found.problem or choice.problem
    why = wondered(asked, asked.text("person")) if found.answer else Wondered()
    shown = {
        "choice": choice.answer or Choice(),
        "found": found.answer,
        "wondered": why,
        "problem": problem,
    }
    return Page("introductions.html", shown, problem.status if problem else why.status)


def suggest(asked: Asked) -> Suggested | None:
    """The suggestions for the person in the form, None where nobody was picked yet."""
    person = asked.text("person")
    if not person:
        return None
    answer = asked.services.introductions.suggest(
        asked.viewer, person, as_of=asked.as_of, limit=asked.whole("limit", 10, 1, MOST)
    )
    all_stops = stops(answer)
    asks = {one.rank: where_to_ask(asked, person, one) for one in answer.items}
    return Suggested(answer, all_stops, drawn(all_stops), asks)
