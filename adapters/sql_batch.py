"""A vendor's database that bills in rounds: all cases of a round are written, and billing is run once for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ..oracle.history import Case
from .protocol import Failed, Outcome
from .sql import ENDS, SqlSystem
from .sql_database import failure
from .sql_play import finish, run_once
from .sql_read import read_bills
from .sql_said import unsaid
from .sql_write import Written, write_case


class SqlBatchSystem(SqlSystem):
    """Cases without run days of their own share the runs: one on each day that one of them is billed through, read at
    once; or one on the last of these days, of whose bills each case takes those issued up to its own. Cases with run
    days are billed one by one."""

    def bill_many(self, cases: Sequence[Case]) -> Sequence[Outcome]:
        """What the database bills for each case, in their order."""
        found: dict[int, Outcome] = {}
        together: list[int] = []
        for index, case in enumerate(cases):
            missing = unsaid(self._mapping, case)
            if missing:
                found[index] = self._unsaid(missing)
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
        """Write a case; where it can not be, the others of the round are still billed."""
        savepoint = connection.begin_nested()
        try:
            write_case(connection, self._mapping, case, written)
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
            return read_bills(connection, self._mapping, case, written, through)
        except ENDS as error:
            return self._outcome(error)
        finally:
            savepoint.rollback()
