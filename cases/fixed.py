"""The only case of a space that leaves nothing open, and the choices that a space leaves open."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from ..oracle import Cancellation, Case, Contract, Event, EventKind, MeterReading, QuantityChange, Terms, event_day
from ..oracle.vocabulary import PeriodKind, QuantityCharge, UsageCharge
from .draft import billed_through, replaced_end
from .space import Space, migrations


def settled(space: Space) -> Space:
    """The space without anything optional: no cancellation, event or second contract except the fixed ones."""
    ends = space.end is not None if space.ends is None else space.ends
    return replace(
        space, ends=ends, migrations=space.replacement is not None, event_kinds=frozenset({EventKind.CANCELLATION})
    )


def open_choices(space: Space) -> tuple[str, ...]:
    """The choices that the space leaves open, named after its fields; none for a space of one case."""
    return tuple(_open_choices(space))


def fixed_case(space: Space) -> Case:
    """The only case of a space that leaves nothing open, without a name.

    If no day to bill through is fixed, it is billed for two periods after its last event, or up to its last reading.

    Raises:
        ValueError: a choice is open.
        CaseError: no terms are in force on the start day.
    """
    still_open = open_choices(space)
    if still_open or space.start is None:
        raise ValueError(f"these are open: {', '.join(still_open)}")
    tariff = _first_tariffs(space)[0]
    terms = space.book.in_force(tariff, space.start)
    end, second = space.end, space.replacement
    if second is not None and second.start is not None:
        end = replaced_end(terms, second.start)
    ended = () if end is None else (Cancellation(end, space.received),)
    readings = _readings(space, terms)
    contracts = [_contract("1", tariff, space.start, space.attributes, readings, (*space.events, *ended))]
    both = [terms]
    if second is not None and second.start is not None:
        both.append(space.book.in_force(second.tariff, second.start))
        readings = _readings(space, both[1])
        contracts.append(_contract("2", second.tariff, second.start, second.attributes, readings, ()))
    through = max(billed_through(one, contract) for one, contract in zip(both, contracts, strict=True))
    return Case("", tuple(contracts), space.bill_through or through, space.runs)


def _contract(
    name: str,
    tariff: str,
    start: date,
    attributes: Mapping[str, str],
    readings: tuple[date, ...],
    events: tuple[Event, ...],
) -> Contract:
    return Contract(name, tariff, start, attributes, readings, tuple(sorted(events, key=_order)))


def _order(event: Event) -> tuple[date, bool]:
    """By day; a cancellation after the other events of its day."""
    return event_day(event), isinstance(event, Cancellation)


def _first_tariffs(space: Space) -> tuple[str, ...]:
    """The tariffs that the first contract may have."""
    if space.replacement is None:
        return space.tariffs
    return tuple(old for old, _ in migrations(space))


def _readings(space: Space, terms: Terms) -> tuple[date, ...]:
    return (space.readings or ()) if terms.period.kind is PeriodKind.METER_READING else ()


def _open_choices(space: Space) -> Iterator[str]:
    tariffs = _first_tariffs(space)
    if len(tariffs) != 1:
        yield "tariff"
        return
    terms = space.book.of(tariffs[0])
    if space.start is None:
        yield "start"
    yield from _open_attributes(terms, space.attributes)
    if space.replacement is None:
        yield from _open_end(space)
    else:
        if space.replacement.start is None:
            yield "start of the second contract"
        for name in _open_attributes(space.book.of(space.replacement.tariff), space.replacement.attributes):
            yield f"{name} of the second contract"
    yield from _open_days_and_amounts(space, terms)


def _open_attributes(versions: tuple[Terms, ...], fixed: Mapping[str, str]) -> Iterator[str]:
    names = dict.fromkeys(rule.name for terms in versions for rule in terms.attribute)
    yield from (name for name in names if name not in fixed)


def _open_end(space: Space) -> Iterator[str]:
    if space.end is None and space.ends:
        yield "end"
    if space.end is None and space.ends is None and space.may(EventKind.CANCELLATION):
        yield "whether it ends"
    if space.replacement is None and migrations(space):
        yield "whether it is replaced"


def _open_days_and_amounts(space: Space, versions: tuple[Terms, ...]) -> Iterator[str]:
    if space.readings is None and any(terms.period.kind is PeriodKind.METER_READING for terms in versions):
        yield "reading days"
    charges = [charge for terms in versions for charge in terms.charge]
    has_quantity = any(isinstance(event, QuantityChange) for event in space.events)
    if any(isinstance(one, QuantityCharge) for one in charges) and not has_quantity and space.may(EventKind.QUANTITY):
        yield "quantity"
    has_use = any(isinstance(event, MeterReading) for event in space.events)
    if any(isinstance(one, UsageCharge) for one in charges) and not has_use and space.may(EventKind.READING):
        yield "use"
