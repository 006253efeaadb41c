"""The reference oracle: bill any case by the terms, exactly, with a derivation for every amount."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from .. import codes
from ..calendar import Period
from ..contracts import (
    Bill,
    Case,
    Contract,
    Life,
    Line,
    Part,
    Situation,
    admit,
    as_run,
    event_day,
    known,
    parts_of,
    schedule_of,
    without_repeats,
)
from ..documents import Book
from ..problems import CaseError, Problem
from .charges import lines_of
from .ledger import Compute, Ledger
from .total import Total, total_of


def bill(book: Book, case: Case) -> tuple[Bill, ...]:
    """Every bill issued for the case up to `bill_through`, by contract and then in the order of issue.

    Raises:
        CaseError: the case cannot be billed under these terms.
    """
    return billed(book, case, compute_bill)


def billed(book: Book, case: Case, compute: Compute) -> tuple[Bill, ...]:
    """Like `bill`, with the bill of each billing period made by `compute`.

    Raises:
        CaseError: the case cannot be billed under these terms.
    """
    admit(book, case)
    bills = partial(_contract_bills, compute)
    return tuple(one for contract in case.contracts for one in as_run(book, case, without_repeats(contract), bills))


def can_bill(book: Book, case: Case) -> bool:
    """True if the terms can bill a case."""
    try:
        bill(book, case)
    except CaseError:
        return False
    return True


def _contract_bills(compute: Compute, book: Book, case: Case, contract: Contract) -> Iterator[Bill]:
    schedule = schedule_of(book, case, contract)
    if schedule.late is not None and schedule.terms.billing is None:
        message = "the company learns of it after the bill was issued, and these terms have no rule for corrections"
        place = f"contract {contract.id}, {schedule.late.kind.value} on {event_day(schedule.late)}"
        raise CaseError(Problem(codes.BAD_EVENT, place, message, hint="add [billing], or report the event earlier"))
    ledger = Ledger(book, schedule.terms, compute, schedule.waits)
    if schedule.late is None:  # a single run with the whole history gives every bill, each on its own day
        bills = ledger.run(contract, case.bill_through, schedule.issued)
        yield from sorted(bills, key=lambda one: one.issued) if schedule.waits else bills
        return
    for day in schedule.days:
        yield from ledger.run(known(contract, day), day, lambda _due, day=day: day)


def compute_bill(book: Book, life: Life, number: int, issued: date) -> Bill | None:
    """The bill of a billing period of a contract as it is known; None if nothing is charged in it."""
    parts = parts_of(book, life, number, issued)
    if not parts:
        return None
    lines = merged([lines_of(part) for part in parts])
    return bill_of(parts, lines, total_of_parts(parts, lines))


def total_of_parts(parts: Sequence[Part], lines: Sequence[Line]) -> Total:
    """The total of the lines of all parts of a billing period, by the terms of the last part."""
    last = parts[-1]
    days = Period(parts[0].used.start, last.used.end)
    return total_of(last.terms, last.contract, lines, last.period, days, last.issued)


def bill_of(parts: Sequence[Part], lines: tuple[Line, ...], total: Total) -> Bill:
    """The bill of a billing period from its parts, their lines and the total."""
    last = parts[-1]
    return Bill(
        last.contract.id,
        last.terms.tariff,
        last.period,
        Period(parts[0].used.start, last.used.end),
        _situation_of(parts),
        last.issued,
        lines,
        total.tax,
        total.total,
        total.steps,
        last.terms,
    )


def merged(lines: Sequence[Sequence[Line]]) -> tuple[Line, ...]:
    """The lines of all parts, with the lines of each item merged into one."""
    if len(lines) == 1:
        return tuple(lines[0])
    by_item: dict[str, Line] = {}
    for line in (line for part in lines for line in part):
        before = by_item.get(line.item)
        if before is not None:
            line = replace(  # noqa: PLW2901  # the same item in an earlier part
                line,
                amount=before.amount + line.amount,
                quantity=line.quantity,
                derivation=(*before.derivation, *line.derivation),
            )
        by_item[line.item] = line
    return tuple(by_item.values())


def _situation_of(parts: Sequence[Part]) -> Situation:
    found = [piece.situation for part in parts for piece in part.pieces]
    starts = any(one in {Situation.START, Situation.BOTH} for one in found)
    ends = any(one in {Situation.END, Situation.BOTH} for one in found)
    if starts and ends:
        return Situation.BOTH
    if starts:
        return Situation.START
    if ends:
        return Situation.END
    return Situation.CHANGE if Situation.CHANGE in found else Situation.WHOLE
