"""What ARCHITECTURE.md says of rooms and folders, as far as import-linter (`make lint`) cannot say it."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = tuple(re.findall(r"^\| `(\w+)/` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE))
TREES = {file: ast.parse(file.read_text()) for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))}
CODE = {file: tree for file, tree in TREES.items() if "stubs" not in file.parts}
MOST_MODULES = 15


def imports(file: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The modules that a file of a room imports from, each with its line, as paths below the repository."""
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(CODE[file]):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            module = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names:
                inside = (*base, *module, alias.name)
                is_module = (ROOT.joinpath(*inside).with_suffix(".py")).is_file() and not module
                yield node.lineno, inside if is_module else (*base, *module)


def listed(path: Path) -> list[str]:
    """The names in `__all__`."""
    tree = ast.parse(path.read_text())
    return next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and "__all__" in ast.unparse(node) and node.value is not None
    )


def test_architecture_lists_every_room():
    """The rooms are those of ARCHITECTURE.md, of the wheel and of the contract on imports, in one order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    installed = {name.removeprefix("yakkan.") for name in project["tool"]["setuptools"]["package-dir"]} - {"yakkan"}
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["containers"] == ["yakkan"])

    assert sorted(installed) == sorted([*ROOMS, "terms"])
    assert contract["layers"] == [*reversed(ROOMS), "terms"]


def test_folders_are_entered_through_their_face():
    """What lies in a folder of a room is imported from outside the folder through the folder's `__init__` alone."""
    past = [
        f"{file.relative_to(ROOT)}:{line} imports {'.'.join(module)}"
        for file in CODE
        for line, module in imports(file)
        for above, inner in pairwise(range(1, len(module) + 1))
        if above > 1
        and ROOT.joinpath(*module[:above]).is_dir()
        and file.relative_to(ROOT).parts[:above] != module[:above]
        and len(module) >= inner
    ]

    assert past == []


@pytest.mark.parametrize("folder", sorted({file.parent for file in CODE}), ids=lambda one: str(one.relative_to(ROOT)))
def test_a_folder_is_no_hall(folder):
    """No folder holds more modules than a newcomer takes in at a glance."""
    assert len([file for file in CODE if file.parent == folder and file.name != "__init__.py"]) <= MOST_MODULES


@pytest.mark.parametrize("room", ROOMS)
def test_a_public_name_stands_once_in_a_room(room):
    """A public name is defined in one module of a room alone: one name for one thing."""
    defined: dict[str, list[str]] = defaultdict(list)
    for file, tree in CODE.items():
        if file.relative_to(ROOT).parts[0] == room:
            for node in tree.body:
                names: list[str] = []
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    names = [node.name]
                elif isinstance(node, ast.Assign):
                    names = [one.id for one in node.targets if isinstance(one, ast.Name)]
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    names = [node.target.id]
                for name in names:
                    if not name.startswith("_"):
                        defined[name].append(str(file.relative_to(ROOT)))

    assert {name: files for name, files in defined.items() if len(files) > 1} == {}


@pytest.mark.parametrize("face", sorted(file for file in CODE if file.name == "__init__.py"), ids=str)
def test_a_face_lists_what_it_offers(face):
    """A face lists in `__all__` exactly the names that it imports or defines; a lazy one does in its stub."""
    stub = face.with_suffix(".pyi")
    path = stub if stub.is_file() else face
    tree = ast.parse(path.read_text())
    nodes = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1]
    imported = {alias.asname or alias.name for node in nodes for alias in node.names}
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    defined |= {
        node.target.id
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id.isupper()
    }

    if imported or defined:
        assert set(listed(path)) <= imported | defined
        assert defined <= set(listed(path))


@pytest.mark.parametrize("room", ["oracle", "faults", "verdict", "cases"])
def test_money_is_never_a_float(room):
    """No room that holds money names the float type or writes a float."""
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file, tree in CODE.items()
        if file.relative_to(ROOT).parts[0] == room
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]

    assert found == []


def test_one_file_knows_the_http_library():
    """The HTTP client library is imported in one file alone, so that it can be exchanged."""
    library = re.compile(r"^\s*(import|from) (httpx|httpcore|requests|urllib3|http\.client)\b", re.MULTILINE)

    importing = [str(file.relative_to(ROOT)) for file in CODE if library.search(file.read_text())]

    assert importing == ["adapters/http/client.py"]
