"""Page /promises: what did I promise, what was I promised, and what became of it?"""

from collections.abc import Iterable
from dataclasses import dataclass

from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.pages.forms import back, day_of, send
from graphsvc.pages.partners import Partners, partners
from graphsvc.pages.promise_lines import Line, lines
from graphsvc.services.answers_promises import Promise, Promises, PromisesBetween

ACTION = "keep promises"
FIELDS = {
    "to": "To whom",
    "text": "What you promise",
    "due_on": "The day",
    "size": "How much it is",
    "state": "How it ended",
}


@dataclass(frozen=True)
class Sorted:
    """Promises as the page shows them: what waits for the viewer, then both directions."""

    waiting: tuple[Line, ...]
    mine: tuple[Line, ...]
    theirs: tuple[Line, ...]
    ended: tuple[Line, ...]


def show_promises(asked: Asked) -> Page:
    """All of the viewer's; with ``person`` what is between the two, and the form to promise."""
    admit(asked, ACTION)
    sent = send(asked, lambda: _act(asked), FIELDS)
    if sent.answer:
        return Page("", go=sent.answer)
    found = attempt(lambda: _find(asked))
    if found.answer is None and asked.text("person"):
        # Nobody has this id: all of hers are shown instead, and the reason above them.
        all_of_them = attempt(lambda: asked.services.promises.mine(asked.viewer))
        answer: Promises | PromisesBetween | None = all_of_them.answer
    else:
        answer = found.answer
    problem = sent.problem or found.problem
    shown = {
        "between": answer if isinstance(answer, PromisesBetween) else None,
        "promises": in_order(answer.items if answer else ()),
        "none_because": answer.none_because if answer else "",
        "partners": attempt(lambda: _partners(asked, answer)).answer or Partners(),
        "problem": problem,
        "form": asked.values if asked.sent else {},
    }
    return Page("promises.html", shown, problem.status if problem else 200)


def in_order(items: Iterable[Promise]) -> Sorted:
    """What waits for the viewer, what else is open by who promised it, and what has ended."""
    waiting: list[Line] = []
    mine: list[Line] = []
    theirs: list[Line] = []
    ended: list[Line] = []
    for one in lines(items):
        if one.ended:
            ended.append(one)
        elif one.waits:
            waiting.append(one)
        else:
            (mine if one.promise.mine else theirs).append(one)
    return Sorted(tuple(waiting), tuple(mine), tuple(theirs), tuple(reversed(ended)))


def _find(asked: Asked) -> Promises | PromisesBetween:
    promises, person = asked.services.promises, asked.text("person")
    if person and person != asked.viewer.person_id:
        return promises.between(asked.viewer, person)
    return promises.mine(asked.viewer)


def _partners(asked: Asked, found: Promises | PromisesBetween | None) -> Partners:
    known = [one.other for one in found.items] if isinstance(found, Promises) else []
    return partners(asked, known, "you have promises, either way")


def _act(asked: Asked) -> str:
    """Promise, or say what became of a promise; where to look next."""
    promises, person = asked.services.promises, asked.text("person")
    if asked.text("act") == "make":
        until, size = day_of(asked, "due_on"), asked.whole("size", 1, 1, 3)
        promises.make(asked.viewer, person, asked.text("text"), until, size)
        return back("/promises", person, "promised")
    move = asked.text("move")
    due_on = day_of(asked, "due_on") if move == "renegotiated" else None
    after = promises.move(asked.viewer, asked.text("id"), move, due_on)
    return back("/promises", asked.text("between"), _done(after))


def _done(after: Promise) -> str:
    """What the page that is shown next says."""
    if after.proposed_due:
        return "day_proposed"
    return {"claimed": "said", "disputed": "disputed", "open": "day_agreed"}.get(
        after.status, "ended"
    )
