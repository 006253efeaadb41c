"""Telling histories: events in the life of a contract on the days on which real billing systems go wrong.

Each function adds one kind of events to a context if the terms have a rule for them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ...oracle import (
    Cancellation,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    Resumption,
    Suspension,
    Withdrawal,
)
from ...oracle.calendar import ONE_DAY, add_months
from ...oracle.contracts import billing_periods, due_day
from ...oracle.vocabulary import (
    DiscountCharge,
    DueWhen,
    NegativeUse,
    PeriodKind,
    QuantityCharge,
    TerminationCharge,
    UsageCharge,
)
from ..draft import Draft, contract_of
from .context import HistoryContext

History = Callable[[HistoryContext], Iterator[Draft]]

_LATE = 40 * ONE_DAY
"""Later than the bill of any monthly period."""


def changes(context: HistoryContext) -> Iterator[Draft]:
    """Changes of the plan's attributes: on each kind of day, two in a period, there and back, to the same attributes,
    reported late."""
    if context.terms.change is None or not context.others:
        return
    draft, others = context.draft, context.others
    here = {name: draft.attributes[name] for name in others[0]}
    for number, offset in enumerate((10, 0, -1, 1, 20)):
        yield _with(draft, PlanChange(context.day(1, offset), None, others[number % len(others)]))
    two = others[-1], others[len(others) // 2]
    for offsets in ((5, 20), (10, 11), (12, 12)):
        days = [context.day(1, offset) for offset in offsets]
        yield _with(draft, *(PlanChange(day, None, other) for day, other in zip(days, two, strict=True)))
    day, later = context.day(1, 8), context.day(1, 18)
    yield _with(draft, PlanChange(day, None, others[0]), PlanChange(later, None, here))
    yield _with(draft, PlanChange(day, None, here))
    yield replace(_with(draft, PlanChange(day, None, others[0])), end=later)
    yield replace(_with(draft, PlanChange(context.day(0, 8), None, others[0])), start=context.day(0, 3))
    if context.terms.billing is not None and len(context.periods) > 1:
        yield _with(draft, PlanChange(day, None, others[0], received=day + _LATE))
        late = PlanChange(day, None, others[0], received=day + _LATE)
        yield _with(draft, late, PlanChange(later, None, others[-1], received=later + _LATE))
        yield _with(draft, late, PlanChange(context.day(0, 20), None, others[-1], received=later + 2 * _LATE))


def suspensions(context: HistoryContext) -> Iterator[Draft]:
    """Suspensions inside a period, over whole periods, from the first day, never resumed, with an end inside, reported
    late."""
    if context.terms.suspension is None:
        return
    draft = context.draft
    for start, end in (((1, 5), (1, 15)), ((0, 10), (2, 10)), ((1, 0), (2, 0)), ((0, 0), (0, 4)), ((1, -1), (2, 1))):
        yield _with(draft, Suspension(context.day(*start)), Resumption(context.day(*end)))
    yield _with(draft, Suspension(context.day(1, 7)))
    yield replace(_with(draft, Suspension(context.day(0, 7))), end=context.day(1, 10))
    first = Suspension(context.day(1, 2)), Resumption(context.day(1, 6))
    yield _with(draft, *first, Suspension(context.day(1, 15)), Resumption(context.day(1, 18)))
    if context.terms.billing is not None and len(context.periods) > 1:
        day = context.day(0, 12)
        yield _with(draft, Suspension(day, received=day + _LATE), Resumption(day + 5 * ONE_DAY, received=day + _LATE))


def cancellations(context: HistoryContext) -> Iterator[Draft]:
    """Cancellations on boundary days, withdrawn, made again for another day, and received after the bill."""
    draft, end = context.draft, context.day(1, 11)
    for offset in (14, 2, -2, 0, -1, -5, -6, 1):
        yield replace(draft, end=context.day(1, offset))
    yield _with(draft, Cancellation(end, context.first.start), Withdrawal(context.day(0, 5)))
    yield _with(draft, Cancellation(end, context.first.start), Cancellation(context.day(2, 4), context.day(0, 9)))
    if context.terms.billing is not None and len(context.periods) > 1:
        for received in (end + _LATE, end + 2 * _LATE, end + 3 * ONE_DAY):
            yield replace(draft, end=end, received=received)
        yield _with(draft, Cancellation(end, end), Withdrawal(end + _LATE))


def runs(context: HistoryContext) -> Iterator[Draft]:
    """Billing runs on the due days, twice on a day, late, and left out, without and with an end of the contract."""
    if len(context.periods) < 2:  # noqa: PLR2004  # leaving a run out needs a period after it
        return
    for draft in (context.draft, replace(context.draft, end=context.day(1, 11))):
        due = _due_days(context, draft)
        yield replace(draft, runs=tuple(due))
        yield replace(draft, runs=tuple(day for day in due for _ in range(2)))
        yield replace(draft, runs=tuple(day + 3 * ONE_DAY for day in due))
        yield replace(draft, runs=tuple(due[2:]))
        yield replace(draft, runs=(due[0], *due[2:]))
        yield replace(draft, runs=(due[0] - ONE_DAY, *due[1:]))


def _due_days(context: HistoryContext, draft: Draft) -> list[date]:
    terms = context.terms
    contract = contract_of(draft, terms, "")
    due = terms.billing.due if terms.billing is not None else DueWhen.IN_ARREARS
    periods = billing_periods(terms.period, contract, context.last.end + 2 * _LATE)
    days = [due_day(terms.period, period, due, draft.start) for period in periods]
    return sorted(dict.fromkeys(day for day in days if day >= draft.start))[:5]


def uses(context: HistoryContext) -> Iterator[Draft]:
    """Use at every bound of every charge by use, one unit beside it, zero, and in the highest tier, in whole and
    partial periods."""
    bounds = {
        int(tier.up_to)
        for charge in context.terms.charge
        if isinstance(charge, UsageCharge)
        for row in charge.price
        for tier in row.tiers
        if tier.up_to is not None
    }
    if not any(isinstance(charge, UsageCharge) for charge in context.terms.charge):
        return
    top = max(bounds, default=100)
    amounts = sorted({amount for bound in bounds for amount in (bound, bound + 1, bound - 1)} | {0, 1, top * 2 + 7})
    for amount in amounts:
        yield replace(context.draft, use=amount)
    half = {amount for bound in bounds for amount in (bound // 2, bound // 2 + 1)} | {top + 3}
    for amount in sorted(half):
        yield replace(context.draft, use=amount, start=context.day(0, 15))
        yield replace(context.draft, use=amount, end=context.day(1, 13))
    if len(context.periods) > 1:
        yield replace(context.draft, uses=(top + 10, 0, top // 2, 1))
    if context.terms.usage is not None and context.terms.usage.negative is not NegativeUse.REFUSED:
        yield replace(context.draft, uses=(-25, 100))


def registers(context: HistoryContext) -> Iterator[Draft]:
    """Readings of registers that roll over; estimated and then actual, repeated, and additional readings; a new
    meter."""
    usage = context.terms.usage
    if usage is None or not any(isinstance(charge, UsageCharge) for charge in context.terms.charge):
        return
    draft, first = context.draft, context.first
    closing = [one.end - (ONE_DAY if _closes(context) else 0 * ONE_DAY) for one in context.periods]
    opening = first.start - (ONE_DAY if _closes(context) else 0 * ONE_DAY)
    after = _later_readings(context, closing)
    top = 10**usage.register_digits if usage.register_digits else 0
    for begin in (*((top - 150,) if top else ()), 1000):
        shown = [begin + 130 * number for number in range(len(closing) + 1 + len(after))]
        days = [opening, *closing, *after]
        readings = [
            MeterReading(day, register=Fraction(at % top if top else at)) for day, at in zip(days, shown, strict=True)
        ]
        yield _with(draft, *readings)
    if len(closing) > 1:
        readings = [MeterReading(closing[0], Fraction(210), estimated=True), MeterReading(closing[1], Fraction(90))]
        yield _with(draft, *readings, *(MeterReading(day, Fraction(100)) for day in (*closing[2:], *after)))
    reading = MeterReading(closing[0], Fraction(150), id="reading 1")
    yield _with(draft, reading, reading, *(MeterReading(day, Fraction(100)) for day in (*closing[1:], *after)))
    replaced = MeterReplacement(first.start + 12 * ONE_DAY, Fraction(1090), Fraction(20))
    shown = [MeterReading(day, register=Fraction(80 + 90 * number)) for number, day in enumerate((*closing, *after))]
    yield _with(draft, MeterReading(opening, register=Fraction(1000)), replaced, *shown)
    between = first.start + 14 * ONE_DAY
    halves = [MeterReading(between, Fraction(130)), MeterReading(closing[0], Fraction(110))]
    yield _with(draft, *halves, *(MeterReading(day, Fraction(100)) for day in (*closing[1:], *after)))


def _closes(context: HistoryContext) -> bool:
    rule = context.terms.period
    return rule.reading_day is not None and rule.reading_day.value == "ends-period"


def _later_readings(context: HistoryContext, closing: list[date]) -> list[date]:
    """The scheduled reading days after the periods in which events happen."""
    contract = contract_of(context.draft, context.terms, "")
    if contract.readings:
        return [day for day in contract.readings if day > closing[-1]]
    until = closing[-1] + 4 * _LATE
    return [one.end for one in billing_periods(context.terms.period, contract, until) if one.end > closing[-1]]


def quantities(context: HistoryContext) -> Iterator[Draft]:
    """Quantities changed inside a period, at its edges, twice in a period, and together with the plan."""
    items = [charge.item for charge in context.terms.charge if isinstance(charge, QuantityCharge)]
    if not items:
        return
    draft = replace(context.draft, quantities=((context.draft.start, 2),))
    for offsets in ((12,), (0,), (-1,), (5, 20), (1, 2)):
        days = tuple((context.day(1, offset), number) for offset, number in zip(offsets, (5, 3), strict=False))
        yield replace(draft, quantities=(*draft.quantities, *days))
    yield replace(draft, quantities=((draft.start, 55),), end=context.day(1, 11))
    if context.terms.change is not None and context.others:
        change = PlanChange(context.day(1, 9), None, context.others[0])
        yield _with(replace(draft, quantities=((draft.start, 55),)), change)
        yield _with(replace(draft, quantities=((draft.start, 1), (change.on, 4))), change)


def long_lives(context: HistoryContext) -> Iterator[Draft]:
    """Long contracts: beyond a trial or a limited discount, and cancelled around the end of a minimum term."""
    terms = context.terms
    if terms.period.kind is PeriodKind.METER_READING:
        return
    start = context.draft.start
    spans = {charge.first_periods for charge in terms.charge if isinstance(charge, DiscountCharge)}
    if terms.trial is not None or spans - {None}:
        most = max([one for one in spans if one is not None], default=1)
        yield replace(context.draft, periods=most + 1)
        yield replace(context.draft, start=start + 4 * ONE_DAY, periods=most + 1)
    for charge in terms.charge:
        if isinstance(charge, TerminationCharge):
            months = range(charge.months - 1, charge.months + 2)
            for number in (*months, 2):
                end = _months_after(start, number)
                yield from (replace(context.draft, end=end + shift * ONE_DAY) for shift in (0, -1, 1))


def _months_after(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def anchors(context: HistoryContext) -> Iterator[Draft]:
    """Starts at the end of months and on leap days, for periods that start on a day of the month."""
    if context.terms.period.kind not in {PeriodKind.ANNIVERSARY, PeriodKind.BILLING_DAY}:
        return
    year = context.draft.start.year
    leap = next(one for one in range(year, year + 8) if one % 4 == 0)
    for start in (
        date(year + 1, 1, 31),
        date(year + 1, 8, 31),
        date(leap, 2, 29),
        date(year + 1, 1, 29),
        date(leap, 1, 30),
    ):
        yield replace(context.draft, start=start, periods=3)
        yield replace(context.draft, start=start, end=_months_after(start, 3))
        yield replace(context.draft, start=start, end=add_months(start, 7))


HISTORIES: tuple[History, ...] = (
    cancellations,
    changes,
    uses,
    suspensions,
    quantities,
    runs,
    registers,
    anchors,
    long_lives,
)
"""All kinds of history; a new one needs a function and its name here."""


def _with(draft: Draft, *events: Event) -> Draft:
    return replace(draft, events=(*draft.events, *events))
