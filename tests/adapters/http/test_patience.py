"""How fast and how long a system is called."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from yakkan.adapters import Answered, ConnectionOptions, FailureKind, HttpSystem, ObservedBill, TargetError, bill_all
from yakkan.adapters.http.patience import Pace, Waits

FINE = Answered((ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),))


class Clock:
    """Seconds that pass only where somebody sleeps."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def test_a_pace_spaces_calls_evenly():
    """At four calls a second the turns are a quarter of a second apart, and idle time is not saved up."""

    clock, turns = Clock(), []
    pace = Pace(4, clock, clock.sleep)

    for idle in (0, 0, 0, 10, 0):
        clock.sleep(idle)
        pace.take_turn()
        turns.append(clock())

    assert turns == [100.0, 100.25, 100.5, 110.5, 110.75]


def test_without_a_rate_nobody_waits(slept):
    """Without a rate calls are made as they come."""

    pace = Pace(None, Clock(), slept.append)
    for _ in range(3):
        pace.take_turn()

    assert slept == []


def test_every_attempt_takes_its_turn(bad_url, light):
    """Calls, their repetitions and the description keep to the rate together: five in all take four half seconds."""

    clock = Clock()
    system = HttpSystem(f"{bad_url}/broken-twice", ConnectionOptions(rate=2), now=clock, sleep=clock.sleep)

    assert system.bill(replace(light, id="paced")) == FINE
    assert clock() == 100 + 2 * 0.5  # pauses of 0.1 s and 0.2 s are shorter than the turns
    assert list(bill_all(system, [replace(light, id="paced")] * 2, 1)) == [FINE, FINE]
    assert clock() == 100 + 4 * 0.5
    system.close()


@pytest.mark.parametrize("option", [{"rate": 0}, {"rate": -1.0}, {"batch": 0}, {"rate": float("nan")}])
def test_a_rate_or_batch_of_nothing_is_refused(option):
    """A rate or a batch of nothing is refused before the first call."""

    with pytest.raises(TargetError, match="YK410"):
        HttpSystem("http://127.0.0.1", ConnectionOptions(**option))


def test_pauses_of_a_run_end(slept):
    """Pauses are made as long as they fit into what all of them may take; one that does not is not cut."""

    waits = Waits(10.0, slept.append)

    assert [waits.pause(seconds) for seconds in (4.0, 7.0, 6.0, 0.5)] == [True, False, True, False]
    assert slept == [4.0, 6.0]


def test_a_run_does_not_wait_for_ever_for_a_busy_system(connect, slept, light):
    """Once the pauses of a run are used up, a busy system is tried once per call, and the outcome says so."""

    system = connect("busy-always", waiting=50.0)

    outcomes = [system.bill(replace(light, id=f"w{number}")) for number in range(3)]

    assert {outcome.kind for outcome in outcomes} == {FailureKind.BUSY}
    assert slept == [20, 20]
    assert [outcome.problem.message for outcome in outcomes] == [
        "HTTP 429: later (3 attempts)",
        "HTTP 429: later (1 attempt: the run's 50 s of waiting are used up)",
        "HTTP 429: later (1 attempt: the run's 50 s of waiting are used up)",
    ]
