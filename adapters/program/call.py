"""One request to a program until it is answered: bounded in time and length, retried where that may help."""

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
from .standard_error import LastLines

_FIRST_PAUSE = 0.1
_LAST_LINES = 3
_ONE_LINE = "standard output is for answers only, one per line; everything else belongs on standard error"


@dataclass(frozen=True, slots=True)
class ProgramPatience:
    """Seconds until the first answer of a process and for each attempt at a case, attempts in all, and how to sleep."""

    start: float
    timeout: float
    attempts: int
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class ProgramRequest:
    """A request, how to recognize its answer, and its number of cases, which multiplies the time and length limits."""

    body: Mapping[str, Any]
    is_answer: Callable[[object], bool]
    cases: int = 1

    @property
    def place(self) -> str:
        """The request as messages name it."""
        return f"do {self.body['do']}"

    @property
    def line(self) -> bytes:
        """The request on one line, in ASCII, so that the program's encoding does not matter."""
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
    """The processes of a command, each asked one request at a time. No message contains a secret."""

    def __init__(
        self, command: Sequence[str], patience: ProgramPatience, redaction: Redaction, environ: Mapping[str, str]
    ) -> None:
        self._command = command
        self._environ = environ
        self._patience = patience
        self._redaction = redaction
        self.last_lines = LastLines(redaction)
        self.pool = Pool(lambda: self._started()[0])

    def first(self, concurrency: int) -> SystemInfo:
        """The first process's description of the system, whose `processes` may run from then on, up to `concurrency`.

        Raises:
            OSError: the command cannot be run.
            ValueError: the command holds a NUL character.
            DescriptionError: it gives none, or one that does not follow the wire format.
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
            problems = (replace(p, place=f"{_DESCRIBE.place} {p.place}") for p in error.problems)
            raise DescriptionError(map(self._redaction.problem, problems)) from None
        return replace(info, name=self._redaction.text(info.name), version=self._redaction.text(info.version))

    def call(self, request: ProgramRequest, attempts: int | None = None) -> object | Failed:
        """The value that answers a request, after up to `attempts` attempts (the usual number if None).

        Processes that end, hang or do not start are retried after 0.1 s, 0.2 s, 0.4 s, …, each in a new process.
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
            return self._failed(request, codes.UNREACHABLE, FailureKind.UNREACHABLE, "the program was stopped")
        except (OSError, ValueError) as error:
            message = f"the program cannot be restarted: {error}"
            return self._failed(request, codes.BAD_COMMAND, FailureKind.UNREACHABLE, message)

    def _started(self) -> tuple[Process, object]:
        """A process that has described the system, and the description."""
        process = Process(self._command, self.last_lines, self._environ)
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
            _OtherAnswerError: it answers another request, so what comes next may not answer this one either.
        """
        limit = LIMIT * request.cases
        try:
            data = process.ask(request.line, seconds, limit)
        except GoneError as gone:
            message = f"the program {gone.how} before it answered{self._on_standard_error()}"
            kind = FailureKind.SERVER_ERROR
            raise _FailedError(self._failed(request, codes.PROGRAM_ENDED, kind, message)) from None
        except LineTooSlowError:
            message = f"no complete answer within {seconds:g} s{self._on_standard_error()}"
            raise _FailedError(self._failed(request, codes.TIMED_OUT, FailureKind.TIMED_OUT, message)) from None
        except LineTooLongError:
            message = f"a line of more than {limit} bytes"
            raise _FailedError(self._failed(request, codes.TOO_LARGE, FailureKind.MALFORMED, message)) from None
        value = self._parsed(request, data, limit)
        error = keys_of(value).get("error")
        if error is not None and "case" not in keys_of(
            value
        ):  # an error on a case is handled by whoever reads the answer
            clean = self._redaction.value(error)
            message = f"the program answered with an error: {shown(keys_of(clean).get('message', clean), 200)}"
            raise _FailedError(self._failed(request, codes.PROGRAM_ERROR, FailureKind.MALFORMED, message))
        if not request.is_answer(value):
            raise _OtherAnswerError(value)
        return value

    def _parsed(self, request: ProgramRequest, data: bytes, limit: int) -> object:
        try:
            return parse_json(data, request.place, limit)
        except WireError as error:
            unreadable = error
        try:  # again without the secrets in the line, before anything is cut
            parse_json(self._redaction.data(data), request.place, limit)
        except WireError as error:
            unreadable = error
        failed = malformed(unreadable)
        raise _FailedError(replace(failed, problem=replace(failed.problem, hint=failed.problem.hint or _ONE_LINE)))

    def _on_standard_error(self) -> str:
        lines = self.last_lines.lines(_LAST_LINES)
        return f"; on standard error: {' / '.join(lines)}" if lines else ""

    def _failed(self, request: ProgramRequest, code: Code, kind: FailureKind, message: str) -> Failed:
        return Failed(Problem(code, request.place, self._redaction.text(message)), kind)


def _after(failed: Failed, attempts: int) -> Failed:
    problem = failed.problem
    return replace(failed, problem=replace(problem, message=f"{problem.message} ({attempts} attempts)"))
