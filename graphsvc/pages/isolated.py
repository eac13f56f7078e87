"""Page /isolated: who has lost contact, why, and what would help?"""

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import lists
from graphsvc.services.answers import Isolation, IsolationFinding

ACTION = "see isolation"
MOST = 500


def show_isolated(asked: Asked) -> Page:
    """The list for whoever may see one; the finding about oneself for everybody else."""
    admit(asked, ACTION)
    found = attempt(lambda: find(asked))
    answer = found.answer
    shown = {
        "found": answer if isinstance(answer, Isolation) else None,
        "finding": answer if isinstance(answer, IsolationFinding) else None,
        "problem": found.problem,
    }
    return Page("isolated.html", shown, found.status)


def find(asked: Asked) -> Isolation | IsolationFinding:
    """The answer this viewer may have: about the person asked for, a list, or herself."""
    isolation, as_of = asked.services.isolation, asked.as_of
    person = asked.text("person")
    if not person and lists(asked, ACTION):
        limit = asked.whole("limit", 50, 1, MOST)
        found: Isolation = isolation.find(asked.viewer, as_of=as_of, limit=limit)
        return found
    about = person or asked.viewer.person_id or ""
    finding: IsolationFinding = isolation.of(asked.viewer, about, as_of=as_of)
    return finding
