"""Which deployments do the tests of the whole share?"""

from pathlib import Path

import pytest

from tests.engines import Engine
from tests.whole.deployment import Deployment


@pytest.fixture(
    params=[
        pytest.param("embedded", marks=pytest.mark.engine),
        pytest.param("neo4j", marks=pytest.mark.neo4j),
    ]
)
def deployment(request: pytest.FixtureRequest, tmp_path: Path) -> Deployment:
    """An empty data directory; once with the embedded engine, once with a real, empty Neo4j."""
    if request.param == "embedded":
        return Deployment(tmp_path)
    engine: Engine = request.getfixturevalue("empty_neo4j")
    return Deployment(tmp_path, engine.address)


@pytest.fixture
def both(tmp_path: Path, empty_neo4j: Engine) -> tuple[Deployment, Deployment]:
    """A deployment with the embedded engine and one with a real Neo4j, both empty."""
    one, other = tmp_path / "embedded", tmp_path / "neo4j"
    one.mkdir()
    other.mkdir()
    return Deployment(one), Deployment(other, empty_neo4j.address)
