"""Waiting for an engine that answers before it is done."""

import pytest
from yakkan.shim import NotSettledError, settled


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def wait(answers, **how):
    time, given = Time(), iter(answers)
    read = settled(lambda: next(given), clock=time.clock, sleep=time.sleep, **how)
    return read, time.now


def test_what_stays_the_same_for_long_enough_is_settled():
    """It is read until it has been the same for the quiet time: 3 first at 2 s, so settled at 4 s."""
    assert wait([1, 2, 3, 3, 3, 3], quiet=2, pause=1) == (3, 4.0)


def test_a_condition_settles_at_once():
    """With a condition, the first value that meets it is returned."""
    assert wait([[], [], ["bill"]], is_done=bool, pause=1) == (["bill"], 2.0)


def test_what_never_settles_is_an_error_with_the_last_reading():
    """The time-out names what was read last."""
    with pytest.raises(NotSettledError, match=r"not settled within 3 s; last read: 4"):
        wait([1, 2, 3, 4, 5], quiet=2, pause=1, timeout=3)
