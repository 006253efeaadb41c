"""Variants of a case: a day moved, or an attribute, quantity or use changed, one at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ..oracle import (
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
)
from ..oracle.calendar import ONE_DAY, add_months

Move = Callable[[date], date]

_DAYS = (1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8, 9, 10, -10, 12, 14, 16, 20, -14, -20)
_FEW_DAYS = (1, -1, 5, -5)
_MONTHS = (1, -1, 2, 6, 12, -12)


def variants(book: Book, case: Case) -> Iterator[Case]:
    """The variants of every contract, those with the smallest moves of days first, and then of the case as a whole."""
    for index, contract in enumerate(case.contracts):
        for other in _contracts(book, contract):
            contracts = (*case.contracts[:index], other, *case.contracts[index + 1 :])
            yield replace(case, contracts=contracts)
    if len(case.contracts) == 1 and case.runs is None:
        for months in _MONTHS:
            yield _moved(case, lambda day, months=months: add_months(day, months))
        for days in _FEW_DAYS:
            yield _moved(case, lambda day, days=days: day + days * ONE_DAY)


def _contracts(book: Book, contract: Contract) -> Iterator[Contract]:
    for days in _DAYS:
        yield from _started(contract, days * ONE_DAY)
        for number, event in enumerate(contract.events):
            if isinstance(event, Cancellation):
                yield _with(contract, number, replace(event, end=event.end + days * ONE_DAY))
            elif isinstance(event, PlanChange | Suspension | Resumption | QuantityChange) and days in _FEW_DAYS:
                yield _with(contract, number, replace(event, on=event.on + days * ONE_DAY))
    terms = book.of(contract.tariff)[-1]
    for rule in terms.attribute:
        for value in rule.values or ():
            if value != contract.attributes.get(rule.name) and rule.name != terms.period.billing_day_attribute:
                yield replace(contract, attributes={**contract.attributes, rule.name: value})
    for number, event in enumerate(contract.events):
        if isinstance(event, QuantityChange):
            yield from (_with(contract, number, replace(event, quantity=event.quantity + more)) for more in (1, 2, 7))
        if isinstance(event, MeterReading) and event.used is not None:
            for use in (event.used + 1, event.used * 2 + 1, event.used / 2, event.used + 37, event.used * 0):
                yield _with(contract, number, replace(event, used=use // 1))


def _started(contract: Contract, shift: timedelta) -> Iterator[Contract]:
    """The contract started on another day, with quantities registered on the start day moved along."""
    start = contract.start + shift
    events = tuple(
        replace(event, on=start) if isinstance(event, QuantityChange) and event.on == contract.start else event
        for event in contract.events
    )
    yield replace(contract, start=start, events=events)


def _with(contract: Contract, number: int, event: Event) -> Contract:
    return replace(contract, events=(*contract.events[:number], event, *contract.events[number + 1 :]))


def _moved(case: Case, move: Move) -> Case:
    contract = case.contracts[0]
    events = tuple(_event_moved(event, move) for event in contract.events)
    readings = tuple(move(day) for day in contract.readings)
    moved = replace(contract, start=move(contract.start), readings=readings, events=events)
    return replace(case, contracts=(moved,), bill_through=move(case.bill_through))


def _event_moved(event: Event, move: Move) -> Event:
    days = {name: move(day) for name in ("on", "end", "received") if (day := getattr(event, name, None)) is not None}
    return replace(event, **days)
