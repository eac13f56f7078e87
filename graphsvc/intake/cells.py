"""What do the cells of one row say, and what is wrong with each?"""

from collections.abc import Sequence

from graphsvc.intake.columns import shown
from graphsvc.intake.layout import Layout
from graphsvc.intake.moments import A_DATE, iso_day
from graphsvc.intake.problems import Fault
from graphsvc.intake.references import Ids

LONGEST_ID = 200
HIGHEST_LEVEL = 1000
AN_ID = f"an id of 1 to {LONGEST_ID} characters on one line"


def is_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


class Row:
    """Typed access to one row; faults are collected, so that all of them are told at once.

    ``dropped_by`` is the option that takes the row out, where one does.
    """

    def __init__(
        self, cells: Sequence[str], line: int, layout: Layout, people: Ids, units: Ids
    ) -> None:
        self.cells, self.line, self.layout = cells, line, layout
        self.faults: list[Fault] = []
        self.dropped_by = ""
        self._people, self._units = people, units

    def fault(self, column: str | None, expected: str, code: str) -> None:
        self.faults.append(Fault(column and shown(column), expected, code))

    def raw(self, column: str) -> str:
        place = self.layout.at.get(column)
        return "" if place is None else self.cells[place]

    def text(self, column: str) -> str | None:
        """The text as it is, None where the cell is empty."""
        return self.raw(column) or None

    def needed(self, column: str) -> str:
        text = self.raw(column)
        if not text.strip():
            self.fault(column, "a value: the cell is empty", "value_missing")
        return text

    def id(self, column: str) -> str:
        text = self.raw(column)
        if not is_id(text):
            self.fault(column, AN_ID, "id_invalid")
        return text

    def day(self, column: str, needed: bool = False) -> str | None:
        """A date as ISO text, None where the cell is empty."""
        text = self.raw(column).strip()
        if not text and not needed:
            return None
        day = iso_day(text)
        if day is None:
            self.fault(column, A_DATE, "date_invalid")
            return None
        return day.isoformat()

    def number(self, column: str, low: int, high: int, expected: str = "") -> int | None:
        """A whole number from *low* to *high*, None where the cell is empty."""
        text = self.raw(column).strip()
        if not text:
            return None
        expected = expected or f"a whole number from {low} to {high}"
        if not (text.isascii() and text.removeprefix("-").isdecimal() and len(text) < 12):
            self.fault(column, expected, "not_a_number")
            return None
        if not low <= int(text) <= high:
            self.fault(column, expected, "out_of_range")
            return None
        return int(text)

    def one_of(self, column: str, choices: Sequence[str]) -> str:
        text = self.raw(column).strip()
        if text not in choices:
            self.fault(column, f"one of {', '.join(choices)}", "not_one_of")
        return text

    def person(self, column: str, needed: bool = True) -> str | None:
        text = self.raw(column)
        if not text and not needed:
            return None
        if text not in self._people:
            expected = "the id of a person in people.csv of this import or in the store"
            self.fault(column, expected, "unknown_person")
        return text

    def unit(self, column: str, needed: bool = True) -> str | None:
        text = self.raw(column)
        if not text and not needed:
            return None
        if text not in self._units:
            expected = "the id of a unit in units.csv of this import or in the store"
            self.fault(column, expected, "unknown_unit")
        return text

    def in_order(self, first: str, first_day: str | None, then: str, then_day: str | None) -> None:
        if first_day and then_day and then_day < first_day:
            self.fault(then, f"not before {first}", "dates_out_of_order")

    def two_people(self, one: str, other: str, self_ties: str) -> None:
        """Nobody has a tie to herself: the row has a fault, or --self-ties drop takes it out."""
        if not self.raw(one) or self.raw(one) != self.raw(other):
            return
        if self_ties == "drop":
            self.dropped_by = "--self-ties drop"
        else:
            expected = f"somebody else than in {shown(one)}; --self-ties drop passes over such rows"
            self.fault(other, expected, "self_tie")
