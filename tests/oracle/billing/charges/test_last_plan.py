"""What of a month with a change speaks of the plan that the contract has in the end, and of its last day."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

CHANGE = {"day": "new", "effect": "on-day", "whole_fee": "last"}


@pytest.mark.parametrize(("change", "units"), [("", 480), ("change 2024-05-20 ratio=30", 120)])
def test_use_is_multiplied_by_the_last_attribute(bills_of, meter, change, units):
    """Where the attribute that multiplies the use is changed, the use of the whole period is multiplied by the new."""
    ratio = {"name": "ratio", "bounds": [{"minimum": 1, "maximum": 1000}]}
    usage = {"negative": "refused", "estimates": "next-reading", "multiplier_attribute": "ratio"}
    terms = change_settings(meter, {"attribute": [ratio], "usage": usage, "change": CHANGE})
    history = {"readings": "2024-05-10 2024-06-09", "attributes": "ratio=120"}
    (bill,) = bills_of(terms, start="2024-05-10", events=f"{change}; used 2024-06-09 4", **history)
    # 4 × 120, 4 × 30
    assert bill.total == units


@pytest.mark.parametrize(("plan", "fee"), [("small", 3000), ("large", 5000)])
def test_a_cap_is_that_of_the_contract_s_own_fees(bills_of, service, rows, plan, fee):
    """A cap of items counts those alone that are charged to contracts like this one."""
    cap = {"of": ["small", "large"], "on": "end-day", "since": "2022-07-01", "source": "law"}
    charges = [
        {"item": "small", "kind": "fixed", "when": {"plan": "small"}, "price": rows("3000")},
        {"item": "large", "kind": "fixed", "when": {"plan": "large"}, "price": rows("5000")},
        {
            "item": "early",
            "kind": "termination",
            "months": 24,
            "per_month_left": False,
            "price": rows("10450"),
            "cap": cap,
        },
    ]
    terms = change_settings(service, {"charge": charges, "proration": {"trigger": "never"}})
    (bill,) = bills_of(terms, start="2024-06-01", end="2024-06-10", through="2024-06-30", attributes=f"plan={plan}")
    assert {line.item: line.amount for line in bill.lines} == {plan: fee, "early": fee}


@pytest.mark.parametrize(
    ("readings", "bills"),
    [
        ("2024-05-10 2024-07-01 2024-07-02 2024-10-02", [0, 10, 10]),  # the last days are 30 June, 1 July, 1 October
        ("2024-05-10 2024-07-02 2024-10-01 2024-10-02", [10, 10, 0]),  # 1 July, 30 September, 1 October
    ],
)
def test_the_months_of_a_charge_by_the_day_go_by_the_last_day(bills_of, meter, readings, bills):
    """Where each day has its own row, a charge of the summer is charged where the last day lies in the summer."""
    row = {"since": "2000-01-01", "tiers": [{"rate": 2}], "source": "made up for the test"}
    summer = {"item": "summer", "kind": "usage", "tiers": "graduated", "price": [row], "row_on": "each-day"}
    terms = change_settings(meter, {"charge": [{**summer, "in_months": [7, 8, 9, 10] if bills[-1] else [7, 8, 9]}]})
    events = "; ".join(f"used {day} 5" for day in readings.split()[1:])
    found = bills_of(terms, start="2024-05-10", readings=readings, events=events)
    assert [bill.total for bill in found] == bills


@pytest.mark.parametrize(
    ("second", "amount"),
    [
        ("2024-07-01", 3000),  # 100 a day
        ("2024-06-21", 2000 + 2000),  # from the change on 200 a day
        ("2024-06-16", 1500 + 3000),  # 15 days at 100, 15 at 200
    ],
)
def test_the_first_price_holds_on_the_days_before_it(bills_of, service, second, amount):
    """Where a start is not prorated, the days of the month before the first price cost that price too."""
    prices = [
        {"since": "2024-06-11", "amount": 3000, "source": "made up for the test"},
        {"since": second, "amount": 6000, "source": "made up for the test"},
    ]
    each_day = {"charge.fee.price": prices, "charge.fee.row_on": "each-day", "proration.only": ["change"]}
    terms = change_settings(service, {"effective": "2024-06-11", **each_day})
    events = "change 2024-06-21 plan=large"  # of the same price
    (bill,) = bills_of(terms, start="2024-06-15", through="2024-06-30", events=events)
    assert bill.total == Fraction(amount)
