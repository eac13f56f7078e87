"""What number is a level, named or numbered as this organisation does it?"""

from graphsvc.intake.cells import HIGHEST_LEVEL, Row
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.spool import Spool

UP = (
    f"a whole number from 0 to {HIGHEST_LEVEL}, higher is more senior; "
    'give names of levels with --levels "LOW<...<HIGH"'
)


def level(row: Row, column: str, options: ImportOptions) -> int | None:
    """The level in *column*, None where the cell is empty; names count from 1."""
    text = row.raw(column).strip()
    if not text or not options.levels:
        return row.number(column, 0, HIGHEST_LEVEL, UP)
    if text in options.levels:
        return options.levels.index(text) + 1
    row.fault(column, f"one of the levels of --levels: {', '.join(options.levels)}", "not_one_of")
    return None


def turn_round(spool: Spool) -> None:
    """Where 1 is the top: count from the lowest level of the import, so that higher is senior."""
    highest = "SELECT max(level) FROM (SELECT level FROM person UNION SELECT level FROM level)"
    (most,) = spool.rows.execute(highest).fetchone()
    if most is not None:
        spool.rows.execute("UPDATE person SET level = ? + 1 - level", (most,))
        spool.rows.execute("UPDATE level SET level = ? + 1 - level", (most,))
