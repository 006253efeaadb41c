"""bills.csv: one row per line of a bill, with the wire format's keys as columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ...oracle import Case, Code, Problem
from ..codes import BAD_ROW, UNKNOWN_CASE
from ..errors import WireError
from ..protocol import Outcome, Refused
from ..quoting import shown
from ..wire import Day, DecimalString, malformed, read_answer
from .table_text import Line, Table, read_table

BILLS = "bills.csv"
_NEEDED = ("case", "first_day", "last_day", "total")
_DAYS = ("first_day", "last_day", "issued")
_AMOUNTS = ("amount", "quantity", "tax", "total")
_OF_A_BILL = ("first_day", "last_day", "total")
_KINDS: Mapping[str, TypeAdapter[Any]] = {
    **dict.fromkeys(_DAYS, TypeAdapter[Any](Day)),
    **dict.fromkeys(_AMOUNTS, TypeAdapter[Any](DecimalString)),
}


def bills_from_csv(data: bytes, name: str, cases: Mapping[str, Case]) -> tuple[dict[str, Outcome], list[Problem]]:
    """The outcomes of the cases that have rows in the table, by id, and the problems of rows of unknown cases.

    A row that cannot be read makes its case a failure, because then not all its bills are known. A row with a case
    and nothing else says that the case was billed and nothing is due; one with `refused`, that it was refused, for the
    reason in `message`. Rows with the same `bill`, or without that column the same days, are one bill.

    Raises:
        WireError: the table has no usable heading row.
    """
    table = read_table(data, name, _NEEDED)
    of_case: dict[str, list[Line]] = {}
    problems: list[Problem] = []
    for line in table.lines:
        found = line.cells.get("case", "")
        if found in cases:
            of_case.setdefault(found, []).append(line)
        elif line.problem is not None:
            problems.append(line.problem)
        else:
            message = f"{shown(found)} is not one of the cases" if found else "the case is missing"
            problems.append(Problem(UNKNOWN_CASE, table.place(line, "case"), message))
    return {found: _outcome(table, cases[found], lines) for found, lines in of_case.items()}, problems


def _outcome(table: Table, case: Case, lines: Sequence[Line]) -> Outcome:
    bad = [problem for line in lines for problem in _problems(table, case, line)]
    bills: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        if line.cells.keys() & {*_OF_A_BILL, *_AMOUNTS, "item"}:
            bills.setdefault(_key(line), []).append(line)
    refused = [line for line in lines if "refused" in line.cells]
    if refused and bills and not bad:
        message = f"the case is refused ({shown(refused[0].cells['refused'])}), but has bills"
        bad.append(Problem(BAD_ROW, table.place(refused[0], "refused"), message))
    bad += [problem for rows in bills.values() for problem in _disagreements(table, rows)]
    if bad:
        return malformed(WireError(bad))
    if refused:
        return Refused(refused[0].cells["refused"], refused[0].cells.get("message", ""))
    try:
        return read_answer({"case": case.id, "bills": [_bill(rows) for rows in bills.values()]}, case)
    except WireError as error:
        first = lines[0]
        problems = [
            Problem(p.code, f"{table.name}:{first.number} {p.place}", p.message, hint=p.hint) for p in error.problems
        ]
        return malformed(WireError(problems))


def _problems(table: Table, case: Case, line: Line) -> Iterable[Problem]:
    if line.problem is not None:
        yield line.problem
        return
    for heading, kind in _KINDS.items():
        if heading in line.cells:
            try:
                kind.validate_python(line.cells[heading])
            except ValidationError as error:
                context = error.errors()[0].get("ctx", {})
                code: Code = context["code"]
                yield Problem(code, table.place(line, heading), context["message"], hint=context["hint"])
    contract = line.cells.get("contract")
    allowed = [one.id for one in case.contracts]
    if contract is not None and contract not in allowed:
        message = f"found {shown(contract)}, which is not a contract of this case"
        yield Problem(BAD_ROW, table.place(line, "contract"), message, hint=f"allowed: {', '.join(allowed)}")
    if "amount" in line.cells and "item" not in line.cells:
        yield Problem(BAD_ROW, table.place(line, "item"), "there is an amount but no item for it")
    if "item" in line.cells and "amount" not in line.cells:
        yield Problem(BAD_ROW, table.place(line, "amount"), "there is an item but no amount for it")


def _key(line: Line) -> tuple[str, ...]:
    of_contract = line.cells.get("contract", "")
    if "bill" in line.cells:
        return (of_contract, line.cells["bill"])
    return (of_contract, *(line.cells.get(heading, "") for heading in _DAYS))


def _disagreements(table: Table, rows: Sequence[Line]) -> Iterable[Problem]:
    """The problems where rows of one bill disagree, or none has a value that a bill must have."""
    for heading in (*_DAYS, "tax", "total"):
        line_by_value = {line.cells[heading]: line for line in rows if heading in line.cells}
        if len(line_by_value) > 1:
            one, other = list(line_by_value)[:2]
            message = f"found {shown(other)}, but {shown(one)} in line {line_by_value[one].number} of the same bill"
            yield Problem(BAD_ROW, table.place(line_by_value[other], heading), message)
        elif not line_by_value and heading in _OF_A_BILL:
            yield Problem(BAD_ROW, table.place(rows[0], heading), "is empty in every row of the bill")


def _bill(rows: Sequence[Line]) -> dict[str, Any]:
    keys = ("contract", *_DAYS, "tax", "total")
    whole = {key: line.cells[key] for line in reversed(rows) for key in keys if key in line.cells}
    lines = [
        {key: line.cells[key] for key in ("item", "amount", "quantity") if key in line.cells}
        for line in rows
        if "item" in line.cells
    ]
    return whole | ({"lines": lines} if lines else {})
