"""Collect a feature file as a test module; no Python file is needed beside it."""

import re
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest
from pytest_bdd import scenario
from pytest_bdd.feature import get_feature

from .traps import file_traps

_BETWEEN_WORDS = r"\W+"


class FeatureFile(pytest.Module):
    """A `.feature` file whose scenarios are tests."""

    def _getobj(self) -> ModuleType:
        """The module that `pytest_bdd.scenarios` would have filled."""
        problems = file_traps(self.path)
        if problems:
            raise self.CollectError("\n".join(problems))
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        folder = str(self.path.parent)
        for name, template in get_feature(folder, self.path.name).scenarios.items():
            test = scenario(self.path.name, name, features_base_dir=folder)(_nothing_more)
            _place(test, self.path, template.line_number)
            setattr(module, _free_name(module, f"test_{re.sub(_BETWEEN_WORDS, '_', name).strip('_').lower()}"), test)
        return module

    def funcnamefilter(self, name: str) -> bool:
        """True for every test of the module, whatever function names the configuration of the project asks for."""
        return name.startswith("test_")


def _free_name(module: ModuleType, name: str) -> str:
    numbered = (f"{name}_{number}" for number in count(1))
    return next(one for one in chain([name], numbered) if not hasattr(module, one))


def _nothing_more() -> None:
    """What a scenario's test does after its steps."""


def _place(test: Callable[..., object], path: Path, line: int) -> None:
    """Make pytest report the line of the scenario in the feature file as the location of the test."""
    code: CodeType = _nothing_more.__code__.replace(co_filename=str(path), co_firstlineno=line)
    test.__dict__["place_as"] = FunctionType(code, {})
