"""How does a promise read to one of its two people, and how what became of all of them?"""

from datetime import date

from graphsvc.access.viewer import Viewer
from graphsvc.analyses.promise_moves import Move, Promised, open_moves
from graphsvc.analyses.trust import COVERED
from graphsvc.services.answers_promises import FollowThrough, Promise, PromiseMove
from graphsvc.services.follow_through import Rate
from graphsvc.services.people import entry_of
from graphsvc.services.promise_facts import Fact
from graphsvc.services.wording import percent
from graphsvc.snapshot.view import View

EARLY = "What was kept early counts from the day it was due: {}."


def told(view: View, viewer: Viewer, fact: Fact, today: date) -> Promise:
    """*fact* as the viewer, one of its two people, sees it on *today*."""
    me, promise, now = viewer.person_id or "", fact.promise, fact.on(today)
    other, proposed = promise.other(me), now.proposed
    return Promise(
        id=fact.id,
        mine=me == promise.maker,
        other=entry_of(view, other),  # each of the two knows who the other is
        text=fact.text,
        size=fact.size,
        made_on=fact.made_on,
        due_on=now.due_on,
        status=now.status,
        my_word=now.words.get(me, ""),
        their_word=now.words.get(other, ""),
        proposed_due=proposed.due if proposed else None,
        proposed_by_me=proposed is not None and proposed.by == me,
        open_moves=open_moves(promise, me, today),
        moves=tuple(_move(promise, one, me) for one in promise.moves),
    )


def follow_through(view: View, maker: str, found: Rate) -> FollowThrough:
    """How what *maker* promised the other ended."""
    low, high = found.interval or (None, None)
    counts = found.counts
    ended = sum(counts.values())
    text = "Nothing that was promised has ended yet."
    if low is not None and high is not None:
        text = f"{counts['kept']} of {ended} kept"
        text += f", {counts['late']} late" if counts["late"] else ""
        text += f". Likely {percent(low)} to {percent(high)} of what is promised next."
        text += f" {EARLY.format(found.early)}" if found.early else ""
    elif found.early:
        text = f"Nothing counts yet. {EARLY.format(found.early)}"
    return FollowThrough(
        entry_of(view, maker), **counts, low=low, high=high, covered=COVERED, text=text
    )


def _move(promise: Promised, move: Move, me: str) -> PromiseMove:
    by = {me: "me", promise.other(me): "them"}.get(move.by, "")
    return PromiseMove(move.state, move.on, by, move.due)
