"""Is compiled code kept where a start finds it, and does all work where nothing can be kept?

Each start is a process of its own. Two small families stand for all, so that compiling takes
seconds. No folder is named by NUMBA_CACHE_DIR here: the service names its own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import graphsvc
from graphsvc.kernels.warm import COMPILING, NOT_KEPT

PACKAGE = Path(graphsvc.__file__).parent
FAMILIES = ("clout", "units")
START = f"""
import sys
from pathlib import Path
from graphsvc.kernels import compiled, warm

warm.FAMILIES = {FAMILIES!r}
warm.ready(Path(sys.argv[1]), say=lambda text: print("said:", text))
"""
# Name, signatures, loaded, compiled, and whether other loops of the file call it.
TELL = """
functions = [made.py_func for made in compiled.LOOPS]
called = {(one.__module__, name) for one in functions for name in one.__code__.co_names}
for made in compiled.LOOPS:
    hits, misses = (sum(one.values()) for one in (made.stats.cache_hits, made.stats.cache_misses))
    known = made.py_func.__module__, made.py_func.__name__
    of = "called" if known in called else "asked"
    print("loop:", ".".join(known), len(made.signatures), hits, misses, of)
"""
ANSWER = """
import numpy as np
from graphsvc.kernels.rows import Rows
from graphsvc.kernels.units import ties_by_unit
line = Rows(*map(np.array, ([0, 1, 3, 4], [1, 0, 2, 1], [0.5, 0.5, 1.0, 1.0])))
print("answer:", ties_by_unit(line, np.array([0, 0, 1]), 2).ei.tolist())
"""
# Root may write anywhere until it lets go of that capability; others have nothing to let go of.
WITHOUT_WRITING = """
import ctypes, os, sys
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that no other test has compiled anything for."""
    for room in ("", "kernels"):
        (tmp_path / "copy" / "graphsvc" / room).mkdir(parents=True)
        for module in (PACKAGE / room).glob("*.py"):
            shutil.copy(module, tmp_path / "copy" / "graphsvc" / room)
    return tmp_path / "copy"


def start(copy: Path, folder: Path, script: str, *, home: Path, before: str = "") -> list[str]:
    """What a fresh process prints, by line, that starts *copy* and keeps code in *folder*."""
    environ = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environ |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    # What replaces the first process gets the arguments after its script.
    scripts = ["-c", before] if before else []
    command = [sys.executable, *scripts, "-c", script, str(folder)]
    done = subprocess.run(
        command, env=environ, cwd=home, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def told(lines: list[str], what: str) -> list[str]:
    return [line.removeprefix(f"{what}: ") for line in lines if line.startswith(f"{what}: ")]


def test_a_start_says_that_it_compiles_unless_code_of_this_version_was_kept(
    copy: Path, tmp_path: Path
):
    folder, home = tmp_path / "kept", tmp_path

    first = start(copy, folder, START + TELL, home=home)
    second = start(copy, folder, START + TELL, home=home)
    for module in (copy / "graphsvc" / "kernels").glob("*.py"):
        module.write_text(module.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    third = start(copy, folder, START, home=home)

    assert told(first, "said") == [COMPILING]
    assert told(second, "said") == []
    assert told(third, "said") == [COMPILING]
    loops = [line.split() for line in told(second, "loop")]
    assert len(loops) >= len(FAMILIES)
    assert [loop for loop in loops if loop[1:4] != ["1", "1", "0"]] == []
    assert [line for line in told(first, "loop") if line.split()[1:4] != ["1", "0", "1"]] == []
    assert not list((copy / "graphsvc").rglob("*.nbi"))


def test_where_nothing_can_be_written_all_works_the_same(copy: Path, tmp_path: Path):
    folder, home = tmp_path / "kept", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    for place in (tmp_path, *tmp_path.rglob("*")):
        if place.is_dir():
            place.chmod(0o555)
    can_write = "import os; print('writable:', *map(os.access, {!r}, [os.W_OK] * 4))\n".format(
        [str(place) for place in (folder, home, copy / "graphsvc" / "kernels", tmp_path)]
    )

    try:
        found = start(copy, folder, can_write + START + ANSWER, home=home, before=WITHOUT_WRITING)
    finally:
        for place in (tmp_path, *tmp_path.rglob("*")):
            if place.is_dir():
                place.chmod(0o755)

    assert told(found, "writable") == ["False False False False"]
    assert told(found, "said") == [NOT_KEPT.format(folder), COMPILING]
    # Ada - Ben - Cy, and Cy in another unit: Ben has one tie inside and one outside.
    assert told(found, "answer") == ["[-1.0, 0.0, 1.0]"]
    assert not list(tmp_path.rglob("*.nbi"))


def test_warming_reaches_every_loop_and_the_next_start_compiles_nothing(tmp_path: Path):
    """All families, in the folder that tests share; it is filled by the first of two starts."""
    script = START.replace(f"warm.FAMILIES = {FAMILIES!r}", "") + TELL
    command = [sys.executable, "-c", script, str(tmp_path)]

    for _ in range(2):
        done = subprocess.run(
            command, cwd=PACKAGE.parent, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stderr

    lines = done.stdout.splitlines()
    assert told(lines, "said") == []
    loops = [line.split() for line in told(lines, "loop")]
    assert len(loops) > 30
    assert [loop for loop in loops if loop[3] != "0"] == []
    # The code of a loop holds that of the loops it calls, which need not be loaded then.
    enough = {"called": ("0", "1"), "asked": ("1",)}
    assert [loop for loop in loops if loop[1] not in enough[loop[4]]] == []
