"""The same cases put to several systems: each has its verdict, and those that agree on a wrong bill are reported."""

import os
from dataclasses import replace
from datetime import date

from yakkan.adapters import AdapterError, Answered, Capabilities, Failed, FailureKind, Limits, SystemInfo
from yakkan.cases import Profile, content, effort, space_of
from yakkan.oracle import Code, Problem, change_settings
from yakkan.verdict import OF_TERMS, Asked, Finished, NotTested, Plan, Started, Verdict, compare_systems, studies_folder

ENEX = "enex-low-voltage/2016-04-01.md"
GONE = Problem(Code("YK998", "gone", "nothing", "nothing"), "", "no answer")


class Watched:
    """A system that keeps its cases, with other capabilities, and with answers that are changed on the way."""

    def __init__(self, inner, capabilities=None, change=lambda _number, outcome: outcome):
        self.inner, self.change, self.cases = inner, change, []
        self.capabilities, self.name = capabilities, inner.name

    def describe(self):
        info = self.inner.describe()
        return info if self.capabilities is None else replace(info, capabilities=self.capabilities)

    def bill(self, case):
        self.cases.append(case)
        return self.change(len(self.cases), self.inner.bill(case))

    def close(self):
        pass


class Unreachable(Watched):
    def describe(self):
        raise AdapterError([GONE])


def compared(book, *systems, calls=30, listen=lambda _event: None):
    plan = Plan(space_of(book), effort(Profile.GATE, calls), 1, "run", studies=studies_folder(os.environ))
    return compare_systems(systems, plan, listen)


def test_all_get_the_same_cases_under_names_of_their_own(book_for, faulty):
    """Each system is asked the same 30 cases, in one order, and no name is used twice."""
    book = book_for(ENEX)
    one, two = Watched(faulty(book)), Watched(faulty(book, "F-07"))
    result = compared(book, one, two)

    assert len(one.cases) == result.cases == 30
    assert [content(case) for case in one.cases] == [content(case) for case in two.cases]
    assert len({case.id for case in (*one.cases, *two.cases)}) == 60


def test_systems_that_are_wrong_alike_are_one_class(book_for, faulty):
    """Two systems with the faults of the notice are one class, each other one its own; all are diagnosed."""
    book = book_for(ENEX)
    result = compared(
        book, faulty(book), faulty(book, "F-02", "F-07"), faulty(book, "F-35"), faulty(book, "F-07", "F-02"), calls=60
    )

    assert result.classes == ((OF_TERMS, 1), (2, 4), (3,))
    assert result.wrong_alike == ((2, 4),)
    verdicts = [one.verdict for one in result.results]
    assert verdicts == [Verdict.CONFORMS, Verdict.DIVERGES, Verdict.DIVERGES, Verdict.DIVERGES]
    assert result.verdict is Verdict.DIVERGES
    settings = [{row.setting for one in system.diagnosis for row in one.rows} for system in result.results]
    assert settings[1] == settings[3] == {"proration.denominator", "proration.trigger"}
    assert {one.groups for one in result.disagreements} >= {((0, 1, 3), (2, 4)), ((0, 1), (2, 4), (3,))}
    assert result.agreement[0][1] == (result.cases, result.cases)
    assert result.agreement[2][4] == (result.cases, result.cases) > result.agreement[0][2]


def test_another_reading_alike_is_not_wrong_alike(book_for, faulty):
    """Two systems that follow another reading that the terms admit are a class, and not wrong."""
    book = book_for(ENEX)
    other = book.map(lambda terms: change_settings(terms, {"service.end_day": "not-billed"}))
    result = compared(book, faulty(other), faulty(other))

    assert result.classes == ((OF_TERMS,), (1, 2))
    assert (result.wrong_alike, result.verdict) == ((), Verdict.CONFORMS)
    assert [one.unclear[0].readings[0].setting for one in result.results] == ["service.end_day"] * 2


