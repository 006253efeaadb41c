"""The rooms of ARCHITECTURE.md hold."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = tuple(re.findall(r"^\| `(\w+)/` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE))


def imported_rooms(file: Path) -> Iterator[tuple[int, str]]:
    """The rooms a file imports from, with the line; its own room where it imports from itself by full name."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            path = (node.module or "").split(".")
            depth = len(file.relative_to(ROOT).parts) - 1
            if node.level == depth + 1:
                names = [path[0]] if path[0] else [alias.name for alias in node.names]
                yield from ((node.lineno, name) for name in names)
            elif node.level == 0 and path[0] == "yakkan":
                yield from ((node.lineno, name) for name in (path[1:2] or [alias.name for alias in node.names]))
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("yakkan."):
                    yield node.lineno, alias.name.split(".")[1]


def test_architecture_lists_every_room():
    """Every package of the wheel is a room of ARCHITECTURE.md, in the repository and in the table."""
    packages = re.findall(r'^  "yakkan\.(\w+)",$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert sorted(packages) == sorted([*ROOMS, "terms"])
    assert all((ROOT / room / "__init__.py").is_file() for room in ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_downwards(room):
    """A room imports only from rooms above it in the table of ARCHITECTURE.md."""
    allowed = {*ROOMS[: ROOMS.index(room)], "__version__", "terms"}  # the shipped documents are data
    found = [
        f"{file.relative_to(ROOT)}:{line} imports {other}"
        for file in sorted((ROOT / room).rglob("*.py"))
        for line, other in imported_rooms(file)
        if other not in allowed
    ]

    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_name_their_public_face(room):
    """A room's `__init__.py` imports names and lists exactly those in `__all__`."""
    tree = ast.parse((ROOT / room / "__init__.py").read_text())
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    listed = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and "__all__" in ast.unparse(node)
    )

    assert set(listed) == imported | defined


@pytest.mark.parametrize("room", ["oracle", "faults", "verdict", "cases"])
def test_money_is_never_a_float(room):
    """No room that holds money names the float type or writes a float."""
    found = []
    for file in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            is_name = isinstance(node, ast.Name) and node.id == "float"
            if is_name or (isinstance(node, ast.Constant) and isinstance(node.value, float)):
                found.append(f"{file.relative_to(ROOT)}:{node.lineno}")

    assert found == []


def test_one_file_knows_the_http_library():
    """The HTTP client library is imported in one file alone, so that it can be exchanged."""
    library = re.compile(r"^\s*(import|from) (httpx|httpcore|requests|urllib3|http\.client)\b", re.MULTILINE)
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]

    importing = [str(file.relative_to(ROOT)) for file in files if library.search(file.read_text())]

    assert importing == ["adapters/http_client.py"]
