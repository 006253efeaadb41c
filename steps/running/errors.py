"""How a scenario can fail, one class for each kind of divergence.

    pytest.fail.Exception
    ├── ConformanceError (also an AssertionError)   the system does not bill what the terms say
    │   ├── ChargedInFull                           one subclass for each `Kind`
    │   └── …
    ├── Inconclusive                                no verdict: the system refused or did not answer; look at the system
    └── ScenarioMistake                             no system can be tested with the scenario; fix its text

None of them carries a traceback: the message is the report.
"""

from collections.abc import Mapping

import pytest

from ...verdict import Kind

_NO_MODULE = "builtins"
"""As for pytest's own outcomes, so that the summary of a run shows their names without a module."""


class ConformanceError(AssertionError, pytest.fail.Exception):
    """The system does not bill what the terms say. The message is the whole report."""

    __module__ = _NO_MODULE

    def __init__(self, message: str) -> None:
        pytest.fail.Exception.__init__(self, message, pytrace=False)


class Inconclusive(pytest.fail.Exception):
    """The system did not answer, so its bills can neither pass nor fail the scenario."""

    __module__ = _NO_MODULE

    def __init__(self, message: str) -> None:
        super().__init__(message, pytrace=False)


class ScenarioMistake(pytest.fail.Exception):
    """The scenario says something that cannot be true of any system."""

    __module__ = _NO_MODULE

    def __init__(self, message: str) -> None:
        super().__init__(message, pytrace=False)


def _of_kind(kind: Kind) -> type[ConformanceError]:
    name = "".join(part.title() for part in kind.value.split("-"))
    return type(
        name, (ConformanceError,), {"__doc__": f"A divergence of the kind {kind.value}.", "__module__": _NO_MODULE}
    )


BY_KIND: Mapping[Kind, type[ConformanceError]] = {kind: _of_kind(kind) for kind in Kind}
