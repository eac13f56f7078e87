"""Is an import told step by step, recognised by its content, and kept for its owner alone?"""

from graphsvc.intake.known import NothingKnown
from graphsvc.intake.options import ImportOptions
from graphsvc.intake.parse import parse
from graphsvc.intake.spool import Spool
from tests.intake.conftest import PEOPLE, TODAY, Reader

TIES = "source,target,type,at\n" + "a,b,mail,2026-09-30\n" * 50


class Told:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.steps: list[list] = []

    def begin(self, what: str, total: int | None) -> None:
        self.steps.append([what, total, 0, False])

    def advance(self, amount: int) -> None:
        self.steps[-1][2] += amount

    def done(self) -> None:
        self.steps[-1][3] = True


def test_every_file_is_a_step_that_comes_to_its_end(reader: Reader, tmp_path):
    reader.write(people=PEOPLE, ties=TIES)
    told, spool = Told(), Spool(tmp_path / "another")

    parse(
        [reader.folder],
        ImportOptions(),
        spool,
        known=NothingKnown(),
        progress=told,
        today=TODAY,
    )
    spool.remove()

    assert told.steps == [
        ["Reading people.csv", 5, 5, True],
        ["Reading ties.csv", 51, 51, True],
    ]


def test_the_hash_follows_content_and_kind_of_file_alone(reader: Reader):
    reader.write(people=PEOPLE, ties=TIES)
    first = reader.read().hash
    reader.write(notes="something")
    assert reader.read().hash == first

    reader.write(ties=TIES + "b,a,mail,2026-09-30\n")
    assert reader.read().hash != first
    reader.write(ties=TIES)
    reader.write(units="id\nu\n")
    assert reader.read().hash != first


def test_paths_may_be_files_and_folders_in_any_order(reader: Reader, tmp_path):
    reader.write(ties=TIES)
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)

    intake = reader.read(reader.folder / "ties.csv", people, reader.folder)

    assert intake.problems == ()
    assert [file.name for file in intake.files] == ["people.csv", "ties.csv"]


def test_the_spool_is_for_its_owner_alone(reader: Reader):
    reader.write(people=PEOPLE)
    reader.read()

    assert reader.spool.path.stat().st_mode & 0o777 == 0o600
