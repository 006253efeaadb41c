"""What a person recorded for each case, read from the filled-in plan or from wire answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ...adapters import Answered, ObservedBill, ObservedLine, Outcome, Refused, parse_json, read_answer
from ...adapters.wire import keys_of
from ...oracle import Bill, Case, Code, Problem, YakkanError
from ...verdict import Recorded
from .. import codes
from .cells import Cell, amount_in, answer_in, day_in
from .file import PlanFile, file_bytes, json_value, rows_of, sheet_of, table_of
from .rows import AskedRow, asked_rows, items_of
from .sheet import ReadRow, ReadSheet, heading_of, needed_heading

_LINES = frozenset({".ndjson", ".jsonl"})


def read_answers(path: Path, plan: PlanFile, expected: Mapping[int, Sequence[Bill]]) -> list[Recorded]:
    """The answer to each case of the plan, in the order of the plan; a case that was left empty has no answer.

    `expected` are the bills that are due under the terms for each case, by its number.

    Raises:
        YakkanError: with every problem of the file.
    """
    if path.suffix.lower() in _LINES:
        outcomes = _of_lines(path, plan)
    elif path.suffix.lower() in {".csv", ".xlsx"}:
        outcomes = _Sheet(sheet_of(path), plan, expected).outcomes()
    else:
        outcomes = _of_json(path, plan)
    return [Recorded(case, outcomes.get(number)) for number, case in plan.cases.items()]


def _of_lines(path: Path, plan: PlanFile) -> dict[int, Outcome]:
    answers: list[tuple[str, object]] = []
    problems: list[Problem] = []
    for number, line in enumerate(file_bytes(path).split(b"\n"), start=1):
        if line.strip():
            try:
                answers.append((f"{path}:{number}", parse_json(line, f"{path}:{number}")))
            except YakkanError as error:
                problems += error.problems
    return _outcomes(plan, answers, problems)


def _of_json(path: Path, plan: PlanFile) -> dict[int, Outcome]:
    """The outcomes in a JSON plan whose `observed` were filled in: a list of bills, or an object with `refused`."""
    table = table_of(path, json_value(path, file_bytes(path)))
    answers: list[tuple[str, object]] = []
    for index, one in enumerate(rows_of(path, table, "cases")):
        observed: object = one.get("observed")
        if observed is not None:
            body = dict(keys_of(observed)) or {"bills": observed}
            name = keys_of(one.get("case")).get("case")
            answers.append((f"{path} cases.{index}.observed", {**body, "case": name}))
    return _outcomes(plan, answers, [])


def _outcomes(plan: PlanFile, answers: Iterable[tuple[str, object]], problems: list[Problem]) -> dict[int, Outcome]:
    numbers = {case.id: number for number, case in plan.cases.items()}
    found: dict[int, Outcome] = {}
    for place, value in answers:
        name = keys_of(value).get("case")
        number = numbers.get(name) if isinstance(name, str) else None
        if number is None:
            problems.append(Problem(codes.NOT_IN_THE_PLAN, place, f"the plan has no case {name!r}"))
        elif number in found:
            problems.append(Problem(codes.TWICE, place, f"case {name} is already answered"))
        else:
            try:
                found[number] = read_answer(value, plan.cases[number])
            except YakkanError as error:
                problems += [replace(one, place=f"{place} {one.place}") for one in error.problems]
    if problems:
        raise YakkanError(problems)
    return found


@dataclass(frozen=True, slots=True)
class _Filled:
    """What a row says; `asked` is None for a row that the person added."""

    row: ReadRow
    asked: AskedRow | None
    contract: str
    answer: str | None
    bill: ObservedBill | None


class _Sheet:
    """A table that was filled in, compared with the rows that the plan asks for."""

    def __init__(self, sheet: ReadSheet, plan: PlanFile, expected: Mapping[int, Sequence[Bill]]) -> None:
        self._sheet = sheet
        self._plan = plan
        self._asked = {
            (row.number, row.row): row
            for row in asked_rows({number: (case, expected[number]) for number, case in plan.cases.items()})
        }
        self._items = items_of(plan.book, list(self._asked.values()))
        keys = ("case", "row", "contract", "billed", "seen_total", "seen_tax", "seen_first_day", "seen_last_day")
        self._heading, self._lines = self._headings(keys)
        self._problems: list[Problem] = []

    def _headings(self, keys: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
        """The headings of the columns by their keys, and those of bill lines by their items."""
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for key in keys:
            try:
                found[key] = needed_heading(self._sheet, key)
            except YakkanError as error:
                problems += error.problems
        if problems:
            raise YakkanError(problems)
        lines = {item: heading_of(self._sheet, "line", item=item) for item in self._items}
        return found, {item: heading for item, heading in lines.items() if heading is not None}

    def outcomes(self) -> dict[int, Outcome]:
        filled: dict[int, list[_Filled]] = {number: [] for number in self._plan.cases}
        for row in self._sheet.rows:
            try:
                number, one = self._read(row)
                filled[number].append(one)
            except YakkanError as error:
                self._problems += error.problems
        found = {number: self._outcome(number, rows) for number, rows in filled.items()}
        if self._problems:
            raise YakkanError(self._problems)
        return {number: outcome for number, outcome in found.items() if outcome is not None}

    def _cell(self, row: ReadRow, key: str) -> Cell:
        return row.cells[self._heading[key]]

    def _read(self, row: ReadRow) -> tuple[int, _Filled]:
        text, number_of_row = self._cell(row, "case").text, self._cell(row, "row").text
        number = int(text) if text.isdecimal() else -1
        case = self._plan.cases.get(number)
        if case is None:
            raise _error(codes.NOT_IN_THE_PLAN, self._cell(row, "case"), f'the plan has no case "{text}"')
        asked = self._asked.get((number, int(number_of_row))) if number_of_row.isdecimal() else None
        if asked is None and number_of_row:
            message = f'case {number} has no row "{number_of_row}"'
            hint = "leave the row number of an added row empty"
            raise _error(codes.NOT_IN_THE_PLAN, self._cell(row, "row"), message, hint)
        contract = self._contract(row, case, asked)
        answer, bill = self._bill(row, contract, asked)
        return number, _Filled(row, asked, contract, answer, bill)

    def _contract(self, row: ReadRow, case: Case, asked: AskedRow | None) -> str:
        cell = self._cell(row, "contract")
        allowed = [asked.contract.id] if asked is not None else [one.id for one in case.contracts]
        if cell.text in allowed:
            return cell.text
        hint = f"allowed here: {', '.join(allowed)}"
        raise _error(codes.NOT_IN_THE_PLAN, cell, f'found "{cell.text}"', hint)

    def _bill(self, row: ReadRow, contract: str, asked: AskedRow | None) -> tuple[str | None, ObservedBill | None]:
        answer = answer_in(self._cell(row, "billed"))
        total = amount_in(self._cell(row, "seen_total"))
        tax = amount_in(self._cell(row, "seen_tax"))
        first, last = day_in(self._cell(row, "seen_first_day")), day_in(self._cell(row, "seen_last_day"))
        lines: dict[str, Decimal] = {}
        for item, heading in self._lines.items():
            amount = amount_in(row.cells[heading])
            if amount is not None:
                lines[item] = amount
        has_bill = total is not None or tax is not None or bool(lines) or first is not None or last is not None
        if answer in {"not billed", "refused"} and has_bill:
            message = "it says that nothing was billed, but the row has amounts or days"
            raise _error(codes.HALF_ANSWERED, self._cell(row, "billed"), message)
        if answer != "billed" and not has_bill:
            return answer, None
        if total is None:
            raise _error(codes.HALF_ANSWERED, self._cell(row, "seen_total"), "the total of the bill is missing")
        days = self._days(row, asked, first, last)
        seen = tuple(ObservedLine(item, amount) for item, amount in lines.items()) or None
        return "billed", ObservedBill(*days, total, contract, lines=seen, tax=tax)

    def _days(self, row: ReadRow, asked: AskedRow | None, first: date | None, last: date | None) -> tuple[date, date]:
        """The days of a bill: those written down, or else those of the bill that the row asks for."""
        due = asked.bill if asked is not None else None
        first = due.billed.start if first is None and due is not None else first
        last = due.billed.last_day if last is None and due is not None else last
        if first is None or last is None:
            cell = self._cell(row, "seen_first_day" if first is None else "seen_last_day")
            raise _error(codes.HALF_ANSWERED, cell, "a bill that was not due needs its first and last day")
        if last < first:
            raise _error(codes.NOT_A_DAY, self._cell(row, "seen_last_day"), f"{last} is before the first day {first}")
        return first, last

    def _remark(self, one: _Filled) -> str:
        heading = heading_of(self._sheet, "remark")
        return one.row.cells[heading].text if heading else ""

    def _outcome(self, number: int, rows: list[_Filled]) -> Outcome | None:
        """What the rows of a case say together; None if all are empty."""
        if all(one.answer is None for one in rows):
            return None
        refused = [one for one in rows if one.answer == "refused"]
        if refused and all(one.answer in {"refused", None} for one in rows):
            remarks = [self._remark(one) for one in refused]
            return Refused("refused", "; ".join(dict.fromkeys(filter(None, remarks))))
        asked = [row for (case, _), row in self._asked.items() if case == number]
        for due in asked:
            mine = [one for one in rows if one.asked is due]
            if not mine:
                message = f"case {number} is answered, but its row {due.row} is not in the sheet"
                self._problems.append(Problem(codes.HALF_ANSWERED, self._sheet.name, message))
            if len(mine) > 1:
                message = f"row {due.row} of case {number} occurs {len(mine)} times"
                self._problems.append(Problem(codes.TWICE, mine[1].row.place, message))
        for one in rows:
            if one.answer is None or one.answer == "refused":
                message = f"case {number} is answered in other rows but not in this one"
                cell = self._cell(one.row, "billed")
                self._problems.append(_problem(codes.HALF_ANSWERED, cell, message, codes.HALF_ANSWERED.remedy))
        return Answered(tuple(one.bill for one in rows if one.bill is not None))


def _error(code: Code, cell: Cell, message: str, hint: str = "") -> YakkanError:
    return YakkanError(_problem(code, cell, message, hint))


def _problem(code: Code, cell: Cell, message: str, hint: str = "") -> Problem:
    return Problem(code, cell.place, message, hint=hint)
