"""Page /query: what else does the graph say? A read-only question in Cypher."""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from graphsvc.errors import BadRequest
from graphsvc.pages.asked import Asked, Page, admit, attempt
from graphsvc.services.answers import QueryAnswer

ACTION = "query graph"
MOST_ROWS = 1000
ROWS = (50, 200, MOST_ROWS)
LONGEST_PARAMETERS = 10_000


class Example(NamedTuple):
    """One saved question: the file's name, its first sentence and its text."""

    name: str
    sentence: str
    text: str
    parameters: str


def show_query(asked: Asked) -> Page:
    """The form and the answer; where the door is closed, why."""
    admit(asked, ACTION)
    example = examples().get(asked.text("example"))
    form = {
        "text": asked.values.get("text", example.text if example else ""),
        "parameters": asked.values.get("parameters", example.parameters if example else ""),
        "rows": asked.text("rows") or str(ROWS[0]),
    }
    found = attempt(lambda: run(asked)) if asked.sent else attempt(lambda: None)
    shown = {
        "open": asked.settings.cypher_over_http,
        "form": form,
        "rows": ROWS,
        "examples": tuple(examples().values()),
        "found": found.answer,
        "numeric": _numeric(found.answer) if found.answer else (),
        "problem": found.problem,
    }
    return Page("query.html", shown, found.status)


def run(asked: Asked) -> QueryAnswer:
    """The answer to the query in the form."""
    found: QueryAnswer = asked.services.analyst.run(
        asked.viewer,
        asked.values.get("text", ""),
        _parameters(asked.text("parameters")),
        max_rows=asked.whole("rows", ROWS[0], 1, MOST_ROWS),
        over_http=True,
    )
    return found


def _numeric(found: QueryAnswer) -> tuple[bool, ...]:
    """Which columns hold numbers only: they are set flush right."""
    return tuple(
        all(_is_number(row[at]) for row in found.rows if row[at] is not None)
        for at in range(len(found.columns))
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _parameters(text: str) -> dict[str, Any]:
    refused = BadRequest([{"parameter": "parameters", "expected": 'JSON such as {"level": 3}'}])
    if not text:
        return {}
    if len(text) > LONGEST_PARAMETERS:
        raise refused
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise refused from None
    if not isinstance(values, dict):
        raise refused
    return values


@cache
def examples() -> dict[str, Example]:
    """The questions in ``cypher/examples``, by name."""
    folder = files("graphsvc").joinpath("cypher", "examples")
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".cypher"))
    made = (_example(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in found)
    return {example.name: example for example in made}


def _example(file: str, text: str) -> Example:
    """A saved question, with the value its header gives for each parameter as the one to change."""
    lines = text.splitlines()
    names = [one.split()[2].rstrip(":") for one in lines if one.startswith("// param ")]
    values = {
        name: _suggested(line)
        for name, line in zip(names, (x for x in lines if x.startswith("// param ")), strict=True)
    }
    parameters = json.dumps(values) if values else ""
    return Example(file.removesuffix(".cypher"), lines[0].removeprefix("// "), text, parameters)


def _suggested(line: str) -> str:
    """The value in quotes after "such as", '' where the header gives none."""
    _, _, after = line.partition('such as "')
    return after.partition('"')[0]
