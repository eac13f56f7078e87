"""Whom and what do the records keep out of these rows?"""

from typing import NamedTuple

import numpy as np

from graphsvc.model import DenyMask
from graphsvc.snapshot.build_facts import hidden_pairs
from graphsvc.snapshot.columns import Longs, PeopleColumns
from graphsvc.snapshot.texts import PeopleIds
from graphsvc.snapshot.view import Flags


class Mask(NamedTuple):
    """``out``: rows of people who left the graph; ``hidden``: pairs as ``row * 2**32 + row``."""

    out: Flags
    hidden: Longs

    @property
    def anybody(self) -> bool:
        """Whether somebody left the graph."""
        return bool(self.out.any())

    @property
    def empty(self) -> bool:
        return not (self.anybody or len(self.hidden))


def mask_of(people: PeopleColumns, deny: DenyMask) -> Mask:
    """*deny* by row; ids without a row are not here anyway."""
    ids = PeopleIds(people.ids, people.rank)
    out = np.zeros(len(ids), np.bool_)
    rows = map(ids.find, deny.people)
    out[[row for row in rows if row is not None]] = True
    return Mask(out, hidden_pairs(deny, ids))
