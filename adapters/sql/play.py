"""A case played on a database: written, billed and read; and what becomes of its rows afterwards."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ...oracle import Case
from ..protocol import Answered, Refused
from ..redaction import Redaction
from .checks import committed_before_run
from .read import bills_from_database
from .run import RunTiming, run_billing
from .shapes import Mapping, Run
from .sources import everything_told, run_days
from .write import Written, delete_case, insert_case, runs_told, write_told


@dataclass(frozen=True, slots=True)
class Play:
    """What cases are played with: a connection in a transaction, the mapping, and how long to wait."""

    connection: Connection
    mapping: Mapping
    patience: RunTiming
    redaction: Redaction


def play(on: Play, case: Case, written: Written) -> Answered | Refused:
    """What the database bills for the case, whose rows stay as they are: see `finish`.

    Raises:
        NotSaidError, UnreadableError, StatementError, RunError, WireError: and the case is not billed.
    """
    mapping = on.mapping
    if mapping.knowledge == "at-once":
        insert_case(on.connection, mapping, case, written)
        for number, day in enumerate(run_days(case, mapping.run), 1):
            run_once(on, case, day, number, (written,))
    else:
        _as_told(on, case, written)
    return bills_from_database(on.connection, mapping, case, written)


def run_once(on: Play, case: Case, day: date, number: int, written: Sequence[Written]) -> None:
    """Run billing at the end of `day`; what was written is committed before it where the mapping says so."""
    run = on.mapping.run
    if run is None:
        return
    if not committed_before_run(on.mapping):
        run_billing(on.connection, run, case, day, number, on.patience, on.redaction)
        return
    on.connection.commit()
    for one in written:
        one.committed = True
    with _by_itself(on.connection, run):
        run_billing(on.connection, run, case, day, number, on.patience, on.redaction)
        on.connection.commit()


def finish(on: Play, cases: Sequence[tuple[Case, Written]]) -> None:
    """Roll back, delete or keep what was written and billed, as the mapping says."""
    if on.mapping.after == "roll-back":
        on.connection.rollback()
        return
    if on.mapping.after == "delete":
        for case, written in cases:
            delete_case(on.connection, on.mapping, case, written)
    on.connection.commit()


def _as_told(on: Play, case: Case, written: Written) -> None:
    """Write each thing when the company comes to know of it, and run billing between, at the end of its day."""
    mapping = on.mapping
    told = sorted(everything_told(case), key=lambda one: one.known)
    for number, one_run in enumerate(runs_told(case, mapping.run), 1):
        known = [one for one in told if one.known <= one_run.known]
        told = told[len(known) :]
        write_told(on.connection, mapping, [*known, one_run], written)
        run_once(on, case, one_run.known, number, (written,))
    write_told(on.connection, mapping, [one for one in told if one.known <= case.bill_through], written)


@contextmanager
def _by_itself(connection: Connection, run: Run) -> Generator[None]:
    """Outside of any transaction, for a procedure that commits by itself; SQLite has none."""
    if run.sql is None or connection.dialect.name == "sqlite":
        yield
        return
    usual = connection.default_isolation_level
    connection.execution_options(isolation_level="AUTOCOMMIT")
    try:
        yield
    finally:
        connection.rollback()
        if usual is not None:
            connection.execution_options(isolation_level=usual)
