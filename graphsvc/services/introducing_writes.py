"""What is written when an introduction is proposed or moved, and when is it written at all?"""

from datetime import date, timedelta

from graphsvc.model import WEEK_ZERO, week_of
from graphsvc.services.introduction_acts import Act
from graphsvc.store.base import Statement, Store

FEED = "other.introduction"  # the tie of two who met


def proposed(store: Store, act: Act, *, connector_named: int, introducee_named: int) -> bool:
    """Write *act*; False where it is there, or another one named the same people meanwhile."""
    parameters = {
        "id": act.id,
        "mentee": act.mentee,
        "introducee": act.introducee,
        "connector": act.connector,
        "proposer": act.proposer,
        "recorded_by": act.recorded_by,
        "states": list(act.states),
        "states_on": list(act.states_on),
        "states_by": list(act.states_by),
        "connector_named": connector_named,
        "introducee_named": introducee_named,
    }
    return bool(store.write(Statement("write/introduction_proposed", parameters))[0]["written"])


def moved(
    store: Store, act: Act, state: str, *, day: date, by: str = "", outcome: str = ""
) -> bool:
    """Add a move to *act* as it was read; False where somebody else moved it meanwhile.

    With the meeting the tie of the two is written, in the same transaction.
    """
    made = {"id": act.id, "moves": len(act.states), "state": state, "by": by}
    move = Statement("write/introduction_moved", {**made, "day": str(day), "outcome": outcome})
    if state != "met":
        return bool(store.write(move)[0]["moved"])
    monday = WEEK_ZERO + timedelta(weeks=week_of(day))
    tie = {
        "id": act.id,
        "moves": len(act.states) + 1,
        "by": by,
        "feed": FEED,
        "week": week_of(day),
        "first_on": monday,
        "last_on": monday + timedelta(days=6),
    }
    return bool(store.write(move, Statement("write/introduction_tie", tie))[0]["moved"])
