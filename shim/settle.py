"""Waiting for an engine that responds before it has finished."""

from collections.abc import Callable
from time import monotonic
from time import sleep as wait
from typing import TypeVar

T = TypeVar("T")


class NotSettledError(TimeoutError):
    """The value that was read did not settle in time."""


def settled(  # what to read, for how long, and by which clock
    read: Callable[[], T],
    is_done: Callable[[T], bool] | None = None,
    *,
    quiet: float = 1.0,
    pause: float = 0.1,
    timeout: float = 30.0,
    clock: Callable[[], float] = monotonic,
    sleep: Callable[[float], None] = wait,
) -> T:
    """The value of `read()` once `is_done` accepts it; without `is_done`, once it has not changed for `quiet` seconds.

    It is read every `pause` seconds, for at most `timeout` seconds.

    Raises:
        NotSettledError: it did not settle in time; the message has the value that was read last.
    """
    began = since = clock()
    last = read()
    while True:
        now = clock()
        if is_done(last) if is_done is not None else now - since >= quiet:
            return last
        if now - began >= timeout:
            raise NotSettledError(f"not settled within {timeout:g} s; last read: {last!r}")
        sleep(pause)
        again = read()
        if again != last:
            since = clock()
        last = again
