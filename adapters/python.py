"""A billing system that is Python code in this process."""

import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, cast

from ..oracle import Case, Problem
from . import codes
from .errors import DescriptionError, TargetError, WireError
from .protocol import Capabilities, Failed, FailureKind, Outcome, SystemInfo
from .quoting import one_line, shown
from .wire import PROTOCOL, malformed, read_answer, read_system, write_case

_FORM = "module:object"
_LONGEST_MESSAGE = 200


class PythonSystem:
    """A function of a case, or an object with a method `bill` of a case and optionally `system` and `close`.

    Cases and answers are JSON values of the wire format. The code is called by one thread at a time.
    """

    def __init__(
        self,
        name: str,
        bill: Callable[[Any], object],
        system: Callable[[], object] | None = None,
        close: Callable[[], object] | None = None,
    ) -> None:
        self._name = name
        self._bill = bill
        self._system = system
        self._close = close
        self._one_at_a_time = Lock()

    @classmethod
    def load(cls, target: str, folder: Path | None = None) -> "PythonSystem":
        """The system of `module:object`, imported from `folder` (the current one if None) or the usual path.

        A class is instantiated without arguments.

        Raises:
            TargetError: it cannot be imported or instantiated, or cannot bill.
        """
        name = f"py:{target}"
        module, colon, path = target.partition(":")
        if not (module and colon and path):
            raise TargetError(Problem(codes.BAD_TARGET, name, f"it does not have the form py:{_FORM}"))
        here = str(folder or Path.cwd())
        if here not in sys.path:
            sys.path.insert(0, here)
        try:
            found: object = import_module(module)
            for part in path.split("."):
                found = getattr(found, part)
            if isinstance(found, type):
                found = found()
        except (Exception, SystemExit) as error:
            raise TargetError(Problem(codes.NOT_IMPORTABLE, name, _raised(error))) from error
        many, bill = getattr(found, "bill_many", None), getattr(found, "bill", found)
        system, close = getattr(found, "system", None), getattr(found, "close", None)
        others = system if callable(system) else None, close if callable(close) else None
        if callable(many):
            return PythonBatchSystem(name, many, *others)
        if not callable(bill):
            wanted = "f(case), .bill(case) or .bill_many(cases)"
            raise TargetError(Problem(codes.NOT_A_SYSTEM, name, f"found {shown(found)}, wanted: {wanted}"))
        return cls(name, bill, *others)

    @property
    def name(self) -> str:
        """`py:module:object`."""
        return self._name

    def describe(self) -> SystemInfo:
        """The description that the object's `system()` returns; without that method, one with every capability.

        Raises:
            DescriptionError: `system()` raises, or returns something that does not follow the wire format.
            ProtocolError: the system does not speak yakkan/1.
        """
        if self._system is None:
            return SystemInfo(self._name, "not given", (PROTOCOL,), Capabilities())
        try:
            with self._one_at_a_time:
                described = self._system()
        except (Exception, SystemExit) as error:
            raise DescriptionError(Problem(codes.RAISED, self._name, _raised(error))) from error
        try:
            return read_system(described)
        except WireError as error:
            raise DescriptionError(error.problems) from None

    def bill(self, case: Case) -> Outcome:
        """The code's answer; an exception inside it is an outcome that names the file and line.

        Raises:
            WireError: the case itself cannot be written as JSON.
        """
        answer = self._answer(write_case(case))
        return answer if isinstance(answer, Failed) else _read(answer, case)

    def _answer(self, asked: object) -> object:
        """What the code returns, or its exception as a failure."""
        try:
            with self._one_at_a_time:
                return self._bill(asked)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever the code under test does is an outcome
            return Failed(Problem(codes.RAISED, self._name, _raised(error)), FailureKind.SERVER_ERROR)

    def close(self) -> None:
        """Call the code's `close` if its object has one."""
        if self._close is not None:
            self._close()


class PythonBatchSystem(PythonSystem):
    """An object with a method `bill_many` of a list of cases, which returns the answers in the same order."""

    def bill(self, case: Case) -> Outcome:
        """A round of one case."""
        return self.bill_many((case,))[0]

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The code's answers to all cases of a round; every case fails if there are not as many answers as cases."""
        answers: object = self._answer([write_case(case) for case in cases]) if cases else list[object]()
        if isinstance(answers, Failed):
            return [answers] * len(cases)
        given = cast("list[object]", answers) if isinstance(answers, list) else None
        if given is None or len(given) != len(cases):
            found = f"bill_many returned {shown(cast('object', answers))}"
            problem = Problem(codes.RAISED, self._name, f"{found}, wanted: a list of {len(cases)} answers")
            return [Failed(problem, FailureKind.MALFORMED)] * len(cases)
        return [_read(answer, case) for answer, case in zip(given, cases, strict=True)]


def _read(answer: object, case: Case) -> Outcome:
    try:
        return read_answer(answer, case)
    except WireError as error:
        return malformed(error)


def _raised(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    message = one_line(str(error), _LONGEST_MESSAGE)
    return f"{type(error).__name__}: {message}{where}" if message else f"{type(error).__name__}{where}"
