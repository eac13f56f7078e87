"""Page /isolated: who has lost contact, why, and what would help?"""

from typing import NamedTuple

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.choices import lists
from graphsvc.services.answers import Basis, Isolation, IsolationFinding
from graphsvc.services.wording import basis

ACTION = "see isolation"
MOST = 500


class AboutOne(NamedTuple):
    """The finding about one person, and what it was computed from."""

    finding: IsolationFinding
    basis: Basis


def show_isolated(asked: Asked) -> Page:
    """The list for whoever may see one; the finding about oneself for everybody else."""
    admit(asked, ACTION)
    found = attempt(lambda: find(asked))
    answer = found.answer
    shown = {
        "found": answer if isinstance(answer, Isolation) else None,
        "one": answer if isinstance(answer, AboutOne) else None,
        "problem": found.problem,
    }
    return Page("isolated.html", shown, found.status)


def find(asked: Asked) -> Isolation | AboutOne:
    """The answer this viewer may have: about the person asked for, a list, or herself."""
    person = asked.text("person")
    if not person and lists(asked, ACTION):
        limit = asked.whole("limit", 50, 1, MOST)
        found: Isolation = asked.services.isolation.find(
            asked.viewer, as_of=asked.as_of, limit=limit
        )
        return found
    return about(asked, person or asked.viewer.person_id or "")


def about(asked: Asked, person_id: str) -> AboutOne:
    """How one person is connected."""
    finding = asked.services.isolation.of(asked.viewer, person_id, as_of=asked.as_of)
    return AboutOne(finding, basis(asked.services.snapshots.at(asked.as_of)))
