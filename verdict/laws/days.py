"""Laws of the days on bills: bills neither overlap nor leave a gap, and there are none after the end."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import cycle, pairwise

from ...oracle import Case, EventKind, Period
from ...oracle.vocabulary import CancellationEffect
from .context import (
    LawContext,
    billable,
    long_through,
    middle,
    periods_until,
    periods_without_charge,
    plans,
    readings_of,
    simple_contract,
    single,
    through,
    with_history,
    without_tail,
)
from .law import Bills, Broken, Law, LawName, Trial, What, Why
from .sums import bills_of, by_period, days_of, period_of

_TILED_PERIODS = 4
"""Billing periods of a contract without an end."""
_PERIODS = 2
"""Billing periods of a contract before its end."""


def _tiling(context: LawContext) -> Sequence[Trial] | Why:
    """A contract without an end, from the first day of a period on and from inside one. No bill of it is corrected."""
    trials: list[Trial] = []
    for whole, attributes in zip((True, False, True), cycle(plans(context)), strict=False):
        found = simple_contract(context, attributes, _TILED_PERIODS, whole=whole)
        if found is not None:
            found = without_tail(found)
            case = single(with_history(context, found), through(context, found))
            if billable(context, case):
                trials.append(Trial((case,), lambda cases, answers: _untiled(context, cases[0], answers[0])))
    return trials or Why.NO_CASE


def _untiled(context: LawContext, case: Case, answer: Bills) -> Broken | Why | None:
    bills = [one for one in bills_of(case, answer) if one.total > 0]
    if not bills:
        return Why.NOTHING_BILLED
    for one, two in pairwise(bills):
        sums = Fraction(one.total), Fraction(two.total)
        periods = period_of(context, case, one), period_of(context, case, two)
        if periods[0] != periods[1] and two.first_day <= one.last_day:
            return Broken(What.DAYS_SHARED, sums, periods[1])
        if (one.first_day, one.last_day, one.total) == (two.first_day, two.last_day, two.total):
            return Broken(What.SAME_BILL_AGAIN, sums, periods[0])
    return _left_out(context, case, answer)


def _left_out(context: LawContext, case: Case, answer: Bills) -> Broken | None:
    """A whole period between two bills of which no bill has a day, unless the terms are known to charge nothing."""
    bills = bills_of(case, answer)
    covered = [days_of(one) for one in bills]
    nothing = periods_without_charge(context, case)
    (contract,) = case.contracts
    for period in periods_until(context, contract, min(bills[-1].first_day, case.bill_through)):
        before = [one for one in bills if one.last_day < period.start]
        after = [one for one in bills if one.first_day >= period.end]
        if before and after and period not in nothing and not any(one.intersection(period) for one in covered):
            return Broken(What.PERIOD_LEFT_OUT, (Fraction(before[-1].total), Fraction(after[0].total)), period)
    return None


def _after_end(context: LawContext) -> Sequence[Trial] | Why:
    """Contracts that end inside a period, on its last day and on its first one, billed through two more periods."""
    if not context.states("service.cancellation"):
        return Why.END_UNKNOWN
    if not context.space.may(EventKind.CANCELLATION):
        return Why.EVENTS_NOT_TAKEN
    trials: list[Trial] = []
    for number, attributes in zip(range(3), cycle(plans(context)), strict=False):
        found = simple_contract(context, attributes, _PERIODS)
        if found is None:
            return Why.NO_CASE
        end = list(_ends(found.periods[-1]))[number]
        case = single(with_history(context, found, end=end), long_through(context, found))
        if end >= found.contract.start and billable(context, case):
            trials.append(Trial((case,), lambda cases, answers: _billed_on(context, cases[0], answers[0])))
    return trials or Why.NO_CASE


def _ends(period: Period) -> Iterator[date]:
    yield from (middle(period), period.last_day, period.start)


def _billed_on(context: LawContext, case: Case, answer: Bills) -> Broken | None:
    """The first billed period after the last one that may be billed; credits do not count."""
    effects = {one.service.cancellation for one in readings_of(context)}
    allowed = 1 if CancellationEffect.END_OF_NEXT_PERIOD in effects else 0
    (contract,) = case.contracts
    end = contract.cancellation.end if contract.cancellation else date.max
    periods = list(periods_until(context, contract, case.bill_through))
    of_end = next(number for number, period in enumerate(periods) if end in period)
    last = periods[min(of_end + allowed, len(periods) - 1)]
    for period, total in by_period(context, case, answer).items():
        if period.start >= last.end and total > 0:
            return Broken(What.AFTER_END, (Fraction(0), total), period)
    return None


DAYS_TILE = Law(
    LawName.DAYS_TILE,
    "The bills of a contract share no day, bill nothing twice, and leave out no billing period between them.",
    _tiling,
    "period",
)
NOTHING_AFTER_END = Law(
    LawName.NOTHING_AFTER_END,
    "No billing period after the one with the end day is billed, except the one more that some terms charge.",
    _after_end,
    "service.cancellation",
)
