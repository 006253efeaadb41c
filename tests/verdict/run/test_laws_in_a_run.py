"""A run that tests the laws does so after its search, with the calls that are left."""

from dataclasses import replace

import pytest
from yakkan.adapters import Answered, ReferenceSystem
from yakkan.cases import Profile, effort, space_of
from yakkan.oracle import PlanChange
from yakkan.verdict import Asked, LawName, Plan, Verdict, run_plan


def run(system, book, profile=Profile.GATE, **more):
    events = []
    return run_plan(
        system, Plan(space_of(book), effort(profile), 1, "t", laws=True, inquire=False, **more), events.append
    ), events


@pytest.mark.parametrize("profile", [Profile.SMOKE, Profile.GATE])
def test_laws_keep_to_the_calls_of_the_run(shipped, profile):
    """Search and laws together make at most the calls of the profile, and the counts are of both."""
    result, events = run(ReferenceSystem(shipped), shipped, profile)
    asked = [event for event in events if isinstance(event, Asked)]

    assert result.verdict is Verdict.CONFORMS
    assert 0 < result.laws.calls < result.counts.calls == len(asked) <= effort(profile).calls
    assert [event.calls for event in asked] == list(range(1, len(asked) + 1))


def test_a_run_without_laws_makes_no_call_for_them(book_for):
    """Laws are put to a system only where the plan says so."""
    book = book_for("so-net-hikari-flets")
    result = run_plan(
        ReferenceSystem(book), Plan(space_of(book), effort(Profile.SMOKE), 1, "t", inquire=False), lambda _event: None
    )

    assert result.laws.laws == ()


def test_a_divergence_that_breaks_a_law_is_reported_as_both(book_for, faulty):
    """A bill after the end is a divergence and a violation: the verdict is one, the reason names both."""
    book = book_for("so-net-hikari-flets")
    result, _ = run(faulty(book, "F-35"), book)

    assert result.verdict is Verdict.DIVERGES
    assert result.divergences
    assert result.reason.endswith("; 1 law broken")


def test_what_only_a_law_sees_makes_the_verdict(book_for):
    """A fault that no case of the search shows makes the verdict diverge when a law shows it.

    The system bills a yen more after a change that changes nothing: the search of this tariff has no changes.
    """
    book = book_for("ntt-west-ip-network")

    class Yen(ReferenceSystem):
        def bill(self, case):
            outcome = super().bill(case)
            same = any(isinstance(event, PlanChange) for event in case.contracts[0].events)
            if same and isinstance(outcome, Answered):
                return Answered(tuple(replace(one, total=one.total + 1) for one in outcome.bills))
            return outcome

    result, _ = run(Yen(book), book)

    assert result.divergences == ()
    assert result.verdict is Verdict.DIVERGES
    assert LawName.SAME_PLAN in {one.law.name for one in result.laws.laws if one.violations}
    assert "law" in result.reason
