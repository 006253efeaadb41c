"""Checking, before the first case, that a database has the tables and columns of a mapping."""

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import NoSuchTableError

from ...oracle import Problem
from ...oracle.problems import nearest
from .. import codes
from ..errors import TargetError
from .database import Database
from .shapes import Given, Mapping, Taken

Named = tuple[str, str | None, str, list[str]]
"""The place in the mapping, schema and table, and the columns that must be there."""


def missing_columns(connection: Connection, mapping: Mapping, path: Path) -> list[Problem]:
    """The tables and columns of the mapping that the database does not have."""
    inspector = sa.inspect(connection)
    problems: list[Problem] = []
    for place, schema, table, columns in _named(mapping):
        try:
            there = [str(column["name"]) for column in inspector.get_columns(table, schema)]
        except NoSuchTableError:
            tables = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
            message = f"the database has no table {_full(schema, table)}"
            problems.append(Problem(codes.NO_SUCH_TABLE, f"{path} {place}.table", message, hint=nearest(table, tables)))
            continue
        for column in columns:
            if column not in there:
                message = f'the table {_full(schema, table)} has no column "{column}"'
                hint = nearest(column, there)
                problems.append(Problem(codes.NO_SUCH_TABLE, f"{path} {place}", message, hint=hint))
    return problems


def check_forms(mapping: Mapping, path: Path, database: Database) -> None:
    """Refuse forms that this database does not store exactly.

    Raises:
        TargetError: amounts are written as decimals, which this database turns into binary fractions.
    """
    if database.keeps_decimals:
        return
    places = [
        f"write[{number}].columns.{name}"
        for number, write in enumerate(mapping.write)
        for name, given in write.columns.items()
        if given.form == "decimal" or (given.form is None and _is_amount(given))
    ]
    if places:
        message = "this database turns decimals into binary fractions"
        hint = 'allowed here: as = "text", "integer" or "minor" with a scale'
        raise TargetError(Problem(codes.BAD_MAPPING, f"{path} {place}", message, hint=hint) for place in places)


def _is_amount(given: Given) -> bool:
    amounts = {"event.quantity", "event.kwh", "event.register", "event.final", "event.initial"}
    return given.source in amounts and given.values is None


def _named(mapping: Mapping) -> Iterator[Named]:
    for number, write in enumerate(mapping.write):
        columns = [*write.columns, *(write.where or {}), *([write.returns] if write.returns else [])]
        yield f"write[{number}]", write.db_schema, write.table, columns
    for name, read in (("bills", mapping.bills), ("lines", mapping.lines), ("refusals", mapping.refusals)):
        if read is not None and read.table is not None:
            columns = [taken.column for taken in vars(read.columns).values() if isinstance(taken, Taken)]
            yield name, read.db_schema, read.table, [*columns, *read.where]
    for number, delete in enumerate(mapping.delete):
        yield f"delete[{number}]", delete.db_schema, delete.table, list(delete.where)


def _full(schema: str | None, table: str) -> str:
    return f"{schema}.{table}" if schema else table
