"""Does every room import only the rooms below it, and does each library keep to its rooms?"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "graphsvc"

MAY_IMPORT = {
    "errors": {"model"},
    "model": set(),
    "settings": {"model", "errors"},
    "data_directory": {"errors"},
    "kernels": {"errors"},
    "analyses": {"kernels", "model", "errors"},
    "snapshot": {"kernels", "model", "errors"},
    "store": {"model", "errors"},
    "records": {"model", "errors"},
    "intake": {"model", "errors"},
    "demo": {"model", "errors"},
    "access": {"records", "snapshot", "model", "errors"},
    "services": {
        *("analyses", "kernels", "snapshot", "store", "records", "intake", "access"),
        *("model", "errors"),
    },
    "api": {"services", "access", "model", "errors"},
    "pages": {"api", "services", "access", "model", "errors"},
    "wiring": {
        *("services", "snapshot", "kernels", "store", "records", "intake", "access", "demo"),
        *("settings", "data_directory", "model", "errors"),
    },
    "greeting": {"wiring", "services", "access", "errors"},
    "app": {"wiring", "api", "pages", "access", "settings", "errors"},
    "serving": {"app", "greeting", "wiring", "settings", "model", "errors"},
    "__main__": {"cli"},
    "cli": {
        *("app", "serving", "wiring", "demo", "access", "intake", "services", "model"),
        *("settings", "errors"),
    },
}
ROOMS_OF = {
    "flask": {"app", "api", "pages", "access/sign_in"},
    "flask_openapi3": {"app", "api", "pages"},
    "flask_cors": {"app"},
    "pydantic": {"api", "pages"},
    "neo4j": {"store/bolt"},
    "arcadedb_embedded": {"store"},
    "jpype": {"store"},
    "sqlalchemy": {"records"},
    "alembic": {"records"},
    "numba": {"kernels"},
    "networkit": {"snapshot/graph"},
    "networkx": {"snapshot/graph", "analyses"},
    "click": {"cli"},
    "rich": {"cli"},
    "gunicorn": {"serving"},
}
# Protected attributes never reach the ranker.
READERS_OF_GROUPS = {"records", "wiring", "services/gaps", "services/imports"}
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "migrations" not in path.parts
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write absolute imports"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lives_in(module: str, rooms: set[str]) -> bool:
    return any(module == room or module.startswith((f"{room}/", f"{room}_")) for room in rooms)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_room_may(module):
    room = module.partition("/")[0]
    if module == "__init__":
        return
    for name in imports(MODULES[module]):
        first, *rest = name.split(".")
        if first == "graphsvc" and rest[0] != "__version__":
            assert rest[0] in MAY_IMPORT[room] | {room}, f"{module} imports {name}"
        if first in ROOMS_OF:
            assert lives_in(module, ROOMS_OF[first]), f"{module} imports {name}"
        if name.startswith("graphsvc.records.groups"):
            assert lives_in(module, READERS_OF_GROUPS), f"{module} reads protected attributes"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_opens_with_the_question_it_answers(module):
    first = MODULES[module].read_text(encoding="utf-8").lstrip('"').lstrip().splitlines()[0]

    assert "?" in first, f"{module}: {first}"
