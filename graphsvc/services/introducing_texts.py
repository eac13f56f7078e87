"""How does an introduction under way read? A sentence for each status, a word for each move."""

from collections.abc import Mapping

from graphsvc.analyses.introduction_moves import CONNECTOR, INTRODUCEE, MENTEE, PROPOSER
from graphsvc.services import drafts

NOT_OPEN = "This is not open to you in this introduction now."
NONE = "No introduction is under way that you have a part in."

_ASKED = {
    MENTEE: "Would you like to meet {introducee}?",
    CONNECTOR: "Would you introduce {mentee} to {introducee}?",
    INTRODUCEE: "Would you meet {mentee}? The introduction comes through {connector}.",
}
_STATUS = {
    "proposed": "Waits for {mentee} to agree.",
    "under_way": "Under way: the others are being asked.",
    "agreed": "Everybody agreed: a hand-over by {connector} comes next, or the two simply meet.",
    "handed_over": "Handed over: {mentee} and {introducee} find a time.",
    "met": "{mentee} and {introducee} met.",
    "did_not_work_out": "It did not work out.",
    "declined": "You declined. The others see only that it did not work out.",
    "withdrawn": "You withdrew it. The others see only that it did not work out.",
}
MOVE_TEXTS = {
    "proposed": "proposed",
    "mentee_agreed": "agreed to by the mentee",
    "connector_agreed": "agreed to by the connector",
    "introducee_agreed": "agreed to by the introducee",
    "handed_over": "handed over",
    "met": "met",
    "declined": "declined by you",
    "withdrawn": "withdrawn by you",
}
# What somebody may want to write next. The two who began it see the same while it is under way,
# whoever of the others has answered.
_DRAFTED = {
    (PROPOSER, "proposed"): drafts.ASK_MENTEE,
    (PROPOSER, "under_way"): drafts.ASK_CONNECTOR,
    (MENTEE, "under_way"): drafts.ASK_CONNECTOR,
    (CONNECTOR, "asked"): drafts.ASK_INTRODUCEE,
    (CONNECTOR, "under_way"): drafts.ASK_INTRODUCEE,
    (CONNECTOR, "agreed"): drafts.HAND_OVER,
    (MENTEE, "agreed"): drafts.THANK,
    (MENTEE, "handed_over"): drafts.THANK,
    (MENTEE, "met"): drafts.THANK,
    (INTRODUCEE, "met"): drafts.THANK,
}
# To whom each step is written, the first one greeted.
READERS = {
    drafts.ASK_MENTEE: (MENTEE,),
    drafts.ASK_CONNECTOR: (CONNECTOR,),
    drafts.ASK_INTRODUCEE: (INTRODUCEE,),
    drafts.HAND_OVER: (MENTEE, INTRODUCEE),
    drafts.THANK: (CONNECTOR,),
}


def status_text(status: str, state: str, labels: Mapping[str, str]) -> str:
    """The sentence for *status*; *state* is used only where it is this viewer who is asked."""
    if status != "asked":
        return _STATUS[status].format(**labels)
    asked = {"proposed": MENTEE, "mentee_agreed": CONNECTOR, "connector_agreed": INTRODUCEE}
    return _ASKED[asked[state]].format(**labels)


def step_to_draft(status: str, roles: frozenset[str]) -> str | None:
    """What somebody in *roles* may want to write now; None where there is nothing to write."""
    # A connector who proposed it herself writes as the connector: that comes later.
    order = (CONNECTOR, MENTEE, INTRODUCEE, PROPOSER)
    found = (_DRAFTED.get((role, status)) for role in order if role in roles)
    return next((one for one in found if one), None)
