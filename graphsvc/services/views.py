"""Where does a service get the view of a day, its last recorded contacts, and trust along ties?"""

from datetime import date, timedelta
from typing import Protocol

import numpy as np

from graphsvc.kernels.rows import Rows
from graphsvc.kernels.trusted_path import CostRows, by_cost, trust_costs
from graphsvc.services.results import Results
from graphsvc.snapshot.view import View


class Views(Protocol):
    """Whatever gives the view of a day; None is the default day of the snapshot."""

    def at(self, as_of: date | None = None) -> View: ...


def contacts_until(view: View) -> date:
    """The day after the last week with recorded contacts; the as-of day where none is recorded.

    Windows end here: weeks that no source covers yet are not weeks without contact.
    """
    return view.as_of if view.ties_until is None else view.ties_until + timedelta(days=1)


def contacts_in(view: View, days: int) -> Rows:
    """Directed contacts of the *days* (a whole number of weeks) up to ``contacts_until``."""
    return view.contacts_within(days + (view.as_of - contacts_until(view)).days)


def costs_of_trust(view: View, results: Results) -> CostRows:
    """What each tie costs on a most trusted way, made once; nobody who left is on one."""

    def made() -> CostRows:
        costs, away = trust_costs(view.ties), ~view.people.present
        costs[away[view.ties.indices] | away[view.ties.owners()]] = np.inf
        return by_cost(view.ties, costs)

    return results.get(view, "costs of trust", (), made)
