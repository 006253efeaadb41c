"""Compare what the terms bill with what the system billed, by billing period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from ...adapters import ObservedBill
from ...oracle import Bill, Book, Case, Clause, Contract, Line, Period, Situation, bill, settled
from ...oracle.calendar import ONE_DAY
from ...oracle.contracts import billing_periods
from ...oracle.money import RoundingMode
from .classify import kind_of_amount
from .kinds import Direction, Finding, Kind

_BEYOND = timedelta(days=70)
"""How far ahead of its due day a bill may come: its amount is compared, and being early is not a divergence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is wrong in one billing period of one contract.

    `expected` is None where the terms bill nothing; `observed` is empty where the system billed nothing. `over` and
    `under` are in major units, at least 0, and at most one of them is above 0. `detail` adds what the kind leaves open.
    """

    finding: Finding
    contract: str
    period: Period
    expected: Bill | None
    observed: tuple[ObservedBill, ...]
    over: Fraction
    under: Fraction
    clause: Clause
    detail: str = ""


def compare(book: Book, case: Case, observed: Sequence[ObservedBill]) -> tuple[Difference, ...]:
    """Every difference between the bills of the terms and the system's, by contract and period.

    A bill of 0 is a divergence neither where it is missing nor where the terms bill nothing. Several bills for one
    period are compared by their sum.

    Raises:
        CaseError: the case cannot be billed under these terms.
    """
    expected = bill(book, case)
    ahead = _Ahead(book, case)
    found: list[Difference] = []
    for contract in case.contracts:
        theirs = [one for one in observed if one.contract in {contract.id, None}]
        found.extend(_compare_contract(contract, _by_period(expected, contract), ahead, theirs))
    return tuple(found)


class _Ahead:
    """The bills that fall due within `_BEYOND` after the last day to bill, made when one of them is first needed."""

    def __init__(self, book: Book, case: Case) -> None:
        self.book = book
        self.case = case
        self._bills: tuple[Bill, ...] | None = None

    @property
    def horizon(self) -> date:
        return self.case.bill_through + _BEYOND

    def of(self, contract: Contract) -> dict[Period, Bill]:
        """The bills of a contract by their periods."""
        if self._bills is None:
            self._bills = bill(self.book, replace(self.case, bill_through=self.horizon, runs=None))
        return _by_period(self._bills, contract)


def _by_period(bills: Sequence[Bill], contract: Contract) -> dict[Period, Bill]:
    """One bill for each billing period, with corrections included."""
    of_period: dict[Period, list[Bill]] = {}
    for one in bills:
        if one.contract == contract.id:
            of_period.setdefault(one.period, []).append(one)
    return {period: settled(found) for period, found in of_period.items()}


def _compare_contract(
    contract: Contract, expected: dict[Period, Bill], ahead: _Ahead, observed: Sequence[ObservedBill]
) -> Iterator[Difference]:
    by_period: dict[Period, list[ObservedBill]] = {period: [] for period in expected}
    for one in observed:
        by_period.setdefault(_period_of(ahead.book, contract, ahead.horizon, one), []).append(one)
    for period in sorted(by_period):
        bills = tuple(by_period[period])
        due = expected.get(period) or ahead.of(contract).get(period)
        if due is None:
            if _total(bills) != 0:
                yield _not_due(ahead.book, contract, period, ahead.of(contract), bills)
        else:
            yield from _compare_period(contract, due, bills)


def _period_of(book: Book, contract: Contract, horizon: date, observed: ObservedBill) -> Period:
    """The billing period that an observed bill is for: the one that contains its first day, else the days it states."""
    rule = book.in_force(contract.tariff, contract.start).period
    for period in billing_periods(rule, contract, min(observed.first_day, horizon)):
        if observed.first_day in period:
            return period
    first_day = min(observed.first_day, date.max - ONE_DAY)
    return Period(first_day, max(min(observed.last_day, date.max - ONE_DAY), first_day) + ONE_DAY)


def _not_due(
    book: Book, contract: Contract, period: Period, due: dict[Period, Bill], observed: tuple[ObservedBill, ...]
) -> Difference:
    """A bill where the terms bill nothing."""
    terms = book.in_force(contract.tariff, contract.start)
    total = _total(observed)
    before_start = period.end <= contract.start or any(period < other for other in due)
    if before_start and contract.cancellation is None:
        kind, clause = Kind.BILLED_BEFORE_START, terms.clause("service.start_day")
    elif before_start:
        kind, clause = Kind.BILLED_BEFORE_START, terms.clause("service.first_period")
    else:
        kind, clause = Kind.BILLED_AFTER_END, terms.clause("service.cancellation")
    finding = Finding(kind, contract.tariff, Situation.WHOLE, _direction(total))
    return Difference(finding, contract.id, period, None, observed, *_over_under(total), clause)


def _compare_period(contract: Contract, expected: Bill, observed: tuple[ObservedBill, ...]) -> Iterator[Difference]:
    total = _total(observed)
    difference = total - expected.total
    if difference:
        kind, path, detail = _kind(contract, expected, observed, total)
        yield _difference(expected, observed, kind, difference, path, detail)
    elif len(observed) == 1:
        yield from _inside(expected, observed[0])


def _kind(
    contract: Contract, expected: Bill, observed: tuple[ObservedBill, ...], total: Fraction
) -> tuple[Kind, str, str]:
    if not observed:
        return Kind.NOT_BILLED, "charge", ""
    if len(observed) > 1 and total > expected.total:
        return Kind.BILLED_TWICE, "period", f"{len(observed)} bills"
    return kind_of_amount(contract, expected, total)


def _inside(expected: Bill, observed: ObservedBill) -> Iterator[Difference]:
    """Differences in the tax and the lines of a bill whose total is right."""
    if observed.tax is not None and expected.tax is not None and Fraction(observed.tax) != expected.tax:
        detail = f"tax {observed.tax}"
        yield _difference(expected, (observed,), Kind.WRONG_TAX, Fraction(0), "tax.rate", detail)
    for line in _comparable_lines(expected, observed):
        amounts = [one.amount for one in observed.lines or () if one.item == line.item]
        if not _same_line(expected, line, amounts):
            detail = f"{line.item} {sum(amounts, Decimal(0))}"
            yield _difference(expected, (observed,), Kind.WRONG_LINE, Fraction(0), _charge_path(expected, line), detail)


def _comparable_lines(expected: Bill, observed: ObservedBill) -> tuple[Line, ...]:
    """The expected lines that are not 0; none where no line of the system has the name of an item of the terms."""
    items = {one.item for one in observed.lines or ()}
    return (
        tuple(line for line in expected.lines if line.amount != 0) if items & {x.item for x in expected.lines} else ()
    )


def _same_line(expected: Bill, line: Line, amounts: Sequence[Decimal]) -> bool:
    """True if a line's amount is the expected one, as far as the terms determine it.

    Where they name no rounding of lines, the exact amount may be rounded up or down to the decimals that the system
    writes.
    """
    total = sum((Fraction(amount) for amount in amounts), Fraction(0))
    if expected.terms.rounding.line is not RoundingMode.EXACT or total == line.amount:
        return total == line.amount
    places = max((-int(amount.as_tuple().exponent) for amount in amounts), default=0)
    scaled = line.amount * 10**places if places >= 0 else line.amount
    return floor(scaled) <= total * 10 ** max(places, 0) <= ceil(scaled)


def _charge_path(expected: Bill, line: Line) -> str:
    index = next(i for i, charge in enumerate(expected.terms.charge) if charge.item == line.item)
    return f"charge.{index}"


def _difference(
    expected: Bill, observed: tuple[ObservedBill, ...], kind: Kind, difference: Fraction, path: str, detail: str
) -> Difference:
    finding = Finding(kind, expected.tariff, expected.situation, _direction(difference))
    over, under = _over_under(difference)
    clause = expected.terms.clause(path)
    return Difference(finding, expected.contract, expected.period, expected, observed, over, under, clause, detail)


def _total(observed: Sequence[ObservedBill]) -> Fraction:
    return sum((Fraction(one.total) for one in observed), Fraction(0))


def _over_under(difference: Fraction) -> tuple[Fraction, Fraction]:
    return max(difference, Fraction(0)), max(-difference, Fraction(0))


def _direction(difference: Fraction) -> Direction:
    if difference == 0:
        return Direction.NEITHER
    return Direction.OVER if difference > 0 else Direction.UNDER
