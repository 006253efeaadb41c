"""A case drawn as a timeline: the periods, the contract, what the terms bill, what the system bills, the difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ...adapters import ObservedBill
from ...oracle import (
    Bill,
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    Period,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    event_day,
    received_day,
)
from ...oracle.calendar import ONE_DAY
from ...oracle.contracts import billing_periods
from ...oracle.vocabulary import PeriodKind, PeriodRule
from ...verdict import Difference
from ..words import Words
from .amounts import shown_amount, shown_difference
from .layout import padded
from .scale import Glyphs, Scale, axis, bars, notes

_LABELS = 14
_OVERHANG = 10
"""Columns right of the drawing, for the date at its end."""
_BESIDE = timedelta(days=100)
"""How far outside its case a system's bill may lie and still widen the drawing."""
_RUNS = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw: in which language, how many columns wide, with which characters."""

    words: Words
    width: int
    glyphs: Glyphs


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with its expected and observed bills; `expected` or `observed` is None where they are not shown."""

    book: Book
    case: Case
    expected: Sequence[Bill] | None
    observed: Sequence[ObservedBill] | None
    differences: Sequence[Difference]


def timeline(shown: Shown, look: Look) -> list[str]:
    """The lines of the drawing: a block for each contract, all on the same scale of days."""
    boundaries = {contract.id: _boundaries(shown, contract) for contract in shown.case.contracts}
    scale = Scale(_days(shown, boundaries), look.width - _LABELS - _OVERHANG)
    lines = [_head(shown.case, look)]
    for contract in shown.case.contracts:
        lines += _contract(shown, contract, boundaries[contract.id], scale, look)
    return [line.rstrip() for line in lines]


def _boundaries(shown: Shown, contract: Contract) -> tuple[date, ...]:
    if _rule(shown, contract).kind is PeriodKind.METER_READING:
        return contract.readings
    periods = billing_periods(_rule(shown, contract), contract, shown.case.bill_through)
    return (*(period.start for period in periods), periods[-1].end) if periods else (contract.start,)


def _rule(shown: Shown, contract: Contract) -> PeriodRule:
    return shown.book.in_force(contract.tariff, contract.start).period


def _days(shown: Shown, boundaries: dict[str, tuple[date, ...]]) -> Period:
    """The days to draw: the periods of all contracts, and bills that lie not too far outside."""
    first = min(day for days in boundaries.values() for day in days)
    end = max(shown.case.bill_through + ONE_DAY, *(day for days in boundaries.values() for day in days))
    near = [one for one in shown.observed or () if first - one.first_day <= _BESIDE and one.last_day - end <= _BESIDE]
    return Period(
        min([first, *(one.first_day for one in near)]),
        max([end, *(one.last_day + ONE_DAY for one in near)]),
    )


def _head(case: Case, look: Look) -> str:
    parts = [look.words.billed_through.format(day=case.bill_through)]
    if case.runs is not None:
        more = ", …" if len(case.runs) > _RUNS else ""
        parts.append(look.words.runs.format(days=", ".join(map(str, case.runs[:_RUNS])) + more))
    return f" {look.glyphs.dot} ".join(parts)


def _contract(shown: Shown, contract: Contract, boundaries: Sequence[date], scale: Scale, look: Look) -> Iterator[str]:
    words, glyphs = look.words, look.glyphs
    attributes = [f"{name} {value}" for name, value in contract.attributes.items()]
    yield f" {glyphs.dot} ".join([words.contract.format(id=contract.id, tariff=contract.tariff), *attributes])
    above, below = axis(scale, boundaries, words.days, glyphs)
    yield from _labelled(_axis_name(shown, contract, words), [above, below])
    yield from _labelled("", [_life(contract, scale, glyphs)])
    most = scale.columns + _OVERHANG
    yield from _labelled("", notes(scale, event_texts(contract, words), most))
    if shown.expected is not None:
        expected = [(one.billed, shown_amount(one.total)) for one in shown.expected if one.contract == contract.id]
        yield from _labelled(words.terms_bill, bars(scale, expected, glyphs) or [words.nothing])
    if shown.observed is not None:
        observed = [
            (Period(one.first_day, one.last_day + ONE_DAY), shown_amount(Fraction(one.total)))
            for one in shown.observed
            if one.contract in {contract.id, None}
        ]
        yield from _labelled(words.system_bills, bars(scale, observed, glyphs) or [words.nothing])
    differences = [
        (_pointed_at(one), shown_difference(one.over - one.under))
        for one in shown.differences
        if one.contract == contract.id and one.over != one.under
    ]
    if differences:
        yield from _labelled(words.difference, notes(scale, differences, most))


