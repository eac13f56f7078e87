"""What became of a form that was sent: where to look next, or what to say above it?"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from graphsvc.api.problems import Problem, problem_of
from graphsvc.errors import BadRequest, GraphServiceError, Unauthenticated
from graphsvc.model import DAY_ZERO
from graphsvc.pages.asked import Asked, Attempt
from graphsvc.pages.words import LANGUAGE_NAMES, sentence

# What is expected of a field, where the service names it by codes.
EXPECTED = {"language": f"one of {', '.join(LANGUAGE_NAMES.values())}"}


def send(asked: Asked, act: Callable[[], str], fields: Mapping[str, str]) -> Attempt[str]:
    """Do what the form asks, if one was sent; the answer is where to look next.

    Any refusal is told above the form, which keeps what was typed. *fields* are the labels of the
    form by the parameters of the service.
    """
    if not asked.sent:
        return Attempt("")
    try:
        return Attempt(act())
    except Unauthenticated:
        raise
    except GraphServiceError as error:
        return Attempt(problem=in_words(problem_of(error), fields))


def in_words(problem: Problem, fields: Mapping[str, str]) -> Problem:
    """The problem with the fields it is about called as the form calls them."""
    wrong = problem.members.get("problems", ())
    if problem.code != BadRequest.code or not wrong:
        return problem
    said = [
        f"{fields.get(name, name)}: {EXPECTED.get(name, one['expected'])}."
        for one in wrong
        for name in [one["parameter"]]
    ]
    return replace(problem, title="Please look again", detail=" ".join(map(sentence, said)))


def back(path: str, person: str, done: str) -> str:
    """Where to look next: the page at *path*, about *person* if there is one, and what was done."""
    here = {"person": person} if person else {}
    return f"{path}?{urlencode({**here, 'done': done})}"


def day_of(asked: Asked, name: str) -> date:
    """The day in a field that has to hold one.

    Raises:
        BadRequest: it holds none.
    """
    with suppress(ValueError):
        day = date.fromisoformat(asked.text(name))
        if day >= DAY_ZERO:
            return day
    raise BadRequest([{"parameter": name, "expected": "a day such as 2026-09-28"}])
