"""Rows that change inside a period: which of them speak of days without use, of the last day, and of a bound."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings
from yakkan.oracle.contracts import StepKind


@pytest.mark.parametrize(
    ("used", "amount"),
    [
        (25, 25 + 200 + 440 + 360),  # the second tier: 600 × 10 ÷ 30, 1,200 × 11 ÷ 30 and 1,200 × 9 ÷ 30
        (20, 20 + 100 + 330 + 270),  # the first: 300 × 10 ÷ 30, 900 × 11 ÷ 30 and 900 × 9 ÷ 30
    ],
)
def test_the_fee_of_a_tier_on_days_before_the_start(bills_of, meter, used, amount):
    """Where a start is not prorated, the days before it cost the fee of the tier that all the use reaches."""
    rows = [
        {
            "since": since,
            "tiers": [{"up_to": 20, "rate": 1, "fee": low}, {"rate": 1, "fee": high}],
            "source": "made up for the test",
        }
        for since, low, high in (("2000-01-01", 300, 600), ("2024-05-20", 900, 1200))
    ]
    by_days = {
        "trigger": "always",
        "numerator": "used-days",
        "denominator": "billing-period",
        "whole_period": "not-prorated",
        "above_whole": "as-computed",
        "components": ["use"],
        "widths": [],
        "only": ["change"],
    }
    settings = {
        "charge": [{"item": "use", "kind": "usage", "tiers": "graduated", "price": rows, "row_on": "each-day"}],
        "attribute": [{"name": "plan", "values": ["small", "large"]}],
        "change": {"day": "new", "effect": "on-day", "whole_fee": "last"},
        "proration": by_days,
    }
    # of the 30 days from 10 May: old fees to the 19th, new ones after; a start on the 25th, a change on the 31st
    events = f"change 2024-05-31 plan=large; used 2024-06-09 {used}"
    terms = change_settings(meter, settings)
    (bill,) = bills_of(terms, start="2024-05-25", readings="2024-05-10 2024-06-09", events=events)
    assert bill.total == amount


@pytest.mark.parametrize(("end", "early"), [("2024-06-14", 100), ("2024-06-15", 100), ("2024-06-16", 200)])
def test_a_cap_by_the_price_of_the_last_day(bills_of, service, rows, end, early):
    """A cap of a fee in tiers with a row for each day is what the last day's row comes to: 10 seats at 10 or 20 yen."""
    tiers = [
        {"since": since, "tiers": [{"rate": rate}], "source": "made up for the test"}
        for since, rate in (("2000-01-01", 10), ("2024-06-16", 20))
    ]
    seats = {
        "item": "seats",
        "kind": "per-quantity",
        "counted": "last-day-used",
        "initial_quantity": 10,
        "tiers": "graduated",
        "tier_price": tiers,
        "row_on": "each-day",
    }
    cap = {"of": ["seats"], "on": "end-day", "since": "2022-07-01", "source": "law"}
    fee = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("10450")}
    settings = {"charge": [seats, {**fee, "cap": cap}], "proration": {"trigger": "never"}}
    (bill,) = bills_of(change_settings(service, settings), start="2024-06-01", end=end, through="2024-06-30")
    assert {line.item: line.amount for line in bill.lines}["early"] == early


@pytest.mark.parametrize(("used", "amount"), [("used 2024-05-20 0; used 2024-06-09 0", 0), ("used 2024-06-09 0", 0)])
def test_tiers_of_each_reading_without_use(bills_of, meter, used, amount):
    """Where the tiers start again with each reading, readings without use cost nothing."""
    row = {"since": "2000-01-01", "tiers": [{"up_to": 10, "rate": 2}, {"rate": 1}], "source": "made up for the test"}
    charge = {"item": "use", "kind": "usage", "tiers": "graduated", "tiers_per": "reading", "price": [row]}
    terms = change_settings(meter, {"charge": [charge]})
    (bill,) = bills_of(terms, start="2024-05-10", readings="2024-05-10 2024-06-09", events=used)
    assert bill.total == amount


@pytest.mark.parametrize(
    ("price", "unit", "limited"),
    [
        (40800, "-1.16", StepKind.AVERAGE_PRICE_FLOOR),  # 40,900 - 45,900 = -5,000, as at the floor
        (40900, "-1.16", None),
        (45900, "0", None),
        (68800, "5.33", None),
        (68900, "5.33", StepKind.AVERAGE_PRICE_CEILING),  # 68,800 - 45,900 = 22,900, as at the ceiling
    ],
)
def test_an_average_that_is_the_ceiling_or_the_floor(bills_of, meter, price, unit, limited):
    """An average price is limited where it is above the ceiling or below the floor, and not where it is one of them."""
    formula = {
        "since": "2014-04-01",
        "coefficients": {"crude": 1},
        "base": 45900,
        "base_unit": "0.233",
        "per": 1000,
        "ceiling": 68800,
        "floor": 40900,
        "average_rounding": "half-up",
        "average_unit": 100,
        "unit_rounding": "truncate",
        "unit_unit": "0.01",
        "source": "made up for the test",
    }
    month = {"month": "2018-02-01", "prices": {"crude": price}, "source": "made up for the test"}
    charge = {"item": "fuel", "kind": "adjustment", "formula": [formula], "month": [month]}
    terms = change_settings(meter, {"charge": [charge]})
    history = {"readings": "2018-01-11 2018-02-10", "events": "used 2018-02-10 1"}
    (bill,) = bills_of(terms, start="2018-01-11", **history)
    # -5,000 × 0.233 ÷ 1,000 = -1.165 and 22,900 × 0.233 ÷ 1,000 = 5.3357, cut to the sen
    assert bill.total == Fraction(unit)
    kinds = {step.kind for step in bill.lines[0].derivation}
    assert kinds & {StepKind.AVERAGE_PRICE_FLOOR, StepKind.AVERAGE_PRICE_CEILING} == ({limited} if limited else set())
