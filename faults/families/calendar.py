"""Faults of the calendar and of billing periods (F-22 to F-31)."""

from dataclasses import replace
from datetime import date

from ...oracle import (
    Book,
    Cancellation,
    Case,
    CaseError,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Terms,
    Withdrawal,
    change_settings,
)
from ...oracle.calendar import ONE_DAY, MonthEnd
from ...oracle.vocabulary import PeriodKind, ReadingDay
from ..example import change, day, monthly, quarterly, saas, yearly
from ..fault import Family, Fault, Sign
from . import scope
from .settings import always

_MONTHS_OF_A_YEAR = 12
_FROM_31_JANUARY = saas("2025-01-31", "2025-03-30")


def _several_months(terms: Terms) -> bool:
    return scope.short_months_matter(terms) and (terms.period.months or 1) > 1


def _from_a_leap_day(terms: Terms) -> bool:
    return scope.short_months_matter(terms) and terms.period.months == _MONTHS_OF_A_YEAR


def _every_second_time(terms: Terms) -> Terms:
    """All charges but the first are made in only every second of their periods."""
    if len(terms.charge) == 1:
        return terms
    return change_settings(
        terms,
        {f"charge.{number}.every": 2 * (one.every or 1) for number, one in enumerate(terms.charge) if number},
    )


def _start_the_day_before(book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_earlier_start(book, one) for one in case.contracts))


def _earlier_start(book: Book, contract: Contract) -> Contract:
    """The contract started a day earlier; unchanged if no terms or no billing period cover that day."""
    start = contract.start - ONE_DAY
    try:
        terms = book.in_force(contract.tariff, start)
    except CaseError:
        return contract
    opening = ONE_DAY if terms.period.reading_day is ReadingDay.ENDS_PERIOD else 0 * ONE_DAY
    if terms.period.kind is PeriodKind.METER_READING and start < contract.readings[0] + opening:
        return contract
    return replace(contract, start=start)


def _end_the_day_before(_book: Book, case: Case) -> Case:
    contracts = tuple(
        replace(one, events=tuple(_ended_earlier(one.start, event) for event in one.events)) for one in case.contracts
    )
    return replace(case, contracts=contracts)


def _ended_earlier(start: date, event: Event) -> Event:
    if not isinstance(event, Cancellation):
        return event
    return replace(event, end=max(start, event.end - ONE_DAY), received=event.received or event.end)


def _all_the_day_before(book: Book, case: Case) -> Case:
    moved = _end_the_day_before(book, _start_the_day_before(book, case))
    contracts = tuple(
        replace(one, events=tuple(_moved(one.start, event) for event in one.events)) for one in moved.contracts
    )
    return replace(moved, contracts=contracts)


def _moved(start: date, event: Event) -> Event:
    """What a customer orders, a day earlier but not before the start; meter readings keep their day."""
    match event:
        case QuantityChange() | PlanChange() | Suspension() | Resumption():
            return replace(event, on=max(start, event.on - ONE_DAY), received=event.received or event.on)
        case MeterReading() | MeterReplacement() | Cancellation() | Withdrawal():
            return event


