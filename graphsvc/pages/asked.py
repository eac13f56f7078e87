"""What did somebody ask of a page? Who asks, and the fields of the form, read with care."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from graphsvc.access.viewer import Viewer
from graphsvc.api.container import Services
from graphsvc.api.problems import Problem, problem_of
from graphsvc.errors import BadRequest, Forbidden, GraphServiceError, Unauthenticated
from graphsvc.model import DAY_ZERO
from graphsvc.services.drafts import LANGUAGES

Answer = TypeVar("Answer")


class Settings(Protocol):
    """What the pages read of the settings."""

    @property
    def demonstration(self) -> bool: ...
    @property
    def cypher_over_http(self) -> bool: ...


@dataclass(frozen=True)
class Asked:
    """One request for a page. ``values`` are the fields as typed; ``sent``: by a POST form.

    ``prefers`` is the language for texts to start from that the browser asks for.
    """

    viewer: Viewer
    values: Mapping[str, str]
    services: Services
    settings: Settings
    sent: bool = False
    prefers: str = LANGUAGES[0]

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number.

        Raises:
            BadRequest: the field holds something else, or a number out of range.
        """
        text = self.text(name)
        if not text:
            return default
        if text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        expected = f"a whole number from {least} to {most}"
        raise BadRequest([{"parameter": name, "expected": expected}])

    @property
    def language(self) -> str:
        """The language of texts to start from: of the field, or what the browser asks for."""
        return self.text("language") or self.prefers

    @property
    def as_of(self) -> date | None:
        """The day in the field of the header, None where it is empty.

        Raises:
            BadRequest: not a day.
        """
        text = self.text("as_of")
        if not text:
            return None
        with suppress(ValueError):
            day = date.fromisoformat(text)
            if day.isoformat() == text and day >= DAY_ZERO:
                return day
        raise BadRequest(
            [{"parameter": "as_of", "expected": f"a day such as 2026-09-28, {DAY_ZERO} or later"}]
        )


@dataclass(frozen=True)
class Attempt(Generic[Answer]):
    """An answer, or the problem to show above the form that caused it."""

    answer: Answer | None = None
    problem: Problem | None = None

    @property
    def status(self) -> int:
        return self.problem.status if self.problem else 200


def admit(asked: Asked, action: str) -> None:
    """Return if the viewer may do *action* about anybody at all.

    Raises:
        Forbidden: she may not; the refusal is recorded.
    """
    if not asked.services.policy.may(asked.viewer, action):
        asked.services.policy.require(asked.viewer, action)


def attempt(question: Callable[[], Answer]) -> Attempt[Answer]:
    """Ask; a refusal of the whole page (who you are, what you may) is raised on."""
    try:
        return Attempt(question())
    except (Unauthenticated, Forbidden):
        raise
    except GraphServiceError as error:
        return Attempt(problem=problem_of(error))


def if_sent(asked: Asked, act: Callable[[], str]) -> Attempt[str]:
    """Do what the form asks, if one was sent; the answer is where to look next."""
    return attempt(act) if asked.sent else Attempt("")


@dataclass(frozen=True)
class Page:
    """A template and what it shows; ``go``: where to look instead, after a form was sent."""

    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    go: str = ""
