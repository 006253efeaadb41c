"""The reference oracle: bill any case by the terms, exactly, with a derivation for every amount."""

from collections.abc import Iterator
from datetime import date, timedelta

from .admit import admit
from .bills import Bill, Situation
from .book import Book
from .calendar import ONE_DAY, Period
from .charges import Usage, lines_of
from .history import Case, Contract
from .periods import billing_periods, due_day
from .service import charged_end, end_of_use, first_charged_day, first_service_day
from .settings import InForceOn, WholePeriod
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
    first_day = first_service_day(at_start.service, contract)
    cancellation = contract.cancellation
    horizon = max(case.bill_through, cancellation.end + _TWO_PERIODS if cancellation else case.bill_through)
    periods = billing_periods(at_start.period, contract, horizon)
    charged_from = first_charged_day(at_start.service.first_period, first_day, periods)
    charged_to: date | None = None
    if cancellation is not None:
        at_end = book.in_force(contract.tariff, cancellation.end)
        used_to = end_of_use(at_end.service, contract)
        if used_to is None or used_to <= first_day:
            return
        charged_to = charged_end(at_end.service.cancellation, used_to, periods)
        if charged_to <= charged_from:
            return
    for period in periods:
        issued = _issued(case, due_day(at_start.period, period))
        if issued is None:
            return
        used = period.intersection(Period(charged_from, max(charged_to or period.end, charged_from + ONE_DAY)))
        if used is not None:
            terms, day = _in_force(book, contract, period, used)
            yield _bill(terms, day, contract, period, used, (charged_from, charged_to), issued)


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
    charged: tuple[date, date | None],
    issued: date,
) -> Bill:
    situation = _situation(terms, period, charged)
    lines = lines_of(Usage(terms, contract, period, used, situation, day))
    total, tax, steps = total_of(terms, lines, period, used)
    return Bill(contract.id, terms.tariff, period, used, situation, issued, lines, tax, total, steps, terms)


def _situation(terms: Terms, period: Period, charged: tuple[date, date | None]) -> Situation:
    """Whether the contract starts or ends inside the period; on its very edge only if the terms prorate that too."""
    start, end = charged
    edges_count = terms.proration.whole_period is WholePeriod.PRORATED
    starts = start in period and (start > period.start or edges_count)
    ends = end is not None and period.start < end <= period.end and (end < period.end or edges_count)
    if starts and ends:
        return Situation.BOTH
    if starts:
        return Situation.START
    return Situation.END if ends else Situation.WHOLE
