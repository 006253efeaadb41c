"""SQLAlchemy statements for the rows of a mapping: SQLAlchemy quotes the names, and values are always bound."""

from collections.abc import Mapping as Named
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.type_api import TypeEngine

Bound = Named[str, Any]
"""Values by the names of columns or parameters."""


def insert(schema: str | None, name: str, row: Bound, returns: str | None) -> sa.Insert:
    """Insert a row; the statement returns the column `returns` if it is given."""
    table = _table(schema, name, row, returns)
    statement = sa.insert(table).values(row)
    return statement if returns is None else statement.returning(table.c[returns])


def update(schema: str | None, name: str, row: Bound, where: Bound) -> sa.Update:
    """Update the rows with the values of `where`."""
    table = _table(schema, name, {**where, **row})
    return sa.update(table).where(*(_equals(table, column, value) for column, value in where.items())).values(row)


def delete(schema: str | None, name: str, where: Bound) -> sa.Delete:
    """Delete the rows with these values."""
    table = _table(schema, name, where)
    return sa.delete(table).where(*(_equals(table, column, value) for column, value in where.items()))


def select(schema: str | None, name: str, columns: list[str], where: Bound) -> sa.Select[Any]:
    """Select columns of the rows with these values."""
    table = _table(schema, name, where)
    conditions = [_equals(table, column, value) for column, value in where.items()]
    named: list[ColumnElement[Any]] = [sa.column(column) for column in columns]
    return sa.select(*named).select_from(table).where(*conditions)


def text(sql: str, parameters: Bound) -> sa.TextClause:
    """The vendor's own statement with its parameters bound."""
    binds = [sa.bindparam(name, value, type_=_type(value)) for name, value in parameters.items()]
    return sa.text(sql).bindparams(*binds)


def _table(schema: str | None, name: str, values: Bound, *others: str | None) -> sa.TableClause:
    columns = {column: sa.column(column, _type(value)) for column, value in values.items()}
    for other in others:
        if other is not None and other not in columns:
            columns[other] = sa.column(other)
    return sa.table(name, *columns.values(), schema=schema)


def _equals(table: sa.TableClause, column: str, value: object) -> ColumnElement[bool]:
    return table.c[column].is_(None) if value is None else table.c[column] == value


def _type(value: object) -> TypeEngine[Any]:
    match value:
        case bool():
            return sa.Boolean()
        case datetime():
            return sa.DateTime()
        case date():
            return sa.Date()
        case Decimal():
            return sa.Numeric()
        case int():
            return sa.BigInteger() if abs(value) >= 2**31 else sa.Integer()
        case _:
            return sa.types.NULLTYPE  # plain text: the database converts it to the column's type (PostgreSQL: uuid)
