"""Engines whose clock only goes forward."""

from datetime import date
from types import MappingProxyType

from yakkan.shim import Bill, Shim

SYSTEM = MappingProxyType({"protocol": ["yakkan/1"], "name": "clocked", "version": "1"})


def case(name: str, start: str, through: str):
    return {
        "protocol": "yakkan/1",
        "case": name,
        "tariff": "plan",
        "contract": {"start": start},
        "runs": [through],
        "bill_through": through,
    }


class Tower:
    """A clock with a log of where it stood."""

    def __init__(self, day: date):
        self.day = day
        self.log = []

    def now(self):
        return self.day

    def advance(self, day):
        assert day > self.day
        self.day = day


class Resettable(Tower):
    def reset(self):
        self.day = date.min
        self.log.append("reset")


def played(tower: Tower):
    class Clocked:
        def open(self, contract):
            assert tower.now() == contract.start
            self.contract = contract

        def apply(self, contract, event):
            pass

        def run(self, day):
            assert tower.now() == day
            tower.log.append(f"{self.contract.id} {day}")

        def bills(self):
            return [Bill(self.contract.start, tower.now(), 1)]

    return Shim(SYSTEM, Clocked, clock=tower)


def test_cases_of_a_round_are_played_side_by_side():
    """The clock passes each day once for all cases, in whatever order they were given; answers keep that order."""
    tower = Tower(date(2024, 1, 1))
    two, one = case("two", "2024-01-20", "2024-02-20"), case("one", "2024-01-10", "2024-03-10")

    answers = played(tower).bill_many([two, one])

    assert tower.log == ["two-1 2024-02-20", "one-1 2024-03-10"]
    assert [answer["case"] for answer in answers] == ["two", "one"]


def test_a_case_in_the_past_is_refused():
    """What begins before the day that it is, is refused with both days; the others are billed."""
    answers = played(Tower(date(2024, 1, 15))).bill_many(
        [case("old", "2024-01-10", "2024-02-20"), case("new", "2024-01-15", "2024-02-20")]
    )

    assert answers[0]["refused"] == {
        "code": "clock",
        "message": "the engine's clock is at 2024-01-15 and only moves forward; the case begins on 2024-01-10",
    }
    assert "bills" in answers[1]


def test_a_clock_that_can_be_reset_is_reset_for_a_case_in_the_past():
    """An engine that can begin anew begins anew."""
    tower = Resettable(date(2024, 1, 15))

    answer = played(tower).bill(case("old", "2024-01-10", "2024-02-20"))

    assert tower.log == ["reset", "old-1 2024-02-20"]
    assert "bills" in answer
