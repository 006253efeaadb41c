"""Running billing for a day: by a statement, by a command, or by waiting for the vendor's own job."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ...oracle import Case, Problem
from .. import codes
from ..protocol import Failed, FailureKind
from ..quoting import one_line
from ..redaction import Redaction
from . import rows as sql_rows
from .errors import RunError, at
from .shapes import Run, Until
from .sources import Scope, run_scope
from .write import Written, bound

_LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class RunTiming:
    """How long to wait: `timeout` is the seconds for a command; `clock` is in seconds and only advances."""

    timeout: float
    clock: Callable[[], float]
    sleep: Callable[[float], None]


def run_billing(
    connection: Connection, run: Run, case: Case, day: date, number: int, patience: RunTiming, redaction: Redaction
) -> None:
    """Run billing at the end of `day`, the `number`-th run of the case, and wait until it is done.

    Raises:
        RunError: the command fails or takes too long, or what is waited for does not happen.
        StatementError: the database refuses a statement.
        MappingError: a parameter cannot be written as the mapping says.
    """
    scope = run_scope(case, day, number)
    parameters = bound(run.parameters, scope, Written(), "run.parameters")
    if run.sql is not None:
        with at("run.sql"):
            connection.execute(sql_rows.text(run.sql, parameters))
    if run.command is not None:
        _command([word.format_map(parameters) for word in run.command], patience, redaction)
    if run.until is not None:
        _wait(connection, run.until, scope, patience)


def _command(words: list[str], patience: RunTiming, redaction: Redaction) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # the mapping's own command, without a shell
            words, capture_output=True, timeout=patience.timeout, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        message = f"{words[0]} did not finish within {patience.timeout:g} s and was stopped"
        raise RunError(Failed(Problem(codes.TIMED_OUT, "run.command", message), FailureKind.TIMED_OUT)) from None
    except OSError as error:
        raise _failed(f"{words[0]} cannot be started: {error.strerror or error}") from None
    if done.returncode != 0:
        lines = redaction.data(done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        last = f": {lines[-1]}" if lines else ""
        raise _failed(f"{words[0]} ended with status {done.returncode}{last}")


def _failed(message: str) -> RunError:
    problem = Problem(codes.RUN_FAILED, "run.command", one_line(message, _LONGEST_MESSAGE))
    return RunError(Failed(problem, FailureKind.SERVER_ERROR))


def _wait(connection: Connection, until: Until, scope: Scope, patience: RunTiming) -> None:
    """Query repeatedly, each time in a new transaction, so that what others commit is seen."""
    parameters = bound(until.parameters, scope, Written(), "run.until.parameters")
    last = patience.clock() + float(until.timeout)
    while True:
        with at("run.until.sql"):
            found = connection.execute(sql_rows.text(until.sql, parameters)).first()
            connection.commit()
        if found is not None:
            return
        if patience.clock() >= last:
            message = f"still no row after {until.timeout} s"
            raise RunError(Failed(Problem(codes.TIMED_OUT, "run.until", message), FailureKind.TIMED_OUT))
        patience.sleep(float(until.every))
