"""The effect of billing runs on the bills of a contract: each bill once, or repeated or lost."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ..calendar import Period
from ..documents import Book
from ..vocabulary import Runs
from .bills import Bill
from .history import Case, Contract

Bills = Callable[[Book, Case, Contract], Iterable[Bill]]


def as_run(book: Book, case: Case, contract: Contract, bills: Bills) -> Iterable[Bill]:
    """The bills of a contract, repeated or lost as `[billing] runs` of the terms says; unchanged if it is not given."""
    rule = book.in_force(contract.tariff, contract.start).billing
    if case.runs is None or rule is None or rule.runs is None or rule.runs is Runs.COMPLETE:
        return bills(book, case, contract)
    made = tuple(bills(book, case, contract))
    return _again(made, case.runs) if rule.runs is Runs.AGAIN else _latest_only(made)


def _again(bills: Sequence[Bill], runs: Sequence[date]) -> list[Bill]:
    """Each bill once for every run on its day."""
    return [one for one in bills for _ in range(runs.count(one.issued))]


def _latest_only(bills: Sequence[Bill]) -> list[Bill]:
    """The latest of the periods first billed by each run; earlier ones are neither billed nor corrected."""
    latest: dict[date, Period] = {}
    for one in bills:
        if not one.correction:
            latest[one.issued] = max(one.period, latest.get(one.issued, one.period))
    lost = {one.period for one in bills if not one.correction and latest[one.issued] != one.period}
    return [one for one in bills if one.period not in lost]
