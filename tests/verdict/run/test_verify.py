"""A run finds what is wrong, reports nothing that is right, and says when it is inconclusive."""

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from yakkan.adapters import Answered, Capabilities, Failed, FailureKind, Refused, SystemInfo
from yakkan.cases import Profile, effort, space_of
from yakkan.oracle import Code, Problem, change_settings
from yakkan.verdict import Asked, Finished, Kind, Plan, Study, Verdict, run_plan, studies_folder

SILENT = Code("YK999", "silence", "nothing", "nothing")


class Changed:
    """A right system whose outcomes are changed on the way."""

    def __init__(self, inner, change, capabilities=None):
        self.inner, self.change, self.capabilities = inner, change, capabilities
        self.name, self.calls = "changed", 0

    def describe(self):
        return SystemInfo("changed", "1", ("yakkan/1",), self.capabilities or self.inner.describe().capabilities)

    def bill(self, case):
        self.calls += 1
        return self.change(self.calls, case, self.inner.bill(case))

    def close(self):
        pass


STUDIES = {}


def studied(book):
    """The study of a book that lives as long as the tests, shared by all runs against it; soon out of patience."""
    if id(book) not in STUDIES:
        STUDIES[id(book)] = book, Study(space_of(book), patience=5, folder=studies_folder(os.environ))
    return STUDIES[id(book)][1]


def run(system, book, profile=Profile.GATE, seed=1, **more):
    events = []
    study = None if hasattr(system, "capabilities") and system.capabilities else studied(book)
    result = run_plan(system, Plan(space_of(book), effort(profile), seed, "t", study=study, **more), events.append)
    assert isinstance(events[-1], Finished)
    return result, events


def findings(result):
    return {(one.finding.kind, one.finding.direction) for one in result.divergences}


@pytest.mark.parametrize(
    ("paths", "faults", "kinds"),
    [
        (["enex-low-voltage/2016-04-01.md"], ["F-02"], {"charged-in-full over"}),
        (
            ["enex-low-voltage/2016-04-01.md"],
            ["F-02", "F-07"],
            {"charged-in-full over", "wrong-share over", "wrong-share under"},
        ),
        (["so-net-hikari-flets"], ["F-35"], {"billed-after-end over"}),
        (["so-net-hikari-flets"], ["F-36"], {"billed-after-end over"}),
        (["ntt-east-wireless-lan-card"], ["F-50"], {"wrong-quantity over", "wrong-quantity under"}),
    ],
)
def test_a_sweep_finds_every_kind(book_for, faulty, paths, faults, kinds):
    """One run finds all kinds of divergence that a faulty system shows, each with a case of its own."""
    book = book_for(*paths)
    result, _ = run(faulty(book, *faults), book)

    assert result.verdict is Verdict.DIVERGES
    found = {f"{kind.value} {direction.value}" for kind, direction in findings(result)}
    assert found - {"wrong-line neither"} == kinds  # where a wrong share rounds to the same yen only the line shows it
    assert all(one.observed_twice for one in result.divergences)


