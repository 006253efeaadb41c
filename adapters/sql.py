"""A billing system that is reached through the tables of its database."""

from collections.abc import Generator, Sequence
from collections.abc import Mapping as Named
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ..oracle.history import Case
from ..oracle.problems import Problem
from . import codes
from .credentials import Basic
from .errors import DescriptionError, WireError
from .malformed import malformed
from .protocol import Failed, FailureKind, Outcome, Refused, SystemInfo
from .sql_database import Database, error_code, failure, is_busy, open_database
from .sql_errors import NotSaidError, RunError, StatementError, UnchangedError, UnreadableError
from .sql_mapping import described, read_mapping
from .sql_play import Play, finish, play
from .sql_run import Patience
from .sql_said import unsaid
from .sql_shapes import Mapping
from .sql_tables import check_forms, missing_columns
from .sql_write import Written, delete_case

_ATTEMPTS = 3
_PAUSE = 0.2
"""Seconds before a case is played again because another transaction was in the way."""


class SqlSystem:
    """A vendor's database by a mapping file. Cases run at the same time on as many connections as the mapping says."""

    def __init__(self, path: Path, mapping: Mapping, database: Database, patience: Patience) -> None:
        self._path = path
        self._mapping = mapping
        self._database = database
        self._patience = patience
        self._one_at_a_time = Lock() if database.one_at_a_time else nullcontext()

    @property
    def name(self) -> str:
        """`sql:MAPPING.toml`."""
        return f"sql:{self._path}"

    def describe(self) -> SystemInfo:
        """What the mapping says of the system, once the database has the tables and columns that it names.

        Raises:
            DescriptionError: the database can not be reached, or has no such table or column.
        """
        try:
            with self._one_at_a_time, self._database.engine.connect() as connection:
                problems = missing_columns(connection, self._mapping, self._path)
        except SQLAlchemyError as error:
            raise DescriptionError(failure(self._database, error, f"{self._path} database").problem) from None
        if problems:
            raise DescriptionError(problems)
        return described(self._mapping, self._path)

    def bill(self, case: Case) -> Outcome:
        """What the database bills. Whatever it does to a statement is an outcome, and its rows are as the mapping
        says: rolled back, deleted or kept."""
        missing = unsaid(self._mapping, case)
        if missing:
            return self._unsaid(missing)
        outcome = self._played(case)
        for _ in range(_ATTEMPTS - 1):
            if not isinstance(outcome, Failed) or not is_busy(outcome) or self._mapping.after == "keep":
                break
            self._patience.sleep(_PAUSE)
            outcome = self._played(case)
        return outcome

    def close(self) -> None:
        """Close every connection."""
        self._database.engine.dispose()

    def _played(self, case: Case) -> Outcome:
        written = Written()
        with self._connected() as connection:
            if isinstance(connection, Failed):
                return connection
            on = self._play(connection)
            try:
                outcome = play(on, case, written)
                finish(on, [(case, written)])
            except ENDS as error:
                outcome = self._outcome(error)
                self._undo(on, case, written)
            return outcome

    def _play(self, connection: Connection) -> Play:
        return Play(connection, self._mapping, self._patience, self._database.redaction)

    @contextmanager
    def _connected(self) -> Generator[Connection | Failed]:
        """A connection, or why there is none."""
        with self._one_at_a_time:
            try:
                connection = self._database.engine.connect()
            except SQLAlchemyError as error:
                yield failure(self._database, error, f"{self._path} database")
                return
            with connection:
                yield connection

    def _undo(self, on: Play, case: Case, written: Written) -> None:
        """Roll back; and delete what was committed, as far as that goes: the case has failed already."""
        try:
            on.connection.rollback()
            if written.committed and self._mapping.after == "delete":
                delete_case(on.connection, self._mapping, case, written)
                on.connection.commit()
        except (*ENDS, SQLAlchemyError):
            on.connection.invalidate()

    def _outcome(self, error: Exception) -> Failed | Refused:
        match error:
            case StatementError():
                place = f"{self._path} {error.place}"
                code = error_code(error.error)
                failed = failure(self._database, error.error, place)
                if code and code in self._mapping.refusal_errors:
                    return Refused(code, failed.problem.message.removesuffix(f" ({code})"))
                return failed
            case RunError():
                failed = error.failed
                return Failed(_placed(failed.problem, self._path), failed.kind)
            case UnreadableError():
                problem = Problem(codes.NOT_READABLE, f"{self._path} {error.place}", str(error))
                return Failed(problem, FailureKind.MALFORMED)
            case UnchangedError():
                problem = Problem(codes.STATEMENT_FAILED, f"{self._path} {error.place}", str(error))
                return Failed(problem, FailureKind.SERVER_ERROR)
            case NotSaidError():
                return Refused(codes.NOT_SAID.id, f"{self._path} {error.place}: {error}")
            case WireError():
                return malformed(error)
            case _:
                raise error

    def _unsaid(self, missing: Sequence[str]) -> Refused:
        return Refused(codes.NOT_SAID.id, f"{self._path}: no [[write]] has {', '.join(missing)}")


ENDS = (StatementError, RunError, NotSaidError, WireError)
"""What ends the playing of a case."""


def open_sql(
    target: str, environ: Named[str, str], auth: object = None, timeout: float = 10, clock: Patience | None = None
) -> SqlSystem:
    """The system behind the database of the mapping file `target`; nothing is connected yet.

    `environ` may hold the database's URL as YAKKAN_SUT_DATABASE, and `auth` be its user and password. `timeout` is the
    seconds for a statement or a command.

    Raises:
        TargetError: the mapping or the URL can not be used, or a package is missing.
    """
    from .sql_batch import SqlBatchSystem

    path = Path(target)
    mapping = read_mapping(path)
    database = open_database(mapping, path, environ, auth if isinstance(auth, Basic) else None, timeout)
    check_forms(mapping, path, database)
    patience = clock or Patience(timeout, monotonic, sleep)
    in_rounds = mapping.run is not None and mapping.run.batch is not None
    return (SqlBatchSystem if in_rounds else SqlSystem)(path, mapping, database, patience)


def _placed(problem: Problem, path: Path) -> Problem:
    return Problem(problem.code, f"{path} {problem.place}", problem.message)
