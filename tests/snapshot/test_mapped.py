"""Is a column mapped as it was saved, and nothing else mapped at all?"""

from pathlib import Path

import numpy as np
import pytest

from graphsvc.snapshot.mapped import mapped


@pytest.mark.parametrize("kind", [np.int32, np.uint64, np.float32, np.bool_, np.uint8])
@pytest.mark.parametrize("length", [0, 1, 5_000])
def test_a_column_is_mapped_as_it_was_saved(tmp_path: Path, kind: type, length: int):
    column = np.arange(length).astype(kind)
    np.save(tmp_path / "column.npy", column)

    found = mapped(str(tmp_path / "column.npy"))

    assert found.dtype == column.dtype
    assert found.tolist() == column.tolist()
    assert type(found) is np.ndarray
    assert isinstance(found.base, np.memmap)
    assert not found.flags.writeable


@pytest.mark.parametrize("harm", ["cut", "empty", "no header", "objects", "by column", "version"])
def test_what_is_no_plain_column_is_refused(tmp_path: Path, harm: str):
    file = tmp_path / "column.npy"
    np.save(file, np.arange(100))
    content = file.read_bytes()
    if harm in ("cut", "empty", "no header"):
        file.write_bytes(content[: {"cut": -1, "empty": 0, "no header": 9}[harm]])
    elif harm == "objects":
        np.save(file, np.array(["a"], object), allow_pickle=True)
    elif harm == "by column":
        np.save(file, np.ones((2, 3), order="F"))
    else:
        with file.open("wb") as opened:
            np.lib.format.write_array(opened, np.arange(3), version=(2, 0))

    with pytest.raises((OSError, ValueError)):
        mapped(str(file))