CALENDAR = (
    Fault(
        id="F-22",
        name="a short month moves the billing day for good",
        formula="start + k months => period before + 1 month",
        family=Family.CALENDAR,
        sign=Sign.OVER,
        evidence="polar#10664; killbill#127, killbill#2133; OCA/contract#161; PayPal walks from the 31st to the 1st",
        starred=True,
        terms=always({"period.month_end": MonthEnd.WALK}, scope.short_months_matter),
        trigger=_FROM_31_JANUARY,
    ),
    Fault(
        id="F-23",
        name="a day that a month does not have runs over into the next",
        formula="31 February is 28 February => 3 March",
        family=Family.CALENDAR,
        sign=Sign.EITHER,
        evidence="latitude-llm#2071; dust#28757",
        starred=True,
        terms=always({"period.month_end": MonthEnd.OVERFLOW}, scope.short_months_matter),
        trigger=saas("2025-01-31", "2025-03-02"),
    ),
    Fault(
        id="F-24",
        name="billing days after the 28th are taken as the 28th",
        formula="start on the 31st, billed on the 31st => on the 28th",
        family=Family.CALENDAR,
        sign=Sign.EITHER,
        evidence="openmeter#3225, openmeter#3229",
        terms=always({"period.month_end": MonthEnd.CAP_AT_28}, scope.short_months_matter),
        trigger=_FROM_31_JANUARY,
    ),
    Fault(
        id="F-25",
        name="billing stops after a short month",
        formula="31 January, 28 February, 31 March, 30 April => 31 January, 28 February, 31 March",
        family=Family.CALENDAR,
        sign=Sign.UNDER,
        evidence="killbill#127, killbill#160; erpnext#46080, erpnext#53308",
        terms=always({"period.month_end": MonthEnd.STOPS}, scope.short_months_matter),
        trigger=saas("2025-01-31", "2025-04-10"),
    ),
    Fault(
        id="F-26",
        name="a yearly contract from 29 February loses a year",
        formula="29 February 2024, 28 February 2025 => the second year is taken for the first and never billed",
        family=Family.CALENDAR,
        sign=Sign.UNDER,
        evidence="lago-api#6173, lago-api#46, lago-api#366",
        starred=True,
        terms=always({"period.month_end": MonthEnd.LEAP_YEAR_LOST}, _from_a_leap_day),
        trigger=yearly("2024-02-29", "2025-03-10"),
    ),
    Fault(
        id="F-27",
        name="periods of several months do not meet",
        formula="end = start of the next one => end = own start + 3 months",
        family=Family.CALENDAR,
        sign=Sign.EITHER,
        evidence="lago-api#6173; microsoft/BCApps#4401, microsoft/BCApps#5089",
        starred=True,
        terms=always({"period.month_end": MonthEnd.UNTILED}, _several_months),
        trigger=quarterly("2020-08-31", "2021-03-31", Cancellation(day("2021-03-31")), fee=9200),
    ),
    Fault(
        id="F-28",
        name="months of 30 days",
        formula="start + k months => start + 30 x k days",
        family=Family.CALENDAR,
        sign=Sign.OVER,
        evidence="yegor256/0rsk#635 (a year of 360 days)",
        terms=always({"period.month_end": MonthEnd.THIRTY_DAYS}, scope.stepping),
        trigger=quarterly("2021-01-01", "2021-12-30", fee=9200),
    ),
    Fault(
        id="F-29",
        name="the second item skips every other period",
        formula="each item in each period => the date moves on once for each item, so that later items skip one",
        family=Family.CALENDAR,
        sign=Sign.UNDER,
        evidence="OCA/contract#989, OCA/contract#1065, OCA/contract#1448; woocommerce-subscriptions-core#188",
        starred=True,
        terms=_every_second_time,
        trigger=monthly("2024-04-01", "2024-05-31", support="telephone"),
    ),
    Fault(
        id="F-31a",
        name="the start is a day early",
        formula="start by the local calendar => by UTC, a day before until 9 in the morning in Japan",
        family=Family.CALENDAR,
        sign=Sign.EITHER,
        evidence="killbill#139, killbill#1074; lago-api#818, lago-api#1179; woocommerce-core#422",
        starred=True,
        case=_start_the_day_before,
        trigger=monthly("2024-04-16", "2024-04-30"),
    ),
    Fault(
        id="F-31b",
        name="the end is a day early",
        formula="end day by the local calendar => by UTC, a day before",
        family=Family.CALENDAR,
        sign=Sign.UNDER,
        evidence="killbill#1966, killbill#1981 (one day of credit too much)",
        starred=True,
        case=_end_the_day_before,
        trigger=monthly("2024-04-01", "2024-04-30", Cancellation(day("2024-04-15"))),
    ),
    Fault(
        id="F-31c",
        name="everything ordered counts a day early",
        formula="start, end and changes by the local calendar => by UTC, a day before",
        family=Family.CALENDAR,
        sign=Sign.EITHER,
        evidence="killbill#1856; lago-api#2244; lifterlms#2889",
        starred=True,
        case=_all_the_day_before,
        trigger=monthly("2024-04-16", "2024-04-30", change("2024-04-26", monthly_fee="18000")),
    ),
)
"""The faults of this family."""
