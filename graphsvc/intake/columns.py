"""Which files may an import hold, and which columns has each?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Columns:
    """What a file may have; ``needs_rows`` where a header alone can only be a mistake."""

    all: tuple[str, ...]
    required: tuple[str, ...]
    people: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    needs_rows: bool = False


def _columns(text: str, people: str = "", units: str = "", needs_rows: bool = False) -> Columns:
    """From names in one line, a star behind each that must be there."""
    names = text.split()
    return Columns(
        all=tuple(name.rstrip("*") for name in names),
        required=tuple(name.rstrip("*") for name in names if name.endswith("*")),
        people=tuple(people.split()),
        units=tuple(units.split()),
        needs_rows=needs_rows,
    )


# In the order they are read: whatever others refer to comes first. `move_by` is the column `by`
# of promises.csv that comes after `state`.
FILES = {
    "units": _columns("id* name parent", needs_rows=True),
    "people": _columns(
        "id* name email title level family site unit manager joined_on left_on", needs_rows=True
    ),
    "ties": _columns("source* target* type weight at", needs_rows=True),
    "memberships": _columns("person* unit* since until", "person", "unit"),
    "lines": _columns("person* manager* since until", "person manager"),
    "levels": _columns("person* level* since*", "person"),
    "endorsements": _columns(
        "id endorser* endorsed* kind* on topic text confirmed_on confirmed_by",
        "endorser endorsed confirmed_by",
    ),
    "mentoring": _columns("mentor* mentee* since until programme", "mentor mentee"),
    "introductions": _columns(
        "id* connector mentee* introducee* proposed_by state* on* by* outcome",
        "connector mentee introducee proposed_by by",
    ),
    "promises": _columns(
        "id* by* to* text made_on* due_on* size state on move_by", "by to move_by"
    ),
    "goals": _columns("id person* kind* text unit decided_by on", "person decided_by", "unit"),
    "feedback": _columns("id author* about* on* text", "author about"),
    "absences": _columns("person* since* until", "person"),
    "groups": _columns("person* attribute* value* source on", "person"),
}
# Of a move: all other columns must be the same on every row of an id.
MOVE_COLUMNS = {
    "introductions": ("state", "on", "by", "outcome"),
    "promises": ("state", "on", "move_by"),
}


def shown(column: str) -> str:
    """The name of a column as it stands in the file."""
    return "by" if column == "move_by" else column
