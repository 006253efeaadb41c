"""What the runs of a case make of the bills of a contract: all of them once, or not."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ..calendar import Period
from ..documents import Book
from ..vocabulary import Runs
from .bills import Bill
from .history import Case, Contract

Bills = Callable[[Book, Case, Contract], Iterable[Bill]]


def as_run(book: Book, case: Case, contract: Contract, bills: Bills) -> Iterable[Bill]:
    """The bills of a contract, repeated or lost as the terms' runs do it; the case's bills where they say nothing."""
    rule = book.in_force(contract.tariff, contract.start).billing
    if case.runs is None or rule is None or rule.runs is None or rule.runs is Runs.COMPLETE:
        return bills(book, case, contract)
    made = tuple(bills(book, case, contract))
    return _again(made, case.runs) if rule.runs is Runs.AGAIN else _latest_only(made)


def _again(bills: Sequence[Bill], runs: Sequence[date]) -> list[Bill]:
    """A bill for each of the runs of its day."""
    return [one for one in bills for _ in range(runs.count(one.issued))]


def _latest_only(bills: Sequence[Bill]) -> list[Bill]:
    """Of the periods first billed by one run the last one; those before it are neither billed nor corrected."""
    latest: dict[date, Period] = {}
    for one in bills:
        if not one.correction:
            latest[one.issued] = max(one.period, latest.get(one.issued, one.period))
    lost = {one.period for one in bills if not one.correction and latest[one.issued] != one.period}
    return [one for one in bills if one.period not in lost]
