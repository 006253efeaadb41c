"""A billing system that is a program: one JSON value per line on its standard input and output."""

import shlex
from collections.abc import Callable, Sequence
from time import sleep as wait

from ...oracle import Case, Problem
from .. import codes
from ..connection import DEFAULTS, ConnectionOptions
from ..credentials import secrets_in
from ..errors import DescriptionError, TargetError, require_above_zero
from ..protocol import Failed, FailureKind, Outcome, SystemInfo
from ..quoting import shown
from ..redaction import Redaction
from ..wire import keys_of, list_of_answers, outcome_of, outcomes_of, write_case
from .call import Caller, ProgramPatience, ProgramRequest

START_WITHIN = 60.0
"""Seconds until the first answer of a process, unless the time-out for a case is longer."""


class ProgramSystem:
    """A program that answers `{"do": "system"}` and `{"do": "bill", "case": …}`, each on one line.

    A process that ends, hangs or falls out of step is ended, and the next attempt has a new one.
    """

    def __init__(
        self, name: str, caller: Caller, described: SystemInfo | DescriptionError, redaction: Redaction
    ) -> None:
        self._name = name
        self._caller = caller
        self._described = described
        self._redaction = redaction

    @staticmethod
    def load(
        command: str,
        options: ConnectionOptions = DEFAULTS,
        *,
        start_timeout: float = START_WITHIN,
        sleep: Callable[[float], None] = wait,
    ) -> "ProgramSystem":
        """Start the program of a command, which is split into words as by a shell but run without one.

        It runs in the current folder, with `environ` as its environment. `start_timeout` is the seconds until the first
        answer of a process, unless the time-out is longer. Up to `concurrency` processes run if the system says that
        several may (`processes`), otherwise one.

        Raises:
            TargetError: the command cannot be run, or a number cannot be used.
        """
        timeout, attempts, concurrency = options.timeout, options.attempts, options.concurrency
        require_above_zero(timeout=timeout, attempts=attempts, concurrency=concurrency)
        redaction = Redaction(secrets_in(options.environ, options.auth))
        name = redaction.text(f"program:{command}")
        patience = ProgramPatience(max(timeout, start_timeout), timeout, attempts, sleep)
        caller = Caller(_words(command, name), patience, redaction, options.environ)
        described = _described(caller, name, concurrency)
        if isinstance(described, DescriptionError):
            return ProgramSystem(name, caller, described, redaction)
        one_by_one = described.capabilities.batch is None
        return (ProgramSystem if one_by_one else ProgramBatchSystem)(name, caller, described, redaction)

    def __repr__(self) -> str:
        return f"ProgramSystem({self._name!r})"

    @property
    def name(self) -> str:
        """`program:COMMAND`."""
        return self._name

    @property
    def last_lines(self) -> tuple[str, ...]:
        """The last lines that the program wrote on standard error, printable and without secrets."""
        return self._caller.last_lines.lines()

    def describe(self) -> SystemInfo:
        """The description that the program gave when it was started.

        Raises:
            DescriptionError: it gave none, or one that does not follow the wire format.
            ProtocolError: the system does not speak yakkan/1.
        """
        if isinstance(self._described, DescriptionError):
            raise self._described
        return self._described

    def bill(self, case: Case) -> Outcome:
        """The answer to `{"do": "bill"}`.

        Raises:
            WireError: the case itself cannot be written as JSON.
        """
        request = ProgramRequest(
            {"do": "bill", "case": write_case(case)}, lambda value: keys_of(value).get("case") == case.id
        )
        reply = self._caller.call(request)
        return reply if isinstance(reply, Failed) else outcome_of(reply, case, self._redaction)

    def close(self) -> None:
        """End the program."""
        self._caller.close()


class ProgramBatchSystem(ProgramSystem):
    """A program whose capabilities declare `batch`: it also answers `{"do": "bills", "cases": […]}`."""

    _in_rounds = True
    """True until the program says that it does not know such requests."""

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """The answers to a round of cases, in as few requests as the system's `batch` allows.

        Raises:
            WireError: a case itself cannot be written as JSON.
        """
        if not self._in_rounds:
            return [self.bill(case) for case in cases]
        most = self.describe().capabilities.batch or len(cases) or 1
        return [one for start in range(0, len(cases), most) for one in self._round(cases[start : start + most])]

    def _round(self, cases: Sequence[Case], attempts: int | None = None) -> Sequence[Outcome]:
        names = {case.id for case in cases}
        body = {"do": "bills", "cases": [write_case(case) for case in cases]}
        request = ProgramRequest(body, lambda value: _of_round(value, names), len(cases))
        reply = self._caller.call(request, attempts)
        if isinstance(reply, Failed):
            if reply.problem.code is codes.PROGRAM_ERROR:
                self._in_rounds = False
                return [self.bill(case) for case in cases]
            if reply.kind is FailureKind.SERVER_ERROR and len(cases) > 1:
                # A single case may crash the program: halving the round separates it from the others.
                half = len(cases) // 2
                return [*self._round(cases[:half], 1), *self._round(cases[half:], 1)]
            return [reply] * len(cases)
        answers = list_of_answers(reply)
        if answers is None:
            problem = Problem(codes.WRONG_TYPE, "do bills", f"found {shown(reply)}, wanted: an object with answers")
            return [Failed(problem, FailureKind.MALFORMED)] * len(cases)
        return outcomes_of(answers, cases, "do bills", self._redaction)


def _described(caller: Caller, name: str, concurrency: int) -> SystemInfo | DescriptionError:
    """The first process's description, or the error that `describe` is to raise.

    Raises:
        TargetError: no process could be started.
    """
    try:
        return caller.first(concurrency)
    except DescriptionError as error:
        return error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise TargetError(Problem(codes.BAD_COMMAND, name, reason or str(error))) from None


def _words(command: str, name: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise TargetError(Problem(codes.BAD_COMMAND, name, str(error).lower())) from None
    if not words:
        raise TargetError(Problem(codes.BAD_TARGET, name, "it does not have the form program:COMMAND"))
    return words


def _of_round(value: object, names: set[str]) -> bool:
    """True if a value has answers, and every answer names a case of the round."""
    answers = list_of_answers(value)
    return answers is not None and all(keys_of(one).get("case") in names for one in answers)
