"""The plan of an acceptance test catches whatever can be caught, with no case too many."""

from yakkan.adapters import Refused
from yakkan.verdict import Recorded, Verdict, acceptance_plan, judge_recorded


def catches(study, case):
    known = study.known(case)
    suspects = [one for of_tariff in study.suspects.values() for one in of_tariff]
    return {one for one in suspects if study.predictions.differs(one, known)}


def test_a_plan_catches_all_and_no_case_can_be_left_out(study_of_2016, plan_of_2016):
    """Every suspect that any telling case catches is caught, and each case catches one that no other does."""
    study, cases = study_of_2016, [one.case for one in plan_of_2016.cases]
    found = [catches(study, case) for case in cases]
    by_any = set().union(*(catches(study, case) for case in study.pool))

    assert set().union(*found) == by_any
    assert plan_of_2016.caught == len(by_any)
    for number in range(len(cases)):
        assert set().union(*found[:number], *found[number + 1 :]) != by_any


def test_the_best_cases_come_first(plan_of_2016):
    """What the cases catch anew adds up to all that is caught, and the first one catches most."""
    new = [len(one.caught) for one in plan_of_2016.cases]

    assert sum(new) == plan_of_2016.caught
    assert new[0] == plan_of_2016.cases[0].catches == max(new)
    assert min(new) > 0


def test_a_budget_says_what_it_leaves(study_of_2016, plan_of_2016):
    """Cut to two cases, a plan has the two best and names what only the others catch."""
    cut = acceptance_plan(study_of_2016, budget=2)

    assert cut.cases == plan_of_2016.cases[:2]
    assert sorted(cut.left) == sorted(text for one in plan_of_2016.cases[2:] for text in one.caught)
    assert cut.equivalent == plan_of_2016.equivalent


def test_what_was_not_put_is_told(plan_of_2016, faulty):
    """Cases without an answer are not tested, and refused ones are counted; half of them refused is no pass."""
    book, system = plan_of_2016.book, faulty(plan_of_2016.book)
    cases = [one.case for one in plan_of_2016.cases]
    recorded = [Recorded(case, system.bill(case) if number < 2 else None) for number, case in enumerate(cases)]
    result = judge_recorded(book, "record", recorded, [f"case {number}" for number in range(1, len(cases) + 1)])

    assert (result.verdict, result.counts.answered) == (Verdict.CONFORMS, 2)
    assert result.not_tested[-1].cases == len(cases) - 2
    assert "case 3" in result.not_tested[-1].why

    nothing = judge_recorded(book, "record", [Recorded(case, None) for case in cases])
    refused = judge_recorded(book, "record", [Recorded(case, Refused("no", "not here")) for case in cases])

    assert {nothing.verdict, refused.verdict} == {Verdict.INCONCLUSIVE}
    assert refused.counts.refused == len(cases)
