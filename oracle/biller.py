"""The reference oracle: bill any case by the terms, exactly, with a derivation for every amount."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .admit import admit
from .bills import Bill, Situation
from .book import Book
from .calendar import ONE_DAY, Period
from .charges import Usage, lines_of
from .history import Case, Contract
from .periods import billing_periods, due_day
from .service import Use, charged_end, days_of_use, first_charged_day
from .settings import CancellationEffect, InForceOn, WholePeriod
from .terms import Terms
from .total import total_of

_TWO_PERIODS = timedelta(days=800)
"""More than two billing periods of any length: how far beyond a cancellation its effect can reach."""


def bill(book: Book, case: Case) -> tuple[Bill, ...]:
    """Every bill issued for the case up to `bill_through`, by contract and then by period.

    Raises:
        CaseError: the case can not be billed under these terms.
    """
    admit(book, case)
    return tuple(one for contract in case.contracts for one in _contract_bills(book, case, contract))


def _contract_bills(book: Book, case: Case, contract: Contract) -> Iterator[Bill]:
    at_start = book.in_force(contract.tariff, contract.start)
    cancellation = contract.cancellation
    at_end = at_start if cancellation is None else book.in_force(contract.tariff, cancellation.end)
    use = days_of_use(at_start.service, at_end.service, contract)
    if use.is_empty:
        return
    horizon = max(case.bill_through, (use.end or use.first) + _TWO_PERIODS)
    periods = billing_periods(at_start.period, contract, horizon)
    charged = _Charged(
        first_charged_day(at_start.service.first_period, use.first, periods),
        None if use.end is None else charged_end(at_end.service.cancellation, use.end, periods),
        use,
        at_end.service.cancellation,
    )
    for period in periods:
        issued = _issued(case, due_day(at_start.period, period))
        if issued is None:
            return
        used = charged.within(period)
        if used is not None:
            terms, day = _in_force(book, contract, period, used)
            yield _bill(terms, day, contract, period, used, _situation(terms, period, used, charged), issued)


@dataclass(frozen=True, slots=True)
class _Charged:
    """The days charged: from `start`, up to but not including `end`; `use` are the days in service they come from,
    `effect` what the cancellation does by the terms in force on the end day."""

    start: date
    end: date | None
    use: Use
    effect: CancellationEffect

    def within(self, period: Period) -> Period | None:
        """The days of a billing period that are charged."""
        start = max(self.start, period.start)
        end = period.end if self.end is None else min(self.end, period.end)
        return Period(start, end) if start < end else None


def _issued(case: Case, due: date) -> date | None:
    """The day the bill is issued on: when due, or with the first run from then on; None if that is not asked for."""
    days = (due,) if case.runs is None else sorted(case.runs)
    return next((day for day in days if due <= day <= case.bill_through), None)


def _in_force(book: Book, contract: Contract, period: Period, used: Period) -> tuple[Terms, date]:
    """The version of the terms that a period is charged under, and the day whose price rows hold.

    Where the version changes inside the period, the later version says which of the two it is.
    """
    later = book.in_force(contract.tariff, used.last_day)
    match later.versions.in_force_on:
        case InForceOn.FIRST_BILLED_DAY:
            day = used.start
        case InForceOn.LAST_BILLED_DAY:
            day = used.last_day
        case InForceOn.PERIOD_START:
            day = max(period.start, book.of(contract.tariff)[0].effective)
        case InForceOn.CONTRACT_START:
            day = contract.start
    return book.in_force(contract.tariff, day), day


def _bill(
    terms: Terms,
    day: date,
    contract: Contract,
    period: Period,
    used: Period,
    situation: Situation,
    issued: date,
) -> Bill:
    lines = lines_of(Usage(terms, contract, period, used, situation, day))
    total, tax, steps = total_of(terms, lines, period, used)
    return Bill(contract.id, terms.tariff, period, used, situation, issued, lines, tax, total, steps, terms)


def _situation(terms: Terms, period: Period, used: Period, charged: _Charged) -> Situation:
    """Whether the contract's use starts or ends in the period.

    A period used from its first to its last day is whole, unless the terms prorate whole first and last periods too.
    Where
    the charge does not end with the use (a month charged to its end), it does not end in the sense of proration.
    """
    if used == period and terms.proration.whole_period is not WholePeriod.PRORATED:
        return Situation.WHOLE
    starts = charged.start == charged.use.first and charged.start in period
    ends = charged.end is not None and charged.end == charged.use.end and charged.end - ONE_DAY in period
    ends = ends and charged.effect is CancellationEffect.ON_END_DAY
    if starts and ends:
        return Situation.BOTH
    if starts:
        return Situation.START
    return Situation.END if ends else Situation.WHOLE
