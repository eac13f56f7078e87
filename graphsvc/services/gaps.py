"""Do groups have active sponsors alike within the same levels, and how sure is that?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Viewer
from graphsvc.analyses.cells import NO_GROUP, POOLED, Cells, Codes, cells
from graphsvc.analyses.gaps import comparisons
from graphsvc.analyses.intervals import wilson_interval
from graphsvc.analyses.sponsors import Acts, sponsored
from graphsvc.model import SPONSOR_KINDS, day_number
from graphsvc.services import gap_texts
from graphsvc.services.answers import GapComparison, Gaps, GroupShare, LevelShares
from graphsvc.services.views import Views
from graphsvc.services.wording import basis
from graphsvc.snapshot.view import NO_LEVEL, View

ACTION = "see gaps"
SEED = 1  # of the shuffles: the same question has the same answer
OTHERS = "other groups"


class GroupsOfPeople(Protocol):
    """The protected attributes: records hold them, and nothing but this comparison reads them."""

    def attributes(self) -> list[str]: ...
    def values(self, attribute: str) -> dict[str, str]: ...


@dataclass(frozen=True)
class GapService:
    """``minimum_cell``: no group of fewer people is shown; ``sponsor_kinds``: acts that count."""

    snapshots: Views
    policy: Policy
    audit: Audit
    groups: GroupsOfPeople
    minimum_cell: int = 5
    sponsor_kinds: Sequence[str] = SPONSOR_KINDS

    def attributes(self, viewer: Viewer) -> tuple[str, ...]:
        """What groups can be compared by.

        Raises:
            Forbidden: the viewer may not see gaps.
        """
        self.policy.require(viewer, ACTION)
        self.audit.record(viewer, ACTION, object_kind="attributes")
        return tuple(self.groups.attributes())

    def compare(self, viewer: Viewer, attribute: str, *, as_of: date | None = None) -> Gaps:
        """Share of people with an active sponsor, by the groups of *attribute* and level.

        Of everybody present the day before *as_of*, whoever asks. Levels with a group of fewer
        than ``minimum_cell`` people are joined with a neighbour or left out whole.

        Raises:
            Forbidden: the viewer may not see gaps.
            SnapshotMissing: nothing has been published.
        """
        view = self.snapshots.at(as_of)
        self.policy.require(viewer, ACTION, view=view)
        self.audit.record(
            viewer,
            ACTION,
            object_kind="attribute",
            object_id=attribute,
            details={"as_of": view.as_of.isoformat()},
        )
        # From here on a group is a code: values meet the figures again only in the answer.
        values = self.groups.values(attribute)
        names, group = _codes(values, view)
        found = self._counted(view, group)
        none_because = self._none_because(values, names, found)
        if none_because:
            return self._answer(view, attribute, none_because=none_because)
        labels = [OTHERS if code == POOLED else names[code] for code in found.groups]
        return self._answer(
            view,
            attribute,
            levels=tuple(
                LevelShares(
                    level=band[0] if len(band) == 1 and band[0] != NO_LEVEL else None,
                    label=gap_texts.band(band, NO_LEVEL),
                    groups=_shares(labels, found.people[at].tolist(), found.yes[at].tolist()),
                )
                for at, band in enumerate(found.bands)
            ),
            left_out=tuple(gap_texts.band((one,), NO_LEVEL) for one in found.left_out),
            overall=_shares(
                labels, found.people.sum(axis=0).tolist(), found.yes.sum(axis=0).tolist()
            ),
            compared=_comparisons(labels, found),
        )

    def _counted(self, view: View, group: Codes) -> Cells:
        people = view.people
        has = sponsored(
            Acts(*view.endorsements),
            present=people.present,
            today=day_number(view.acts_before),
            kinds=self.sponsor_kinds,
        )
        here = people.present
        return cells(
            group[here],
            level=people.level[here],
            outcome=has.active[here],
            minimum=self.minimum_cell,
            unknown=NO_LEVEL,
        )

    def _none_because(self, values: Mapping[str, str], names: Sequence[str], found: Cells) -> str:
        if not names:
            return gap_texts.NOBODY_THEN if values else gap_texts.NOT_RECORDED
        if not found.bands:
            return gap_texts.too_small(self.minimum_cell)
        return gap_texts.ONE_GROUP if len(found.groups) < 2 else ""

    def _answer(
        self,
        view: View,
        attribute: str,
        *,
        levels: tuple[LevelShares, ...] = (),
        left_out: tuple[str, ...] = (),
        overall: tuple[GroupShare, ...] = (),
        compared: tuple[GapComparison, ...] = (),
        none_because: str = "",
    ) -> Gaps:
        return Gaps(
            basis=basis(view, seed=SEED),
            attribute=attribute,
            sponsor_kinds=tuple(self.sponsor_kinds),
            levels=levels,
            left_out=left_out,
            overall=overall,
            comparisons=compared,
            minimum_cell=self.minimum_cell,
            none_because=none_because,
        )


def _codes(values: Mapping[str, str], view: View) -> tuple[list[str], Codes]:
    """The values that somebody present has, in order, and a code for everybody by row."""
    ids, present = view.people.ids, view.people.present.tolist()
    found = [values.get(one, "") if here else "" for one, here in zip(ids, present, strict=True)]
    names = sorted({one for one in found if one})
    code = {name: number for number, name in enumerate(names)}
    return names, np.array([code.get(one, NO_GROUP) for one in found], dtype=np.int32)


def _shares(
    labels: Sequence[str], people: Sequence[int], yes: Sequence[int]
) -> tuple[GroupShare, ...]:
    return tuple(
        GroupShare(label, count, hits, hits / count, *wilson_interval(hits, count))
        for label, count, hits in zip(labels, people, yes, strict=True)
    )


def _comparisons(labels: Sequence[str], found: Cells) -> tuple[GapComparison, ...]:
    totals = found.yes.sum(axis=0).tolist()
    return tuple(
        GapComparison(
            group=labels[one.group],
            difference=one.difference,
            low=one.low,
            high=one.high,
            p_value=one.p_value,
            smallest_detectable=one.smallest,
            compared=one.compared,
            not_compared=0,  # every group is in every band shown
            verdict=one.verdict,
            text=gap_texts.verdict(labels[one.group], totals[one.group], one),
        )
        for one in comparisons(found, seed=SEED)
    )
