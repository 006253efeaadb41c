"""The bills of a case, their lines, or a refusal, read from tables or by SELECT statements."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ...oracle import Case
from ..protocol import Answered, Refused
from ..wire import read_answer
from . import rows as sql_rows
from .errors import UnreadableError, at
from .shapes import BillColumns, LineColumns, Mapping, Read, RefusalColumns, Taken
from .sources import Scope, case_scope, contract_scopes
from .values import NotThisValueError, amount_from, day_from, text_from
from .write import Written, bound

_Row = dict[str, Any]


def bills_from_database(
    connection: Connection, mapping: Mapping, case: Case, written: Written, through: date | None = None
) -> Answered | Refused:
    """The system's answer to the case, read through the wire format, so that its checks apply too.

    Bills issued after `through` are ignored: they belong to another case.

    Raises:
        UnreadableError: a value does not have the form that the mapping says.
        StatementError: the database refuses to read.
        WireError: the bills do not follow the wire format.
    """
    refusal = _refusal(connection, mapping, case, written)
    if refusal is not None:
        return refusal
    lines = _lines(connection, mapping, case, written)
    columns = mapping.bills.columns
    bills: list[dict[str, object]] = []
    for contract, row in _rows(connection, mapping, mapping.bills, "bills", columns, case, written):
        bill = _bill(columns, row, contract)
        if through is not None and str(bill["issued"]) > str(through):
            continue
        if lines is not None and columns.key is not None:
            bill["lines"] = lines.get(text_from(columns.key, row["key"]) or "", [])
        bills.append({key: value for key, value in bill.items() if value is not None})
    return read_answer({"case": case.id, "bills": bills}, case)


def _refusal(connection: Connection, mapping: Mapping, case: Case, written: Written) -> Refused | None:
    if mapping.refusals is None:
        return None
    columns = mapping.refusals.columns
    for _, row in _rows(connection, mapping, mapping.refusals, "refusals", columns, case, written):
        return Refused(text_from(columns.code, row["code"]) or "", text_from(columns.message, row["message"]) or "")
    return None


def _lines(
    connection: Connection, mapping: Mapping, case: Case, written: Written
) -> dict[str, list[dict[str, object]]] | None:
    if mapping.lines is None:
        return None
    columns, found = mapping.lines.columns, dict[str, list[dict[str, object]]]()
    for _, row in _rows(connection, mapping, mapping.lines, "lines", columns, case, written):
        line = {
            "item": text_from(columns.item, row["item"]),
            "amount": _amount(columns.amount, row["amount"], "lines.columns.amount"),
            "quantity": _amount(columns.quantity, row.get("quantity"), "lines.columns.quantity"),
        }
        key = text_from(columns.bill, row["bill"]) or ""
        found.setdefault(key, []).append({name: value for name, value in line.items() if value is not None})
    return found


def _bill(columns: BillColumns, row: _Row, contract: str | None) -> dict[str, object]:
    place = "bills.columns"
    of_contract = text_from(columns.contract, row["contract"]) if columns.contract is not None else contract
    return {
        "contract": of_contract,
        "first_day": _day(columns.first_day, row["first_day"], f"{place}.first_day"),
        "last_day": _day(columns.last_day, row["last_day"], f"{place}.last_day"),
        "total": _amount(columns.total, row["total"], f"{place}.total"),
        "tax": _amount(columns.tax, row.get("tax"), f"{place}.tax"),
        "issued": _day(columns.issued, row.get("issued"), f"{place}.issued"),
    }


def _rows(
    connection: Connection,
    mapping: Mapping,
    read: Read,
    place: str,
    columns: BillColumns | LineColumns | RefusalColumns,
    case: Case,
    written: Written,
) -> Iterator[tuple[str | None, _Row]]:
    """Each row as values by name of the mapping, with the contract that was queried, or None for the whole case."""
    wanted = {name: taken.column for name, taken in vars(columns).items() if isinstance(taken, Taken)}
    for scope in _scopes(mapping, read, case):
        with at(place):
            if read.table is not None:
                where = bound(read.where, scope, written, f"{place}.where")
                names = list(dict.fromkeys(wanted.values()))
                found = connection.execute(sql_rows.select(read.db_schema, read.table, names, where))
            else:
                parameters = bound(read.parameters, scope, written, f"{place}.parameters")
                found = connection.execute(sql_rows.text(read.sql or "", parameters))
            rows = found.mappings().all()
        for row in rows:
            for name, column in wanted.items():
                if column not in row:
                    allowed = ", ".join(map(str, row))
                    raise UnreadableError(
                        f"{place}.columns.{name}", f'the SELECT returns no column "{column}", only {allowed}'
                    )
            yield scope.contract, {name: row[column] for name, column in wanted.items()}


def _scopes(mapping: Mapping, read: Read, case: Case) -> list[Scope]:
    """One scope for the case, or one for each contract if the statement uses a source of a contract."""
    of_the_case = {f"key.{write.name}" for write in mapping.write if write.each == "case"}
    sources = [given.source or "case." for given in [*read.where.values(), *read.parameters.values()]]
    if all(source.startswith("case.") or source in of_the_case for source in sources):
        return [case_scope(case)]
    return contract_scopes(case)


def _amount(taken: Taken | None, found: object, place: str) -> str | None:
    if taken is None:
        return None
    try:
        return amount_from(taken, found)
    except NotThisValueError as error:
        raise UnreadableError(place, str(error)) from None


def _day(taken: Taken | None, found: object, place: str) -> str | None:
    if taken is None:
        return None
    try:
        return day_from(taken, found)
    except NotThisValueError as error:
        raise UnreadableError(place, str(error)) from None
