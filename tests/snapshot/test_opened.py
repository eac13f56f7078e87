"""Is a view of the default day what lies in the files, and is every array of it counted?"""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from graphsvc.model import DenyMask
from graphsvc.snapshot.derive import derive
from graphsvc.snapshot.files import open_snapshot
from graphsvc.snapshot.opened import size_of
from graphsvc.snapshot.view import NOBODY, View
from tests.snapshot.test_files import made, published
from tests.worlds import AS_OF


def arrays_in(something: Any) -> list[np.ndarray]:
    if isinstance(something, np.ndarray):
        return [something]
    if isinstance(something, View):
        columns = [getattr(something, one.name) for one in fields(something)]
    else:
        columns = list(something) if isinstance(something, tuple) else []
    return [array for column in columns for array in arrays_in(column)]


def test_the_size_of_a_view_is_that_of_all_its_arrays():
    view = derive(made(), AS_OF, deny=DenyMask(1, frozenset({"cy"})))

    assert size_of(view) == sum(array.nbytes for array in arrays_in(view))


def test_what_nobody_is_kept_out_of_is_not_copied(tmp_path: Path):
    stored = open_snapshot(published(tmp_path))
    view, masked = (
        derive(stored, AS_OF, deny=deny) for deny in (None, DenyMask(1, frozenset({"cy"})))
    )
    facts, rows = stored.facts, stored.derived
    assert rows is not None

    mapped = [
        *((getattr(view.people, name), getattr(facts.people, name)) for name in ("site", "joined")),
        (view.people.ids.data, facts.people.ids.data),
        (view.endorsements.endorser, facts.endorsements.endorser),
        (view.mentorings.mentor, facts.mentoring.other),
        (view.ties.indices, rows.ties.indices),
        (view.attended.strength, rows.attended.strength),
        (view.shares, rows.shares),
    ]

    assert all(np.shares_memory(seen, lying) for seen, lying in mapped)
    assert view.people.site.tolist() == facts.people.site.tolist()
    assert not np.shares_memory(masked.people.site, facts.people.site)
    assert masked.people.unit[masked.people.ids.row_of("бен")] == NOBODY
    assert masked.people.ids.find("cy") is None
