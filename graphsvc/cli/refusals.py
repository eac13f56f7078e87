"""What does somebody read when a command is refused, and how does it end?"""

import click

from graphsvc.errors import (
    ActNotFound,
    BadRequest,
    GraphServiceError,
    ImportRejected,
    PersonNotFound,
)

MOST_PROBLEMS = 200
# What a parameter of the services is called on the command line, where that is another word.
CALLED = {
    "about": "PERSON",
    "as_of": "--as-of",
    "connector": "--through",
    "due_on": "--due",
    "introduction_id": "--id",
    "on": "--on",
    "outcome": "--outcome",
    "person": "PERSON",
    "to": "PERSON",
}
LISTS = {
    "introduction": "introduce list",
    "promise": "promises list",
    "endorsement": "endorse list",
    "goal": "goals list PERSON",
}


def refuse(error: GraphServiceError) -> int:
    """Say what is wrong, on the error stream; returns how the command ends.

    It is 2 for what was typed wrongly, as for an option that there is not, and else 1.
    """
    if isinstance(error, ImportRejected):
        _show_problems(error)
    click.echo(" ".join(filter(None, (f"Error: {_sentence(error)}", error.hint))), err=True)
    return 2 if isinstance(error, BadRequest) else 1


def _sentence(error: GraphServiceError) -> str:
    if isinstance(error, BadRequest):
        return "; ".join(_expected(**one) for one in error.problems) + "."
    if isinstance(error, PersonNotFound):
        # Both read alike, so that trying ids tells nothing; then it has to be said that it may be.
        return f"No person has the id {error.person_id!r}, or none that you may ask this about."
    if isinstance(error, ActNotFound) and error.kind in LISTS:
        return f"{error} What there is: graphsvc {LISTS[error.kind]}"
    return str(error)


def _expected(parameter: str, expected: str) -> str:
    return f"{CALLED.get(parameter, parameter)}: expected {expected.rstrip('.')}"


def _show_problems(error: ImportRejected) -> None:
    for one in error.problems[:MOST_PROBLEMS]:
        where = ":".join(str(part) for part in (one.file, one.line) if part is not None)
        column = f" {one.column}:" if one.column else ""
        click.echo(f"{where}:{column} {one.expected}", err=True)
    if len(error.problems) > MOST_PROBLEMS:
        click.echo(f"... and {len(error.problems) - MOST_PROBLEMS} more.", err=True)
