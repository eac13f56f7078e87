"""Page /people: who is in the directory, and what may I ask about them?"""

from dataclasses import dataclass

from graphsvc.pages.asked import Asked, Page, admit, attempt
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
    services = asked.services
    view = services.snapshots.at(None)
    introductions = services.policy.reach(asked.viewer, "see introductions", view)
    isolation = services.policy.reach(asked.viewer, "see isolation", view)
    entries = []
    for person in services.people.search(asked.viewer, text, limit=MOST):
        row = view.people.ids.row_of(person.id)
        entries.append(Entry(person, bool(introductions[row]), bool(isolation[row])))
    return tuple(entries)
