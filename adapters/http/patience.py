"""How long, how often and how fast a system is called: bounded for each call, and for the run as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

Sleep = Callable[[float], None]


class Waits:
    """The pauses of a run between attempts, `most` seconds in all, over all threads."""

    def __init__(self, most: float, sleep: Sleep) -> None:
        self.most = most
        self._left = most
        self._sleep = sleep
        self._lock = Lock()

    def pause(self, seconds: float) -> bool:
        """Wait and return True if that much time is left; otherwise return False at once."""
        with self._lock:
            if seconds > self._left:
                return False
            self._left -= seconds
        self._sleep(seconds)
        return True


class Pace:
    """At most `rate` calls a second, evenly spaced, over all threads; no limit if `rate` is None.

    `now` is a clock in seconds that only advances.
    """

    def __init__(self, rate: float | None, now: Callable[[], float], sleep: Sleep) -> None:
        self._between = 0.0 if rate is None else 1 / rate
        self._now = now
        self._sleep = sleep
        self._next = 0.0
        self._lock = Lock()

    def take_turn(self) -> None:
        """Wait until the next call may be made."""
        if not self._between:
            return
        with self._lock:
            now = self._now()
            mine = max(now, self._next)
            self._next = mine + self._between
        if mine > now:
            self._sleep(mine - now)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`timeout` in seconds for each attempt, `attempts` in all for a call, and the clock for `Retry-After` dates."""

    timeout: float
    attempts: int
    clock: Callable[[], datetime]
    waits: Waits
    pace: Pace


LONGEST = 30.0
"""The most seconds to wait, whatever the system asks for."""
_DIGITS = 9


def seconds_to_wait(header: str | None, now: datetime) -> float | None:
    """The seconds of a `Retry-After` header, from 0 to 30; None if there is none or it cannot be read.

    The header is a number of seconds or an HTTP date, which is compared with `now` (which has a time zone).
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
