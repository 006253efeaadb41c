"""Make a case small: fewer contracts, events and periods, simpler days and attributes, as long as a condition holds.

Every trial may be a call to the system, so there are few steps, and large ones come first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..oracle import (
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    PlanChange,
    QuantityChange,
    Terms,
    event_day,
)
from ..oracle.calendar import ONE_DAY, first_of_month
from ..oracle.vocabulary import PeriodKind
from .draft import billed_through
from .identity import content

Size = tuple[int, ...]


def shrink(book: Book, case: Case, holds: Callable[[Case], bool]) -> Case:
    """The smallest case reached from `case` by steps that all keep `holds` true.

    `holds` is called at most once for the same content.
    """
    tried = {content(case)}
    while True:
        for smaller in _smaller(book, case):
            key = content(smaller)
            if key not in tried and _size(book, smaller) < _size(book, case):
                tried.add(key)
                if holds(smaller):
                    case = smaller
                    break
        else:
            return case


def _size(book: Book, case: Case) -> Size:
    """The size of a case, compared from the most important number to the least."""
    contracts = case.contracts
    return (
        len(contracts),
        sum(len(one.events) for one in contracts),
        sum(len(one.readings) for one in contracts),
        (case.bill_through - min(_opening(one) for one in contracts)).days,
        sum(_distance_from_plain(one) for one in contracts),
        sum(_rank(book, one) for one in contracts),
    )


def _opening(contract: Contract) -> date:
    """Roughly the first day of the first billing period: its reading day, or the first of its month."""
    return contract.readings[0] if contract.readings else first_of_month(contract.start)


def _distance_from_plain(contract: Contract) -> int:
    """The distance of the days from those that one would choose by hand, plus the quantities and uses."""
    days = (contract.start - _opening(contract)).days
    for event in contract.events:
        if isinstance(event, Cancellation):
            days += (event.end - contract.start).days
        elif isinstance(event, QuantityChange):
            days += (event.on - contract.start).days + int(event.quantity)
        elif isinstance(event, MeterReading):
            days += int(event.used or 0)
    return days


def _rank(book: Book, contract: Contract) -> int:
    """The sum of the positions of the attributes' values in the lists of the terms."""
    terms = book.in_force(contract.tariff, contract.start)
    ranks = [rule.values.index(contract.attributes[rule.name]) for rule in terms.attribute if rule.values]
    return sum(ranks)


def _smaller(book: Book, case: Case) -> Iterator[Case]:
    if len(case.contracts) > 1:
        for contract in case.contracts:
            yield replace(case, contracts=tuple(one for one in case.contracts if one is not contract))
    for index, contract in enumerate(case.contracts):
        terms = book.in_force(contract.tariff, contract.start)
        for smaller in _smaller_contract(terms, contract):
            if smaller.start >= book.of(smaller.tariff)[0].effective:
                contracts = tuple(smaller if i == index else one for i, one in enumerate(case.contracts))
                yield _billed(book, replace(case, contracts=contracts))
    yield from _earlier(case)


def _billed(book: Book, case: Case) -> Case:
    """The case billed no further than its contracts need."""
    through = max(billed_through(book.in_force(one.tariff, one.start), one) for one in case.contracts)
    return replace(case, bill_through=min(case.bill_through, through))


def _earlier(case: Case) -> Iterator[Case]:
    """The case billed through an earlier day."""
    starts = min(one.start for one in case.contracts)
    days = (case.bill_through - starts).days
    for fewer in (days // 2, 31, 61):
        if 0 < fewer < days:
            yield replace(case, bill_through=starts + fewer * ONE_DAY)


def _smaller_contract(terms: Terms, contract: Contract) -> Iterator[Contract]:
    for index, event in enumerate(contract.events):
        if not (isinstance(event, MeterReading) or _registers(contract, index)):
            yield replace(contract, events=(*contract.events[:index], *contract.events[index + 1 :]))
    if terms.period.kind is PeriodKind.METER_READING:
        yield from _fewer_readings(contract)
    for rule in terms.attribute:
        if rule.values:
            for value in rule.values[: rule.values.index(contract.attributes[rule.name])]:
                yield replace(contract, attributes={**contract.attributes, rule.name: value})
    yield from _simpler_days(contract)
    yield from _simpler_quantities(contract)


def _registers(contract: Contract, index: int) -> bool:
    """True if the event is the first quantity of its item, which says what the contract began with."""
    event = contract.events[index]
    return isinstance(event, QuantityChange) and not any(
        isinstance(one, QuantityChange) and one.item == event.item for one in contract.events[:index]
    )


def _fewer_readings(contract: Contract) -> Iterator[Contract]:
    readings = contract.readings
    last = max([contract.start, *map(event_day, contract.events)])
    for kept in (len(readings) // 2, len(readings) - 2, len(readings) - 1):
        if 2 <= kept < len(readings) and readings[kept - 1] > last:  # noqa: PLR2004  # a period has two ends
            yield replace(contract, readings=readings[:kept])
    for dropped in (len(readings) - 2, 2, 1):
        if 0 < dropped <= len(readings) - 2:
            moved = _moved_start(contract, max(contract.start, readings[dropped]))
            if moved is not None:
                yield replace(moved, readings=readings[dropped:])


def _moved_start(contract: Contract, start: date) -> Contract | None:
    """The contract started on another day, with its first quantities registered then; None if an event is before it."""
    events: list[Event] = []
    for index, event in enumerate(contract.events):
        if isinstance(event, QuantityChange) and _registers(contract, index) and event.on == contract.start:
            events.append(replace(event, on=start))
        elif event_day(event) < start:
            return None
        else:
            events.append(event)
    return replace(contract, start=start, events=tuple(events))


def _simpler_days(contract: Contract) -> Iterator[Contract]:
    first = _opening(contract)
    for days in _fractions((contract.start - first).days):
        moved = _moved_start(contract, first + days * ONE_DAY)
        if moved is not None:
            yield moved
    for index, event in enumerate(contract.events):
        if isinstance(event, Cancellation | QuantityChange) and not _registers(contract, index):
            for days in _fractions((event_day(event) - contract.start).days):
                if days == 0:  # a change on the start day looks like no change
                    continue
                day = contract.start + days * ONE_DAY
                earlier = replace(event, end=day) if isinstance(event, Cancellation) else replace(event, on=day)
                yield _with_event(contract, index, earlier)


def _simpler_quantities(contract: Contract) -> Iterator[Contract]:
    for index, event in enumerate(contract.events):
        if isinstance(event, QuantityChange):
            for number in range(int(event.quantity)):
                yield _with_event(contract, index, replace(event, quantity=Fraction(number)))
        if isinstance(event, MeterReading) and (event.used or 0) > 0:
            yield _with_event(contract, index, replace(event, used=Fraction(0)))


def _with_event(contract: Contract, index: int, event: Event) -> Contract:
    events: Sequence[Event] = [*contract.events[:index], event, *contract.events[index + 1 :]]
    ordered = sorted(events, key=lambda one: (event_day(one), isinstance(one, PlanChange)))
    return replace(contract, events=tuple(ordered))


def _fractions(days: int) -> Iterator[int]:
    """Smaller numbers of days: 0, 1, half, one fewer."""
    yield from dict.fromkeys(fewer for fewer in (0, 1, days // 2, days - 1) if 0 <= fewer < days)
