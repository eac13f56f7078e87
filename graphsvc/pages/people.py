"""Page /people: who is in the directory, and what may I ask about them?"""

from dataclasses import dataclass

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import may_ask_about
from graphsvc.services.answers import Named

ACTION = "see people"
MOST = 50


@dataclass(frozen=True)
class Entry:
    """Somebody found; which questions this viewer may ask about her."""

    person: Named
    introductions: bool
    isolation: bool


def show_people(asked: Asked) -> Page:
    """The search field and who was found."""
    admit(asked, ACTION)
    found = attempt(lambda: search(asked))
    shown = {
        "q": asked.text("q"),
        "found": found.answer or (),
        "problem": found.problem,
        "most": MOST,
    }
    return Page("people.html", shown, found.status)


def search(asked: Asked) -> tuple[Entry, ...]:
    """Whoever matches the text in the form."""
    text = asked.text("q")
    if not text:
        return ()
    found = asked.services.people.search(asked.viewer, text, limit=MOST)
    introductions = may_ask_about(asked, "see introductions")
    isolation = may_ask_about(asked, "see isolation")
    return tuple(Entry(one, introductions(one), isolation(one)) for one in found)
