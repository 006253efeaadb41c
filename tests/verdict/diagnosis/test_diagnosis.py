"""A run finds out what the system does instead, and never gives a fault that it does not know a name."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from yakkan.adapters import Answered, ObservedBill, ReferenceSystem
from yakkan.cases import Profile, effort, space_of
from yakkan.faults import Suspect, applied, fault_by_id, neighbourhood, seen_by
from yakkan.oracle import Case, change_settings
from yakkan.verdict import Asked, Found, MadeSmall, Named, Plan, Study, Verdict, run_plan

pytestmark = pytest.mark.xdist_group("diagnosis")  # one process: what all its tests share is made once

ENEX = "enex-low-voltage/2016-04-01.md"
SO_NET = "so-net-hikari-flets"


@pytest.fixture(scope="module")
def study_of(book_for, studies):
    """The study of shipped terms, shared by the runs of this file."""
    made = {}

    def study(path):
        if path not in made:
            made[path] = Study(space_of(book_for(path)), folder=studies)
        return made[path]

    return study


@pytest.fixture(scope="module")
def run(study_of):
    """Verify a system against shipped terms; the result, and its events each with the number of calls made."""

    def verified(path, system, seed=1, profile=Profile.GATE, **more):
        events, calls = [], [0]

        def listen(event):
            if isinstance(event, Asked):
                calls[0] = event.calls
            events.append((calls[0], event))

        study = study_of(path)
        plan = Plan(study.space, effort(profile), seed, "t", study=study, **more)
        return run_plan(system, plan, listen), events

    return verified


def system_with(book, *ids):
    wrong, see = applied([fault_by_id(one) for one in ids], book)
    return ReferenceSystem(book, "faulty", lambda _book, case: (wrong, see(case)))


def first(events, kind):
    return next(number for number, event in events if isinstance(event, kind))


@pytest.mark.parametrize("concurrency", [1, 4])
def test_the_table_of_the_notice(book_for, run, concurrency):
    """From a black box that runs the settings of the 2018 notice the run prints the notice's own table."""
    result, events = run(ENEX, system_with(book_for(ENEX), "F-02", "F-07"), concurrency=concurrency)
    (diagnosis,) = result.diagnosis
    trigger, denominator = diagnosis.rows

    assert (trigger.setting, trigger.terms) == ("proration.trigger", "always")
    assert trigger.system == "difference-at-least; trigger_days 6; trigger_reference month-before-billing-month"
    assert trigger.clause.heading == "第7条 日割計算"
    assert (denominator.setting, denominator.terms, denominator.system) == (
        "proration.denominator",
        "billing-period",
        "month-before-billing-month",
    )
    assert diagnosis.explains == diagnosis.of > 100
    assert "F-02 proration skipped within five days" in trigger.alternatives
    assert denominator.alternatives == ("F-07 divided by the days of the month before the billing month",)
    assert first(events, Named) - first(events, Found) <= (12 if concurrency == 1 else 40)


def test_smallest_cases_cost_one_call_each(book_for, run):
    """Once diagnosed, a finding is made small in memory and confirmed by one call."""
    result, events = run(ENEX, system_with(book_for(ENEX), "F-02", "F-07"))

    assert {event.calls for _, event in events if isinstance(event, MadeSmall)} == {1}
    assert all(one.observed_twice for one in result.divergences)
    assert all(len(one.case.contracts[0].readings) <= 3 for one in result.divergences)


@pytest.mark.parametrize(
    ("path", "setting", "value"),
    [
        (ENEX, "proration.trigger", "never"),
        (ENEX, "proration.denominator.end", "thirty"),
        (ENEX, "proration.numerator", "used-days-less-one"),
        (ENEX, "rounding.total", "half-up"),
        (ENEX, "service.start_day", "not-billed"),
        (ENEX, "charge.basic.price.0.amounts.30", "1123.2"),
        (SO_NET, "service.cancellation", "start-of-period"),
        (SO_NET, "service.first_period", "free-unless-whole"),
    ],
)
def test_a_single_setting_is_named(book_for, run, path, setting, value):
    """A system with one other setting is found, and named with its value within 12 calls of the first wrong bill."""
    book = book_for(path)
    wrong = book.map(lambda terms: change_settings(terms, {setting: value}))
    result, events = run(path, ReferenceSystem(wrong, "other"))

    (diagnosis,) = result.diagnosis
    (row,) = diagnosis.rows
    texts = [f"{row.setting}: {row.terms} → {row.system}", *row.alternatives]
    assert diagnosis.explains == diagnosis.of
    assert any(setting.rpartition(".")[2] in text and value in text for text in texts)
    assert first(events, Found) <= 50
    assert first(events, Named) - first(events, Found) <= 12


