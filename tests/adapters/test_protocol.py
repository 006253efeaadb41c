"""Calling a system for many cases."""

import threading
from collections.abc import Generator
from dataclasses import replace

import pytest
from yakkan.adapters import Answered, Capabilities, Refused, SystemInfo, bill_all


class Counting:
    """A system that refuses each case with its id, and counts how many calls run at once."""

    name = "counting"

    def __init__(self, together):
        self.together = together
        self.running = self.most = 0
        self.started = []
        self.threads = set()
        self.lock = threading.Lock()
        self.full = threading.Event()

    def describe(self):
        return SystemInfo(self.name, "1", ("yakkan/1",), Capabilities())

    def bill(self, case):
        with self.lock:
            self.started.append(case.id)
            self.threads.add(threading.get_ident())
            self.running += 1
            self.most = max(self.most, self.running)
            if self.running == self.together:
                self.full.set()
        self.full.wait(10)
        with self.lock:
            self.running -= 1
        return Refused(case.id, "")

    def close(self):
        pass


class Bulk(Counting):
    """The same with calls that carry five cases."""

    at_once = 5

    def bill_together(self, cases):
        self.bill(cases[0])
        return [Refused(case.id, str(len(cases))) for case in cases]


def many(case, number):
    return [replace(case, id=str(index)) for index in range(number)]


@pytest.mark.parametrize("concurrency", [1, 2, 4])
def test_outcomes_come_in_the_order_of_the_cases(light, concurrency):
    """Whatever runs at once, outcomes come in the order of the cases, and no more run than allowed."""

    system = Counting(concurrency)

    outcomes = list(bill_all(system, many(light, 20), concurrency))

    assert outcomes == [Refused(str(index), "") for index in range(20)]
    assert system.most == concurrency


def test_no_more_is_called_than_is_read(light):
    """After the first outcome no more than `concurrency` cases have been taken."""

    taken = []

    def cases():
        for case in many(light, 100):
            taken.append(case.id)
            yield case

    outcomes = bill_all(Counting(3), cases(), 3)

    assert next(outcomes) == Refused("0", "")
    assert taken == ["0", "1", "2"]
    assert isinstance(outcomes, Generator)
    outcomes.close()
    assert taken == ["0", "1", "2"]


@pytest.mark.parametrize("concurrency", [1, 2])
def test_calls_that_carry_several_cases_are_full_and_few(light, concurrency):
    """Twelve cases go in three calls of at most five, in order; no more are taken than those calls carry."""

    taken, system = [], Bulk(concurrency)

    def cases():
        for case in many(light, 12):
            taken.append(case.id)
            yield case

    outcomes = bill_all(system, cases(), concurrency)

    assert next(outcomes) == Refused("0", "5")
    assert len(taken) == 5 * concurrency
    assert list(outcomes) == [Refused(str(index), "5" if index < 10 else "2") for index in range(1, 12)]
    assert sorted(system.started, key=int) == ["0", "5", "10"]


def test_one_at_a_time_stays_in_the_callers_thread(light):
    """With a concurrency of 1 the system is called by the caller's own thread."""

    system = Counting(1)

    list(bill_all(system, many(light, 3), 1))

    assert system.threads == {threading.get_ident()}


def test_no_cases_have_no_outcomes():
    """Nothing asked is nothing answered."""

    assert list(bill_all(Counting(1), [], 4)) == []


def test_no_call_at_a_time_is_refused(light):
    """A concurrency below 1 is refused when it is given, not when it is used."""

    with pytest.raises(ValueError, match="concurrency is 0"):
        bill_all(Counting(1), [light], 0)


def test_outcomes_are_values():
    """Two outcomes that say the same are equal."""

    assert Answered(()) == Answered(())
