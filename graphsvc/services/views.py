"""Where does a service get the view of a day, and the contacts of its last recorded weeks?"""

from datetime import date, timedelta
from typing import Protocol

from graphsvc.kernels.rows import Rows
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