def test_the_notice_of_2018_shows_both_faults_small(book_for, faulty):
    """The system of the notice has a smallest case within five days billed in full, and one beyond divided wrongly."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    result, _ = run(faulty(book, "F-02", "F-07"), book)
    by_kind = {}
    for one in result.divergences:
        by_kind.setdefault(one.finding.kind, []).append(one)

    assert all(len(one.case.contracts[0].readings) <= 3 for one in result.divergences)
    assert all(one.over > 0 and one.under == 0 for one in by_kind[Kind.CHARGED_IN_FULL])
    assert {one.under > 0 for one in by_kind[Kind.WRONG_SHARE]} == {True, False}


def test_the_correct_system_is_not_accused(book_for, faulty):
    """The correct system conforms to terms that changed, and to terms of another kind beside them."""
    book = book_for("enex-low-voltage", "so-net-hikari-flets")
    result, _ = run(faulty(book), book)

    assert (result.verdict, result.divergences, result.unclear, result.not_tested) == (Verdict.CONFORMS, (), (), ())


@pytest.mark.long
def test_the_correct_system_is_never_accused(shipped, faulty):
    """The correct system conforms to all shipped terms that can be billed, with nothing unclear or left out; for three
    seeds, in one test since they share the study of the terms."""
    for seed in range(1, 4):
        result, _ = run(faulty(shipped), shipped, seed=seed)

        assert result.verdict is Verdict.CONFORMS
        assert (result.divergences, result.unclear) == ((), ())
        assert [one.what for one in result.not_tested] == ["tariff tepco-meter-lighting-b-2024"]  # waits for figures


def test_the_settings_of_2016_diverge_from_the_terms_of_2018(book_for, faulty):
    """A system that still runs the 2016 settings does not conform to the 2018 terms."""
    result, _ = run(faulty(book_for("enex-low-voltage/2016-04-01.md")), book_for("enex-low-voltage/2018-06-25.md"))

    assert result.verdict is Verdict.DIVERGES


@pytest.mark.parametrize(
    ("path", "setting", "value"),
    [
        ("enex-low-voltage/2016-04-01.md", "service.end_day", "not-billed"),
        ("enex-low-voltage/2018-06-25.md", "proration.above_whole", "full-fee"),
        ("so-net-hikari-flets", "service.first_period", "free"),
        ("ntt-east-wireless-lan-card", "charge.wireless-lan-card.counted", "maximum"),
    ],
)
def test_another_admissible_reading_is_no_defect(book_for, faulty, path, setting, value):
    """A system that bills by a reading the terms document lists conforms, and the reading is named with its clause."""
    book = book_for(path)
    other = book.map(lambda terms: change_settings(terms, {setting: value}))
    result, _ = run(faulty(other), book)

    assert result.verdict is Verdict.CONFORMS
    assert result.divergences == ()
    named = {
        reading.setting.replace("charge.0", "charge.wireless-lan-card")
        for one in result.unclear
        for reading in one.readings
    }
    assert setting in named


def test_a_reading_that_no_document_lists_is_a_defect(book_for, faulty):
    """A system that bills by a value that is not listed as a reading diverges."""
    book = book_for("so-net-hikari-flets")
    other = book.map(lambda terms: change_settings(terms, {"service.first_period": "free-unless-whole"}))
    result, _ = run(faulty(other), book)

    assert result.verdict is Verdict.DIVERGES


@pytest.mark.parametrize("profile", [Profile.SMOKE, pytest.param(Profile.GATE, marks=pytest.mark.long)])
def test_a_run_keeps_to_its_budget(book_for, faulty, profile):
    """No run makes more calls than its profile allows, and the calls it reports are those it made."""
    book = book_for("enex-low-voltage")
    system = Changed(faulty(book, "F-02", "F-07"), lambda _n, _case, outcome: outcome)
    result, events = run(system, book, profile)

    assert system.calls == result.counts.calls == sum(isinstance(event, Asked) for event in events)
    assert system.calls <= effort(profile).calls


def test_a_run_of_one_call_tells_what_it_saw(book_for, faulty):
    """With a budget of one call a divergence is reported as observed once."""
    book = book_for("so-net-hikari-flets")
    result = run_plan(
        faulty(book, "F-35"),
        Plan(space_of(book), effort(Profile.GATE, 1), 0, "t", studies=studies_folder(os.environ)),
        lambda _event: None,
    )

    assert result.counts.calls == 1
    assert [one.observed_twice for one in result.divergences] == [False]


def test_the_run_is_the_same_for_the_same_seed(book_for, faulty):
    """Two runs with the same seed find the same smallest cases."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    one, two = (run(faulty(book, "F-07"), book, seed=5)[0] for _ in range(2))

    assert [divergence.case for divergence in one.divergences] == [divergence.case for divergence in two.divergences]