def _axis_name(shown: Shown, contract: Contract, words: Words) -> str:
    match _rule(shown, contract).kind:
        case PeriodKind.METER_READING:
            return words.readings
        case PeriodKind.CALENDAR_MONTH:
            return words.months
        case PeriodKind.ANNIVERSARY | PeriodKind.BILLING_DAY:
            return words.periods


def _labelled(label: str, rows: Sequence[str]) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield padded(label if index == 0 else "", _LABELS) + row


def _life(contract: Contract, scale: Scale, glyphs: Glyphs) -> str:
    start = min(scale.column(contract.start), scale.columns - 1)
    if contract.cancellation is None:
        return " " * start + glyphs.starts + glyphs.used * (scale.columns - start - 1) + glyphs.goes_on
    end = max(start, min(scale.column(contract.cancellation.end), scale.columns - 1))
    return " " * start + glyphs.starts + glyphs.used * (end - start - 1) + glyphs.ends * (end > start)


def event_texts(contract: Contract, words: Words) -> Iterator[tuple[date, str]]:
    """The start of a contract and its events in words, each with its day."""
    yield contract.start, words.start.format(day=contract.start)
    for event in contract.events:
        match event:
            case Cancellation(end=end, received=received):
                late = f", {words.received.format(day=received)}" if received is not None and received != end else ""
                yield end, words.end.format(day=end) + late
            case QuantityChange(on=on, item=item, quantity=quantity):
                yield (
                    on,
                    words.quantity.format(day=on, item=item, quantity=shown_amount(quantity)) + _late(event, words),
                )
            case MeterReading(on=on):
                yield on, _reading(event, words) + _late(event, words)
            case MeterReplacement(on=on, final=final, initial=initial):
                yield (
                    on,
                    words.meter.format(day=on, final=shown_amount(final), initial=shown_amount(initial))
                    + _late(event, words),
                )
            case Suspension(on=on):
                yield on, words.suspension.format(day=on) + _late(event, words)
            case Resumption(on=on):
                yield on, words.resumption.format(day=on) + _late(event, words)
            case Withdrawal(received=received):
                yield received, words.withdrawal.format(day=received)
            case PlanChange(on=on, tariff=tariff, attributes=attributes):
                changed = [tariff] if tariff else []
                change = " ".join([str(on), *changed, *(f"{name} {value}" for name, value in attributes.items())])
                yield on, change + _late(event, words)


def _reading(event: MeterReading, words: Words) -> str:
    if event.register is not None:
        text = words.register.format(day=event.on, shown=shown_amount(event.register))
    else:
        text = words.reading.format(day=event.on, used="" if event.used is None else shown_amount(event.used))
    if event.estimated:
        text = words.estimated.format(reading=text)
    return text if event.id is None else words.with_id.format(reading=text, id=event.id)


def _late(event: Event, words: Words) -> str:
    """The day on which the company receives an event, where that is not the day of the event itself."""
    day = received_day(event)
    return "" if day == event_day(event) else f", {words.received.format(day=day)}"


def _pointed_at(difference: Difference) -> date:
    if difference.expected is not None:
        return difference.expected.billed.start
    return min(one.first_day for one in difference.observed)
