"""Waiting for an engine that answers before it is done."""

from collections.abc import Callable
from time import monotonic
from time import sleep as wait
from typing import TypeVar

T = TypeVar("T")


class NotSettledError(TimeoutError):
    """What was read had not become what it was to become in time."""


def settled(  # what to read and until when, and the clock it goes by
    read: Callable[[], T],
    is_done: Callable[[T], bool] | None = None,
    *,
    quiet: float = 1.0,
    pause: float = 0.1,
    timeout: float = 30.0,
    clock: Callable[[], float] = monotonic,
    sleep: Callable[[float], None] = wait,
) -> T:
    """What `read` gives once `is_done` says so; without it, once it has given the same for `quiet` seconds.

    It is read every `pause` seconds, for `timeout` seconds at most.

    Raises:
        NotSettledError: it was not so in time; with what was read last.
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
