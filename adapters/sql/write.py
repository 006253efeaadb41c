"""Inserting, updating and later deleting the rows of a case."""

from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from ...oracle import Case
from ...oracle.money import exact_string
from . import rows as sql_rows
from .checks import identity
from .errors import MappingError, UnchangedError, at
from .shapes import Given, Mapping, Write
from .sources import KnownItem, Scope, Value, contract_scopes, known_items, run_items
from .values import NotThisValueError, to_column


@dataclass(slots=True)
class Written:
    """What was written for a case: the keys that the database generated, and the rows, so that they can be deleted."""

    keys: dict[tuple[str, str | None], Value] = field(default_factory=dict[tuple[str, str | None], Value])
    rows: list[tuple[Write, Scope]] = field(default_factory=list[tuple[Write, Scope]])
    committed: bool = False

    def value(self, source: str, scope: Scope) -> Value:
        """The value of a source; None if the case has none.

        A key is the contract's, or else the whole case's.
        """
        if not source.startswith("key."):
            return scope.values.get(source)
        name = source.removeprefix("key.")
        return self.keys.get((name, scope.contract), self.keys.get((name, None)))


def bound(given: Named[str, Given], scope: Scope, written: Written, place: str) -> dict[str, Any]:
    """The values of columns or parameters, as they are bound.

    Raises:
        MappingError: a value cannot have this form, or has no code.
    """
    row: dict[str, Any] = {}
    for name, one in given.items():
        try:
            row[name] = to_column(one, written.value(one.source, scope) if one.source is not None else None)
        except NotThisValueError as error:
            raise MappingError(f"{place}.{name}", str(error)) from None
    return row


def insert_case(connection: Connection, mapping: Mapping, case: Case, written: Written) -> None:
    """Write everything of the case at once, table by table in the order of the mapping.

    Raises:
        MappingError: a value cannot be written.
        StatementError: the database refuses a row.
    """
    items = [*known_items(case), *run_items(case, mapping.run)]
    for number, write in enumerate(mapping.write):
        for one in items:
            _write(connection, write, f"write[{number}]", one, written)


def write_items(connection: Connection, mapping: Mapping, items: list[KnownItem], written: Written) -> None:
    """Write what the company has learned, in the order given."""
    for one in items:
        for number, write in enumerate(mapping.write):
            _write(connection, write, f"write[{number}]", one, written)


def delete_case(connection: Connection, mapping: Mapping, case: Case, written: Written) -> None:
    """Delete what billing created, as the mapping says, and then what was written, in reverse order."""
    scopes = contract_scopes(case)
    for number, delete in enumerate(mapping.delete):
        for scope in scopes:
            where = bound(delete.where, scope, written, f"delete[{number}].where")
            with at(f"delete[{number}]"):
                connection.execute(sql_rows.delete(delete.db_schema, delete.table, where))
    for write, scope in reversed(written.rows):
        place = f"write[{mapping.write.index(write)}]"
        where = bound(identity(write), scope, written, f"{place}.columns")
        with at(place):
            connection.execute(sql_rows.delete(write.db_schema, write.table, where))


def _write(connection: Connection, write: Write, place: str, item: KnownItem, written: Written) -> None:
    if write.each != item.each or not _is_for(write, item.scope):
        return
    row = bound(write.columns, item.scope, written, f"{place}.columns")
    with at(place):
        if write.where is not None:
            where = bound(write.where, item.scope, written, f"{place}.where")
            found = connection.execute(sql_rows.update(write.db_schema, write.table, row, where)).rowcount
            if found == 0:
                raise UnchangedError(f"{place}.where", "no row has these values, so nothing was changed")
            return
        result = connection.execute(sql_rows.insert(write.db_schema, write.table, row, write.returns))
        if write.name is not None:
            written.keys[(write.name, item.scope.contract)] = result.scalar_one()
        written.rows.append((write, item.scope))


def _is_for(write: Write, scope: Scope) -> bool:
    values = scope.values
    if write.event and values.get("event.type") not in write.event:
        return False
    return all(_word(values.get(source)) in words for source, words in write.only.items())


def _word(value: Value) -> str:
    return (exact_string(value) or str(value)) if isinstance(value, Fraction) else str(value)
