"""Days, half-open periods of days, and the steps from month to month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

ONE_DAY = timedelta(days=1)
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to but not including `end`. Never empty.

    Raises:
        ValueError: `end` is not after `start`.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period needs at least one day, found {self.start} to {self.end}")

    @property
    def days(self) -> int:
        """The number of days in the period, at least 1."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day inside the period."""
        return self.end - ONE_DAY

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def intersection(self, other: "Period") -> "Period | None":
        """The days that both periods share; None if there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


class MonthEnd(StrEnum):
    """Which day a monthly period starts on when the month is too short for its anchor day."""

    KEEP_ANCHOR = "keep-anchor"
    """The last day of a short month, the anchor day again afterwards: 31 Jan, 28 Feb, 31 Mar (most card billing)."""
    WALK = "walk"
    """The day of the previous period, so that a short month moves all later ones: 31 Jan, 28 Feb, 28 Mar (PayPal)."""
    CAP_AT_28 = "cap-at-28"
    """Anchors after the 28th are taken as the 28th: 28 Feb, 28 Mar (systems that avoid the question)."""
    OVERFLOW = "overflow"
    """The missing days are counted on into the next month: 31 Jan, 3 Mar, 31 Mar (JavaScript's setMonth)."""
    STOPS = "stops"
    """The anchor day again in the month after the short one, and no periods after that (Kill Bill 127)."""
    LEAP_YEAR_LOST = "leap-year-lost"
    """Like `keep-anchor`, but the second of the yearly periods from 29 Feb is never made: the year that ends before a
    day that does not exist is taken for the one already billed (Lago 6173)."""
    UNTILED = "untiled"
    """Starts are anchored, ends are computed from each start: 31 Jan to 27 Feb, 28 Feb to 27 Mar, then 31 Mar
    (Lago 6173, BCApps 4401: gaps between periods)."""
    THIRTY_DAYS = "thirty-days"
    """Months of 30 days, so that a year has 360 (0rsk 635)."""


def is_day_of_month(text: str) -> bool:
    """True if a text is a day of a month, "1" to "31"."""
    return text.isascii() and text.isdigit() and 1 <= int(text) <= _LONGEST_MONTH


def days_in_month(day: date) -> int:
    """The calendar days of the month that contains `day`, 28 to 31."""
    return monthrange(day.year, day.month)[1]


def first_of_month(day: date) -> date:
    """The first day of the month that contains `day`."""
    return day.replace(day=1)


def first_of_month_after(day: date) -> date:
    """The first day of the month after the one that contains `day`."""
    return first_of_month(day) + timedelta(days=days_in_month(day))


def month_before(day: date) -> date:
    """The first day of the month before the one that contains `day`."""
    return first_of_month(first_of_month(day) - ONE_DAY)


@lru_cache(maxsize=65536)  # the same anchors recur for many periods
def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, days_in_month(first)))


def months_of(period: Period) -> tuple[Period, ...]:
    """The months of a period, each from the same day of the month as the first; the last one ends with the period."""
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    cuts = [period.start, *(add_months(period.start, number) for number in range(1, count)), period.end]
    return tuple(Period(one, two) for one, two in pairwise(cuts))


def anchored(anchor: date, months: int, rule: MonthEnd, step: int = 1) -> date:
    """The day `months` months after `anchor`, by steps of `step` months; `months` may be below zero.

    `WALK` goes from period to period, so that the next step starts from the day that a short month moved to.
    """
    match rule:
        case MonthEnd.OVERFLOW:
            return add_months(anchor.replace(day=1), months) + (anchor.day - 1) * ONE_DAY
        case MonthEnd.THIRTY_DAYS:
            return anchor + 30 * months * ONE_DAY
        case MonthEnd.KEEP_ANCHOR | MonthEnd.STOPS | MonthEnd.LEAP_YEAR_LOST | MonthEnd.UNTILED:
            return add_months(anchor, months)
        case MonthEnd.CAP_AT_28:
            return add_months(anchor.replace(day=min(anchor.day, 28)), months) if months else anchor
        case MonthEnd.WALK:
            day = anchor
            for _ in range(abs(months) // step):
                day = add_months(day, step if months > 0 else -step)
            return day
