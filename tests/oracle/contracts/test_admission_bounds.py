"""Histories that can just be billed: on the last day, with the largest register, at the largest amount."""

import pytest
from yakkan.oracle import CaseError, change_settings

REGISTERS = {"start": "2024-05-10", "readings": "2024-05-10 2024-06-10"}


@pytest.mark.parametrize(("year", "billed"), [(2124, True), (2125, False)])
def test_a_contract_is_billed_for_a_hundred_years(bills_of, service, year, billed):
    """A contract is billed up to the year a hundred years after its start, and no further."""
    terms = change_settings(service, {"period": {"kind": "calendar-month", "months": 12}})
    history = {"start": "2024-06-01", "through": f"{year}-12-31"}
    if billed:
        assert len(bills_of(terms, **history)) == 101
    else:
        with pytest.raises(CaseError, match="2125-12-31 is too far away"):
            bills_of(terms, **history)


@pytest.mark.parametrize(("register", "use"), [("99999", 9), ("100000", None)])
def test_a_register_has_its_digits(bills_of, meter, register, use):
    """A register of five digits shows up to 99,999."""
    events = f"register 2024-05-10 99990; register 2024-06-10 {register}"
    if use is not None:
        assert [bill.total for bill in bills_of(meter, events=events, **REGISTERS)] == [use]
    else:
        with pytest.raises(CaseError, match="the register 100000 has more than 5 digits"):
            bills_of(meter, events=events, **REGISTERS)


@pytest.mark.parametrize(("power", "billed"), [("4", False), ("5", True), ("50", True), ("51", False)])
def test_the_bounds_of_an_attribute_are_within_them(bills_of, service, power, billed):
    """An attribute may be the least and the largest amount that the terms allow."""
    rule = {"name": "power", "bounds": [{"minimum": 5, "maximum": 50}]}
    plan = service.attribute[0].model_dump(exclude_none=True)
    terms = change_settings(service, {"attribute": [plan, rule]})
    history = {"start": "2024-06-01", "through": "2024-06-30", "attributes": f"power={power}"}
    if billed:
        assert len(bills_of(terms, **history)) == 1
    else:
        with pytest.raises(CaseError, match=f"the attribute power is {power}"):
            bills_of(terms, **history)


@pytest.mark.parametrize(("withdrawn", "accepted"), [("2024-06-09", False), ("2024-06-10", True), ("2024-06-11", True)])
def test_a_cancellation_is_withdrawn_from_the_day_on_that_it_is_known(bills_of, service, withdrawn, accepted):
    """A cancellation can be withdrawn on the day it is received and later, not before."""
    events = f"cancel 2024-06-20 told 2024-06-10; withdraw {withdrawn}"
    history = {"start": "2024-06-01", "through": "2024-06-30", "events": events}
    if accepted:
        assert [bill.total for bill in bills_of(service, **history)] == [9300]
    else:
        with pytest.raises(CaseError, match="there is no cancellation to withdraw"):
            bills_of(service, **history)
