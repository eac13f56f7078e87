"""Page /gaps: do groups have active sponsors alike, level by level?"""

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.services.answers import Gaps

ACTION = "see gaps"


def show_gaps(asked: Asked) -> Page:
    """The attribute picker and the comparison; the first attribute where none was picked."""
    admit(asked, ACTION)
    offered = attempt(lambda: asked.services.gaps.attributes(asked.viewer))
    attributes: tuple[str, ...] = offered.answer or ()
    by = asked.text("by") or next(iter(attributes), "")
    found = attempt(lambda: compare(asked, by))
    problem = offered.problem or found.problem
    shown = {"attributes": attributes, "by": by, "found": found.answer, "problem": problem}
    return Page("gaps.html", shown, problem.status if problem else 200)


def compare(asked: Asked, by: str) -> Gaps | None:
    """The comparison by the attribute *by*; None where nothing was ever recorded."""
    if not by:
        return None
    found: Gaps = asked.services.gaps.compare(asked.viewer, by, as_of=asked.as_of)
    return found
