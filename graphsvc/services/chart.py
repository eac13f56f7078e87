"""What does the formal chart say about everybody, worked out once a view?"""

import numpy as np

from graphsvc.access.labels import units_within
from graphsvc.analyses.reporting import direct_reports
from graphsvc.services.results import Results
from graphsvc.snapshot.view import Flags, Longs, View


def inside(view: View, results: Results, unit: str | None, rows: Longs) -> Flags:
    """Who of *rows* is in the unit or below it, beside them; None is the whole organisation."""
    if unit is None:
        return np.ones(len(rows), np.bool_)
    return part_of(view, results, unit)[view.people.unit[rows]]


def part_of(view: View, results: Results, unit: str) -> Flags:
    """Which units are that or lie below it, and at the end False for NOBODY."""
    return results.get(
        view, "units within a unit", unit, lambda: units_within(view.people.units, unit)
    )


def reports(view: View, results: Results) -> Longs:
    """How many people present report to each person, by row."""
    people = view.people
    return results.get(
        view, "direct reports", None, lambda: direct_reports(people.manager, people.present)
    )


def managing(view: View, results: Results) -> Longs:
    """The rows of whoever is present and has reports."""
    return results.get(
        view,
        "people with reports",
        None,
        lambda: np.flatnonzero((reports(view, results) > 0) & view.people.present),
    )
