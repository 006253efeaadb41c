"""One request to a program until it has an answer: in time, of bounded length, tried again where that may help."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...oracle import Code, Problem
from .. import codes
from ..errors import DescriptionError, WireError
from ..protocol import Failed, FailureKind, SystemInfo
from ..quoting import shown
from ..redaction import Redaction
from ..wire import LIMIT, keys_of, malformed, parse_json, read_system
from .pool import ClosedError, Pool
from .process import GoneError, LineTooLongError, LineTooSlowError, Process
from .standard_error import Said

_FIRST_PAUSE = 0.1
_LAST_LINES = 3
_ONE_LINE = "standard output is for answers alone, one a line; everything else belongs on standard error"


@dataclass(frozen=True, slots=True)
class ProgramPatience:
    """Seconds until the first answer of a process and for each attempt at a case, attempts in all, and how to pause."""

    start: float
    timeout: float
    attempts: int
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """What is asked, whether an answer is to it, and for how many cases it is: each has its own time and length."""

    body: Mapping[str, Any]
    is_answer: Callable[[object], bool]
    cases: int = 1

    @property
    def place(self) -> str:
        """The request as messages name it."""
        return f"do {self.body['do']}"

    @property
    def line(self) -> bytes:
        """The request on one line, in ASCII: whatever encoding the program reads by, it reads the same."""
        return json.dumps(self.body).encode("ascii")


_DESCRIBE = ProgramRequest({"do": "system"}, lambda _: True)


class _FailedError(Exception):
    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.problem.message)
        self.failed = failed


class _OtherAnswerError(Exception):
    def __init__(self, value: object) -> None:
        super().__init__()
        self.value = value


class Caller:
    """The processes of a command, asked one request at a time each. Nothing that is told holds a secret."""

    def __init__(
        self, command: Sequence[str], patience: ProgramPatience, redaction: Redaction, environ: Mapping[str, str]
    ) -> None:
        self._command = command
        self._environ = environ
        self._patience = patience
        self._redaction = redaction
        self.said = Said(redaction)
        self.pool = Pool(lambda: self._started()[0])

    def first(self, concurrency: int) -> SystemInfo:
        """What the first process says of the system; from then on as many run as it says may, up to `concurrency`.

        Raises:
            OSError: the command cannot be run.
            ValueError: the command holds a NUL character.
            DescriptionError: it does not say it, or not as the wire format says.
            ProtocolError: the system does not speak yakkan/1.
        """
        try:
            process, described = self._started()
        except _FailedError as error:
            raise DescriptionError(error.failed.problem) from None
        self.pool.keep(process)
        try:
            info = read_system(described)
            self.pool.most = min(concurrency, info.capabilities.processes)
        except DescriptionError as error:
            raise type(error)(map(self._redaction.problem, error.problems)) from None
        except WireError as error:
            told = (replace(p, place=f"{_DESCRIBE.place} {p.place}") for p in error.problems)
            raise DescriptionError(map(self._redaction.problem, told)) from None
        return replace(info, name=self._redaction.text(info.name), version=self._redaction.text(info.version))

    def call(self, request: ProgramRequest, attempts: int | None = None) -> object | Failed:
        """The value that answers a request, after as many attempts as it took, all with the same cases.

        Ends, hangs and broken starts are tried again after 0.1 s, 0.2 s, 0.4 s, …, each in a new process.
        """
        most = attempts or self._patience.attempts
        for attempt in range(1, most + 1):
            outcome = self._try(request)
            if not isinstance(outcome, Failed) or outcome.kind is FailureKind.MALFORMED:
                return outcome
            if attempt == most or self.pool.closed:
                return outcome if attempt == 1 else _after(outcome, attempt)
            self._patience.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
        raise ValueError(f"{most} attempts: at least one is needed")

    def close(self) -> None:
        """End the processes."""
        self.pool.close()

    def _try(self, request: ProgramRequest) -> object | Failed:
        try:
            with self.pool.taken() as process:
                return self._exchange(process, request, self._patience.timeout * request.cases)
        except _OtherAnswerError as other:
            return other.value
        except _FailedError as error:
            return error.failed
        except ClosedError:
            return self._failed(request, codes.UNREACHABLE, FailureKind.UNREACHABLE, "the program was ended")
        except (OSError, ValueError) as error:
            message = f"the program cannot be started again: {error}"
            return self._failed(request, codes.BAD_COMMAND, FailureKind.UNREACHABLE, message)

    def _started(self) -> tuple[Process, object]:
        """A process that has said what it is, and what it said."""
        process = Process(self._command, self.said, self._environ)
        fine = False
        try:
            described = self._exchange(process, _DESCRIBE, self._patience.start)
            fine = True
        finally:
            if not fine:
                process.end(politely=False)
        return process, described

    def _exchange(self, process: Process, request: ProgramRequest, seconds: float) -> object:
        """The value that answers a request.

        Raises:
            _FailedError: there is none.
            _OtherAnswerError: it is no answer to the request, so whatever comes next may not be either.
        """
        limit = LIMIT * request.cases
        try:
            data = process.ask(request.line, seconds, limit)
        except GoneError as gone:
            message = f"the program {gone.how} before it answered{self._last_said()}"
            kind = FailureKind.SERVER_ERROR
            raise _FailedError(self._failed(request, codes.PROGRAM_ENDED, kind, message)) from None
        except LineTooSlowError:
            message = f"no complete answer within {seconds:g} s{self._last_said()}"
            raise _FailedError(self._failed(request, codes.TIMED_OUT, FailureKind.TIMED_OUT, message)) from None
        except LineTooLongError:
            message = f"a line of more than {limit} bytes"
            raise _FailedError(self._failed(request, codes.TOO_LARGE, FailureKind.MALFORMED, message)) from None
        value = self._parsed(request, data, limit)
        error = keys_of(value).get("error")
        if error is not None and "case" not in keys_of(value):  # of a case it is for who reads the answer
            said = self._redaction.value(error)
            told = keys_of(said)
            message = f"the program answered an error: {shown(told.get('message', said), 200)}"
            raise _FailedError(self._failed(request, codes.PROGRAM_ERROR, FailureKind.MALFORMED, message))
        if not request.is_answer(value):
            raise _OtherAnswerError(value)
        return value

    def _parsed(self, request: ProgramRequest, data: bytes, limit: int) -> object:
        try:
            return parse_json(data, request.place, limit)
        except WireError as error:
            told = error
        try:  # told of the line without its secrets, before anything is cut
            parse_json(self._redaction.data(data), request.place, limit)
        except WireError as error:
            told = error
        failed = malformed(told)
        raise _FailedError(replace(failed, problem=replace(failed.problem, hint=failed.problem.hint or _ONE_LINE)))

    def _last_said(self) -> str:
        lines = self.said.lines(_LAST_LINES)
        return f"; on standard error: {' / '.join(lines)}" if lines else ""

    def _failed(self, request: ProgramRequest, code: Code, kind: FailureKind, message: str) -> Failed:
        return Failed(Problem(code, request.place, self._redaction.text(message)), kind)


def _after(failed: Failed, attempts: int) -> Failed:
    problem = failed.problem
    return replace(failed, problem=replace(problem, message=f"{problem.message} ({attempts} attempts)"))
