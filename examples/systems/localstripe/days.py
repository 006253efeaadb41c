"""Days at Stripe: seconds since 1970, a day beginning at midnight UTC.

Stripe prorates by seconds; between two midnights these are whole days, which is what terms speak of.
"""

from calendar import monthrange, timegm
from datetime import UTC, date, datetime


def midnight(day: date) -> int:
    """The second at which a day begins."""
    return timegm(day.timetuple())


def day_of(second: int) -> date:
    """The day that a second lies in."""
    return datetime.fromtimestamp(second, UTC).date()


def last_day_before(second: int) -> date:
    """The last day of a time that ends with (and without) `second`; a time that ends at noon ends on that day."""
    return day_of(second - 1)


def months_later(day: date, months: int, anchor: int) -> date:
    """The day of the month `anchor`, this many months later; the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(anchor, monthrange(year, month + 1)[1]))
