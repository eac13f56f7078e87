"""Does an installed wheel do what the checkout does? Built, installed, started."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.whole.deployment import Deployment

ROOT = Path(__file__).parents[2]
KEPT_OUT = (
    ".git",
    ".venv",
    "node_modules",
    "build",
    "data",
    "*.egg-info",
    ".*_cache",
    "__pycache__",
)

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # From a copy: setuptools writes into the folder it builds from.
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    shutil.copytree(
        ROOT,
        source,
        symlinks=True,
        ignore=shutil.ignore_patterns(*KEPT_OUT),
        dirs_exist_ok=True,
    )
    told = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(built), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return next(built.glob("*.whl"))


def names(folder: Path, prefix: str) -> set[str]:
    return {
        f"graphsvc/{prefix}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file() and "node_modules" not in path.parts
    }


def test_queries_and_pages_travel_with_the_wheel(wheel):
    packed = set(zipfile.ZipFile(wheel).namelist())

    assert names(ROOT / "cypher", "cypher") <= packed
    assert names(ROOT / "web", "web") <= packed
    assert "graphsvc/records/migrations/env.py" in packed


def test_a_wheel_in_an_empty_environment_serves_the_demonstration(wheel, tmp_path):
    empty = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "venv", str(empty)], check=True)
    python = empty / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, str(wheel), "-c", str(ROOT / "requirements.txt")], check=True)
    at = Deployment(tmp_path, more={"GRAPHSVC_DEMO_PEOPLE": "60"}, python=str(python))

    with at.serving() as served:
        status, page = served.get("/")
        ready = served.value("/readyz")

    assert status == 200
    assert "graphsvc" in page
    assert ready["status"] == "ready"
