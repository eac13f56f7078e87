"""Does each part of the records keep what it is given, replace what it covers, move the masks?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from graphsvc.errors import RecordsUnavailable
from graphsvc.model import Coverage, DenyMask
from graphsvc.records.open import Records

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_groups_are_replaced_by_attribute(records):
    records.groups.replace(["gender"], [("ada", "gender", "f", "hr", date(2026, 1, 1))])
    records.groups.replace(["origin"], iter([("ada", "origin", "north", "", None)]))
    records.groups.replace(["gender"], [("ben", "gender", "m", "hr", None)])

    assert records.groups.attributes() == ["gender", "origin"]
    assert records.groups.values("gender") == {"ben": "m"}
    assert records.groups.values("origin") == {"ada": "north"}
    assert records.groups.values("age") == {}


def test_many_rows_come_in_from_an_iterator(records):
    rows = ((f"p-{number}", "gender", "f", "", None) for number in range(12_001))

    assert records.groups.replace(["gender"], rows) == 12_001
    assert len(records.groups.values("gender")) == 12_001


def test_somebody_is_away_from_the_first_day_to_the_day_before_the_last(records):
    spans = [("ada", date(2026, 3, 1), date(2026, 4, 1)), ("ben", date(2026, 3, 15), None)]
    records.absences.replace(spans)

    assert records.absences.away(date(2026, 2, 28)) == frozenset()
    assert records.absences.away(date(2026, 3, 1)) == {"ada"}
    assert records.absences.away(date(2026, 3, 31)) == {"ada", "ben"}
    assert records.absences.away(date(2026, 4, 1)) == {"ben"}


def test_absences_are_replaced_within_the_dates_a_file_covers(records):
    records.absences.replace([("ada", date(2025, 3, 1), None), ("ben", date(2026, 3, 1), None)])
    records.absences.replace([], first=date(2026, 1, 1), last=date(2026, 12, 31))

    assert records.absences.away(date(2026, 6, 1)) == {"ada"}


def test_hiding_a_tie_masks_it_either_way_and_moves_the_revision(records):
    before = records.deny()

    records.hidden.hide("zed", "ada", history=[{"feed": "mail"}], at=NOW)

    assert before == DenyMask(revision=0)
    assert records.deny() == DenyMask(revision=1, ties=frozenset({("ada", "zed")}))
    assert records.hidden.of("zed") == ["ada"]
    assert records.hidden.of("ada") == []


def test_a_tie_that_is_unhidden_gives_its_history_back(records):
    records.hidden.hide("zed", "ada", history=[{"feed": "mail"}], at=NOW)

    assert records.hidden.unhide("zed", "ada") == [{"feed": "mail"}]
    assert records.hidden.unhide("zed", "ada") is None
    assert records.deny().ties == frozenset()


def test_a_tie_both_hid_stays_hidden_until_both_let_it_in(records):
    records.hidden.hide("zed", "ada", history=[], at=NOW)
    records.hidden.hide("ada", "zed", history=[], at=NOW)

    records.hidden.unhide("zed", "ada")

    assert records.hidden.pairs() == {("ada", "zed")}
    assert records.deny().ties == {("ada", "zed")}


def test_a_person_who_left_is_masked_until_erased_and_kept_out_for_ever(records):
    records.tombstones.put("zed", at=NOW)
    masked = records.deny()

    records.tombstones.erased("zed", at=NOW)

    assert masked.people == {"zed"}
    assert records.deny().people == frozenset()
    assert records.deny().revision > masked.revision
    assert records.tombstones.kept_out(["ada", "zed"]) == {"zed"}


def test_the_id_of_an_erased_person_is_in_no_byte_of_the_file(records, tmp_path):
    records.tombstones.put("CANARY-PERSON", at=NOW)
    records.tombstones.erased("CANARY-PERSON", at=NOW)
    with records.database.writing() as connection:
        connection.exec_driver_sql("SELECT 1")
    records.close()

    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"CANARY-PERSON" not in kept


def test_without_a_key_nobody_can_be_put_out(tmp_path):
    records = Records(tmp_path / "records.sqlite")

    with pytest.raises(RecordsUnavailable, match="no key"):
        records.tombstones.put("zed", at=NOW)

    assert records.tombstones.kept_out(["zed"]) == frozenset()


def test_the_mask_of_another_process_is_seen_at_the_next_look(records, tmp_path):
    records.deny()
    other = Records(tmp_path / "records.sqlite", key=b"k" * 32)

    other.tombstones.put("zed", at=NOW)

    assert records.deny().people == {"zed"}
    assert records.revision() == other.revision()


def test_a_no_counts_until_a_yes(records):
    records.consents.put("ada", "suggestions", given=False, at=NOW)
    records.consents.put("ben", "suggestions", given=True, at=NOW)
    refused = records.consents.refused("suggestions")
    records.consents.put("ada", "suggestions", given=True, at=NOW)

    assert refused == {"ada"}
    assert records.consents.refused("suggestions") == frozenset()


def test_a_person_reads_her_own_answers_with_the_day_she_first_said_so(records):
    records.consents.put("ada", "suggestions", given=False, at=NOW)
    records.consents.put("ada", "suggestions", given=False, at=NOW + timedelta(days=1))
    records.consents.put("ada", "other", given=True, at=NOW + timedelta(days=2))
    records.consents.put("ben", "suggestions", given=True, at=NOW)

    assert records.consents.of("ada") == {
        "suggestions": (False, NOW),
        "other": (True, NOW + timedelta(days=2)),
    }
    assert records.consents.of("cy") == {}


def test_what_is_taken_back_was_never_said_and_only_that(records):
    nobody = frozenset()
    records.consents.put("ada", "suggestions", given=False, at=NOW)
    records.consents.put("ada", "other", given=False, at=NOW)
    records.consents.put("ben", "suggestions", given=False, at=NOW)
    before = records.consents.answers("suggestions")
    for _ in range(2):
        records.consents.take_back("ada", "suggestions")

    assert before == (nobody, {"ada", "ben"})
    assert records.consents.answers("suggestions") == (nobody, {"ben"})
    assert records.consents.of("ada").keys() == {"other"}


def test_an_answer_makes_no_snapshot_old(records):
    before = records.revision(), records.deny()
    records.consents.put("ada", "suggestions", given=False, at=NOW)
    records.consents.take_back("ada", "suggestions")

    assert (records.revision(), records.deny()) == before


def test_what_another_process_writes_counts_at_once(records):
    other = Records(records.database.url.database or "", key=b"k" * 32)
    try:
        before = records.consents.answers("suggestions"), records.absences.away(date(2026, 3, 2))
        again = records.consents.answers("suggestions"), records.absences.away(date(2026, 3, 2))
        other.consents.put("ada", "suggestions", given=False, at=NOW)
        other.absences.replace([("ben", date(2026, 3, 1), None)])

        nobody = frozenset()
        assert before == again == ((nobody, nobody), nobody)
        assert records.consents.answers("suggestions") == (nobody, {"ada"})
        assert records.consents.answers("other") == (nobody, nobody)
        assert records.absences.away(date(2026, 3, 2)) == {"ben"}

        other.consents.put("ada", "suggestions", given=True, at=NOW)
        other.absences.replace([])

        assert records.consents.answers("suggestions") == ({"ada"}, nobody)
        assert records.absences.away(date(2026, 3, 2)) == nobody
    finally:
        other.close()


def test_absences_make_no_snapshot_stale(records):
    before = records.revision()
    records.absences.replace([("ben", date(2026, 3, 1), None)])

    assert records.revision() == before


def test_imports_remember_hash_files_and_coverage(records):
    mail = Coverage("contact", "mail", date(2026, 1, 5), date(2026, 3, 2), False)
    survey = Coverage("tie", "survey", None, None, True)
    records.imports.record("i-1", hash="aa", files=[{"n": 1}], coverage=[mail, survey], at=NOW)
    later = NOW.replace(hour=13)
    records.imports.record("i-2", hash="bb", files=[], coverage=[], at=later)

    found = records.imports.last(hash="aa")

    assert found is not None
    assert (found.id, found.files, found.coverage) == ("i-1", [{"n": 1}], (mail, survey))
    assert [one.id for one in records.imports.all()] == ["i-1", "i-2"]
    assert records.imports.coverage("contact", "mail") == mail
    assert records.imports.coverage("contact", "meeting") is None
    assert records.imports.last(hash="cc") is None


def test_recording_an_import_again_replaces_it(records):
    records.imports.record("i-1", hash="aa", files=[], coverage=[], at=NOW)
    records.imports.record("i-1", hash="bb", files=[], coverage=[], at=NOW)

    assert [one.hash for one in records.imports.all()] == ["bb"]
