"""Are the service's keys made once, for this user only, and refused when they are damaged?"""

import stat
import subprocess
import sys

import pytest

from graphsvc.access import secrets
from graphsvc.access.pseudonym import Pseudonyms
from graphsvc.errors import DataDirectoryUnusable

SAY_KEY = """
import sys
from pathlib import Path
from graphsvc.access import secrets
print(secrets.key(Path(sys.argv[1]), secrets.PEPPER).hex())
"""


def test_a_key_is_made_once_and_for_this_user_only(tmp_path):
    made = secrets.key(tmp_path, secrets.PEPPER)

    assert len(made) == 32
    assert secrets.key(tmp_path, secrets.PEPPER) == made
    assert [file.name for file in tmp_path.iterdir()] == ["pepper.key"]
    assert stat.S_IMODE((tmp_path / "pepper.key").stat().st_mode) == 0o600


def test_each_purpose_has_a_key_of_its_own(tmp_path):
    names = (secrets.PEPPER, secrets.PSEUDONYMS, secrets.COOKIES, secrets.TOMBSTONES)

    assert len({secrets.key(tmp_path, name) for name in names}) == 4


def test_processes_that_come_at_once_get_the_same_key(tmp_path):
    command = [sys.executable, "-c", SAY_KEY, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {one.communicate()[0] for one in running}

    assert len(said) == 1
    assert said != {""}
    assert [file.name for file in tmp_path.iterdir()] == ["pepper.key"]


@pytest.mark.parametrize("text", ["", "not hex", "ab" * 31, "ab" * 33, "\u00e9" * 64])
def test_a_damaged_key_is_refused_and_not_replaced(tmp_path, text):
    file = tmp_path / "pepper.key"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)

    with pytest.raises(DataDirectoryUnusable, match="damaged"):
        secrets.key(tmp_path, secrets.PEPPER)
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_others_may_read_is_refused_with_the_way_out(tmp_path, mode):
    secrets.key(tmp_path, secrets.PEPPER)
    (tmp_path / "pepper.key").chmod(mode)

    with pytest.raises(DataDirectoryUnusable, match="chmod 600"):
        secrets.key(tmp_path, secrets.PEPPER)


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(DataDirectoryUnusable, match="No such file") as refused:
        secrets.key(tmp_path / "gone", secrets.PEPPER)

    assert "\n" not in str(refused.value)


def test_a_pseudonym_is_the_same_every_time_and_different_for_every_key_store_and_person():
    one = Pseudonyms(b"k" * 32, "store")
    others = (
        Pseudonyms(b"l" * 32, "store").of("ada"),
        Pseudonyms(b"k" * 32, "other").of("ada"),
        one.of("ben"),
        Pseudonyms(b"k" * 32, "storea").of("da"),
    )

    assert one.of("ada") == one.of("ada")
    assert one.of("ada") not in others
    assert len(one.of("ada")) == 20
    assert len({one.of(f"p-{number}") for number in range(10_000)}) == 10_000
    assert "6b6b" not in repr(one)
    assert "kkkk" not in repr(one)
