"""From the days that are named to the days that are billed."""

from collections.abc import Sequence
from datetime import date

from .calendar import ONE_DAY, Period
from .history import Contract
from .settings import CancellationEffect, DayBilled, FirstPeriod, SameDay
from .terms import ServiceRule


def first_service_day(rule: ServiceRule, contract: Contract) -> date:
    """The first day in service: the named start day, or the day after it."""
    return contract.start if rule.start_day is DayBilled.BILLED else contract.start + ONE_DAY


def end_of_use(rule: ServiceRule, contract: Contract) -> date | None:
    """The day after the last day used, by the named end day; None without a cancellation.

    It is not after `first_service_day` where no day at all is used.
    """
    cancellation = contract.cancellation
    if cancellation is None:
        return None
    first = first_service_day(rule, contract)
    if cancellation.end == contract.start and rule.same_day is SameDay.ONE_DAY:
        return first + ONE_DAY
    return cancellation.end + ONE_DAY if rule.end_day is DayBilled.BILLED else cancellation.end


def charged_end(effect: CancellationEffect, end_of_use: date, periods: Sequence[Period]) -> date:
    """The day after the last day charged, when the last day used is the day before `end_of_use`."""
    index = next((i for i, period in enumerate(periods) if end_of_use - ONE_DAY in period), None)
    if index is None:
        return end_of_use
    match effect:
        case CancellationEffect.ON_END_DAY:
            return end_of_use
        case CancellationEffect.END_OF_PERIOD:
            return periods[index].end
        case CancellationEffect.END_OF_NEXT_PERIOD:
            return periods[min(index + 1, len(periods) - 1)].end
        case CancellationEffect.START_OF_PERIOD:
            return periods[index].start


def first_charged_day(rule: FirstPeriod, first_day: date, periods: Sequence[Period]) -> date:
    """The first day that is charged, when the service starts on `first_day`."""
    first = next((period for period in periods if first_day in period), None)
    if first is None or rule is FirstPeriod.CHARGED:
        return first_day
    if rule is FirstPeriod.FREE_UNLESS_WHOLE and first_day == first.start:
        return first_day
    return first.end
