"""Is what lies in web/vendor what its lock says, with its licence, and named by no registry?"""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "web" / "vendor"
LOCK = json.loads((VENDOR / "vendor.lock.json").read_text(encoding="utf-8"))
NPM = json.loads((VENDOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
OURS = {"build.sh", "d3.entry.mjs", "package.json", "package-lock.json", "vendor.lock.json"}


@pytest.mark.parametrize("name", LOCK["files"])
def test_a_vendored_file_is_the_one_that_was_built(name):
    content = (VENDOR / name).read_bytes()

    assert len(content) == LOCK["files"][name]["size"]
    assert hashlib.sha256(content).hexdigest() == LOCK["files"][name]["sha256"]


def test_nothing_lies_there_that_the_lock_does_not_name():
    assert {path.name for path in VENDOR.iterdir()} == OURS | set(LOCK["files"])


def test_the_licence_of_every_package_inside_lies_beside_it():
    licences = (VENDOR / "d3.LICENSE").read_text(encoding="utf-8")
    inside = [package for package in LOCK["made_from"] if package != "esbuild"]

    assert inside
    for package in inside:
        assert f"== {package}\n" in licences


def test_what_it_was_made_from_is_what_npm_is_told_to_fetch():
    for package, version in LOCK["made_from"].items():
        assert NPM[f"node_modules/{package}"]["version"] == version


def test_npm_is_told_what_to_fetch_by_content_and_not_from_where():
    for path, entry in NPM.items():
        assert "resolved" not in entry, path
        assert not path or entry["integrity"].startswith("sha512-"), path
