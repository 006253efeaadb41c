"""Cases keep to the space they are drawn from."""

from dataclasses import replace
from datetime import date
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yakkan.adapters import Capabilities
from yakkan.cases import boundary_cases, content, generated_cases, named, narrow, space_of, window
from yakkan.cases import cases as any_case
from yakkan.cases.space import published_months
from yakkan.oracle import TermsError, bill, book_of
from yakkan.oracle.calendar import ONE_DAY


def test_every_boundary_case_can_be_billed(shipped):
    """The oracle bills every boundary case of all shipped terms."""
    cases = list(boundary_cases(space_of(shipped)))

    assert len(cases) > 150
    for case in cases:
        bill(shipped, case)


def test_boundary_cases_take_the_tariffs_in_turn(shipped):
    """The first boundary cases are of as many different tariffs as can be billed."""
    tariffs = space_of(shipped).tariffs
    first = islice(boundary_cases(space_of(shipped)), len(tariffs))

    assert {case.contracts[0].tariff for case in first} == set(tariffs)


def test_a_tariff_of_which_nothing_is_published_is_left_out(shipped):
    """A space has every tariff but the ones that wait for their figures; of these alone there is no space."""
    waiting = "tepco-meter-lighting-b-2024"

    assert set(shipped.tariffs) - set(space_of(shipped).tariffs) == {waiting}
    with pytest.raises(TermsError, match=r"YK118 .* fuel-adjustment: no month is published yet"):
        space_of(book_of(shipped.of(waiting)))


def test_drawn_cases_can_be_billed_and_have_a_tail(shipped):
    """Every drawn case is billed for two periods after its end, and lies in the days that the terms are known for."""

    @settings(max_examples=300)
    @given(any_case(space_of(shipped)))
    def check(case):
        bill(shipped, case)
        for contract in case.contracts:
            assert contract.start in window(shipped, contract.tariff)
            end = contract.cancellation.end if contract.cancellation else None
            alone = published_months(shipped.of(contract.tariff)[0])  # single months have no periods after them
            assert end is None or alone or (case.bill_through - end).days >= 52

    check()


def test_the_same_seed_draws_the_same_cases(shipped):
    """Two draws with one seed are equal, and with another seed are not."""
    space = space_of(shipped)

    assert generated_cases(space, 50, 7) == generated_cases(space, 50, 7)
    assert generated_cases(space, 50, 7) != generated_cases(space, 50, 8)


def test_a_narrowed_space_draws_inside_it(shipped):
    """Fixed tariff, start and attributes are those of every drawn case, and excluded events do not occur."""
    can = Capabilities(tariffs=frozenset({"enex-low-voltage"}), events=frozenset({"reading"}))
    space = narrow(space_of(shipped), can)
    space = replace(space, start=date(2016, 5, 12), attributes={"amperage": "60"})
    drawn = generated_cases(space, 60, 1)

    assert len(drawn) > 20
    for case in drawn:
        (contract,) = case.contracts
        assert contract.tariff == "enex-low-voltage"
        assert contract.start == date(2016, 5, 12)
        assert contract.attributes == {"amperage": "60"}
        assert contract.events == ()
        assert contract.readings[0] <= contract.start < contract.readings[1]


def test_a_migration_is_a_second_contract_that_starts_when_the_first_ends(book_for):
    """Drawn migrations keep to the terms: the new service starts on the named end day of the old one."""
    drawn = generated_cases(space_of(book_for("ntt-east-flets")), 300, 3)
    pairs = [case.contracts for case in drawn if len(case.contracts) == 2]

    assert len(pairs) > 20
    for old, new in pairs:
        assert old.cancellation is not None
        assert new.start == old.cancellation.end
        assert new.tariff == "ntt-east-flets-hikari"


@given(st.text("abcdef0123456789", min_size=1, max_size=8))
def test_a_name_does_not_change_the_content(shipped, name):
    """A case under another name has the same content, and contracts named after it."""
    case = next(boundary_cases(space_of(shipped)))

    assert content(named(case, name)) == content(case)
    assert named(case, name).contracts[0].id == f"{name}-1"


def test_boundary_cases_never_end_on_a_day_a_bill_is_due(shipped):
    """The last day asked for is never one on which some systems have billed already and others not yet."""
    for case in boundary_cases(space_of(shipped)):
        again = replace(case, bill_through=case.bill_through + 3 * ONE_DAY)
        assert bill(shipped, again) == bill(shipped, case)
