"""Cut a contract's time into billing periods, and say when the bill of a period is due."""

from collections.abc import Iterator
from datetime import date
from itertools import count, pairwise, takewhile

from .calendar import ONE_DAY, Period, anniversary, first_of_month, first_of_month_after
from .history import Contract
from .settings import PeriodKind, ReadingDay
from .terms import PeriodRule


def billing_periods(rule: PeriodRule, contract: Contract, until: date) -> tuple[Period, ...]:
    """The billing periods of a contract that start on or before `until`, in order; they tile.

    Where billing goes by readings, the last period ends with the last reading.
    """
    return tuple(takewhile(lambda period: period.start <= until, _endless(rule, contract)))


def due_day(rule: PeriodRule, period: Period) -> date:
    """The day at whose end the period can be billed in arrears: its closing reading day, or its last day."""
    if rule.kind is PeriodKind.METER_READING and rule.reading_day is ReadingDay.STARTS_PERIOD:
        return period.end
    return period.last_day


def closing_day(rule: PeriodRule, period: Period) -> date:
    """The day that closes a period: its closing reading day, or the first day of the next month or anniversary."""
    if rule.kind is PeriodKind.METER_READING and rule.reading_day is ReadingDay.ENDS_PERIOD:
        return period.last_day
    return period.end


def _endless(rule: PeriodRule, contract: Contract) -> Iterator[Period]:
    match rule.kind:
        case PeriodKind.METER_READING:
            shift = ONE_DAY if rule.reading_day is ReadingDay.ENDS_PERIOD else 0 * ONE_DAY
            for one, two in pairwise(contract.readings):
                yield Period(one + shift, two + shift)
        case PeriodKind.CALENDAR_MONTH:
            day = first_of_month(contract.start)
            while True:
                yield Period(day, first_of_month_after(day))
                day = first_of_month_after(day)
        case PeriodKind.ANNIVERSARY:
            assert rule.month_end is not None  # noqa: S101  # the vocabulary demands it with this kind
            for months in count():
                yield Period(
                    anniversary(contract.start, months, rule.month_end),
                    anniversary(contract.start, months + 1, rule.month_end),
                )
