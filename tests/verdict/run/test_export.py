"""The cases that are exported for a batch."""

from itertools import count
from pathlib import Path

import pytest
from yakkan.cases import boundary_cases, content, space_of
from yakkan.oracle import bill, load_terms
from yakkan.verdict import Study, cases_to_export

TERMS = Path(__file__).parents[3] / "terms" / "yearly-plan-example"


@pytest.fixture(scope="module")
def study():
    return Study(space_of(load_terms(TERMS)))


def exported(study, number, seed):
    return cases_to_export(study, number, seed, (f"c{one}" for one in count(1)))


def test_the_plan_comes_first_then_boundary_cases_then_drawn_ones(study):
    """The cases of the plan are exported first, in its order; after them boundary cases, and drawn ones at the end."""
    planned = list(map(content, study.planned()))
    boundary = set(map(content, boundary_cases(study.space)))
    number = len(planned) + 30

    cases = list(map(content, exported(study, number, 0)))

    assert len(cases) == number
    assert cases[: len(planned)] == planned
    assert any(one in boundary for one in cases[len(planned) :])
    assert cases[-1] not in boundary
    assert cases[:5] == list(map(content, exported(study, 5, 0)))


def test_each_case_is_exported_once_under_a_name_of_its_own(study):
    """No two exported cases have one content or one name, and the terms can bill each."""
    cases = exported(study, 60, 3)

    assert len({content(one) for one in cases}) == len({one.id for one in cases}) == len(cases)
    assert all(bill(study.space.book, one) is not None for one in cases)


def test_the_same_seed_exports_the_same_cases(study):
    """Cases depend on the seed alone, and another seed draws others."""
    assert exported(study, 80, 1) == exported(study, 80, 1)
    assert exported(study, 80, 1) != exported(study, 80, 2)
