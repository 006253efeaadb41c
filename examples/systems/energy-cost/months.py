"""Calendar months as billing periods."""

from datetime import date


def months_after(day: date, months: int) -> date:
    """The first day of the month that is this number of months after that of `day`."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def period_start(day: date, months: int) -> date:
    """The first day of the calendar period of this many months that contains `day`; the first one starts in January."""
    return date(day.year, day.month - (day.month - 1) % months, 1)
