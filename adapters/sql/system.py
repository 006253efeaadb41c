"""A billing system that is reached through the tables of its database."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ...oracle import Case, Problem
from .. import codes
from ..connection import DEFAULTS, ConnectionOptions
from ..credentials import Basic
from ..errors import DescriptionError, WireError
from ..protocol import Failed, FailureKind, Outcome, Refused, SystemInfo
from ..wire import malformed
from .database import Database, error_code, failure, is_busy, open_database
from .errors import MappingError, RunError, StatementError, UnchangedError, UnreadableError
from .mapping import described, read_mapping
from .play import Play, finish, play, run_once
from .read import bills_from_database
from .run import RunTiming
from .shapes import Mapping
from .tables import check_forms, missing_columns
from .unstated import unstated_sources
from .write import Written, delete_case, insert_case

_ATTEMPTS = 3
_PAUSE = 0.2
"""Seconds before a case that another transaction blocked is played again."""


class SqlSystem:
    """A vendor's database, described by a mapping file. Cases run in parallel, on `connections` connections."""

    def __init__(self, path: Path, mapping: Mapping, database: Database, patience: RunTiming) -> None:
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
        """The mapping's description of the system, after checking that the database has its tables and columns.

        Raises:
            DescriptionError: the database cannot be reached, or has no such table or column.
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
        """What the database bills. An error of the database is an outcome too. The rows of the case are rolled back,
        deleted or kept, as the mapping says."""
        missing = unstated_sources(self._mapping, case)
        if missing:
            return self._unstated(missing)
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
        """A connection, or the failure if there is none."""
        with self._one_at_a_time:
            try:
                connection = self._database.engine.connect()
            except SQLAlchemyError as error:
                yield failure(self._database, error, f"{self._path} database")
                return
            with connection:
                yield connection

    def _undo(self, on: Play, case: Case, written: Written) -> None:
        """Roll back, then delete committed rows on a best-effort basis: the case has already failed."""
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
            case MappingError():
                return Refused(codes.NOT_MAPPED.id, f"{self._path} {error.place}: {error}")
            case WireError():
                return malformed(error)
            case _:
                raise error

    def _unstated(self, missing: Sequence[str]) -> Refused:
        return Refused(codes.NOT_MAPPED.id, f"{self._path}: no [[write]] has {', '.join(missing)}")


ENDS = (StatementError, RunError, MappingError, WireError)
"""The errors that stop a case from being played."""


def open_sql(target: str, options: ConnectionOptions = DEFAULTS, clock: RunTiming | None = None) -> SqlSystem:
    """The system behind the database of the mapping file `target`; it is not connected to yet.

    The environment may give the database's URL as YAKKAN_SUT_DATABASE, and `auth` its user and password. The time-out
    is in seconds, for a statement or a command.

    Raises:
        TargetError: the mapping or the URL cannot be used, or a package is missing.
    """
    auth, timeout = options.auth, options.timeout
    path = Path(target)
    mapping = read_mapping(path)
    database = open_database(mapping, path, options.environ, auth if isinstance(auth, Basic) else None, timeout)
    check_forms(mapping, path, database)
    patience = clock or RunTiming(timeout, monotonic, sleep)
    in_rounds = mapping.run is not None and mapping.run.batch is not None
    return (SqlBatchSystem if in_rounds else SqlSystem)(path, mapping, database, patience)


def _placed(problem: Problem, path: Path) -> Problem:
    return Problem(problem.code, f"{path} {problem.place}", problem.message)


class SqlBatchSystem(SqlSystem):
    """A database whose cases share billing runs, unless a case has run days of its own: such cases are billed one by
    one. There is a run on each day that a case is billed through, and the case is read after it; or, with `once`, a
    single run on the last of these days, whose bills issued after a case's own day are not that case's."""

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """What the database bills for each case, in their order."""
        found: dict[int, Outcome] = {}
        together: list[int] = []
        for index, case in enumerate(cases):
            missing = unstated_sources(self._mapping, case)
            if missing:
                found[index] = self._unstated(missing)
            elif case.runs is not None:
                found[index] = self.bill(case)
            else:
                together.append(index)
        size = self._mapping.run.batch if self._mapping.run is not None else None
        for start in range(0, len(together), size or 1):
            part = together[start : start + (size or 1)]
            found.update(zip(part, self._round([cases[index] for index in part]), strict=True))
        return [found[index] for index in range(len(cases))]

    def _round(self, cases: Sequence[Case]) -> list[Outcome]:
        with self._connected() as connection:
            if isinstance(connection, Failed):
                return [connection] * len(cases)
            on = self._play(connection)
            outcomes: list[Outcome | None] = [None] * len(cases)
            rows = [Written() for _ in cases]
            try:
                for index, case in enumerate(cases):
                    outcomes[index] = self._written(connection, case, rows[index])
                for number, day in enumerate(self._run_days(cases), 1):
                    run_once(on, cases[0], day, number, rows)
                    for index, case in enumerate(cases):
                        if outcomes[index] is None and case.bill_through <= day:
                            outcomes[index] = self._read(connection, case, rows[index])
                finish(on, [pair for pair in zip(cases, rows, strict=True) if pair[1].rows])
            except (*ENDS, SQLAlchemyError) as error:
                failed = self._ended(error)
                for case, written in zip(cases, rows, strict=True):
                    self._undo(on, case, written)
                return [failed] * len(cases)
            return [one for one in outcomes if one is not None]

    def _run_days(self, cases: Sequence[Case]) -> list[date]:
        days = sorted({case.bill_through for case in cases})
        return days[-1:] if self._once else days

    @property
    def _once(self) -> bool:
        return self._mapping.run is not None and self._mapping.run.once

    def _ended(self, error: Exception) -> Outcome:
        if isinstance(error, SQLAlchemyError):
            return failure(self._database, error, f"{self._path} database")
        return self._outcome(error)

    def _written(self, connection: Connection, case: Case, written: Written) -> Outcome | None:
        """Write a case; if that fails, return its outcome, and the other cases of the round are still billed."""
        savepoint = connection.begin_nested()
        try:
            insert_case(connection, self._mapping, case, written)
            savepoint.commit()
        except ENDS as error:
            savepoint.rollback()
            written.rows.clear()
            return self._outcome(error)
        return None

    def _read(self, connection: Connection, case: Case, written: Written) -> Outcome:
        savepoint = connection.begin_nested()
        try:
            through = case.bill_through if self._once else None
            return bills_from_database(connection, self._mapping, case, written, through)
        except ENDS as error:
            return self._outcome(error)
        finally:
            savepoint.rollback()
