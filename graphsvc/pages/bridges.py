"""Page /bridges: which introductions would bring those farthest away nearer?"""

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.services.answers import Plan

ACTION = "plan bridges"
DEFAULT, MOST = 40, 200


def show_bridges(asked: Asked) -> Page:
    """The budget form, and the plan once it was sent: a plan takes seconds."""
    admit(asked, ACTION)
    found = attempt(lambda: plan(asked))
    form = {"budget": asked.text("budget") or str(DEFAULT), "seed": asked.text("seed") or "1"}
    shown = {"found": found.answer, "problem": found.problem, "form": form, "most": MOST}
    return Page("bridges.html", shown, found.status)


def plan(asked: Asked) -> Plan | None:
    """The plan for the budget in the form, None before it was sent."""
    if "budget" not in asked.values:
        return None
    found: Plan = asked.services.bridges.plan(
        asked.viewer,
        budget=asked.whole("budget", DEFAULT, 1, MOST),
        as_of=asked.as_of,
        seed=asked.whole("seed", 1, 0, 999_999_999),
    )
    return found
