"""A system's limits choose the cases: what it does not take is moved to what it takes, or left out."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from yakkan.adapters import UNLIMITED, Changes, Limits, Spans
from yakkan.cases import all_fitted, boundary_cases, content, fits, fitted, generated_cases, space_of, telling_cases
from yakkan.oracle import Cancellation, CaseError, PlanChange, QuantityChange, bill, event_day, load_terms
from yakkan.oracle.contracts.periods import billing_periods
from yakkan.oracle.vocabulary.settings import DayBilled

DOCUMENTS = ["terms/monthly-plan-example", "terms/saas-example"]
EVERY = [
    Limits(runs=False),
    Limits(late=False),
    Limits(fractions=False),
    Limits(contracts=1),
    Limits(spans=Spans.WHOLE_PERIODS),
    Limits(spans=Spans.WHOLE_YEARS),
    Limits(changes=Changes.PERIOD_BOUNDS),
    Limits(changes=Changes.START),
    Limits(spans=Spans.WHOLE_PERIODS, changes=Changes.START, runs=False, late=False, contracts=1),
]


@cache
def of_document(path: str):
    space = space_of(load_terms(Path(path)))
    return space, [*islice(telling_cases(space), 150), *boundary_cases(space), *generated_cases(space, 25, 1)]


@pytest.fixture(scope="module", params=DOCUMENTS)
def free(request):
    return of_document(request.param)[0]


@pytest.fixture(scope="module")
def cases(free):
    return next(cases for space, cases in map(of_document, DOCUMENTS) if space is free)


@pytest.mark.parametrize("limits", EVERY, ids=str)
def test_a_fitted_case_fits_and_can_mostly_be_billed(free, cases, limits):
    """Fitting again changes nothing, and most of the fitted cases are still cases that the terms bill."""
    space = replace(free, limits=limits)
    near = list(all_fitted(space, cases))

    assert all(fits(space, case) for case in near)
    billed = 0
    for case in near:
        try:
            bill(space.book, replace(case, id="c"))
        except CaseError:
            continue
        billed += 1
    assert billed >= max(3, len(near) * 3 // 4)


def test_without_limits_every_case_stays(free, cases):
    """A system without limits gets the cases as they are."""
    assert list(all_fitted(replace(free, limits=UNLIMITED), cases)) == cases


def test_whole_periods_start_and_end_with_one(free, cases):
    """Contracts start on the first day of a billing period, and the last day in service is the last one of a period."""
    space = replace(free, limits=Limits(spans=Spans.WHOLE_PERIODS))
    ended = 0
    for case in all_fitted(space, cases):
        for contract in case.contracts:
            terms = space.book.in_force(contract.tariff, contract.start)
            far = max([contract.start, *map(event_day, contract.events)])
            periods = billing_periods(terms.period, contract, far + timedelta(days=400))
            assert contract.start == periods[0].start
            for event in contract.events:
                if isinstance(event, Cancellation):
                    ended += 1
                    after = event.end + timedelta(days=terms.service.end_day is DayBilled.BILLED)
                    assert after in {period.start for period in periods}
    assert ended


def test_years_are_whole(free, cases):
    """A case of a system that bills years starts on 1 January, has no end, and is asked for up to 31 December."""
    space = replace(free, limits=Limits(spans=Spans.WHOLE_YEARS))
    near = list(all_fitted(space, cases))

    assert near
    for case in near:
        (contract,) = case.contracts
        assert (contract.start.month, contract.start.day) == (1, 1)
        assert case.bill_through in (date(contract.start.year, 12, 31), date(contract.start.year + 1, 1, 1))
        assert not any(isinstance(event, Cancellation) for event in contract.events)


def test_changes_at_the_start_only(free, cases):
    """Quantities and plans that changed after the start do not any more."""
    space = replace(free, limits=Limits(changes=Changes.START))
    fitted_ones = list(all_fitted(space, cases))

    assert changed_later(cases)
    assert fitted_ones
    assert not changed_later(fitted_ones)


def changed_later(cases):
    """Whether a quantity or a plan changes after the start of a contract."""
    return any(
        isinstance(event, QuantityChange | PlanChange) and event_day(event) > contract.start
        for case in cases
        for contract in case.contracts
        for event in contract.events
    )


def test_days_outside_are_left_out(free, cases):
    """A case that touches a day before `first` or after `last` is not asked."""
    days = sorted(case.contracts[0].start for case in cases)
    first, last = days[len(days) // 4], days[-1]
    space = replace(free, limits=Limits(first=first, last=last))

    near = list(all_fitted(space, cases))

    assert 0 < len(near) < len({content(case) for case in cases})
    assert all(case.contracts[0].start >= first and case.bill_through <= last for case in near)


def test_an_attribute_takes_a_value_that_the_system_has():
    """A value that the system does not take is replaced by one that it takes."""
    free = space_of(load_terms(Path("terms/monthly-plan-example")))
    case = next(case for case in boundary_cases(free) if case.contracts[0].attributes)
    name, value = next(iter(case.contracts[0].attributes.items()))
    other = f"not {value}"

    near = fitted(replace(free, limits=Limits(attributes={name: (other,)})), case)

    assert near is not None
    assert near.contracts[0].attributes[name] == other
    assert fitted(replace(free, limits=Limits(attributes={name: (value,)})), case) == case
