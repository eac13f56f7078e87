"""Is each deed written down before it is done, with a pseudonym for whom it is about?"""

import json
from datetime import UTC, datetime

import pytest

from graphsvc.access.audit import Audit
from graphsvc.access.viewer import Viewer
from graphsvc.errors import RecordsUnavailable
from graphsvc.records.open import Records

NOW = datetime(2026, 11, 24, 12, 0, 0, 250_000, tzinfo=UTC)
ADA = Viewer("ada@example", "ada")


@pytest.fixture
def records(tmp_path):
    made = Records(tmp_path / "records.sqlite")
    yield made
    made.close()


def test_a_row_says_who_did_what_when_and_about_whom_by_pseudonym(records):
    audit = Audit(records.audit, lambda: NOW, pseudonym=lambda one: f"~{one}")
    details = {"z": 1, "a": "\u00e9", "day": NOW.date()}
    number = audit.record(
        ADA, "see isolation", object_kind="person", object_id="ben", details=details
    )

    (row,) = records.audit.rows()
    assert (row.number, row.at) == (number, "2026-11-24T12:00:00.250+00:00")
    assert (row.subject, row.action) == ("ada@example", "see isolation")
    assert (row.object_kind, row.object_id, row.decision) == ("person", "~ben", "allowed")
    assert row.details == '{"a": "\u00e9", "day": "2026-11-24", "z": 1}'
    assert json.loads(row.details)["z"] == 1


def test_without_pseudonyms_nobody_is_named(records):
    audit = Audit(records.audit, lambda: NOW)
    audit.record(ADA, "see isolation", object_kind="person", object_id="ben")
    audit.record(ADA, "revoke token", object_kind="token", object_id="t-1")
    audit.record(ADA, "see gaps", object_id=None)

    assert [row.object_id for row in records.audit.rows()] == ["", "t-1", ""]


def test_what_a_viewer_says_cannot_forge_a_row(records):
    audit = Audit(records.audit, lambda: NOW)
    audit.record(Viewer("eve\n2026 operator", None), "see\r\ngaps", reason="\x1b[2J")

    (row,) = records.audit.rows()
    assert row.subject == "eve\\u{a}2026 operator"
    assert row.action == "see\\u{d}\\u{a}gaps"
    assert row.reason == "\\u{1b}[2J"
    assert records.audit.broken_at() is None


def test_what_cannot_be_written_stops_the_deed(tmp_path):
    audit = Audit(Records(tmp_path / "no" / "records.sqlite").audit, lambda: NOW)

    with pytest.raises(RecordsUnavailable):
        audit.record(ADA, "see isolation")
