"""The waiting time that a busy system asks for."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 30.0
"""Seconds that are waited at most, whatever is asked for."""
_DIGITS = 9


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """The seconds of a `Retry-After` header, from 0 to 30; None where there is none that can be read.

    The header is a number of seconds or an HTTP date, which is compared with `now` (with a time zone).
    """
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(LONGEST, float(text)) if len(text) <= _DIGITS else LONGEST
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(LONGEST, max(0.0, (aware - now).total_seconds()))
