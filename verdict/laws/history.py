"""Laws of how a history reaches the system: runs repeated, events in another order, and bills requested early."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ...oracle import (
    Case,
    Contract,
    Event,
    EventKind,
    MeterReading,
    Period,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    received_day,
)
from ...oracle.calendar import ONE_DAY
from ...oracle.contracts import due_day
from .context import (
    LawContext,
    SimpleContract,
    billable,
    counted_items,
    due_in,
    middle,
    plans,
    simple_contract,
    single,
    through,
    with_history,
    without_tail,
)
from .law import Bills, Broken, Law, LawName, Trial, Why
from .sums import bills_of, by_period, other_sums

_PERIODS, _PREVIEW_PERIODS = 2, 3
"""Billing periods of a contract that a law looks at; of one that is billed early."""


def _runs_again(context: LawContext) -> Sequence[Trial] | Why:
    """Billing runs on the last day that each period can be due, made once and twice; for a contract that goes on, and
    for one that ends."""
    trials: list[Trial] = []
    for attributes, ends in zip(_two(plans(context)), (False, True), strict=True):
        found = simple_contract(context, attributes, _PERIODS)
        if found is None or (ends and not context.space.may(EventKind.CANCELLATION)):
            continue
        runs = tuple(due_day(context.terms.period, period) for period in found.periods)
        found = without_tail(found)
        contract = with_history(context, found, end=middle(found.periods[-1]) if ends else None)
        once = single(contract, through(context, found), runs)
        twice = replace(once, runs=tuple(day for day in runs for _ in range(2)))
        trials += _pair(context, once, twice)
    return trials or Why.NO_CASE


def _two(attributes: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return attributes[0], attributes[1 % len(attributes)]


def _pair(context: LawContext, one: Case, two: Case) -> Iterator[Trial]:
    """The trial of two cases that give the same sum in every period, if the terms can bill them."""
    if billable(context, one) and billable(context, two):
        yield Trial((one, two), lambda cases, answers: _same(context, cases, answers))


def _same(context: LawContext, cases: Sequence[Case], answers: Sequence[Bills]) -> Broken | Why | None:
    if not any(answers):
        return Why.NOTHING_BILLED
    one, two = (by_period(context, case, bills) for case, bills in zip(cases, answers, strict=True))
    return other_sums(one, two)


def _reordered(context: LawContext) -> Sequence[Trial] | Why:
    """Events on different days, reported in the order of their days; and in reverse, followed by the readings in their
    own order."""
    found = simple_contract(context, plans(context)[0], _PERIODS)
    if found is None:
        return Why.NO_CASE
    end = middle(found.periods[-1]) if context.space.may(EventKind.CANCELLATION) else None
    trials: list[Trial] = []
    several = False
    for events in _independent(context, found):
        contract = with_history(context, found, end=end, events=events)
        other = _reversed(contract)
        if other != contract:
            several = True
            day = through(context, without_tail(found))
            trials += _pair(context, single(contract, day), single(other, day))
    if not several:
        return Why.ONE_EVENT
    return trials or Why.NO_CASE


def _reversed(contract: Contract) -> Contract:
    """The contract with its events reported from the last day to the first, and its readings after them."""
    readings = tuple(event for event in contract.events if isinstance(event, MeterReading))
    others = tuple(event for event in contract.events if not isinstance(event, MeterReading))
    return replace(contract, events=(*reversed(others), *readings))


def _independent(context: LawContext, found: SimpleContract) -> Iterator[tuple[Event, ...]]:
    """Events on different days of the first period: all kinds that the terms have, then each kind by itself, then
    none."""
    days = _days_inside(found.periods[0], found.contract.start)
    groups: list[tuple[Event, ...]] = []
    items = counted_items(context)
    if items and context.space.may(EventKind.QUANTITY):
        groups.append((QuantityChange(days[0], items[0], Fraction(3)), QuantityChange(days[3], items[-1], Fraction(1))))
    other = next((one for one in plans(context) if one != found.contract.attributes), None)
    if other is not None and _may(context, EventKind.CHANGE):
        groups.append((PlanChange(days[1], None, other),))
    if _may(context, EventKind.SUSPENSION) and _may(context, EventKind.RESUMPTION, "suspension"):
        groups.append((Suspension(days[2]), Resumption(days[4])))
    if len(groups) > 1:
        yield tuple(event for group in groups for event in group)
    yield from groups
    yield ()


def _may(context: LawContext, kind: EventKind, table: str = "") -> bool:
    """True if contracts may have events of a kind: the system accepts them and the terms have a rule for them, or the
    document says nothing and the system lists them among its events."""
    table = table or kind
    if context.states(table):
        return getattr(context.terms, table) is not None and context.space.may(kind)
    return context.space.event_kinds is not None and kind in context.space.event_kinds


def _days_inside(period: Period, start: date) -> tuple[date, ...]:
    """Five days of a period after the contract's start, spread over the rest of it."""
    first = max(period.start, start)
    left = (period.end - first).days
    return tuple(first + max(number, left * number // 6) * ONE_DAY for number in range(1, 6))


def _previews(context: LawContext) -> Sequence[Trial] | Why:
    """The bill of a period requested on the day it is due, with what was known by then, and requested later."""
    trials: list[Trial] = []
    for attributes, later in zip(_two(plans(context)), (True, False), strict=True):
        found = simple_contract(context, attributes, _PREVIEW_PERIODS)
        if found is None:
            continue
        period = found.periods[max(0, len(found.periods) - 2)]
        contract = with_history(context, found, events=_later(context, found) if later else ())
        due = due_in(context, period, contract.start)
        known = replace(contract, events=tuple(event for event in contract.events if received_day(event) <= due))
        early, late = single(known, due), single(contract, through(context, found))
        if billable(context, early) and billable(context, late):
            trials.append(
                Trial(
                    (early, late),
                    lambda cases, answers, period=period: _previewed(context, period, cases, answers),
                )
            )
    return trials or Why.NO_CASE


def _later(context: LawContext, found: SimpleContract) -> tuple[Event, ...]:
    """A change of quantity in the last period, which nobody knows of before that."""
    items = counted_items(context)
    if not items or len(found.periods) < _PERIODS or not context.space.may(EventKind.QUANTITY):
        return ()
    return (QuantityChange(middle(found.periods[-1]), items[0], Fraction(3)),)


def _previewed(
    context: LawContext, period: Period, cases: Sequence[Case], answers: Sequence[Bills]
) -> Broken | Why | None:
    due = cases[0].bill_through
    then = {one: total for one, total in by_period(context, cases[0], answers[0]).items() if one <= period}
    if not then:
        return Why.NOT_BILLED_YET
    issued = tuple(one for one in bills_of(cases[1], answers[1]) if one.issued is None or one.issued <= due)
    now = {one: total for one, total in by_period(context, cases[1], issued).items() if one in then}
    return other_sums(then, now)


RUN_AGAIN = Law(
    LawName.RUN_AGAIN,
    "A billing run made twice on the same day bills the same as one made once.",
    _runs_again,
    "billing",
)
ORDER_OF_EVENTS = Law(
    LawName.ORDER_OF_EVENTS,
    "Events on different days give the same bills in whatever order they are reported.",
    _reordered,
)
PREVIEW = Law(
    LawName.PREVIEW,
    "A bill requested on the day it is due is the same as the bill requested later.",
    _previews,
)
