"""Records in a file of their own, for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphsvc.records.open import Records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    yield made
    made.close()
