"""Which fact is each row of the files that have one row per fact?"""

from collections.abc import Callable
from typing import Any, NamedTuple

from graphsvc.intake.cells import Row
from graphsvc.intake.feedback import specificity
from graphsvc.intake.identity import Occurrences, hashed
from graphsvc.intake.levels import level
from graphsvc.intake.reading import File, Reading, read
from graphsvc.intake.repeats import Repeats
from graphsvc.model import GOAL_KINDS, KINDS

Values = tuple[Any, ...]


class FactFile(NamedTuple):
    """``make`` gives the values of a row of ``table``; ``dated`` is the place of their date."""

    table: str
    make: Callable[[Row, Reading], Values]
    dated: int | None
    key: tuple[str, ...]  # columns that no two rows share
    named_by: int | None = None  # values before this place make the id where the file has none
    key_at: tuple[int, ...] = (0, 1, 2)  # places of the key in the values, as many as it has


def read_facts(reading: Reading, file: File) -> None:
    """Spool each row as the fact it is; a file without ids gets hashes for ids."""
    one = FACT_FILES[file.kind]
    occurrences = Occurrences()
    repeats = Repeats(reading.spool, one.table, one.key, one.key_at[: len(one.key)])

    def tell_again(row: Row) -> None:
        key = " and ".join(one.key)
        row.fault(one.key[0], f"once: a row above has the same {key}", _repeated(one))

    def take(row: Row) -> None:
        values = one.make(row, reading)
        nameless = one.key == ("id",) and "id" not in row.layout.at
        if row.faults and not row.dropped_by and not nameless and repeats.again(row, values):
            tell_again(row)
        if row.faults or row.dropped_by:
            return
        if nameless:
            fields = values[1 : one.named_by]
            values = (hashed(fields, occurrences.next(fields)), *values[1:])
        insert = f"INSERT OR IGNORE INTO {one.table} VALUES ({', '.join('?' * len(values))})"
        if repeats.above(values) or not reading.insert(insert, values):
            tell_again(row)
            return
        file.counts.stored += 1
        file.counts.made(file.kind)
        if one.dated is not None:
            reading.covered.add(one.table, "", values[one.dated])

    read(reading, file, take, lambda layout: None)


def _repeated(one: FactFile) -> str:
    return "duplicate_id" if one.key == ("id",) else "repeated"


def _id(row: Row) -> str:
    """Of the file where it has ids; otherwise a hash takes its place."""
    return row.id("id") if "id" in row.layout.at else ""


def _membership(row: Row, reading: Reading) -> Values:
    since, until = row.day("since"), row.day("until")
    row.in_order("since", since, "until", until)
    return (row.person("person"), row.unit("unit"), since, until)


def _level(row: Row, reading: Reading) -> Values:
    row.needed("level")
    return (row.person("person"), level(row, "level", reading.options), row.day("since", True))


def _endorsement(row: Row, reading: Reading) -> Values:
    row.two_people("endorser", "endorsed", reading.options.self_ties)
    return (
        _id(row), row.person("endorser"), row.person("endorsed"), row.one_of("kind", KINDS),
        row.day("on"), row.text("topic"), row.text("text"), row.day("confirmed_on"),
        row.person("confirmed_by", needed=False),
    )  # fmt: skip


def _mentoring(row: Row, reading: Reading) -> Values:
    row.two_people("mentor", "mentee", reading.options.self_ties)
    since, until = row.day("since"), row.day("until")
    row.in_order("since", since, "until", until)
    return (row.person("mentor"), row.person("mentee"), since, until, row.text("programme"))


def _goal(row: Row, reading: Reading) -> Values:
    return (
        _id(row), row.person("person"), row.one_of("kind", GOAL_KINDS), row.text("text"),
        row.unit("unit", needed=False), row.person("decided_by", needed=False), row.day("on"),
    )  # fmt: skip


def _feedback(row: Row, reading: Reading) -> Values:
    row.two_people("author", "about", reading.options.self_ties)
    # The text goes no further than this line.
    return (
        _id(row), row.person("author"), row.person("about"), row.day("on", True),
        specificity(row.raw("text")),
    )  # fmt: skip


def _absence(row: Row, reading: Reading) -> Values:
    since, until = row.day("since", True), row.day("until")
    row.in_order("since", since, "until", until)
    return (row.person("person"), since, until)


def _group(row: Row, reading: Reading) -> Values:
    attribute = row.needed("attribute").strip().lower()
    reading.attributes.add(attribute)
    return (
        row.person("person"), attribute, row.needed("value").strip(), row.text("source"),
        row.day("on"),
    )  # fmt: skip


FACT_FILES = {
    "memberships": FactFile("membership", _membership, 2, ("person", "unit", "since")),
    "levels": FactFile("level", _level, 2, ("person", "since"), key_at=(0, 2)),
    "endorsements": FactFile("endorsement", _endorsement, 4, ("id",)),
    "mentoring": FactFile("mentoring", _mentoring, 2, ("mentor", "mentee", "since")),
    "goals": FactFile("goal", _goal, 6, ("id",)),
    "feedback": FactFile("feedback", _feedback, 3, ("id",), named_by=4),
    "absences": FactFile("absence", _absence, 1, ("person", "since")),
    "groups": FactFile("grouping", _group, None, ("person", "attribute")),
}