def test_the_cases_are_those_that_every_system_takes(book_for, faulty):
    """One system accepts no cancellation, the other no day after 2016: no case has either."""
    book = book_for(ENEX)
    no_end = Watched(faulty(book), Capabilities(events=frozenset({"reading"})))
    early = Watched(faulty(book), Capabilities(limits=Limits(last=date(2016, 12, 31))))
    result = compared(book, no_end, early)

    assert result.cases > 5
    for case in (*no_end.cases, *early.cases):
        assert all(contract.cancellation is None for contract in case.contracts)
        assert case.bill_through <= date(2016, 12, 31)
    left_out = [{one.what for one in system.not_tested} for system in result.results]
    assert "cancellation events" in left_out[0] - left_out[1]


def test_systems_without_a_common_tariff_are_inconclusive(book_for, faulty):
    """Where no case can be made for all, nothing is asked and nobody passes."""
    book = book_for("enex-low-voltage", "so-net-hikari-flets")
    one = Watched(faulty(book), Capabilities(tariffs=frozenset({"enex-low-voltage"})))
    two = Watched(faulty(book), Capabilities(tariffs=frozenset({"so-net-hikari-flets"})))
    result = compared(book, one, two)

    assert (result.cases, one.cases, result.classes) == (0, [], ())
    assert result.verdict is Verdict.INCONCLUSIVE


def test_a_system_that_can_not_be_reached_does_not_stop_the_others(book_for, faulty):
    """It is inconclusive and in no class; the others are compared."""
    book = book_for(ENEX)
    result = compared(book, faulty(book), Unreachable(faulty(book)), faulty(book))

    assert [one.verdict for one in result.results] == [Verdict.CONFORMS, Verdict.INCONCLUSIVE, Verdict.CONFORMS]
    assert result.classes == ((OF_TERMS, 1, 3),)
    assert result.agreement[2] == ((0, 0),) * 4
    assert result.verdict is Verdict.INCONCLUSIVE


def test_calls_that_fail_are_compared_among_the_others(book_for, faulty):
    """A system whose every third call fails is compared by the rest, and is inconclusive."""
    book = book_for(ENEX)
    failed = Failed(GONE, FailureKind.TIMED_OUT)
    lame = Watched(faulty(book), None, lambda number, outcome: failed if number % 3 == 0 else outcome)
    result = compared(book, faulty(book), lame)

    assert result.agreement[2][1] == (20, 20)
    assert result.classes == ((OF_TERMS, 1, 2),)
    assert result.results[1].verdict is Verdict.INCONCLUSIVE


def test_lines_are_compared_where_one_is_wrong_under_a_right_total(book_for, faulty):
    """A system that moves a yen from one line to another disagrees with one that does not; one without lines does
    not."""
    book = book_for("tepco-meter-lighting-b")

    def moved(_number, outcome):
        bills = []
        for one in outcome.bills:
            first, second, *rest = one.lines
            lines = (replace(first, amount=first.amount + 1), replace(second, amount=second.amount - 1), *rest)
            bills.append(replace(one, lines=lines))
        return Answered(tuple(bills))

    def bare(_number, outcome):
        return Answered(tuple(replace(one, lines=None) for one in outcome.bills))

    result = compared(
        book, Watched(faulty(book), None, moved), Watched(faulty(book), None, bare), faulty(book), calls=12
    )

    assert result.classes == ((OF_TERMS, 2, 3), (1,))
    assert {one.groups for one in result.disagreements} == {((0, 2, 3), (1,))}
    ((_, (ours, theirs)), *_) = result.disagreements[0].bills
    assert ours is not None
    assert theirs is not None
    assert ours[0] == theirs[0]
    assert sum(amount for _, amount in ours[2]) == sum(amount for _, amount in theirs[2])


def test_every_system_is_told_as_it_is_asked(book_for, faulty):
    """The listener hears of each system, of its calls and of its verdict, in order."""
    book, heard = book_for(ENEX), []
    compared(book, faulty(book), faulty(book), calls=3, listen=heard.append)

    once = [Started, Asked, Asked, Asked, Finished]
    assert [type(event) for event in heard] == once * 2
    assert not any(isinstance(event, NotTested) for event in heard)
    assert isinstance(heard[0].system, SystemInfo)
