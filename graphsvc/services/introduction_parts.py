"""What is the place of a suggestion made of, part by part, in words?"""

from graphsvc.services.answers import Reason
from graphsvc.services.introduction_ranking import Ranked
from graphsvc.services.introduction_reasons import parts
from graphsvc.services.wording import percent

_HOW = {"decides": "decides on", "has_done": "has done", "in_unit": "works where lies"}


def all_parts(one: Ranked, most_asked: int, *, goals_told: bool) -> tuple[Reason, ...]:
    """The parts by contacts, then what lifts or lowers the place they give.

    Args:
        goals_told: whether this viewer may read what her goals say.
    """
    place, placed = one.candidate, one.placed
    need = (_need(one, goals_told=goals_told),) if one.help else ()
    return (
        *parts(place),
        Reason("contacts", f"place {placed.place} by contacts alone", placed.place),
        *need,
        _novelty(placed.novelty),
        _willing(placed.willing),
        _load(placed.load, most_asked),
    )


def need(one: Ranked, *, named: bool, goals_told: bool) -> Reason | None:
    """Why they help with a goal; how, only of somebody who may be named."""
    if one.help is None:
        return None
    goal = f"the goal “{one.help.aim.text or one.help.aim.kind}”" if goals_told else "a goal"
    words = f": {one.help.words}" if named and goals_told else ""
    return Reason("need", f"could help with {goal}{words}", one.help.value)


def _need(one: Ranked, *, goals_told: bool) -> Reason:
    return need(one, named=False, goals_told=goals_told) or Reason("need", "", 0.0)


def _novelty(value: float) -> Reason:
    return Reason("novelty", f"{percent(value)} of the access they give would be new", value)


def _willing(value: float) -> Reason:
    words = "said yes to being suggested" if value else "has not said whether to be suggested"
    return Reason("willingness", words, value)


def _load(value: float, most_asked: int) -> Reason:
    times = round(value * most_asked)
    return Reason("load", f"was asked {times} of at most {most_asked} times this quarter", value)
