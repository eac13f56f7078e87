"""Page /: what waits for me, what does this answer, and what is one thing it found?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graphsvc.pages.asked import Asked, Page, attempt
from graphsvc.pages.frame import doors
from graphsvc.pages.isolated import AboutOne, about
from graphsvc.pages.presence import today
from graphsvc.pages.waiting import waiting
from graphsvc.services.answers import Gaps, Introductions, Isolation
from graphsvc.services.health import Finding as Checked


@dataclass(frozen=True)
class Finding:
    """One real answer, shown short; exactly one of the fields is there."""

    introductions: Introductions | None = None
    isolation: Isolation | None = None
    own: AboutOne | None = None
    gaps: Gaps | None = None
    health: Sequence[Checked] | None = None


def show_home(asked: Asked) -> Page:
    """What waits for this viewer, the questions open to her, and one answer."""
    viewer = today(asked.viewer, asked.services)
    gone = viewer != asked.viewer
    asked = replace(asked, viewer=viewer)
    found = attempt(lambda: finding(asked))
    waits = attempt(lambda: waiting(asked))
    shown = {
        "open": doors(asked.viewer, asked.services),
        "finding": found.answer,
        "waiting": waits.answer or (),
        "gone": gone,
        "problem": found.problem or waits.problem,
    }
    return Page("home.html", shown, found.status)


def finding(asked: Asked) -> Finding | None:
    """The first of the answers that suit this viewer."""
    viewer, services, as_of = asked.viewer, asked.services, asked.as_of
    if viewer.person_id is not None:
        mentee = _example(asked)
        if mentee is not None:
            found = services.introductions.suggest(viewer, mentee, as_of=as_of, limit=1)
            return Finding(introductions=found)
        return Finding(own=about(asked, viewer.person_id))
    by_role: dict[str, Callable[[], Finding | None]] = {
        "lead": lambda: Finding(isolation=services.isolation.find(viewer, as_of=as_of, limit=1)),
        "analyst": lambda: _first_gap(asked),
        "operator": lambda: Finding(health=services.health.check()),
    }
    return next((ask() for role, ask in by_role.items() if viewer.has(role)), None)


def _example(asked: Asked) -> str | None:
    """Whom a demonstration shows first to this viewer; outside one, a mentor's first mentee."""
    people = asked.services.demonstration().values()
    shown = [one.person_ids for one in people if one.viewer == asked.viewer and one.person_ids]
    if shown:
        return str(shown[0][0])
    view = asked.services.snapshots.at(None)
    reach = asked.services.policy.reach(asked.viewer, "see introductions", view)
    others = (
        person_id
        for row, person_id in enumerate(view.people.ids)
        if reach[row] and person_id != asked.viewer.person_id
    )
    return next(others, None)


def _first_gap(asked: Asked) -> Finding | None:
    attributes = asked.services.gaps.attributes(asked.viewer)
    if not attributes:
        return None
    gaps = asked.services.gaps.compare(asked.viewer, attributes[0], as_of=asked.as_of)
    return Finding(gaps=gaps)
