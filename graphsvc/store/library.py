"""Which queries are there, and does each file take and return what its header says?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType


class HeaderWrong(ValueError):
    """A file in ``cypher/`` and its header disagree: a mistake of ours, found at load."""


@dataclass(frozen=True)
class Query:
    """One file of ``cypher/``: its path without ``.cypher``, its text, what goes in and out."""

    name: str
    text: str
    params: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def folder(self) -> str:
        return self.name.partition("/")[0]


@cache
def library() -> Mapping[str, Query]:
    """All queries of the installed package by name, such as ``read/ledger``.

    Raises:
        HeaderWrong: a header is missing or wrong.
    """
    return load(files("graphsvc") / "cypher")


def load(folder: Traversable) -> Mapping[str, Query]:
    """The queries below *folder* by name, in order of their names."""
    found = {name: parse(name, text) for name, text in sorted(_texts(folder, ""))}
    return MappingProxyType(found)


def parse(name: str, text: str) -> Query:
    """The query in *text*, its header checked against what it says.

    Raises:
        HeaderWrong: the first line is no sentence, or parameters or columns differ.
    """
    if not re.match(r"// [A-Z].*\.\n", text):
        raise HeaderWrong(f"{name}: the first line says in a sentence what the query answers.")
    query = re.sub(r"//.*", "", text)
    params = tuple(re.findall(r"^// param (\w+): ", text, re.M))
    columns = tuple(re.findall(r"^// column (\w+): ", text, re.M))
    _same(name, "parameters", sorted(params), sorted(set(re.findall(r"\$(\w+)", query))))
    if name.startswith("schema/"):
        _same(name, "columns", list(columns), [])
    else:
        returned = re.findall(r"\bAS (\w+)", query.rpartition("RETURN")[2])
        _same(name, "columns", list(columns), returned or ["at least one"])
    return Query(name=name, text=text, params=params, columns=columns)


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _texts(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".cypher"):
            yield prefix + entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8")


def _same(name: str, what: str, declared: list[str], used: list[str]) -> None:
    if declared != used:
        raise HeaderWrong(f"{name}: the header names the {what} {declared}, the query {used}.")
