"""A real door on a real store: who asks, what lies in the graph, what was recorded."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.access.viewer import Grant, Viewer
from graphsvc.records.audit import AuditRow
from graphsvc.records.open import Records
from graphsvc.services.analyst import AnalystService
from graphsvc.services.answers import QueryAnswer
from graphsvc.store.base import Store

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ANALYST = Viewer("ann", None, frozenset({Grant("analyst")}), frozenset({"cypher:adhoc"}))
IDENTIFYING = replace(ANALYST, scopes=ANALYST.scopes | {"people:identify"})
CANARY = "CANARY"
# How every seq begins: with more digits than a clock's fraction of a second can hold by chance.
SEQ_CANARY = "70070070070"
# Everything that tells who somebody is has a canary in it.
ORGANISATION = """
CREATE (a:Person {id: 'CANARY-1', seq: 700700700701, alias: '~a', name: 'CANARY Ada', level: 3,
    title: 'CANARY Engineer', email: 'a@CANARY', family: 'Engineering', site: 'Kassel',
    levels: [1, 3], joined_on: date('2020-02-03')}),
  (b:Person {id: 'CANARY-2', seq: 700700700702, alias: '~b', name: 'CANARY Ben', level: 5,
    title: 'CANARY Director', site: 'Lyon', joined_on: date('2019-05-06')}),
  (c:Person {id: 'CANARY-3', seq: 700700700703, alias: '~c', name: 'CANARY Cy', level: 1,
    title: 'CANARY Buyer', joined_on: date('2024-07-08')}),
  (a)-[:KNOWS {id: 'CANARY-4', feed: 'mail', contacts: 9, weeks: [1, 2]}]->(b),
  (b)-[:KNOWS {id: 'CANARY-5', feed: 'mail', contacts: 2}]->(c),
  (b)-[:MENTORS {id: 'CANARY-6', since: date('2025-01-01')}]->(a),
  (b)-[:ENDORSED {id: 'CANARY-7', kind: 'advocacy', text: 'CANARY text'}]->(a),
  (:Unit {id: 'CANARY-8', name: 'CANARY Platform'}),
  (:Feedback {id: 'CANARY-9', text: 'CANARY feedback', topic: 'CANARY topic'}),
  (:Introduction {id: 'CANARY-10', states: ['met'], outcome: 'CANARY outcome'})
"""


@dataclass(frozen=True)
class Door:
    """The service, and the records it writes to."""

    service: AnalystService
    records: Records

    def ask(self, text: str, viewer: Viewer = ANALYST, **parameters: Any) -> QueryAnswer:
        return self.service.run(viewer, text, parameters)

    def recorded(self) -> list[AuditRow]:
        return self.records.audit.rows()


def door(store: Store, folder: Path, **options: Any) -> Door:
    """A door with records of its own in *folder*."""
    records = Records(folder / "records.sqlite")
    audit = Audit(records.audit, lambda: NOW)
    policy = Policy(lambda: NOW, audit)
    return Door(AnalystService(store, policy, audit, **options), records)
