"""What does the formal chart say about everybody, worked out once a view?"""

from graphsvc.access.labels import within
from graphsvc.analyses.reporting import direct_reports
from graphsvc.services.results import Results
from graphsvc.snapshot.view import Flags, Longs, View


def inside(view: View, results: Results, unit: str | None) -> Flags:
    """Who is in the unit or below it, by row; None is the whole organisation."""
    return results.get(view, "people of a unit", unit, lambda: within(view, unit))


def reports(view: View, results: Results) -> Longs:
    """How many people present report to each person, by row."""
    people = view.people
    return results.get(
        view, "direct reports", None, lambda: direct_reports(people.manager, people.present)
    )
