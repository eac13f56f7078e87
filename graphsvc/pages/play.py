"""Page /sign-in-as, of a demonstration only: as whom of the people shall it be looked at?"""

from graphsvc.access.sign_in import DEFAULT_ROLE, local_path
from graphsvc.pages.asked import Asked, Page, attempt
from graphsvc.services.answers import Named

MOST = 20


def show_play(asked: Asked) -> Page:
    """The search field, and a button for everybody found."""
    found = attempt(lambda: search(asked))
    shown = {
        "q": asked.text("q"),
        "back": local_path(asked.values.get("back", "/")),
        "found": found.answer or (),
        "problem": found.problem,
        "most": MOST,
    }
    return Page("play.html", shown, found.status)


def search(asked: Asked) -> tuple[Named, ...]:
    """Whoever matches the text in the form, whatever the role played now may look up."""
    if not asked.text("q"):
        return ()
    looking = asked.services.demonstration()[DEFAULT_ROLE].viewer
    return asked.services.people.search(looking, asked.text("q"), limit=MOST)
