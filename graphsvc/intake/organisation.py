"""Who is there, in which unit, and under whom: people.csv and units.csv?"""

from collections.abc import Callable

from graphsvc.intake.cells import Row, is_id
from graphsvc.intake.coverage import OF_PEOPLE
from graphsvc.intake.layout import Layout
from graphsvc.intake.levels import level
from graphsvc.intake.lines import GOES_ROUND
from graphsvc.intake.problems import Fault
from graphsvc.intake.reading import File, Reading, read, set_aside
from graphsvc.intake.tree import Faults, Tree, both

ADD_PERSON = "INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
ADD_UNIT = "INSERT OR IGNORE INTO unit VALUES (?, ?, ?)"
ADD_GROUP = "INSERT OR IGNORE INTO grouping VALUES (?, ?, ?, ?, NULL)"
ONCE = "an id of its own: a row above has the same"
# Those without rows in memberships.csv or lines.csv: these say more than a column can.
PLACES = (
    ("unit", "membership", "memberships",
     "INSERT OR IGNORE INTO membership SELECT id, unit, NULL, NULL FROM placed_people "
     "WHERE unit IS NOT NULL AND id NOT IN (SELECT person FROM membership)"),
    ("manager", "line", "lines",
     "INSERT OR IGNORE INTO line SELECT id, parent, NULL, NULL FROM placed_people "
     "WHERE parent IS NOT NULL AND id NOT IN (SELECT person FROM line)"),
)  # fmt: skip


def read_units(reading: Reading, file: File) -> None:
    """Units, each under a parent that exists."""
    tree = Tree(reading.spool, "placed_units")

    def take(row: Row) -> None:
        unit = row.id("id")
        values = (unit, row.text("name"), row.text("parent"))
        if _takes(row, tree, reading, values[2], None):
            reading.insert(ADD_UNIT, values)
            reading.units.add([unit])
            tree.add(unit, row.line, values[2])

    read(reading, file, take, lambda layout: None)
    unknown = Fault("parent", "the id of a unit of this file or of the store", "unknown_unit")
    circle = Fault("parent", "a unit that is not below this one: units go round here", "cycle")

    def check() -> Faults:
        return both(tree.unknown("parent", reading.units, unknown), tree.circular((), circle))

    def remove(faults: Faults) -> None:
        gone = tree.remove(faults, reading.units, reading.problems.sets_aside)
        reading.spool.rows.executemany("DELETE FROM unit WHERE id = ?", ((one,) for one in gone))

    if not reading.problems.sets_aside:
        reading.units.add(tree.faulty)
    _settle(reading, file, tree, check, remove)
    file.counts.stored = reading.spool.count("placed_units")
    file.counts.made("units", file.counts.stored)


class PeopleFile:
    """people.csv: people, and as columns their groups, units and managers."""

    def __init__(self, reading: Reading, file: File) -> None:
        self.reading, self.file = reading, file
        self.tree = Tree(reading.spool, "placed_people")
        self.level_column = (reading.options.level_column or "level").lower()
        self.given: list[str] = []

    def read(self) -> None:
        reading = self.reading
        read(reading, self.file, self._take, self._begin)
        if not reading.problems.sets_aside:
            reading.people.add(self.tree.faulty)
        _settle(reading, self.file, self.tree, self._check, self._remove)
        reading.spool.remember("given", self.given)
        self.file.counts.stored = reading.spool.count("placed_people")
        self.file.counts.made("people", self.file.counts.stored)
        self.file.counts.made("groups", reading.spool.count("grouping"))

    def place(self) -> None:
        """Units and managers of those for whom no other file says more; after all files."""
        for column, fact, made, insert in PLACES:
            if column in self.given:
                amount = self.reading.spool.rows.execute(insert).rowcount
                self.file.counts.made(made, amount)
                self.reading.covered.add(fact, OF_PEOPLE, None)

    def _begin(self, layout: Layout) -> None:
        known = set(layout.at) - {"id"}
        if self.level_column in known:
            known = known - {self.level_column} | {"level"}
        self.given = sorted(known)
        self.reading.attributes.update(layout.groups)

    def _take(self, row: Row) -> None:
        person = row.id("id")
        joined, left = row.day("joined_on"), row.day("left_on")
        row.in_order("joined_on", joined, "left_on", left)
        values = (
            person, row.text("name"), row.text("email"), row.text("title"),
            level(row, self.level_column, self.reading.options),
            row.text("family"), row.text("site"), joined, left,
        )  # fmt: skip
        manager, unit = row.text("manager"), row.text("unit")
        if _takes(row, self.tree, self.reading, manager, unit):
            self.reading.insert(ADD_PERSON, values)
            self.reading.people.add([person])
            self.tree.add(person, row.line, manager, unit)
            self._groups(row, person)

    def _groups(self, row: Row, person: str) -> None:
        for attribute, place in row.layout.groups.items():
            value = row.cells[place].strip()
            if value:
                self.reading.insert(ADD_GROUP, (person, attribute, value, self.file.counts.name))

    def _check(self) -> Faults:
        reading = self.reading
        manager = Fault(
            "manager", "the id of a person of this file or of the store", "unknown_person"
        )
        unit = Fault("unit", "the id of a unit in units.csv or in the store", "unknown_unit")
        circle = Fault("manager", GOES_ROUND, "cycle")
        unknown = both(
            self.tree.unknown("parent", reading.people, manager),
            self.tree.unknown("unit", reading.units, unit),
        )
        return both(unknown, self.tree.circular(reading.known.manager_of(), circle))

    def _remove(self, faults: Faults) -> None:
        forget = self.reading.problems.sets_aside
        gone = [(one,) for one in self.tree.remove(faults, self.reading.people, forget)]
        rows = self.reading.spool.rows
        rows.executemany("DELETE FROM person WHERE id = ?", gone)
        rows.executemany("DELETE FROM grouping WHERE person = ?", gone)


def _takes(row: Row, tree: Tree, reading: Reading, parent: str | None, unit: str | None) -> bool:
    """Whether the row has no problem so far, an id used above included."""
    id_ = row.raw("id")
    if is_id(id_) and tree.has(id_):
        row.fault("id", ONCE, "duplicate_id")
    if not row.faults:
        return True
    if reading.problems.sets_aside:
        tree.faulty.add(id_)
    else:
        tree.set_apart(id_, row.line, parent, unit)
    return False


def _settle(
    reading: Reading,
    file: File,
    tree: Tree,
    check: Callable[[], Faults],
    remove: Callable[[Faults], None],
) -> None:
    """Set rows aside until nobody stands under a row that was set aside.

    Where the import stops anyway, whoever stands under such a row is no further problem.
    """
    while faults := check():
        set_aside(reading, file, faults, tree.told)
        remove(faults)
        if not reading.problems.sets_aside:
            break
    tree.forget_apart()
