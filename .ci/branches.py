"""A plugin of pytest that prints the branch coverage of the rooms: `pytest -p branches`.

Only what runs in the processes of the tests counts; commands and servers that tests start are not followed. slipcover
costs a tenth of the time, coverage.py on Python 3.11 as much again as the tests. It cannot see the branches of what
pytest's import hook loads, and pytest takes all modules of a package that offers a plugin: so the rooms are loaded
here, before the hook may.
"""

import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from slipcover import Slipcover, merge_coverage
from slipcover.importer import FileMatcher, ImportManager

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("shim", "oracle", "faults", "adapters", "cases", "verdict", "reports", "steps", "cli")
FOLDER = "YAKKAN_BRANCHES"
"""The variable that tells the processes of pytest-xdist where to leave what they have counted."""

_counted = Slipcover(branch=True, source=list(ROOMS))


def _load() -> None:
    sources = [ROOT / room for room in ROOMS]
    hooks = [one for one in sys.meta_path if isinstance(one, AssertionRewritingHook)]
    for one in hooks:
        sys.meta_path.remove(one)
    with ImportManager(_counted, FileMatcher(sources=sources)):
        for room in ROOMS:
            package = import_module(f"yakkan.{room}")
            for module in walk_packages(package.__path__, f"{package.__name__}."):
                if "stubs" not in module.name and not module.name.endswith("__main__"):
                    import_module(module.name)
    sys.meta_path[:0] = hooks


def pytest_configure(config: pytest.Config) -> None:
    """Give the processes of pytest-xdist a folder."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="branches-")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave what a process of pytest-xdist has counted."""
    if hasattr(session.config, "workerinput"):
        found = json.dumps(_counted.get_coverage())
        Path(os.environ[FOLDER], f"{os.getpid()}.json").write_text(found, encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print covered and existing branches of each room."""
    if hasattr(terminalreporter.config, "workerinput"):
        return  # the processes of pytest-xdist sum up too, to nobody
    all_counted = _counted.get_coverage()
    for path in Path(os.environ[FOLDER]).iterdir():
        merge_coverage(all_counted, json.loads(path.read_text(encoding="utf-8")))
    shutil.rmtree(os.environ[FOLDER])
    rooms: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for file, counted in all_counted["files"].items():
        for name in (Path(file).parts[0], "all"):
            rooms[name][0] += len(counted["executed_branches"])
            rooms[name][1] += len(counted["executed_branches"]) + len(counted["missing_branches"])
    terminalreporter.section("branches that the tests took, in their own processes")
    for room in (*ROOMS, "all"):
        taken, there = rooms[room]
        terminalreporter.line(f"{room:10}{taken:6} of {there:5}{100 * taken / there:7.1f} %")


_load()
