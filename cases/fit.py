"""Fit cases to the limits of a system: moved to days that it can bill, without what it does not accept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..adapters import UNLIMITED, Changes, Limits, Spans
from ..oracle import (
    Book,
    Cancellation,
    Case,
    CaseError,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    Period,
    QuantityChange,
    Terms,
    Withdrawal,
    event_day,
)
from ..oracle.calendar import ONE_DAY
from ..oracle.contracts import billing_periods
from ..oracle.vocabulary import DayBilled, PeriodKind
from .draft import Draft, contract_of
from .identity import content
from .space import Space

_DECEMBER, _LAST = 12, 31


def fits(space: Space, case: Case) -> bool:
    """True if the system accepts the case as it is."""
    return space.limits == UNLIMITED or fitted(space, case) == case


def all_fitted(space: Space, cases: Iterable[Case]) -> Iterator[Case]:
    """The cases fitted to the system, each content once, without those that cannot be fitted."""
    if space.limits == UNLIMITED:
        yield from cases
        return
    seen: set[str] = set()
    for case in cases:
        near = fitted(space, case)
        if near is not None and content(near) not in seen:
            seen.add(content(near))
            yield near


def fitted(space: Space, case: Case) -> Case | None:
    """The nearest case that the system accepts, which is the case itself if it accepts that; None if there is none."""
    limits = space.limits
    if limits.contracts is not None and len(case.contracts) > limits.contracts:
        return None
    runs = case.runs if limits.runs else None
    if limits.spans is Spans.WHOLE_YEARS:
        near = _of_a_year(space, case)
    else:
        try:
            near = replace(case, contracts=tuple(_contract(space, one) for one in case.contracts), runs=runs)
        except (CaseError, _Unfit):
            return None
    return near if near is not None and _in_days(limits, near) else None


class _Unfit(Exception):  # noqa: N818  # never leaves this file
    """A contract cannot be moved to days that the system accepts."""


def _in_days(limits: Limits, case: Case) -> bool:
    days = [case.bill_through]
    for contract in case.contracts:
        days += [contract.start, *contract.readings[:1]]
        days += [event_day(event) for event in contract.events]
    first, last = limits.first or date.min, limits.last or date.max
    return first <= min(days) and max(days) <= last


def _contract(space: Space, contract: Contract) -> Contract:
    limits = space.limits
    terms = space.book.in_force(contract.tariff, contract.start)
    contract = replace(contract, attributes={**contract.attributes, **_replaced_values(limits, terms, contract)})
    if limits.spans is Spans.WHOLE_PERIODS:
        contract = _whole_periods(space.book, terms, contract)
    events = (_event(limits, one) for one in contract.events)
    return replace(contract, events=tuple(_on_bounds(limits, terms, replace(contract, events=tuple(events)))))


def _replaced_values(limits: Limits, terms: Terms, contract: Contract) -> dict[str, str]:
    """The attributes whose values the system does not accept, each with an accepted one, the same for equal values."""
    changed: dict[str, str] = {}
    for name, values in limits.attributes.items():
        given = contract.attributes.get(name)
        if given is not None and given not in values and values:
            rule = next((one for one in terms.attribute if one.name == name), None)
            known = rule.values if rule is not None else None
            changed[name] = values[known.index(given) % len(values)] if known and given in known else values[0]
    return changed


def _event(limits: Limits, event: Event) -> Event:
    """The event reported in time and in whole units, if the system accepts no others."""
    if not limits.late and not isinstance(event, Withdrawal) and event.received is not None:
        event = event if event.received <= event_day(event) else replace(event, received=None)
    if not limits.fractions and isinstance(event, QuantityChange) and event.quantity.denominator != 1:
        event = replace(event, quantity=Fraction(-(-event.quantity.numerator // event.quantity.denominator)))
    return event


def _on_bounds(limits: Limits, terms: Terms, contract: Contract) -> Iterator[Event]:
    """The events of a contract, with its changes on days on which the system accepts them."""
    if limits.changes is Changes.ANY:
        yield from contract.events
        return
    far = max([contract.start, *map(event_day, contract.events)])
    periods = billing_periods(terms.period, contract, far)
    for event in contract.events:
        if isinstance(event, MeterReading | MeterReplacement | Cancellation | Withdrawal) or event.on == contract.start:
            yield event
        elif limits.changes is Changes.PERIOD_BOUNDS:
            bound = next((one.start for one in reversed(periods) if one.start <= event.on), contract.start)
            yield replace(event, on=max(bound, contract.start), received=None)


def _whole_periods(book: Book, terms: Terms, contract: Contract) -> Contract:
    """The contract from the first day of the billing period that it starts in to the last day of that it ends in."""
    ends = [event for event in contract.events if isinstance(event, Cancellation)]
    far = max([contract.start, *(one.end for one in ends)])
    periods = billing_periods(terms.period, contract, far)
    start = _named_start(terms, _containing(periods, contract.start))
    if start < book.of(contract.tariff)[0].effective:  # the period began before the terms: take the next one
        after = periods[0].end
        start = _named_start(terms, _containing(billing_periods(terms.period, contract, after), after))
    events: list[Event] = []
    for event in contract.events:
        if isinstance(event, Cancellation):
            end = _named_end(terms, _containing(periods, event.end))
            late = event.received is not None and event.received > end
            events.append(Cancellation(end, None if late else event.received))
        elif not isinstance(event, Withdrawal) and (event_day(event) == contract.start or event_day(event) < start):
            events.append(event if isinstance(event, MeterReading) else replace(event, on=start, received=None))
        else:
            events.append(event)
    if any(isinstance(one, Cancellation) and one.end < start for one in events):
        raise _Unfit
    return replace(contract, start=start, events=tuple(events))


def _containing(periods: Iterable[Period], day: date) -> Period:
    found = next((period for period in periods if day in period), None)
    if found is None:
        raise _Unfit
    return found


def _named_start(terms: Terms, period: Period) -> date:
    billed = terms.service.start_day is DayBilled.BILLED
    return period.start if billed else period.start - ONE_DAY


def _named_end(terms: Terms, period: Period) -> date:
    return period.last_day if terms.service.end_day is DayBilled.BILLED else period.end


def _of_a_year(space: Space, case: Case) -> Case | None:
    """A simple case of a whole calendar year, with the attributes, uses and first quantity of `case`."""
    if len(case.contracts) != 1:
        return None
    given = case.contracts[0]
    effective = space.book.of(given.tariff)[0].effective
    year = given.start.year if date(given.start.year, 1, 1) >= effective else given.start.year + 1
    start = date(year, 1, 1)
    try:
        terms = space.book.in_force(given.tariff, start)
    except CaseError:
        return None
    uses = tuple(int(one.used or 0) for one in given.events if isinstance(one, MeterReading))
    attributes = {**given.attributes, **_replaced_values(space.limits, terms, given)}
    quantities = _first_quantity(given, start)
    draft = Draft(given.tariff, start, attributes=attributes, uses=uses, quantities=quantities, periods=_DECEMBER)
    if terms.period.kind is PeriodKind.METER_READING:
        return None  # reading days are not at the bounds of a year
    contract = contract_of(draft, terms, given.id)
    last = date(year, _DECEMBER, _LAST)
    kept = tuple(event for event in contract.events if event_day(event) <= last + ONE_DAY)
    contract = replace(contract, events=kept)
    read = [event_day(event) for event in kept if isinstance(event, MeterReading)]
    return replace(case, contracts=(contract,), bill_through=max([last, *read]), runs=None)


def _first_quantity(contract: Contract, start: date) -> tuple[tuple[date, int], ...]:
    first = next((one for one in contract.events if isinstance(one, QuantityChange)), None)
    return () if first is None else ((start, -(-first.quantity.numerator // first.quantity.denominator)),)
