"""Laws of the days on bills: they tile, and there are none after the end."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import cycle, pairwise

from ...oracle import Case, EventKind, Period
from ...oracle.vocabulary import CancellationEffect
from .ground import (
    LawContext,
    billable,
    comes_to_nothing,
    long_through,
    middle,
    only_periods,
    periods_until,
    plain,
    plans,
    readings_of,
    single,
    through,
    with_history,
)
from .law import Bills, Broken, Law, LawName, Trial, What, Why
from .sums import bills_of, by_period, days_of, period_of

_TILED = 4
"""Billing periods of a contract whose days are looked at."""
_LIVED = 2
"""Billing periods of a contract before its end."""


def _tiling(ground: LawContext) -> Sequence[Trial] | Why:
    """A contract without an end, from the first day of a period on and from inside one: nothing is ever corrected."""
    trials: list[Trial] = []
    for whole, attributes in zip((True, False, True), cycle(plans(ground)), strict=False):
        found = plain(ground, attributes, _TILED, whole=whole)
        if found is not None:
            found = only_periods(found)
            case = single(with_history(ground, found), through(ground, found))
            if billable(ground, case):
                trials.append(Trial((case,), lambda cases, answers: _untiled(ground, cases[0], answers[0])))
    return trials or Why.NO_CASE


def _untiled(ground: LawContext, case: Case, answer: Bills) -> Broken | Why | None:
    bills = [one for one in bills_of(case, answer) if one.total > 0]
    if not bills:
        return Why.NOTHING_BILLED
    for one, two in pairwise(bills):
        sums = Fraction(one.total), Fraction(two.total)
        periods = period_of(ground, case, one), period_of(ground, case, two)
        if periods[0] != periods[1] and two.first_day <= one.last_day:
            return Broken(What.DAYS_SHARED, sums, periods[1])
        if (one.first_day, one.last_day, one.total) == (two.first_day, two.last_day, two.total):
            return Broken(What.SAME_BILL_AGAIN, sums, periods[0])
    return _left_out(ground, case, answer)


def _left_out(ground: LawContext, case: Case, answer: Bills) -> Broken | None:
    """A whole period between two bills that no bill has a day of, though the terms are not known to charge nothing."""
    bills = bills_of(case, answer)
    covered = [days_of(one) for one in bills]
    nothing = comes_to_nothing(ground, case)
    (contract,) = case.contracts
    for period in periods_until(ground, contract, min(bills[-1].first_day, case.bill_through)):
        before = [one for one in bills if one.last_day < period.start]
        after = [one for one in bills if one.first_day >= period.end]
        if before and after and period not in nothing and not any(one.intersection(period) for one in covered):
            return Broken(What.PERIOD_LEFT_OUT, (Fraction(before[-1].total), Fraction(after[0].total)), period)
    return None


def _after_end(ground: LawContext) -> Sequence[Trial] | Why:
    """A contract that ends inside a period, on its last day and on its first one, billed for two periods more."""
    if not ground.states("service.cancellation"):
        return Why.END_UNKNOWN
    if not ground.space.may(EventKind.CANCELLATION):
        return Why.EVENTS_NOT_TAKEN
    trials: list[Trial] = []
    for number, attributes in zip(range(3), cycle(plans(ground)), strict=False):
        found = plain(ground, attributes, _LIVED)
        if found is None:
            return Why.NO_CASE
        end = list(_ends(found.periods[-1]))[number]
        case = single(with_history(ground, found, end=end), long_through(ground, found))
        if end >= found.contract.start and billable(ground, case):
            trials.append(Trial((case,), lambda cases, answers: _billed_on(ground, cases[0], answers[0])))
    return trials or Why.NO_CASE


def _ends(period: Period) -> Iterator[date]:
    yield from (middle(period), period.last_day, period.start)


def _billed_on(ground: LawContext, case: Case, answer: Bills) -> Broken | None:
    """A period after the last one that may be billed which comes to more than nothing."""
    effects = {one.service.cancellation for one in readings_of(ground)}
    allowed = 1 if CancellationEffect.END_OF_NEXT_PERIOD in effects else 0
    (contract,) = case.contracts
    end = contract.cancellation.end if contract.cancellation else date.max
    periods = list(periods_until(ground, contract, case.bill_through))
    of_end = next(number for number, period in enumerate(periods) if end in period)
    last = periods[min(of_end + allowed, len(periods) - 1)]
    for period, total in by_period(ground, case, answer).items():
        if period.start >= last.end and total > 0:
            return Broken(What.AFTER_END, (Fraction(0), total), period)
    return None


DAYS_TILE = Law(
    LawName.DAYS_TILE,
    "The bills of a contract share no day, bill nothing twice, and leave no billing period out between them.",
    _tiling,
    "period",
)
NOTHING_AFTER_END = Law(
    LawName.NOTHING_AFTER_END,
    "No billing period after the one with the end day is billed, but for the one more that some terms charge.",
    _after_end,
    "service.cancellation",
)
