"""Whether a case can be billed under the terms at all: every problem, each naming the contract and the event."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from . import codes
from .book import Book
from .history import Cancellation, Case, Contract, Event, MeterReading, PlanChange, QuantityChange
from .problems import CaseError, Problem, nearest
from .settings import PeriodKind
from .terms import AttributeRule, QuantityCharge, Terms

_EARLIEST, _LATEST = 1900, 2999
_LIFETIME = 100
"""Years: what the calendar is sure of, and how long a contract is billed at most."""


def admit(book: Book, case: Case) -> None:
    """Accept a case, or say why not.

    Raises:
        CaseError: with every problem that was found.
    """
    problems = [*_case_problems(case), *_far_days(case)]
    if problems:  # nothing else can be said of such a case
        raise CaseError(problems)
    for contract in case.contracts:
        try:
            terms = book.in_force(contract.tariff, contract.start)
        except CaseError as error:
            problems.extend(Problem(p.code, f"contract {contract.id}", p.message, hint=p.hint) for p in error.problems)
            continue
        problems.extend(_contract_problems(terms, contract))
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
        days |= {event.end if isinstance(event, Cancellation) else event.on for event in contract.events}
    starts = [contract.start for contract in case.contracts]
    for day in sorted(days):
        if not _EARLIEST <= day.year <= _LATEST or day.year - min(starts).year > _LIFETIME:
            yield Problem(codes.FAR_DAY, f"case {case.id}", f"{day} is too far away")


def _contract_problems(terms: Terms, contract: Contract) -> Iterator[Problem]:
    place = f"contract {contract.id}"
    for rule in terms.attribute:
        yield from _attribute_problems(rule, contract, place)
    if terms.period.kind is PeriodKind.METER_READING:
        yield from _reading_problems(contract, place)
    for index, event in enumerate(contract.events):
        yield from _event_problems(terms, contract, event, f"{place}, event {index + 1} ({_named(event)})")


def _attribute_problems(rule: AttributeRule, contract: Contract, place: str) -> Iterator[Problem]:
    value = contract.attributes.get(rule.name)
    if value is None:
        allowed = f"allowed: {', '.join(rule.values)}" if rule.values else ""
        yield Problem(codes.BAD_ATTRIBUTE, place, f"the attribute {rule.name} is missing", hint=allowed)
    elif rule.values is not None:
        if value not in rule.values:
            message = f'the attribute {rule.name} can not be "{value}"'
            yield Problem(codes.BAD_ATTRIBUTE, place, message, hint=f"allowed: {', '.join(rule.values)}")
    else:
        yield from _out_of_bounds(rule, contract, value, place)


def _out_of_bounds(rule: AttributeRule, contract: Contract, value: str, place: str) -> Iterator[Problem]:
    try:
        amount = Fraction(value)
    except (ValueError, ZeroDivisionError):
        yield Problem(codes.BAD_ATTRIBUTE, place, f'the attribute {rule.name} is not an amount: "{value}"')
        return
    for bounds in rule.bounds or ():
        if all(contract.attributes.get(name) == wanted for name, wanted in bounds.when.items()):
            if not bounds.minimum <= amount <= bounds.maximum:
                message = f"the attribute {rule.name} is {value}: not within {bounds.minimum} to {bounds.maximum}"
                yield Problem(codes.BAD_ATTRIBUTE, place, message)
            return
    yield Problem(codes.BAD_ATTRIBUTE, place, f"no bounds of {rule.name} apply to these attributes")


def _reading_problems(contract: Contract, place: str) -> Iterator[Problem]:
    readings = contract.readings
    if len(readings) < 2:  # noqa: PLR2004  # a period needs two ends
        yield Problem(codes.BAD_READINGS, place, f"{len(readings)} reading days: a period needs two")
        return
    for one, two in pairwise(readings):
        if two <= one:
            yield Problem(codes.BAD_READINGS, place, f"reading day {two} follows {one}")
    if readings[0] > contract.start:
        message = f"the first reading day {readings[0]} is after the start {contract.start}"
        yield Problem(codes.BAD_READINGS, place, message, hint="give the reading day before the start too")


def _event_problems(terms: Terms, contract: Contract, event: Event, place: str) -> Iterator[Problem]:
    match event:
        case Cancellation(end=end):
            if end < contract.start:
                yield Problem(codes.BAD_EVENT, place, f"the end {end} is before the start {contract.start}")
        case QuantityChange(on=on, item=item, quantity=quantity):
            items = [charge.item for charge in terms.charge if isinstance(charge, QuantityCharge)]
            if item not in items:
                yield Problem(codes.BAD_EVENT, place, f'the item "{item}" has no quantity', hint=nearest(item, items))
            if quantity < 0:
                yield Problem(codes.BAD_EVENT, place, f"the quantity {quantity} is below zero")
            if on < contract.start:
                yield Problem(codes.BAD_EVENT, place, f"{on} is before the start {contract.start}")
        case MeterReading(on=on, used=used):
            if used < 0:
                yield Problem(codes.BAD_EVENT, place, f"the use {used} is below zero")
            if on < contract.start:
                yield Problem(codes.BAD_EVENT, place, f"{on} is before the start {contract.start}")
        case PlanChange():
            yield Problem(codes.BAD_EVENT, place, "these terms have no rule for a change inside a contract")


def _named(event: Event) -> str:
    word = {
        MeterReading: "reading",
        QuantityChange: "quantity",
        PlanChange: "change",
        Cancellation: "cancellation",
    }[type(event)]
    day = event.end if isinstance(event, Cancellation) else event.on
    return f"{word} on {day}"
