"""Can a row of the trail be changed, removed or slipped in without it showing?"""

import pytest
import sqlalchemy as sa

from graphsvc.records.audit import AuditTrail, escaped


def add(trail: AuditTrail, reason: str = "") -> int:
    return trail.append(
        at="2026-11-24T12:00:00.000+00:00",
        subject="ada",
        action="see introductions",
        object_kind="person",
        object_id="abc",
        decision="allowed",
        reason=reason,
        details="{}",
    )


def test_rows_are_numbered_without_holes_and_seal_one_another(records):
    assert [add(records.audit) for _ in range(3)] == [1, 2, 3]

    rows = records.audit.rows()
    assert [one.previous for one in rows[1:]] == [one.hash for one in rows[:-1]]
    assert records.audit.last_hash() == rows[-1].hash
    assert records.audit.broken_at() is None


@pytest.mark.parametrize(
    ("tampering", "shows_at"),
    [
        ("UPDATE audit SET decision = 'refused' WHERE number = 2", 2),
        ("UPDATE audit SET at = '' WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit SET number = number + 10 WHERE number > 1", 2),
    ],
)
def test_tampering_shows_where_it_began(records, tampering, shows_at):
    for _ in range(3):
        add(records.audit)
    with records.database.writing() as connection:
        connection.execute(sa.text(tampering))

    assert records.audit.broken_at() == shows_at


def test_a_trail_cut_at_its_end_no_longer_has_the_seal_kept_elsewhere(records):
    for _ in range(3):
        add(records.audit)
    anchor = records.audit.last_hash()
    with records.database.writing() as connection:
        connection.execute(sa.text("DELETE FROM audit WHERE number = 3"))

    assert records.audit.broken_at() is None
    assert records.audit.last_hash() != anchor


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("two\r\nlines", "two\\u{d}\\u{a}lines"),
        ("\x1b[31mred", "\\u{1b}[31mred"),
        ("a\u2028b\u202ec", "a\\u{2028}b\\u{202e}c"),
        ("lone \ud800", "lone \\ud800"),
        ("Zoë", "Zoë"),
    ],
)
def test_what_could_forge_a_line_is_made_visible(records, text, kept):
    add(records.audit, reason=text)

    assert records.audit.rows()[0].reason == kept
    assert records.audit.broken_at() is None


def test_a_megabyte_is_cut():
    assert len(escaped("x" * 1_000_000)) == 10_001


def test_rows_since_a_number_come_in_order(records):
    for _ in range(5):
        add(records.audit)

    assert [one.number for one in records.audit.rows(since=2, limit=2)] == [3, 4]
