"""Least units that are no multiple of the unit to which the widths of tiers are rounded."""

from fractions import Fraction

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


@pytest.mark.parametrize(
    ("start", "units"),
    [
        ("2024-05-10", "7.5"),  # all 30 days: nothing is prorated, so nothing is rounded
        ("2024-05-25", "4"),  # 7.5 × 15 ÷ 30 = 3.75, to the nearest unit
        ("2024-06-08", "1"),  # 7.5 × 1 ÷ 30 = 0.25, to the nearest unit 0: the unit used
    ],
)
def test_least_units_of_a_whole_period_are_not_rounded(bills_of, meter, start, units):
    """At least 7.5 units are charged for a whole period as the terms say, and rounded for a part of one."""
    terms = change_settings(meter, {"proration": BY_DAYS, "charge.use.least_units": "7.5"})
    (bill,) = bills_of(terms, start=start, readings="2024-05-10 2024-06-09", events="used 2024-06-09 1")
    (line,) = bill.lines
    assert (line.quantity, line.amount) == (Fraction(units), Fraction(units))
