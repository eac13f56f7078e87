"""How is a question read and an answer written, the same at every route?"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, ValidationError

from graphsvc.errors import BadRequest

Value = TypeVar("Value")
PROBLEM = "application/problem+json"
NOBODY = "Nobody the viewer may see has this id."


class Question(BaseModel):
    """Base of every query string and body; a name it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Question):
    """The query string of a route that has no parameters."""


class PersonPath(BaseModel):
    """A person in a path, by the customer's id."""

    person_id: str = Field(max_length=255, description="Id of the person, as imported.")


class ProblemDocument(BaseModel):
    """RFC 9457, with the members each kind of problem adds."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Path of a page about this kind of problem.")
    title: str
    status: int
    detail: str
    instance: str
    code: str


def day(value: object) -> date | None:
    """*value* as a day; what is no date in ISO form is refused."""
    # Not left to pydantic, which also takes a number of seconds for a date.
    if value is None or isinstance(value, date):
        return value
    text = str(value)
    try:
        if len(text) != len("2026-01-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a date such as 2026-01-31") from None


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    # More digits than any parameter has room for; pydantic would say something else about them.
    if not (value.isascii() and value.isdecimal()) or len(value) > 18:
        raise ValueError("a whole number")
    return int(value)


AsOf = Annotated[
    date | None,
    BeforeValidator(day),
    Field(description="Only what happened before this day counts; absent: all that is known."),
]
Whole = Annotated[int, BeforeValidator(_whole)]


class AsOfQuestion(Question):
    as_of: AsOf = None


def answer(model: type[RootModel[Value]], value: Value) -> Response:
    """*value* as JSON: field names as they are, dates in ISO form, what is undefined as null."""
    body = model.model_construct(value).model_dump_json()
    return Response(body, content_type="application/json")


def refuse(error: ValidationError) -> None:
    """Raise BadRequest with everything that pydantic found."""
    raise BadRequest(list(_problems(error.errors(include_input=False, include_url=False))))


def refuse_repetition() -> None:
    """A parameter that is given twice has no meaning here, so none is picked."""
    twice = sorted(name for name, values in request.args.lists() if len(values) > 1)
    if twice:
        raise BadRequest([{"parameter": name, "expected": "given once"} for name in twice])


def _problems(found: Iterable[Any]) -> Iterable[dict[str, str]]:
    # The value itself is left out: it may be somebody's name, and it ends up in logs.
    for one in found:
        name = ".".join(map(str, one["loc"])) or "body"
        yield {"parameter": name, "expected": _expected(one)}


def _expected(one: Any) -> str:
    kind, limits = one["type"], one.get("ctx", {})
    said = {
        "extra_forbidden": "no such parameter",
        "missing": "a value: it is required",
        "greater_than_equal": f"at least {limits.get('ge')}",
        "less_than_equal": f"at most {limits.get('le')}",
        "string_too_long": f"at most {limits.get('max_length')} characters",
        "string_too_short": "some text",
        "model_type": "a JSON object",
        "dict_type": "a JSON object",
        "string_type": "text",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "value_error": str(limits.get("error", "")),
    }
    return said.get(kind) or str(one["msg"])
