"""Laws of how a history is told: runs made again, events in another order, and bills asked for early."""

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
from .ground import (
    LawContext,
    SimpleContract,
    billable,
    counted_items,
    due_in,
    middle,
    only_periods,
    plain,
    plans,
    single,
    through,
    with_history,
)
from .law import Bills, Broken, Law, LawName, Trial, Why
from .sums import bills_of, by_period, other_sums

_LIVED = 2
_PREVIEWED = 3


def _runs_again(ground: LawContext) -> Sequence[Trial] | Why:
    """Each period run on the day it is due at the latest, once and twice; a contract that goes on, and one that
    ends."""
    trials: list[Trial] = []
    for attributes, ends in zip(_two(plans(ground)), (False, True), strict=True):
        found = plain(ground, attributes, _LIVED)
        if found is None or (ends and not ground.space.may(EventKind.CANCELLATION)):
            continue
        runs = tuple(due_day(ground.terms.period, period) for period in found.periods)
        found = only_periods(found)
        contract = with_history(ground, found, end=middle(found.periods[-1]) if ends else None)
        once = single(contract, through(ground, found), runs)
        twice = replace(once, runs=tuple(day for day in runs for _ in range(2)))
        trials += _pair(ground, once, twice)
    return trials or Why.NO_CASE


def _two(attributes: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return attributes[0], attributes[1 % len(attributes)]


def _pair(ground: LawContext, one: Case, two: Case) -> Iterator[Trial]:
    """The trial of two cases that come to the same in every period, if the terms can bill them."""
    if billable(ground, one) and billable(ground, two):
        yield Trial((one, two), lambda cases, answers: _same(ground, cases, answers))


def _same(ground: LawContext, cases: Sequence[Case], answers: Sequence[Bills]) -> Broken | Why | None:
    if not any(answers):
        return Why.NOTHING_BILLED
    one, two = (by_period(ground, case, bills) for case, bills in zip(cases, answers, strict=True))
    return other_sums(one, two)


def _reordered(ground: LawContext) -> Sequence[Trial] | Why:
    """Events of different days, told in the order of their days, and from the last to the first with the readings, in
    their own order, behind them."""
    found = plain(ground, plans(ground)[0], _LIVED)
    if found is None:
        return Why.NO_CASE
    end = middle(found.periods[-1]) if ground.space.may(EventKind.CANCELLATION) else None
    trials: list[Trial] = []
    several = False
    for events in _independent(ground, found):
        contract = with_history(ground, found, end=end, events=events)
        told = _the_other_way(contract)
        if told != contract:
            several = True
            day = through(ground, only_periods(found))
            trials += _pair(ground, single(contract, day), single(told, day))
    if not several:
        return Why.ONE_EVENT
    return trials or Why.NO_CASE


def _the_other_way(contract: Contract) -> Contract:
    """The contract with everything but its readings told first, from the last day to the first."""
    readings = tuple(event for event in contract.events if isinstance(event, MeterReading))
    others = tuple(event for event in contract.events if not isinstance(event, MeterReading))
    return replace(contract, events=(*reversed(others), *readings))


def _independent(ground: LawContext, found: SimpleContract) -> Iterator[tuple[Event, ...]]:
    """Events of different days and kinds before the middle of the last period: all that the terms have, then each kind
    by itself, then none."""
    days = _days_inside(found.periods[0], found.contract.start)
    groups: list[tuple[Event, ...]] = []
    items = counted_items(ground)
    if items and ground.space.may(EventKind.QUANTITY):
        groups.append((QuantityChange(days[0], items[0], Fraction(3)), QuantityChange(days[3], items[-1], Fraction(1))))
    other = next((one for one in plans(ground) if one != found.contract.attributes), None)
    if other is not None and _may(ground, EventKind.CHANGE):
        groups.append((PlanChange(days[1], None, other),))
    if _may(ground, EventKind.SUSPENSION) and _may(ground, EventKind.RESUMPTION, "suspension"):
        groups.append((Suspension(days[2]), Resumption(days[4])))
    if len(groups) > 1:
        yield tuple(event for group in groups for event in group)
    yield from groups
    yield ()


def _may(ground: LawContext, kind: EventKind, table: str = "") -> bool:
    """Whether contracts may have events of a kind: the system takes them, and the terms have a rule for them, or the
    document is silent and the system says by itself that it takes them."""
    table = table or kind
    if ground.states(table):
        return getattr(ground.terms, table) is not None and ground.space.may(kind)
    return ground.space.event_kinds is not None and kind in ground.space.event_kinds


def _days_inside(period: Period, start: date) -> tuple[date, ...]:
    """Five days of a period after the contract's start, as far apart as it is long."""
    first = max(period.start, start)
    left = (period.end - first).days
    return tuple(first + max(number, left * number // 6) * ONE_DAY for number in range(1, 6))


def _previews(ground: LawContext) -> Sequence[Trial] | Why:
    """The bill of a period asked for through the day it is due, with what was known by then, and asked for later."""
    trials: list[Trial] = []
    for attributes, later in zip(_two(plans(ground)), (True, False), strict=True):
        found = plain(ground, attributes, _PREVIEWED)
        if found is None:
            continue
        period = found.periods[max(0, len(found.periods) - 2)]
        contract = with_history(ground, found, events=_later(ground, found) if later else ())
        due = due_in(ground, period, contract.start)
        known = replace(contract, events=tuple(event for event in contract.events if received_day(event) <= due))
        early, late = single(known, due), single(contract, through(ground, found))
        if billable(ground, early) and billable(ground, late):
            trials.append(
                Trial(
                    (early, late),
                    lambda cases, answers, period=period: _previewed(ground, period, cases, answers),
                )
            )
    return trials or Why.NO_CASE


def _later(ground: LawContext, found: SimpleContract) -> tuple[Event, ...]:
    """A change of quantity in the last period, which nobody knows of before it."""
    items = counted_items(ground)
    if not items or len(found.periods) < _LIVED or not ground.space.may(EventKind.QUANTITY):
        return ()
    return (QuantityChange(middle(found.periods[-1]), items[0], Fraction(3)),)


def _previewed(
    ground: LawContext, period: Period, cases: Sequence[Case], answers: Sequence[Bills]
) -> Broken | Why | None:
    due = cases[0].bill_through
    then = {one: total for one, total in by_period(ground, cases[0], answers[0]).items() if one <= period}
    if not then:
        return Why.NOT_BILLED_YET
    issued = tuple(one for one in bills_of(cases[1], answers[1]) if one.issued is None or one.issued <= due)
    now = {one: total for one, total in by_period(ground, cases[1], issued).items() if one in then}
    return other_sums(then, now)


RUN_AGAIN = Law(
    LawName.RUN_AGAIN,
    "A billing run made twice on the same day bills what it bills once.",
    _runs_again,
    "billing",
)
ORDER_OF_EVENTS = Law(
    LawName.ORDER_OF_EVENTS,
    "Events of different days bill the same in whatever order they are told.",
    _reordered,
)
PREVIEW = Law(
    LawName.PREVIEW,
    "A bill asked for on the day it is due is the bill that is asked for later.",
    _previews,
)
