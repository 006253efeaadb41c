"""A system behind a line on which everything happens that happens to calls: no false verdict, no lost case.

`make night` makes 10,000 calls here.
"""

import os

import httpx
import pytest
from yakkan.adapters import ConnectionOptions, HttpSystem
from yakkan.cases import Profile, effort, space_of
from yakkan.verdict import Asked, Kind, NotTested, Plan, Verdict, run_plan

NIGHT = os.environ.get("YAKKAN_HYPOTHESIS") == "night"
SEEDS, CALLS = (range(1, 11), 520) if NIGHT else (range(1, 2), 150)

OF_BATCHES = {"reordered", "one left out", "one twice", "one told otherwise", "one of another case", "no list"}


class Heard:
    """The events of a run; `on` is called with the number of each call."""

    def __init__(self, on=lambda _: None):
        self.asked, self.not_tested, self._on = [], [], on

    def __call__(self, event):
        if isinstance(event, Asked):
            self.asked.append(event.case.id)
            self._on(event.calls)
        if isinstance(event, NotTested):
            self.not_tested.append(event.case.id)


@pytest.fixture
def run(book):
    """Verify a system, and hold that no case was lost."""

    def one(url, seed, calls, heard, *, inquire=NIGHT, concurrency=4, **options):
        system = HttpSystem(url, ConnectionOptions(concurrency=concurrency, **options), sleep=lambda _: None)
        most = effort(Profile.GATE, calls)
        plan = Plan(space_of(book), most, seed, f"run{seed}-", (), concurrency, laws=True, inquire=inquire)
        result = run_plan(system, plan, heard)
        system.close()
        no_case_is_lost(result, heard, calls)
        return result

    return one


def no_case_is_lost(result, heard, calls):
    """Every case that was sent has one outcome, and what failed is counted and shown."""
    counts = result.counts
    assert len(heard.asked) == len(set(heard.asked)) == counts.calls <= calls
    assert counts.answered + counts.refused + counts.failed == counts.calls
    assert len(heard.not_tested) == len(set(heard.not_tested)) == counts.refused + counts.failed
    assert len(result.problems) == counts.failed
    assert set(result.problems) <= set(heard.not_tested)
    reported = sum(one.cases for one in result.not_tested if one.why.startswith("failed"))
    assert reported + result.laws.failed == counts.failed


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("batch", "share"), [(1, 0.4), (4, 0.25)])
def test_a_bad_line_makes_no_verdict_and_loses_no_case(bad_line, reference_url, run, seed, batch, share):
    """A correct system behind a bad line never diverges, and every call is answered or reported as untested."""

    with bad_line(reference_url, seed, share) as url:
        result = run(url, seed, CALLS, Heard(), timeout=5.0, batch=batch, inquire=True)
        met = httpx.get(f"{url}/met", trust_env=False).json()

    assert (result.divergences, result.laws.violations) == ((), ())
    assert result.verdict is (Verdict.INCONCLUSIVE if result.counts.failed else Verdict.CONFORMS)
    assert 0 < result.counts.failed < result.counts.answered
    assert len(met) > 8
    assert bool(met.keys() & OF_BATCHES) is (batch > 1)


def test_the_same_seed_meets_the_same_faults(bad_line, reference_url, run):
    """What a line does to the calls of a run, and what becomes of them, depends on its seed alone."""

    def once():
        with bad_line(reference_url, 5, 0.3) as url:
            result = run(url, 5, 40, Heard(), timeout=60.0, concurrency=1)
            return result.problems, httpx.get(f"{url}/met", trust_env=False).json()

    assert once() == once()


def test_what_breaks_is_mended_by_trying_again(bad_line, reference_url, run):
    """With tries enough nothing is lost but whole answers of somebody else, which no other try would be better than."""

    with bad_line(reference_url, 7, 0.15) as url:
        result = run(url, 7, 60, Heard(), timeout=5.0, attempts=20)

    mended = {"YK401", "YK402", "YK403", "YK404"}
    assert {problem.code.id for problem in result.problems.values()}.isdisjoint(mended)


def test_behind_a_bad_line_a_system_is_accused_of_its_own_faults(bad_line, start_faulty, run):
    """What a run finds behind a bad line it finds behind a good one too."""

    with start_faulty() as (_, faulty), bad_line(faulty, 3, 0.2) as url:
        plain = run(faulty, 3, 100, Heard())
        behind = run(url, 3, 100, Heard(), timeout=5.0)

    assert behind.verdict is Verdict.DIVERGES
    assert {one.finding for one in behind.divergences} <= {one.finding for one in plain.divergences}


def test_another_answer_the_second_time_is_unstable(bad_line, reference_url, run):
    """A system that takes its answer back is not accused of the first one: it is unstable."""

    with bad_line(reference_url, 1, 0.0, "unsteady") as url:
        result = run(url, 1, 60, Heard(), concurrency=1)

    assert {one.finding.kind for one in result.divergences} == {Kind.UNSTABLE}


def test_a_system_that_dies_and_comes_back_costs_the_cases_between(start_reference, run):
    """Cases sent while a system is down are reported as untested; before and after, it is tested."""

    running = []

    def start(port=0):
        running.append(start_reference(port))
        return running[-1].__enter__()

    process, url = start()

    def on(call):
        if call == 20:
            process.kill()
            process.wait()
        if call == 32:
            start(url.rpartition(":")[2])

    heard = Heard(on)
    try:
        result = run(url, 1, 60, heard, attempts=1, concurrency=1)
    finally:
        for one in running:
            one.__exit__(None, None, None)

    assert (result.verdict, result.divergences) == (Verdict.INCONCLUSIVE, ())
    assert list(result.problems) == heard.asked[20:32]
    assert {problem.code.id for problem in result.problems.values()} == {"YK401"}
    assert "12 of" in result.reason


def test_a_system_that_hangs_ends_the_run_in_its_time(bad_url, run):
    """A system that never answers takes one time-out for each call of the run once its pauses are used up."""

    heard = Heard()
    result = run(f"{bad_url}/hang-bills", 1, 8, heard, timeout=0.1, waiting=0.35, concurrency=1)

    assert result.verdict is Verdict.INCONCLUSIVE
    assert result.counts.failed == result.counts.calls == 8
    first, *others = result.problems.values()
    assert first.message.endswith("(3 attempts)")  # after pauses of 0.1 s and 0.2 s
    assert {one.message.partition("(")[2] for one in others} == {"1 attempt: the run's 0.35 s of waiting are used up)"}
