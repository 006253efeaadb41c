"""Telling histories: what happens in the life of a contract on the days on which real billing systems go wrong.

Each function lays its events on a ground where the terms have a rule for them, and leaves the rest to the others.
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
from .ground import HistoryContext

History = Callable[[HistoryContext], Iterator[Draft]]

_LATE = 40 * ONE_DAY
"""Later than the bill of any period of a month."""


def changes(ground: HistoryContext) -> Iterator[Draft]:
    """Changes of the plan's attributes: on each sort of day, two in a period, there and back, to the same."""
    if ground.terms.change is None or not ground.others:
        return
    draft, others = ground.draft, ground.others
    here = {name: draft.attributes[name] for name in others[0]}
    for number, offset in enumerate((10, 0, -1, 1, 20)):
        yield _with(draft, PlanChange(ground.day(1, offset), None, others[number % len(others)]))
    two = others[-1], others[len(others) // 2]
    for offsets in ((5, 20), (10, 11), (12, 12)):
        days = [ground.day(1, offset) for offset in offsets]
        yield _with(draft, *(PlanChange(day, None, other) for day, other in zip(days, two, strict=True)))
    day, later = ground.day(1, 8), ground.day(1, 18)
    yield _with(draft, PlanChange(day, None, others[0]), PlanChange(later, None, here))
    yield _with(draft, PlanChange(day, None, here))
    yield replace(_with(draft, PlanChange(day, None, others[0])), end=later)
    yield replace(_with(draft, PlanChange(ground.day(0, 8), None, others[0])), start=ground.day(0, 3))
    if ground.terms.billing is not None and len(ground.periods) > 1:
        yield _with(draft, PlanChange(day, None, others[0], received=day + _LATE))
        late = PlanChange(day, None, others[0], received=day + _LATE)
        yield _with(draft, late, PlanChange(later, None, others[-1], received=later + _LATE))
        yield _with(draft, late, PlanChange(ground.day(0, 20), None, others[-1], received=later + 2 * _LATE))


def suspensions(ground: HistoryContext) -> Iterator[Draft]:
    """Suspended inside a period, over whole periods, from the first day, never resumed, and with the end inside."""
    if ground.terms.suspension is None:
        return
    draft = ground.draft
    for start, end in (((1, 5), (1, 15)), ((0, 10), (2, 10)), ((1, 0), (2, 0)), ((0, 0), (0, 4)), ((1, -1), (2, 1))):
        yield _with(draft, Suspension(ground.day(*start)), Resumption(ground.day(*end)))
    yield _with(draft, Suspension(ground.day(1, 7)))
    yield replace(_with(draft, Suspension(ground.day(0, 7))), end=ground.day(1, 10))
    first = Suspension(ground.day(1, 2)), Resumption(ground.day(1, 6))
    yield _with(draft, *first, Suspension(ground.day(1, 15)), Resumption(ground.day(1, 18)))
    if ground.terms.billing is not None and len(ground.periods) > 1:
        day = ground.day(0, 12)
        yield _with(draft, Suspension(day, received=day + _LATE), Resumption(day + 5 * ONE_DAY, received=day + _LATE))


def cancellations(ground: HistoryContext) -> Iterator[Draft]:
    """Learned of after the bill, withdrawn, told again for another day."""
    draft, end = ground.draft, ground.day(1, 11)
    for offset in (14, 2, -2, 0, -1, -5, -6, 1):
        yield replace(draft, end=ground.day(1, offset))
    yield _with(draft, Cancellation(end, ground.first.start), Withdrawal(ground.day(0, 5)))
    yield _with(draft, Cancellation(end, ground.first.start), Cancellation(ground.day(2, 4), ground.day(0, 9)))
    if ground.terms.billing is not None and len(ground.periods) > 1:
        for received in (end + _LATE, end + 2 * _LATE, end + 3 * ONE_DAY):
            yield replace(draft, end=end, received=received)
        yield _with(draft, Cancellation(end, end), Withdrawal(end + _LATE))


def runs(ground: HistoryContext) -> Iterator[Draft]:
    """Run on the due days, twice on one day, late, with runs left out, around the end."""
    if len(ground.periods) < 2:  # noqa: PLR2004  # a run left out needs a period after it
        return
    for draft in (ground.draft, replace(ground.draft, end=ground.day(1, 11))):
        due = _due_days(ground, draft)
        yield replace(draft, runs=tuple(due))
        yield replace(draft, runs=tuple(day for day in due for _ in range(2)))
        yield replace(draft, runs=tuple(day + 3 * ONE_DAY for day in due))
        yield replace(draft, runs=tuple(due[2:]))
        yield replace(draft, runs=(due[0], *due[2:]))
        yield replace(draft, runs=(due[0] - ONE_DAY, *due[1:]))


def _due_days(ground: HistoryContext, draft: Draft) -> list[date]:
    terms = ground.terms
    contract = contract_of(draft, terms, "")
    due = terms.billing.due if terms.billing is not None else DueWhen.IN_ARREARS
    periods = billing_periods(terms.period, contract, ground.last.end + 2 * _LATE)
    days = [due_day(terms.period, period, due, draft.start) for period in periods]
    return sorted(dict.fromkeys(day for day in days if day >= draft.start))[:5]


def uses(ground: HistoryContext) -> Iterator[Draft]:
    """Use on every bound of every charge by use, one beside it, none, and in the highest tier; whole and in part."""
    bounds = {
        int(tier.up_to)
        for charge in ground.terms.charge
        if isinstance(charge, UsageCharge)
        for row in charge.price
        for tier in row.tiers
        if tier.up_to is not None
    }
    if not any(isinstance(charge, UsageCharge) for charge in ground.terms.charge):
        return
    top = max(bounds, default=100)
    told = sorted({amount for bound in bounds for amount in (bound, bound + 1, bound - 1)} | {0, 1, top * 2 + 7})
    for amount in told:
        yield replace(ground.draft, use=amount)
    half = {amount for bound in bounds for amount in (bound // 2, bound // 2 + 1)} | {top + 3}
    for amount in sorted(half):
        yield replace(ground.draft, use=amount, start=ground.day(0, 15))
        yield replace(ground.draft, use=amount, end=ground.day(1, 13))
    if len(ground.periods) > 1:
        yield replace(ground.draft, uses=(top + 10, 0, top // 2, 1))
    if ground.terms.usage is not None and ground.terms.usage.negative is not NegativeUse.REFUSED:
        yield replace(ground.draft, uses=(-25, 100))


def registers(ground: HistoryContext) -> Iterator[Draft]:
    """Readings that tell the register: rolled over; estimated and then read; a reading between two scheduled days."""
    usage = ground.terms.usage
    if usage is None or not any(isinstance(charge, UsageCharge) for charge in ground.terms.charge):
        return
    draft, first = ground.draft, ground.first
    closing = [one.end - (ONE_DAY if _closes(ground) else 0 * ONE_DAY) for one in ground.periods]
    opening = first.start - (ONE_DAY if _closes(ground) else 0 * ONE_DAY)
    after = _later_readings(ground, closing)
    top = 10**usage.register_digits if usage.register_digits else 0
    for begin in (*((top - 150,) if top else ()), 1000):
        shown = [begin + 130 * number for number in range(len(closing) + 1 + len(after))]
        days = [opening, *closing, *after]
        told = [
            MeterReading(day, register=Fraction(at % top if top else at)) for day, at in zip(days, shown, strict=True)
        ]
        yield _with(draft, *told)
    if len(closing) > 1:
        readings = [MeterReading(closing[0], Fraction(210), estimated=True), MeterReading(closing[1], Fraction(90))]
        yield _with(draft, *readings, *(MeterReading(day, Fraction(100)) for day in (*closing[2:], *after)))
    told = MeterReading(closing[0], Fraction(150), id="reading 1")
    yield _with(draft, told, told, *(MeterReading(day, Fraction(100)) for day in (*closing[1:], *after)))
    replaced = MeterReplacement(first.start + 12 * ONE_DAY, Fraction(1090), Fraction(20))
    shown = [MeterReading(day, register=Fraction(80 + 90 * number)) for number, day in enumerate((*closing, *after))]
    yield _with(draft, MeterReading(opening, register=Fraction(1000)), replaced, *shown)
    between = first.start + 14 * ONE_DAY
    halves = [MeterReading(between, Fraction(130)), MeterReading(closing[0], Fraction(110))]
    yield _with(draft, *halves, *(MeterReading(day, Fraction(100)) for day in (*closing[1:], *after)))


def _closes(ground: HistoryContext) -> bool:
    rule = ground.terms.period
    return rule.reading_day is not None and rule.reading_day.value == "ends-period"


def _later_readings(ground: HistoryContext, closing: list[date]) -> list[date]:
    """The scheduled reading days after the periods that events lie in."""
    contract = contract_of(ground.draft, ground.terms, "")
    if contract.readings:
        return [day for day in contract.readings if day > closing[-1]]
    until = closing[-1] + 4 * _LATE
    return [one.end for one in billing_periods(ground.terms.period, contract, until) if one.end > closing[-1]]


def quantities(ground: HistoryContext) -> Iterator[Draft]:
    """Quantities changed inside a period, on its edges, together with the plan, and back again."""
    items = [charge.item for charge in ground.terms.charge if isinstance(charge, QuantityCharge)]
    if not items:
        return
    draft = replace(ground.draft, quantities=((ground.draft.start, 2),))
    for offsets in ((12,), (0,), (-1,), (5, 20), (1, 2)):
        days = tuple((ground.day(1, offset), number) for offset, number in zip(offsets, (5, 3), strict=False))
        yield replace(draft, quantities=(*draft.quantities, *days))
    yield replace(draft, quantities=((draft.start, 55),), end=ground.day(1, 11))
    if ground.terms.change is not None and ground.others:
        change = PlanChange(ground.day(1, 9), None, ground.others[0])
        yield _with(replace(draft, quantities=((draft.start, 55),)), change)
        yield _with(replace(draft, quantities=((draft.start, 1), (change.on, 4))), change)


def long_lives(ground: HistoryContext) -> Iterator[Draft]:
    """Lives up to where a free time or a least term ends, and of a year or more."""
    terms = ground.terms
    if terms.period.kind is PeriodKind.METER_READING:
        return
    start = ground.draft.start
    spans = {charge.first_periods for charge in terms.charge if isinstance(charge, DiscountCharge)}
    if terms.trial is not None or spans - {None}:
        most = max([one for one in spans if one is not None], default=1)
        yield replace(ground.draft, periods=most + 1)
        yield replace(ground.draft, start=start + 4 * ONE_DAY, periods=most + 1)
    for charge in terms.charge:
        if isinstance(charge, TerminationCharge):
            months = range(charge.months - 1, charge.months + 2)
            for number in (*months, 2):
                end = _months_after(start, number)
                yield from (replace(ground.draft, end=end + shift * ONE_DAY) for shift in (0, -1, 1))


def _months_after(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, min(day.day, 28))


def anchors(ground: HistoryContext) -> Iterator[Draft]:
    """Starts at the end of months and on leap days, for periods that go by the day of the month."""
    if ground.terms.period.kind not in {PeriodKind.ANNIVERSARY, PeriodKind.BILLING_DAY}:
        return
    year = ground.draft.start.year
    leap = next(one for one in range(year, year + 8) if one % 4 == 0)
    for start in (
        date(year + 1, 1, 31),
        date(year + 1, 8, 31),
        date(leap, 2, 29),
        date(year + 1, 1, 29),
        date(leap, 1, 30),
    ):
        yield replace(ground.draft, start=start, periods=3)
        yield replace(ground.draft, start=start, end=_months_after(start, 3))
        yield replace(ground.draft, start=start, end=add_months(start, 7))


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
"""All of them; a new sort of history is a function and a name here."""


def _with(draft: Draft, *events: Event) -> Draft:
    return replace(draft, events=(*draft.events, *events))
