"""Cut a contract's time into billing periods, and say when a period is closed and its bill due."""

from collections.abc import Iterator
from datetime import date
from itertools import count, pairwise, takewhile

from ..calendar import ONE_DAY, MonthEnd, Period, add_months, anchored, days_in_month
from ..vocabulary import DueWhen, PeriodKind, PeriodRule, ReadingDay
from .history import Contract

_YEAR = 12
"""The months of a year."""


def billing_periods(rule: PeriodRule, contract: Contract, until: date) -> tuple[Period, ...]:
    """The billing periods of a contract that start on or before `until`, in order. They are contiguous, except under
    faulty values of `month_end`.

    The first one contains the contract's start. If periods follow reading days, the last one ends with the last of
    these.
    """
    periods = takewhile(lambda period: period.start <= until, _endless(rule, contract))
    return tuple(periods)


def closing_day(rule: PeriodRule, period: Period) -> date:
    """The day that closes a period: its closing reading day, or the first day of the next month or anniversary."""
    if rule.kind is PeriodKind.METER_READING and rule.reading_day is ReadingDay.ENDS_PERIOD:
        return period.last_day
    return period.end


def due_day(rule: PeriodRule, period: Period, due: DueWhen = DueWhen.IN_ARREARS, start: date = date.min) -> date:
    """The day at the end of which a period can be billed: in arrears its closing reading day or its last day, in
    advance its first day, or the contract's `start` if that is later."""
    if due is DueWhen.IN_ADVANCE:
        return max(period.start, start)
    return closing_day(rule, period) if rule.kind is PeriodKind.METER_READING else period.last_day


def _endless(rule: PeriodRule, contract: Contract) -> Iterator[Period]:
    step = rule.months or 1
    match rule.kind:
        case PeriodKind.METER_READING:
            shift = ONE_DAY if rule.reading_day is ReadingDay.ENDS_PERIOD else 0 * ONE_DAY
            for one, two in pairwise(contract.readings):
                yield Period(one + shift, two + shift)
        case PeriodKind.CALENDAR_MONTH:
            first = contract.start.replace(month=(contract.start.month - 1) // step * step + 1, day=1)
            for months in count(0, step):
                yield Period(add_months(first, months), add_months(first, months + step))
        case PeriodKind.ANNIVERSARY:
            assert rule.month_end is not None  # noqa: S101  # the vocabulary requires it for this kind
            yield from _from_anchor(contract.start, step, rule.month_end)
        case PeriodKind.BILLING_DAY:
            assert rule.month_end is not None  # noqa: S101  # likewise
            yield from _by_billing_day(rule, contract, step, rule.month_end)


def _from_anchor(anchor: date, step: int, month_end: MonthEnd) -> Iterator[Period]:
    start = anchor
    for number, months in enumerate(count(step, step)):
        end = add_months(start, step) if month_end is MonthEnd.WALK else anchored(anchor, months, month_end)
        yield from _cut(Period(start, end), anchor, month_end, step, number)
        if _is_last(start, anchor.day, month_end):
            return
        start = end


def _by_billing_day(rule: PeriodRule, contract: Contract, step: int, month_end: MonthEnd) -> Iterator[Period]:
    """Periods from the billing day on or before the start; `month_end` handles months that are too short for it."""
    day = rule.billing_day or int(contract.attributes[rule.billing_day_attribute or ""])
    if month_end is MonthEnd.CAP_AT_28:
        day = min(day, 28)
    first = contract.start.replace(day=1)
    while _on_day(first, day, month_end) > contract.start:
        first = add_months(first, -1)
    start = opening = _on_day(first, day, month_end)
    for number, months in enumerate(count(step, step)):
        match month_end:
            case MonthEnd.WALK:
                end = add_months(start, step)
            case MonthEnd.THIRTY_DAYS:
                end = anchored(opening, months, month_end)
            case _:
                end = _on_day(add_months(first, months), day, month_end)
        if end > contract.start:  # after a short month the walking day can still be before the start
            yield from _cut(Period(start, end), opening, month_end, step, number)
        if _is_last(start, day, month_end):
            return
        start = end


def _cut(period: Period, anchor: date, month_end: MonthEnd, step: int, number: int) -> Iterator[Period]:
    """The period with this number as the rule cuts it: whole, except under rules that leave gaps."""
    if month_end is MonthEnd.UNTILED:
        yield Period(period.start, add_months(period.start, step))
    elif not (month_end is MonthEnd.LEAP_YEAR_LOST and number == 1 and step == _YEAR and _is_leap_day(anchor)):
        yield period


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def _is_last(start: date, day: int, month_end: MonthEnd) -> bool:
    """True if no period follows one that starts in a short month, before its day of the month (`STOPS`)."""
    return month_end is MonthEnd.STOPS and start.day < day


def _on_day(month: date, day: int, month_end: MonthEnd) -> date:
    if month_end is MonthEnd.OVERFLOW:
        return month + (day - 1) * ONE_DAY
    return month.replace(day=min(day, days_in_month(month)))
