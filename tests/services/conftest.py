"""What does a service under test stand on? Records of its own, a clock that stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graphsvc.access.audit import Audit
from graphsvc.access.policy import Policy
from graphsvc.records.open import Records
from graphsvc.snapshot.view import View


@dataclass(frozen=True)
class OneView:
    """Gives the same view at every date."""

    view: View

    def at(self, as_of: date | None = None) -> View:
        return self.view


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    records = Records(tmp_path / "records.sqlite", key=b"k" * 32)
    yield Audit(
        records.audit, lambda: datetime(2026, 11, 23, 12, tzinfo=UTC), lambda one: f"~{one}"
    )
    records.close()


@pytest.fixture
def policy(audit: Audit) -> Policy:
    return Policy(audit.clock, audit)