def test_two_settings_of_one_line(book_for, run):
    """Two faults that act on the same bills are reported in two rows, each with the bills that need it."""
    book = book_for(ENEX)
    changes = {"proration.denominator": "thirty", "rounding.total": "ceiling"}
    wrong = book.map(lambda terms: change_settings(terms, changes))
    result, _ = run(ENEX, ReferenceSystem(wrong, "other"))

    (diagnosis,) = result.diagnosis
    assert {row.setting: row.system for row in diagnosis.rows} == {
        "proration.denominator": "thirty",
        "rounding.total": "ceiling",
    }
    assert all(0 < row.explains <= row.of for row in diagnosis.rows)


class Meddled:
    """A right system whose bills are changed by something that no setting says."""

    name = "meddled"

    def __init__(self, book, meddle):
        self.inner, self.meddle = ReferenceSystem(book), meddle

    def describe(self):
        return self.inner.describe()

    def bill(self, case):
        outcome = self.inner.bill(case)
        if not isinstance(outcome, Answered):
            return outcome
        return Answered(tuple(self.meddle(case, one) for one in outcome.bills))

    def close(self):
        pass


def _more(bill, amount):
    return replace(bill, total=bill.total + Decimal(amount), lines=None)


UNKNOWN: dict[str, Callable[[Case, ObservedBill], ObservedBill]] = {
    "seven yen more for starts on a Wednesday": lambda case, one: (
        _more(one, 7) if case.contracts[0].start.weekday() == 2 else one
    ),
    "a third of the bills of contracts with 40 A or more": lambda case, one: (
        _more(one, -(one.total // 3)) if int(case.contracts[0].attributes["amperage"]) >= 40 else one
    ),
    "a yen more for every day of the month": lambda _case, one: _more(one, one.first_day.day),
    "the second bill of a contract costs 2 % more": lambda case, one: (
        _more(one, one.total // 50) if one.first_day > case.contracts[0].start else one
    ),
}


@pytest.mark.parametrize(
    "meddle",
    [
        pytest.param(one, marks=[] if "Wednesday" in name else pytest.mark.long, id=name)
        for name, one in UNKNOWN.items()
    ],
)
def test_an_unknown_fault_gets_no_name(book_for, run, meddle):
    """A fault that no setting is like is found, and the run says that no known setting explains it."""
    result, _ = run(ENEX, Meddled(book_for(ENEX), meddle))

    assert result.verdict is Verdict.DIVERGES
    (diagnosis,) = result.diagnosis
    assert diagnosis.rows == ()
    assert diagnosis.explains < diagnosis.of


def test_another_reading_is_not_a_diagnosis(book_for, run):
    """A system that follows a listed reading is unclear, not diagnosed; a fault beside it is diagnosed alone."""
    book = book_for(ENEX)
    read = book.map(lambda terms: change_settings(terms, {"service.end_day": "not-billed"}))
    result, _ = run(ENEX, ReferenceSystem(read, "other reading"))
    assert (result.verdict, result.diagnosis) == (Verdict.CONFORMS, ())

    both = read.map(lambda terms: change_settings(terms, {"proration.denominator": "thirty"}))
    result, _ = run(ENEX, ReferenceSystem(both, "both"))
    (diagnosis,) = result.diagnosis
    assert [(row.setting, row.system) for row in diagnosis.rows] == [("proration.denominator", "thirty")]
    assert [one.setting for one in result.unclear[0].readings] == ["service.end_day"]


def test_every_neighbour_that_is_caught_is_explained(study_of, book_for):
    """What a system with any single other setting answers is what is predicted of that setting."""
    study = study_of(SO_NET)
    book = book_for(SO_NET)
    for neighbour in list(neighbourhood(book, SO_NET))[::7]:
        wrong, see = seen_by(Suspect((neighbour,)), book)
        suspect = Suspect((neighbour,))
        for case in study.pool[:20]:
            if study.predictions.differs(suspect, case):
                outcome = ReferenceSystem(wrong).bill(see(case))
                assert isinstance(outcome, Answered)
                assert study.predictions.observed(case, outcome.bills) == study.predictions.answer(suspect, case)


def test_power_counts_every_suspect_once(book_for, run, study_of):
    """What a run would have caught, could have caught, and cannot be caught is all that there is."""
    result, _ = run(SO_NET, ReferenceSystem(book_for(SO_NET)), power=True)

    suspects = len(study_of(SO_NET).suspects[SO_NET])
    assert result.verdict is Verdict.CONFORMS
    assert result.power.missed == ()
    assert result.power.caught + len(result.power.missed) == result.power.catchable > 20
    assert result.power.catchable + result.power.equivalent + result.power.unreachable == suspects


def test_power_of_a_short_run_lists_what_it_misses(book_for, run, study_of):
    """A run of few calls says what it would not have caught, each with a case that catches it."""
    study = study_of(SO_NET)
    result, _ = run(SO_NET, ReferenceSystem(book_for(SO_NET)), profile=Profile.SMOKE, power=True)
    short = run_plan(
        ReferenceSystem(book_for(SO_NET)),
        Plan(study.space, effort(Profile.SMOKE, 3), 0, "t", study=study, power=True),
        lambda _event: None,
    )

    assert short.power is not None
    assert short.power.caught + len(short.power.missed) == short.power.catchable == result.power.catchable
    assert short.power.missed
