"""Playing a case on a database: it is written, billed and read; then its rows are rolled back, deleted or kept."""

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
from .sources import known_items, run_days, run_items
from .write import Written, delete_case, insert_case, write_items


@dataclass(frozen=True, slots=True)
class Play:
    """What is needed to play cases: a connection in a transaction, the mapping, how long to wait, and what to hide."""

    connection: Connection
    mapping: Mapping
    patience: RunTiming
    redaction: Redaction


def play(on: Play, case: Case, written: Written) -> Answered | Refused:
    """What the database bills for the case; its rows are left for `finish`.

    Raises:
        MappingError, StatementError, RunError, WireError: the case is not billed.
    """
    mapping = on.mapping
    if mapping.knowledge == "at-once":
        insert_case(on.connection, mapping, case, written)
        for number, day in enumerate(run_days(case, mapping.run), 1):
            run_once(on, case, day, number, (written,))
    else:
        _as_known(on, case, written)
    return bills_from_database(on.connection, mapping, case, written)


def run_once(on: Play, case: Case, day: date, number: int, written: Sequence[Written]) -> None:
    """Run billing at the end of `day`, the `number`-th run; commit what was written first if the mapping says so."""
    run = on.mapping.run
    if run is None:
        return
    if not committed_before_run(on.mapping):
        run_billing(on.connection, run, case, day, number, on.patience, on.redaction)
        return
    on.connection.commit()
    for one in written:
        one.committed = True
    with _outside_transaction(on.connection, run):
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


def _as_known(on: Play, case: Case, written: Written) -> None:
    """Write each item on the day on which the company learns of it, and run billing at the ends of run days between."""
    mapping = on.mapping
    remaining = sorted(known_items(case), key=lambda one: one.known)
    for number, one_run in enumerate(run_items(case, mapping.run), 1):
        known = [one for one in remaining if one.known <= one_run.known]
        remaining = remaining[len(known) :]
        write_items(on.connection, mapping, [*known, one_run], written)
        run_once(on, case, one_run.known, number, (written,))
    write_items(on.connection, mapping, [one for one in remaining if one.known <= case.bill_through], written)


@contextmanager
def _outside_transaction(connection: Connection, run: Run) -> Generator[None]:
    """Leave any transaction, for a procedure that commits itself; SQLite has no procedures."""
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
