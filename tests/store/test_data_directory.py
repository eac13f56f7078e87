"""Is a data directory that cannot be used refused in one line, and one that can made private?"""

import os
import stat

import pytest

from graphsvc.data_directory import FORMAT, open_data_directory
from graphsvc.errors import DataDirectoryUnusable


def test_it_is_made_with_its_parts_for_this_user_only(tmp_path):
    place = open_data_directory(tmp_path / "new" / "data")
    folders = (place.root, place.engine, place.snapshots, place.cache, place.secrets)

    assert [stat.S_IMODE(one.stat().st_mode) for one in folders] == [0o700] * 5
    assert (place.root / "version").read_text() == f"{FORMAT}\n"
    assert list(place.cache.iterdir()) == []


def test_opening_it_again_changes_nothing(tmp_path):
    first = open_data_directory(tmp_path / "data")
    (first.secrets / "pepper.key").write_text("kept")

    assert open_data_directory(tmp_path / "data") == first
    assert (first.secrets / "pepper.key").read_text() == "kept"


@pytest.mark.parametrize("found", ["2", "", "0.9 beta"])
def test_a_directory_of_another_version_is_left_alone(tmp_path, found):
    (tmp_path / "version").write_text(found)

    with pytest.raises(DataDirectoryUnusable, match="this version reads format 1"):
        open_data_directory(tmp_path)
    assert (tmp_path / "version").read_text() == found


def test_a_file_in_its_place_is_named(tmp_path):
    (tmp_path / "data").write_text("a file")

    with pytest.raises(DataDirectoryUnusable, match="cannot be used: (File exists|Not a dir)"):
        open_data_directory(tmp_path / "data")


def test_a_folder_of_other_files_is_left_alone(tmp_path):
    (tmp_path / "people.csv").write_text("id\n")

    with pytest.raises(DataDirectoryUnusable, match="holds other files"):
        open_data_directory(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["people.csv"]


def test_what_a_system_puts_into_a_folder_does_not_matter(tmp_path):
    (tmp_path / "lost+found").mkdir()
    (tmp_path / ".hidden").write_text("")

    assert open_data_directory(tmp_path).secrets.is_dir()


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(DataDirectoryUnusable, match="No space left on device") as refused:
        open_data_directory(tmp_path / "data")
    assert "\n" not in str(refused.value)
    assert list((tmp_path / "data" / "cache").iterdir()) == []
