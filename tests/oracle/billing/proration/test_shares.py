"""What suspended days count for in a share of the whole that is no fee: the least units of a charge by use.

At least 15 units are charged for the 30 days from 10 May 2024, at one yen each; a suspended day costs half the fees.
"""

import pytest
from yakkan.oracle import change_settings

BY_DAYS = {
    "trigger": "always",
    "numerator": "used-days",
    "denominator": "billing-period",
    "whole_period": "not-prorated",
    "above_whole": "as-computed",
    "components": ["use"],
    "width_rounding": "half-up",
    "width_unit": 1,
}
HALF = {"fee_share": "0.5", "suspension_day": "not-billed", "resumption_day": "billed"}
INSIDE = "suspend 2024-05-20; resume 2024-05-30"


@pytest.fixture(scope="module")
def least(bills_of, meter):
    """What is charged for 3 units of the days from `start` on."""

    def least(events="", start="2024-05-10", **proration):
        settings = {"proration": {**BY_DAYS, **proration}, "suspension": HALF, "charge.use.least_units": 15}
        told = f"{events}; used 2024-06-09 3"
        terms = change_settings(meter, settings)
        (bill,) = bills_of(terms, start=start, readings="2024-05-10 2024-06-09", events=told)
        return bill.total

    return least


def test_suspended_days_count_by_their_part_of_the_fees(least):
    """Ten suspended days at half the fees take a sixth off the least units."""
    # 15 × (10 + 10 × 0.5 + 10) ÷ 30 = 12.5, to the nearest unit, a half upwards
    assert least(INSIDE) == 13


@pytest.mark.parametrize(
    ("events", "start"),
    [
        (INSIDE, "2024-05-10"),  # 20 days in service
        ("suspend 2024-05-10; resume 2024-05-20", "2024-05-10"),  # the suspended days come first
        ("suspend 2024-05-30", "2024-05-10"),  # they come last
    ],
)
def test_a_suspension_that_is_not_prorated_leaves_all_the_least_units(least, events, start):
    """Where the trigger does not prorate 20 days in service, all the least units are charged."""
    assert least(events, start, trigger="fewer-days-than", trigger_days=20) == 15
    # with a day more it does: (20 + 10 × 0.5) ÷ 30 of 15 are 12.5, to the nearest unit, a half upwards
    assert least(events, start, trigger="fewer-days-than", trigger_days=21) == 13


def test_a_period_suspended_from_first_to_last_day_has_its_part_of_the_least_units(least):
    """A whole period at half the fees has half the least units, although it is not prorated."""
    # 15 × 0.5 = 7.5, to the nearest unit, a half upwards
    assert least("suspend 2024-05-10") == 8
    assert least("suspend 2024-05-10", trigger="fewer-days-than", trigger_days=20) == 8