def test_calls_at_the_same_time_change_nothing(book_for, faulty):
    """Four calls at a time find what one at a time finds."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    one, _ = run(faulty(book, "F-07"), book)
    four, _ = run(faulty(book, "F-07"), book, concurrency=4)

    assert findings(one) == findings(four)


def refuse(_number, _case, _outcome):
    return Refused("no", "not today")


def fail(_number, _case, _outcome):
    return Failed(Problem(SILENT, "", "no answer"), FailureKind.TIMED_OUT)


@pytest.mark.parametrize(("change", "reason"), [(refuse, "refused every case: no not today"), (fail, "no answer")])
def test_a_system_that_answers_nothing_is_inconclusive(book_for, faulty, change, reason):
    """Refusing or failing every call is neither a pass nor a divergence, and the reason says which."""
    book = book_for("so-net-hikari-flets")
    result, _ = run(Changed(faulty(book), change), book)

    assert result.verdict is Verdict.INCONCLUSIVE
    assert reason in result.reason
    assert result.not_tested


def test_one_call_that_fails_for_good_is_not_a_pass(book_for, faulty):
    """A run in which one call could not be judged is inconclusive and names the problem."""
    book = book_for("so-net-hikari-flets")
    system = Changed(faulty(book), lambda n, case, outcome: fail(n, case, outcome) if n == 7 else outcome)
    result, _ = run(system, book)

    assert result.verdict is Verdict.INCONCLUSIVE
    assert result.counts.failed == 1
    assert len(result.problems) == 1


def test_a_failed_call_does_not_hide_a_divergence(book_for, faulty):
    """A system that diverges and sometimes fails diverges."""
    book = book_for("so-net-hikari-flets")
    system = Changed(faulty(book, "F-35"), lambda n, case, outcome: fail(n, case, outcome) if n % 3 == 0 else outcome)

    assert run(system, book)[0].verdict is Verdict.DIVERGES


def test_a_tariff_the_system_does_not_have_is_not_tested(shipped, faulty):
    """Tariffs that the system does not list are left out and reported; if none is left the run is inconclusive."""
    some = Capabilities(tariffs=frozenset({"so-net-hikari-flets"}))
    result, _ = run(Changed(faulty(shipped), lambda _n, _case, outcome: outcome, some), shipped)

    assert result.verdict is Verdict.CONFORMS
    assert len(result.not_tested) == len(shipped.tariffs) - 1
    none = Capabilities(tariffs=frozenset({"other"}))
    assert run(Changed(faulty(shipped), refuse, none), shipped)[0].verdict is Verdict.INCONCLUSIVE


def test_a_tariff_that_waits_for_its_figures_is_not_tested(shipped, faulty):
    """A run of all tariffs reports those that it left out because their figures are not published yet."""
    some = Capabilities(tariffs=frozenset({"so-net-hikari-flets"}))
    result, _ = run(Changed(faulty(shipped), lambda _n, _case, outcome: outcome, some), shipped)

    reasons = {one.what: one.why for one in result.not_tested}
    assert reasons["tariff tepco-meter-lighting-b-2024"] == "the terms wait for figures that are not published yet"


def test_a_system_without_cancellation_is_not_asked_for_it(book_for, faulty):
    """Events that the system does not accept occur in no case, and are reported as not tested."""
    book = book_for("enex-low-voltage")
    some = Capabilities(events=frozenset({"reading"}))
    result, events = run(Changed(faulty(book, "F-35"), lambda _n, _case, outcome: outcome, some), book)

    assert result.verdict is Verdict.CONFORMS
    assert all(event.case.contracts[0].cancellation is None for event in events if isinstance(event, Asked))
    assert any("cancellation" in one.what for one in result.not_tested)


def test_an_answer_that_changes_is_unstable(book_for, faulty):
    """A difference that a second observation does not show is its own kind."""
    book = book_for("so-net-hikari-flets")

    def sometimes(number, _case, outcome):
        if number != 3 or not isinstance(outcome, Answered) or not outcome.bills:
            return outcome
        return Answered((replace(outcome.bills[0], total=Decimal(1)), *outcome.bills[1:]))

    result, _ = run(Changed(faulty(book), sometimes), book)

    assert [one.finding.kind for one in result.divergences] == [Kind.UNSTABLE]
