"""From the named start and end days to the days that are charged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..calendar import ONE_DAY, Period, add_months
from ..vocabulary import CancellationEffect, DayBilled, FirstPeriod, SameDay, ServiceRule, TrialRule, TrialUnit
from .history import Contract


@dataclass(frozen=True, slots=True)
class ServiceSpan:
    """The days a contract is in service: from `first`, up to but not including `end` (None without a cancellation)."""

    first: date
    end: date | None

    @property
    def is_empty(self) -> bool:
        """True if there is no day in service."""
        return self.end is not None and self.end <= self.first


def days_of_use(at_start: ServiceRule, at_end: ServiceRule, contract: Contract) -> ServiceSpan:
    """The days in service, by the rules in force on the named start day and on the named end day."""
    cancellation = contract.cancellation
    first = contract.start if at_start.start_day is DayBilled.BILLED else contract.start + ONE_DAY
    if cancellation is None:
        return ServiceSpan(first, None)
    if cancellation.end == contract.start and at_end.same_day is SameDay.ONE_DAY:
        return ServiceSpan(contract.start, contract.start + ONE_DAY)
    return ServiceSpan(first, cancellation.end + ONE_DAY if at_end.end_day is DayBilled.BILLED else cancellation.end)


def charged_end(effect: CancellationEffect, end_of_use: date, periods: Sequence[Period]) -> date:
    """The day after the last day charged; `end_of_use` is the day after the last day used."""
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
    """The first day charged of a service that starts on `first_day`."""
    first = next((period for period in periods if first_day in period), None)
    if first is None or rule is FirstPeriod.CHARGED:
        return first_day
    if rule is FirstPeriod.FREE_UNLESS_WHOLE and first_day == first.start:
        return first_day
    return first.end


def end_of_trial(rule: TrialRule | None, contract: Contract, first_day: date, periods: Sequence[Period]) -> date:
    """The first day after the trial of a service that starts on `first_day`; that day itself if there is no trial."""
    if rule is None or any(contract.attributes.get(name) != value for name, value in rule.when.items()):
        return first_day
    match rule.unit:
        case TrialUnit.DAYS:
            return first_day + rule.length * ONE_DAY
        case TrialUnit.MONTHS:
            return add_months(first_day, rule.length)
        case TrialUnit.PERIODS:
            first = next((number for number, period in enumerate(periods) if first_day in period), 0)
            return periods[min(first + rule.length, len(periods)) - 1].end
