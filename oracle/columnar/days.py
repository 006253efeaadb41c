"""The day counts of a row, by integer arithmetic on its four days."""

import polars as pl

from ..vocabulary import DayCount, PeriodKind, PeriodRule, ReadingDay
from .whole import Plan, Whole, column, larger, number, where

EVERY_MONTH = 377_580
"""The least common multiple of 28, 29, 30 and 31, the possible lengths of a month."""
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_FIXED = {
    DayCount.THIRTY: (30, 1),
    DayCount.DAYS_360: (360, 1),
    DayCount.DAYS_365: (365, 1),
    DayCount.DAYS_366: (366, 1),
    DayCount.MONTH_OF_365: (365, 12),
}


class Days:
    """The days of a row: its billing period, and the days used in it."""

    def __init__(self, plan: Plan, rule: PeriodRule, most: int) -> None:
        self.plan = plan
        self.most = most
        self.period_start, self.period_end = pl.col("period_start"), pl.col("period_end")
        self.used_start, self.used_end = pl.col("used_start"), pl.col("used_end")
        ends = rule.kind is PeriodKind.METER_READING and rule.reading_day is ReadingDay.ENDS_PERIOD
        self.closing = _day_before(self.period_end) if ends else self.period_end
        self.last_used = _day_before(self.used_end)

    @property
    def period(self) -> Whole:
        """The days of the billing period."""
        return self._between("period", self.period_start, self.period_end)

    @property
    def used(self) -> Whole:
        """The days used."""
        return self._between("used", self.used_start, self.used_end)

    @property
    def all_used(self) -> pl.Expr:
        """True in rows whose whole billing period is used."""
        return (self.used_start == self.period_start) & (self.used_end == self.period_end)

    @property
    def are_days(self) -> pl.Expr:
        """True in rows with at least one day used, all inside the period, and a period no longer than declared."""
        inside = (self.period_start <= self.used_start) & (self.used_start < self.used_end)
        inside = inside & (self.used_end <= self.period_end)
        return inside & (_number(self.period_end) - _number(self.period_start) <= self.most)

    def to_issue(self, issued: pl.Expr, least: int, most: int) -> Whole:
        """The days from the first day used to the day of issue, both included."""
        days = _number(issued) - _number(self.used_start) + 1
        return self.plan.once("to-issue", lambda: column(days, least, most))

    def count(self, what: DayCount) -> tuple[Whole, int]:
        """A number of days as a whole number and a constant divisor. `EACH_MONTH` is not a number; it gives the
        period."""
        if what in _FIXED:
            days, parts = _FIXED[what]
            return number(days), parts
        match what:
            case DayCount.START_MONTH:
                found = self._month("start-month", self.used_start)
            case DayCount.LAST_USED_MONTH:
                found = self._month("last-used-month", self.last_used)
            case DayCount.BILLING_MONTH:
                found = self._month("billing-month", self.closing)
            case DayCount.MONTH_BEFORE_BILLING_MONTH:
                found = self._month("month-before", _day_before(self.closing.dt.month_start()))
            case DayCount.REST_OF_PERIOD:
                found = self._between("rest", self.used_start, self.period_end)
            case DayCount.PERIOD_LESS_ONE:
                found = self.plan.once("less-one", lambda: larger(number(1), self.period - number(1)))
            case DayCount.YEAR_ACTUAL:
                found = self.plan.once("year", self._year)
            case _:
                found = self.period
        return found, 1

    def each_month(self) -> Whole:
        """The days used in each calendar month over that month's days, added up, in parts of 1/`EVERY_MONTH`.

        A day is expressed as its month's number plus its place in the month; the share is the difference between the
        first day used and the day after the last one.
        """

        def distance() -> Whole:
            months = _month_index(self.used_end) - _month_index(self.used_start)
            ends = _in_month(self.used_end) - _in_month(self.used_start)
            return column(months * EVERY_MONTH + ends, 0, EVERY_MONTH * (self.most // _SHORTEST_MONTH + 1))

        return self.plan.once("each-month", distance)

    def thirty_360(self) -> Whole:
        """The days used in months of 30: the 31st counts as the 30th, and a month used to its end counts 30."""

        def days() -> Whole:
            first, last = self.used_start.dt.day(), self.last_used.dt.day()
            months = _month_index(self.last_used) - _month_index(self.used_start)
            start = where(first > 30, _days(30), first).cast(pl.Int32)  # noqa: PLR2004  # months of 30
            end = where(last > 30, _days(30), last).cast(pl.Int32)  # noqa: PLR2004  # likewise
            end = where(self.used_end.dt.day() == 1, _days(31), end + 1).cast(pl.Int32)
            # A February used to its end counts up to two days more than it has.
            return column(months * 30 + end - start, 0, self.most + 2 * (self.most // 365 + 2))

        return self.plan.once("30/360", days)

    def _between(self, key: str, start: pl.Expr, end: pl.Expr) -> Whole:
        return self.plan.once(key, lambda: column(_number(end) - _number(start), 1, self.most))

    def _month(self, key: str, day: pl.Expr) -> Whole:
        return self.plan.once(key, lambda: column(day.dt.days_in_month(), _SHORTEST_MONTH, _LONGEST_MONTH))

    def _year(self) -> Whole:
        leap = self.used_start.dt.is_leap_year()
        return column(where(leap, _days(366), _days(365)), 365, 366)


def _days(count: int) -> pl.Expr:
    return pl.lit(count, pl.Int32)


def _number(day: pl.Expr) -> pl.Expr:
    return day.to_physical()


def _day_before(day: pl.Expr) -> pl.Expr:
    return (day.to_physical() - 1).cast(pl.Date)


def _month_index(day: pl.Expr) -> pl.Expr:
    return day.dt.year() * 12 + day.dt.month().cast(pl.Int32)


def _in_month(day: pl.Expr) -> pl.Expr:
    """The share of its month that lies before a day, in parts of 1/`EVERY_MONTH`."""
    part = pl.lit(EVERY_MONTH, pl.Int32) // day.dt.days_in_month().cast(pl.Int32)
    return (day.dt.day().cast(pl.Int32) - 1) * part
