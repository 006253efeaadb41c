"""Runs of pytest with the plugin: in this process for the quick ones, in one of their own for the real ones."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import httpcore  # noqa: F401  # httpx loads it with the first call
import pytest
import yakkan.steps.collecting.hooks  # noqa: F401  # the same as below

# pytester takes away what a run in this process imports: what is loaded when it is used is loaded here
for _room in map(
    import_module, (f"yakkan.{name}" for name in ("oracle", "faults", "adapters", "cases", "verdict", "reports"))
):
    for _name in _room.__all__:
        getattr(_room, _name)

HERE = Path(__file__).parent
FEATURES = HERE.parent.parent / "features"
_LINE = re.compile(r"^(\S+\.feature)::(\S+) (PASSED|FAILED|SKIPPED)", re.MULTILINE)

A_START = """
Feature: mine

  Scenario: A start
    Given the tariff is "enex-low-voltage"
    And a contract with amperage 60
    And it starts on 2016-05-12
    And the scheduled reading days are 2016-05-09, 2016-06-08, 2016-07-08
    When it is billed
    Then the bill from 2016-05-12 to 2016-06-07 has total 1516
"""


@dataclass(frozen=True)
class Run:
    """A run of pytest in a process of its own. `outcomes` are those of its scenarios by file and test."""

    code: int
    output: str

    @property
    def outcomes(self):
        return {(Path(file), test): outcome for file, test, outcome in _LINE.findall(self.output)}

    def files(self, outcome):
        """The names of the feature files with a scenario of this outcome."""
        return {file.name for (file, _), found in self.outcomes.items() if found == outcome}


@pytest.fixture(scope="session")
def run_pytest():
    """Run pytest as a user does."""

    def run(*arguments, cwd, path=HERE):
        environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1", "COLUMNS": "120"}
        command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        return Run(done.returncode, done.stdout + done.stderr)

    return run


@pytest.fixture(scope="session")
def features():
    return FEATURES


@pytest.fixture
def run_feature(pytester, monkeypatch):
    """Run pytest in this process on feature files written for a test, against a system of `systems.py`."""
    monkeypatch.syspath_prepend(HERE)

    def run(system, *arguments, **texts):
        for name, text in texts.items():
            pytester.makefile(".feature", **{name: text})
        return pytester.runpytest(f"--sut=py:systems:{system}", "-p", "no:cacheprovider", *arguments)

    return run


@pytest.fixture
def a_start():
    """One contract that starts on 2016-05-12: 1,684.80 × 27 ÷ 30 = 1,516.32."""
    return A_START
