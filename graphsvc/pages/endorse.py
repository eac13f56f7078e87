"""Page /endorse: what did people do for each other, who confirms it, who stands on which rung?"""

from collections.abc import Iterable
from dataclasses import dataclass

from graphsvc.model import KINDS
from graphsvc.pages.asked import Asked, Attempt, Page, admit, attempt
from graphsvc.pages.choices import Choice, choose, may_ask_about
from graphsvc.pages.forms import back, day_of, send
from graphsvc.pages.partners import Partners, partners
from graphsvc.pages.words import ACTS
from graphsvc.services.answers import Named
from graphsvc.services.answers_endorsements import Endorsement, Endorsements, Ladder, Standing
from graphsvc.services.people import entry_of

ACTION, LADDER = "confirm endorsements", "see ladder"
FIELDS = {
    "person": "The other of the two",
    "kind": "What was done",
    "on": "When",
    "topic": "What it was about",
    "text": "A sentence on it",
}


@dataclass(frozen=True)
class Line:
    """One act and how it reads to the viewer; ``may_refuse``: she is the one it waits for."""

    act: Endorsement
    said: str
    may_refuse: bool


@dataclass(frozen=True)
class Acts:
    """What waits for the viewer's word, and what else she has to do with, either way."""

    waiting: tuple[Line, ...]
    given: tuple[Line, ...] = ()
    received: tuple[Line, ...] = ()
    none_because: str = ""


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder, and who stands there."""

    kind: str
    for_her: tuple[Standing, ...]
    she_for: tuple[Standing, ...]


@dataclass(frozen=True)
class Choosing:
    """About whom: a person chooses the other of the two, a lead anybody of the unit."""

    partners: Partners | None = None
    choice: Choice | None = None


def show_endorse(asked: Asked) -> Page:
    """Acts to confirm, given and received, the form to record one, and the ladder."""
    admit(asked, ACTION)
    sent = send(asked, lambda: _act(asked), FIELDS)
    if sent.answer:
        return Page("", go=sent.answer)
    other = _other(asked)
    acts = attempt(lambda: _acts(asked, other))
    ladder = attempt(lambda: _ladder(asked, other))
    missing = attempt(lambda: _require(asked, other))
    problem = sent.problem or missing.problem or acts.problem or ladder.problem
    shown = {
        "other": other,
        "acts": acts.answer,
        "ladder": ladder.answer,
        "rungs": rungs(ladder.answer) if ladder.answer else (),
        "choosing": _choosing(asked).answer or Choosing(),
        "today": asked.services.policy.clock().date(),
        "kinds": KINDS,
        "problem": problem,
        "form": asked.values if asked.sent else {},
    }
    return Page("endorse.html", shown, problem.status if problem else 200)


def line(act: Endorsement, viewer_id: str | None) -> Line:
    """The act as whoever of the two, or a lead, reads it."""
    by, to = _called(act.endorser, viewer_id, "You"), _called(act.endorsed, viewer_id, "you")
    said = ACTS[act.kind].format(by=by, to=to)
    one_of_two = viewer_id is not None and viewer_id in (act.endorser.id, act.endorsed.id)
    return Line(act, said, act.may_confirm and one_of_two)


def rungs(ladder: Ladder) -> tuple[Rung, ...]:
    """The ladder from its highest rung down; who is there by one word alone stands there, too."""
    return tuple(
        Rung(kind, _on(kind, ladder.for_her), _on(kind, ladder.she_for)) for kind in reversed(KINDS)
    )


def _on(kind: str, standings: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(one for one in standings if (one.rung or one.claimed) == kind)


def _called(one: Named, viewer_id: str | None, you: str) -> str:
    return you if viewer_id is not None and one.id == viewer_id else one.label


def _other(asked: Asked) -> Named | None:
    person = asked.text("person") or (asked.text("between") if asked.sent else "")
    if not person or person == asked.viewer.person_id:
        return None
    found = entry_of(asked.services.snapshots.at(None), person)
    return found if found.id and _may(asked, found) else None


def _require(asked: Asked, other: Named | None) -> None:
    person = asked.text("person")
    if other is not None or not person or person == asked.viewer.person_id:
        return
    view = asked.services.snapshots.at(None)
    # A lead reads, and the trail records, the same of whom there is not and of whom is not hers.
    asked.services.policy.find(asked.viewer, ACTION, view=view, person_id=person)


def _may(asked: Asked, other: Named) -> bool:
    """Whether there is anything to show about *other*: one may have acts with anybody."""
    return asked.viewer.person_id is not None or may_ask_about(asked, LADDER)(other)


def _acts(asked: Asked, other: Named | None) -> Acts:
    service, viewer = asked.services.endorsements, asked.viewer
    waiting: list[Endorsement] = []
    if other is not None and may_ask_about(asked, ACTION)(other):
        waiting += service.to_confirm(viewer, other.id).items
    if viewer.person_id is None:
        return Acts(tuple(line(one, None) for one in waiting))
    mine = service.mine(viewer)
    waiting += [one for one in mine.items if one.may_confirm and one not in waiting]
    return _sorted(asked, mine, waiting, other)


def _sorted(
    asked: Asked, mine: Endorsements, waiting: list[Endorsement], other: Named | None
) -> Acts:
    own = asked.viewer.person_id
    lines = [line(one, own) for one in mine.items if not one.may_confirm]
    if other is not None:
        lines = [x for x in lines if other.id in (x.act.endorser.id, x.act.endorsed.id)]
    return Acts(
        waiting=tuple(line(one, own) for one in waiting),
        given=tuple(one for one in lines if one.act.endorser.id == own),
        received=tuple(one for one in lines if one.act.endorsed.id == own),
        none_because=mine.none_because,
    )


def _ladder(asked: Asked, other: Named | None) -> Ladder | None:
    """Of the person chosen where the viewer may see it; else, with nobody chosen, her own."""
    if other is not None:
        shown = may_ask_about(asked, LADDER)(other)
        return asked.services.ladders.ladder(asked.viewer, other.id or "") if shown else None
    own = asked.viewer.person_id
    return asked.services.ladders.ladder(asked.viewer, own) if own else None


def _choosing(asked: Asked) -> Attempt[Choosing]:
    if asked.viewer.person_id is None:
        return attempt(lambda: Choosing(choice=choose(asked, LADDER)))
    return attempt(lambda: Choosing(partners(asked)))


def _act(asked: Asked) -> str:
    """Record, confirm, refuse or withdraw; where to look next."""
    service, move, act_id = asked.services.endorsements, asked.text("move"), asked.text("id")
    if move == "confirm":
        service.confirm(asked.viewer, act_id)
        return back("/endorse", asked.text("between"), "confirmed")
    if move == "refuse":
        service.refuse(asked.viewer, act_id)
        return back("/endorse", asked.text("between"), "refused")
    if move == "withdraw":
        service.withdraw(asked.viewer, act_id)
        return back("/endorse", asked.text("between"), "taken_back")
    person = asked.text("person")
    service.record(
        asked.viewer,
        person,
        asked.text("kind"),
        day_of(asked, "on"),
        asked.text("topic"),
        asked.text("text"),
        received=asked.text("who") == "they",
    )
    return back("/endorse", person, "recorded")
