"""The rows of a plan that a person fills in: one for each bill that is due, and one per contract for any other bill."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...adapters import write_answer
from ...oracle import Bill, Book, Case, Contract
from ...oracle.calendar import ONE_DAY
from .words import PlanWords


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row of case `number`. It asks about `bill`, or if that is None about any other bill of the contract. `row`
    numbers the rows of the case from 1; the days are inclusive."""

    number: int
    row: int
    case: Case
    contract: Contract
    bill: Bill | None
    first_day: date | None
    last_day: date


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a sheet from left to right: what is given, what is expected (nothing in a blind sheet), and what
    is filled in."""

    given: tuple[str, ...]
    expected: tuple[str, ...]
    filled: tuple[str, ...]


def asked_rows(cases: Mapping[int, tuple[Case, Sequence[Bill]]]) -> list[AskedRow]:
    """All rows for the cases, which are given by number with the bills that are due."""
    return [row for number, (case, bills) in cases.items() for row in _of_case(number, case, bills)]


def _of_case(number: int, case: Case, bills: Sequence[Bill]) -> Iterator[AskedRow]:
    row = 0
    for contract in case.contracts:
        mine = sorted(
            (one for one in bills if one.contract == contract.id), key=lambda one: (one.period.start, one.issued)
        )
        for one in mine:
            row += 1
            yield AskedRow(number, row, case, contract, one, one.period.start, one.period.last_day)
        row += 1
        after = max((one.period.last_day + ONE_DAY for one in mine), default=contract.start)
        first = after if after <= case.bill_through else None
        yield AskedRow(number, row, case, contract, None, first, case.bill_through)


def items_of(book: Book, rows: Sequence[AskedRow]) -> tuple[str, ...]:
    """The items that bills can have, in the order of the documents."""
    charged = [charge.item for terms in book for charge in terms.charge]
    return tuple(dict.fromkeys([*charged, *(line.item for row in rows if row.bill for line in row.bill.lines)]))


def columns(items: Sequence[str], words: PlanWords, *, blind: bool) -> Columns:
    """The headings of a sheet for these items."""
    given = (words.case, words.row, words.contract, words.enter, words.until, words.asked)
    given += (words.first_day, words.last_day)
    whats = (*items, words.tax, words.total)
    expected = () if blind else tuple(words.expected.format(what=what) for what in whats)
    lines = tuple(words.line.format(item=item) for item in items)
    filled = (words.billed, words.seen_total, words.seen_tax, *lines, words.seen_first_day, words.seen_last_day)
    return Columns(given, expected, (*filled, words.remark))


def cells(row: AskedRow, enter: str, items: Sequence[str], words: PlanWords, *, blind: bool) -> list[str]:
    """The cells of a row; those to be filled in are empty."""
    runs = row.case.runs
    texts = [str(row.number), str(row.row), row.contract.id, enter]
    texts.append(str(row.case.bill_through) if runs is None else ", ".join(map(str, runs)))
    texts.append(words.a_bill if row.bill is not None else words.other_bill.format(day=row.case.bill_through))
    texts += ["" if row.first_day is None else str(row.first_day), "" if row.first_day is None else str(row.last_day)]
    if not blind:
        texts += _expected(row, items, words)
    return texts + [""] * (len(items) + 6)


def _expected(row: AskedRow, items: Sequence[str], words: PlanWords) -> list[str]:
    if row.bill is None:
        return ["" for _ in items] + ["", words.no_bill]
    written: dict[str, Any] = write_answer(row.case, [row.bill])["bills"][0]
    lines: dict[str, list[str]] = {}
    for line in written["lines"]:
        lines.setdefault(line["item"], []).append(line["amount"])
    return [*(" + ".join(lines.get(item, ())) for item in items), written.get("tax", ""), written["total"]]
