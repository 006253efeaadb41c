"""Check that a case can be billed under the terms; every problem names the contract and the event."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from .. import codes
from ..calendar import is_day_of_month
from ..documents import Book
from ..problems import CaseError, Problem, nearest
from ..vocabulary import AttributeRule, NegativeUse, PeriodKind, QuantityCharge, ReadingDay, Terms
from .history import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    event_day,
    received_day,
    without_repeats,
)

_EARLIEST, _LATEST = 1900, 2999
_LIFETIME = 100
"""Years: days may lie at most this long after the earliest start of a contract."""


def admit(book: Book, case: Case) -> None:
    """Accept a case, or refuse it with every reason.

    Raises:
        CaseError: with every problem that was found.
    """
    problems = [*_case_problems(case), *_far_days(case)]
    if problems:  # the other checks assume that there are none of these
        raise CaseError(problems)
    for contract in case.contracts:
        try:
            terms = book.in_force(contract.tariff, contract.start)
        except CaseError as error:
            problems.extend(Problem(p.code, f"contract {contract.id}", p.message, hint=p.hint) for p in error.problems)
            continue
        problems.extend(_contract_problems(book, terms, contract))
    if problems:
        raise CaseError(problems)


def _case_problems(case: Case) -> Iterator[Problem]:
    if not case.contracts:
        yield Problem(codes.NO_SUCH_CONTRACT, f"case {case.id}", "the case has no contract")
    ids = [contract.id for contract in case.contracts]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Problem(codes.NO_SUCH_CONTRACT, f"case {case.id}", f'two contracts have the id "{name}"')


def _far_days(case: Case) -> Iterator[Problem]:
    days = {case.bill_through, *(case.runs or ())}
    for contract in case.contracts:
        days |= {contract.start, *contract.readings}
        days |= {event_day(event) for event in contract.events}
    first = min((contract.start for contract in case.contracts), default=case.bill_through)
    for day in sorted(days):
        if not _EARLIEST <= day.year <= _LATEST or day.year - first.year > _LIFETIME:
            yield Problem(codes.FAR_DAY, f"case {case.id}", f"{day} is too far away")


def _contract_problems(book: Book, terms: Terms, contract: Contract) -> Iterator[Problem]:
    place = f"contract {contract.id}"
    for rule in terms.attribute:
        yield from _attribute_problems(rule, contract.attributes, place)
    yield from _billing_day_problems(terms, contract, place)
    if terms.period.kind is PeriodKind.METER_READING:
        yield from _reading_problems(terms, contract, place)
    yield from _repeated_problems(contract, place)
    yield from _order_problems(without_repeats(contract), place)
    yield from _plan_problems(book, contract, place)
    for index, event in enumerate(contract.events):
        then = _terms_then(book, terms, contract, event)
        yield from _event_problems(then, contract, event, f"{place}, event {index + 1} ({_named(event)})")


def _terms_then(book: Book, terms: Terms, contract: Contract, event: Event) -> Terms:
    """The terms that apply to an event: those of the plan before it, in the version of its day."""
    tariff = contract.tariff
    for change in _changes(contract):
        if change.on < event_day(event):
            tariff = change.tariff or tariff
    try:
        return book.in_force(tariff, max(contract.start, event_day(event)))
    except CaseError:  # reported with the change to that plan, or with the start
        return terms


def _changes(contract: Contract) -> list[PlanChange]:
    changes = [event for event in contract.events if isinstance(event, PlanChange)]
    return sorted(changes, key=event_day)


def _plan_problems(book: Book, contract: Contract, place: str) -> Iterator[Problem]:
    """The problems of plans that the contract changes to."""
    tariff, attributes = contract.tariff, contract.attributes
    for change in _changes(contract):
        here = f"{place}, {_named(change)}"
        tariff, attributes = change.tariff or tariff, {**attributes, **change.attributes}
        try:
            terms = book.in_force(tariff, max(contract.start, change.on))
        except CaseError as error:
            yield from (Problem(one.code, here, one.message, hint=one.hint) for one in error.problems)
            return
        known = [rule.name for rule in terms.attribute]
        for name in change.attributes:
            if name not in known:
                message = f'these terms have no attribute "{name}"'
                yield Problem(codes.BAD_ATTRIBUTE, here, message, hint=nearest(name, known))
        for rule in terms.attribute:
            yield from _attribute_problems(rule, attributes, here)


def _billing_day_problems(terms: Terms, contract: Contract, place: str) -> Iterator[Problem]:
    name = terms.period.billing_day_attribute
    if name is None:
        return
    value = contract.attributes.get(name, "")
    if not is_day_of_month(value):
        message = f'the attribute {name} is not a day of a month: "{value}"'
        yield Problem(codes.BAD_ATTRIBUTE, place, message, hint="allowed: 1 to 31")


def _attribute_problems(rule: AttributeRule, attributes: Mapping[str, str], place: str) -> Iterator[Problem]:
    value = attributes.get(rule.name)
    if value is None:
        allowed = f"allowed: {', '.join(rule.values)}" if rule.values else ""
        yield Problem(codes.BAD_ATTRIBUTE, place, f"the attribute {rule.name} is missing", hint=allowed)
    elif rule.values is not None:
        if value not in rule.values:
            message = f'the attribute {rule.name} cannot be "{value}"'
            yield Problem(codes.BAD_ATTRIBUTE, place, message, hint=f"allowed: {', '.join(rule.values)}")
    else:
        yield from _out_of_bounds(rule, attributes, value, place)


def _out_of_bounds(rule: AttributeRule, attributes: Mapping[str, str], value: str, place: str) -> Iterator[Problem]:
    try:
        amount = Fraction(value)
    except (ValueError, ZeroDivisionError):
        yield Problem(codes.BAD_ATTRIBUTE, place, f'the attribute {rule.name} is not an amount: "{value}"')
        return
    for bounds in rule.bounds or ():
        if all(attributes.get(name) == wanted for name, wanted in bounds.when.items()):
            if not bounds.minimum <= amount <= bounds.maximum:
                message = f"the attribute {rule.name} is {value}: not within {bounds.minimum} to {bounds.maximum}"
                yield Problem(codes.BAD_ATTRIBUTE, place, message)
            return
    yield Problem(codes.BAD_ATTRIBUTE, place, f"no bounds of {rule.name} apply to these attributes")


def _reading_problems(terms: Terms, contract: Contract, place: str) -> Iterator[Problem]:
    readings = contract.readings
    if len(readings) < 2:  # noqa: PLR2004  # a period needs two ends
        yield Problem(codes.BAD_READINGS, place, f"{len(readings)} reading days: a period needs two")
        return
    for one, two in pairwise(readings):
        if two <= one:
            yield Problem(codes.BAD_READINGS, place, f"reading day {two} follows {one}")
    closes = terms.period.reading_day is ReadingDay.ENDS_PERIOD
    if closes and readings[0] == contract.start:
        message = f"the reading day {readings[0]} ends a period, so a start on that day is in no period"
        yield Problem(codes.BAD_READINGS, place, message, hint="give the reading day before the start too")
    if readings[0] > contract.start:
        message = f"the first reading day {readings[0]} is after the start {contract.start}"
        yield Problem(codes.BAD_READINGS, place, message, hint="give the reading day before the start too")


def _event_problems(terms: Terms, contract: Contract, event: Event, place: str) -> Iterator[Problem]:
    day = event_day(event)
    if day < contract.start:
        yield Problem(codes.BAD_EVENT, place, f"{day} is before the start {contract.start}")
    match event:
        case QuantityChange(item=item, quantity=quantity):
            items = [charge.item for charge in terms.charge if isinstance(charge, QuantityCharge)]
            if item not in items:
                yield Problem(codes.BAD_EVENT, place, f'the item "{item}" has no quantity', hint=nearest(item, items))
            if quantity < 0:
                yield Problem(codes.BAD_EVENT, place, f"the quantity {quantity} is below zero")
        case MeterReading():
            yield from _meter_problems(terms, event, place)
        case MeterReplacement(final=final, initial=initial):
            yield from _register_problems(terms, (final, initial), place)
        case PlanChange() if terms.change is None:
            yield Problem(codes.BAD_EVENT, place, "these terms have no rule for a change during a contract")
        case Suspension() | Resumption() if terms.suspension is None:
            yield Problem(codes.BAD_EVENT, place, "these terms have no rule for a suspension")
        case _:
            pass
    end = contract.cancellation.end if contract.cancellation else None
    if end is not None and day > end and isinstance(event, QuantityChange | PlanChange | Suspension | Resumption):
        yield Problem(codes.BAD_EVENT, place, f"{day} is after the end {end}")


def _meter_problems(terms: Terms, event: MeterReading, place: str) -> Iterator[Problem]:
    if (event.used is None) == (event.register is None):
        yield Problem(codes.BAD_EVENT, place, "a reading gives either the use or the register")
    refused = terms.usage is None or terms.usage.negative is NegativeUse.REFUSED
    if event.used is not None and event.used < 0 and refused:
        clause = terms.clause("usage.negative").heading
        yield Problem(codes.BAD_EVENT, place, f"the use {event.used} is below zero", clause)
    if event.register is not None:
        yield from _register_problems(terms, (event.register,), place)


def _register_problems(terms: Terms, shown: Sequence[Fraction], place: str) -> Iterator[Problem]:
    digits = terms.usage.register_digits if terms.usage else None
    for register in shown:
        if register < 0:
            yield Problem(codes.BAD_EVENT, place, f"the register {register} is below zero")
        elif digits is not None and register >= 10**digits:
            clause = terms.clause("usage.register_digits").heading
            yield Problem(codes.BAD_EVENT, place, f"the register {register} has more than {digits} digits", clause)


def _repeated_problems(contract: Contract, place: str) -> Iterator[Problem]:
    """Readings with the same id but different values."""
    reported: dict[str, MeterReading] = {}
    for event in contract.events:
        if isinstance(event, MeterReading) and event.id is not None:
            first = reported.setdefault(event.id, event)
            if replace(event, received=first.received) != first:
                message = f'the reading "{event.id}" was reported before, for {first.on}, with other values'
                yield Problem(codes.BAD_EVENT, f"{place}, reading on {event.on}", message)


def _order_problems(contract: Contract, place: str) -> Iterator[Problem]:
    """Readings out of order, a suspension or resumption that does not alternate, a withdrawal without a
    cancellation."""
    readings = [event.on for event in contract.events if isinstance(event, MeterReading)]
    for one, two in pairwise(readings):
        if two < one:
            yield Problem(codes.BAD_EVENT, f"{place}, reading on {two}", f"it is listed after the reading on {one}")
    stops = [event for event in contract.events if isinstance(event, Suspension | Resumption)]
    suspended = False
    for event in sorted(stops, key=event_day):
        if isinstance(event, Suspension) == suspended:
            state = "already suspended" if suspended else "not suspended"
            yield Problem(codes.BAD_EVENT, f"{place}, {_named(event)}", f"the contract is {state} on {event.on}")
        suspended = isinstance(event, Suspension)
    cancelled: list[date] = []
    for event in contract.events:
        if isinstance(event, Cancellation):
            cancelled.append(received_day(event))
        if isinstance(event, Withdrawal) and (not cancelled or cancelled.pop() > event.received):
            message = "there is no cancellation to withdraw"
            yield Problem(codes.BAD_EVENT, f"{place}, {_named(event)}", message)


def _named(event: Event) -> str:
    word = {
        MeterReading: "reading",
        MeterReplacement: "meter",
        QuantityChange: "quantity",
        PlanChange: "change",
        Suspension: "suspension",
        Resumption: "resumption",
        Cancellation: "cancellation",
        Withdrawal: "withdrawal",
    }[type(event)]
    return f"{word} on {event_day(event)}"
