"""A fee that comes with the tier the use reaches: basic fee and unit rate by the table of the month's use.

759 yen and 145.31 up to 20 m3, 1,056 yen and 130.46 up to 80 m3, 1,232 yen and 128.26 above, as in tables A, B and C of
a city gas company. Periods of 30 days from 10 May 2024; nothing is rounded but where it is said.
"""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

TABLES = [
    {"up_to": 20, "fee": 759, "rate": "145.31"},
    {"up_to": 80, "fee": 1056, "rate": "130.46"},
    {"fee": 1232, "rate": "128.26"},
]
BY_DAYS = {
    "trigger": "always",
    "numerator": "used-days",
    "denominator": "billing-period",
    "whole_period": "not-prorated",
    "above_whole": "as-computed",
    "components": ["use"],
}


@pytest.fixture(scope="module")
def gas_bill(bills_of, meter, beside):
    """What the use of the 30 days from 10 May, or of the days from `start`, comes to."""

    def gas_bill(used, tiers="volume", start="2024-05-10", table=TABLES, **settings):
        row = {"since": "2000-01-01", "tiers": table, "source": "made up for the test"}
        use = {"item": "use", "kind": "usage", "tiers": tiers, "price": [row]}
        terms = change_settings(meter, {"charge": [use, beside], **settings})
        (bill,) = bills_of(terms, start=start, readings="2024-05-10 2024-06-09", events=f"used 2024-06-09 {used}")
        line, _ = bill.lines
        assert (line.item, line.quantity) == ("use", used)
        return line.amount

    return gas_bill


@pytest.mark.parametrize(
    ("used", "amount"),
    [
        (0, "759"),
        (20, "3665.20"),  # 759 + 20 × 145.31 = 759 + 2,906.20
        (21, "3795.66"),  # 1,056 + 21 × 130.46 = 1,056 + 2,739.66
        (80, "11492.80"),  # 1,056 + 80 × 130.46 = 1,056 + 10,436.80
        (81, "11621.06"),  # 1,232 + 81 × 128.26 = 1,232 + 10,389.06
    ],
)
def test_volume(gas_bill, used, amount):
    """The table that the use reaches has the basic fee and the rate of all of it."""
    assert gas_bill(used) == Fraction(amount)


@pytest.mark.parametrize(
    ("used", "amount"),
    [
        (20, "3665.20"),
        (21, "4092.66"),  # 1,056 + 2,906.20 + 1 × 130.46
        (81, "12094.06"),  # 1,232 + 2,906.20 + 60 × 130.46 + 1 × 128.26 = 1,232 + 2,906.20 + 7,827.60 + 128.26
    ],
)
def test_graduated(gas_bill, used, amount):
    """Graduated rates have the fee of the tier reached too, and no other tier's."""
    assert gas_bill(used, tiers="graduated") == Fraction(amount)


def test_a_tier_without_a_fee(gas_bill):
    """A fee of one tier alone is charged where the use reaches that tier."""
    table = [{"up_to": 8, "fee": 500, "rate": 0}, {"rate": 100}]  # up to 8 m3 for 500 yen, more for 100 yen each
    assert [gas_bill(used, table=table) for used in (0, 8, 9)] == [500, 500, 900]


def test_the_first_units_for_a_fee(gas_bill):
    """Where each tier has the same fee, the first 8 m3 cost 500 yen and each further one 100."""
    table = [{"up_to": 8, "fee": 500, "rate": 0}, {"fee": 500, "rate": 100}]
    assert [gas_bill(used, tiers="graduated", table=table) for used in (0, 8, 9, 11)] == [500, 500, 600, 800]


def test_not_prorated(gas_bill):
    """Half a period has the whole fee where the item is not among what is prorated."""
    assert gas_bill(20, start="2024-05-25") == Fraction("3665.20")


def test_prorated_with_the_widths(gas_bill):
    """15 of 30 days have half the fee, and tables half as wide."""
    rule = {**BY_DAYS, "width_rounding": "half-up", "width_unit": 1}
    # the first table ends at 10 m3: 11 m3 reach the second one. 1,056 ÷ 2 + 11 × 130.46 = 528 + 1,435.06
    assert gas_bill(11, start="2024-05-25", proration=rule) == Fraction("1963.06")
    # 759 ÷ 2 + 10 × 145.31
    assert gas_bill(10, start="2024-05-25", proration=rule) == Fraction("1832.60")


def test_prorated_without_the_widths(gas_bill):
    """Where no widths are prorated, half a period has half the fee of the table that the use reaches in full."""
    # 759 ÷ 2 + 11 × 145.31 = 379.50 + 1,598.41
    assert gas_bill(11, start="2024-05-25", proration={**BY_DAYS, "widths": []}) == Fraction("1977.91")


def test_widths_without_the_fee(gas_bill):
    """Where the widths alone are prorated, half a period has the whole fee of the table reached."""
    rule = {**BY_DAYS, "components": ["other"], "widths": ["use"], "width_rounding": "half-up", "width_unit": 1}
    # 1,056 + 11 × 130.46
    assert gas_bill(11, start="2024-05-25", proration=rule) == Fraction("2491.06")


def test_the_line_is_rounded_once(gas_bill):
    """The fee by the day is not rounded by itself: fee and use are one line."""
    # 11 of 30 days: 759 × 11 ÷ 30 = 278.30; and 5 × 145.31 = 726.55: 1,004.85. Cut apart they would be 1,004
    rounded = {"rounding": {"line": "half-up", "line_unit": 1, "total": "exact"}}
    rule = {"proration": {**BY_DAYS, "widths": []}}
    assert gas_bill(5, start="2024-05-29", **rule, **rounded) == 1005


def test_change_of_plan(bills_of, service):
    """A change inside the month charges each part's days of the fee: together the whole of it."""
    row = {"since": "2000-01-01", "tiers": [{"fee": 3000, "rate": 10}], "source": "made up for the test"}
    terms = change_settings(
        service,
        {
            "charge": [{"item": "calls", "kind": "usage", "tiers": "graduated", "price": [row]}],
            "proration.components": ["calls"],
            "suspension.fee_share": "0.5",
        },
    )
    history = {"start": "2024-06-01", "through": "2024-07-01"}  # June closes with the reading on 1 July
    used = "used 2024-06-30 7; used 2024-07-01 0"
    (changed,) = bills_of(terms, **history, events=f"change 2024-06-11 plan=large; {used}")
    assert changed.total == 3070
    # ten days off at half the fee: 3,000 × 20 ÷ 30 + 3,000 × 10 ÷ 30 ÷ 2 = 2,000 + 500
    (paused,) = bills_of(terms, **history, events=f"suspend 2024-06-11; resume 2024-06-21; {used}")
    assert paused.total == 2570
