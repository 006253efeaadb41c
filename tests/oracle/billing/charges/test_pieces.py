"""A fee over a month that a suspension or a change cuts into pieces: whose fee it is, and what its sum speaks of.

9,300 yen a month for the small plan, 18,600 for the large one: 310 and 620 yen a day in June 2024.
"""

from collections import Counter

import pytest
from yakkan.oracle import change_settings

HALF = {"suspension.fee_share": "0.5", "proration": {"trigger": "never"}}
"""A suspended day costs half the fee, and no fee is prorated."""
SUSPENDED_FIRST = "suspend 2024-06-01; resume 2024-06-11"
SUSPENDED_LAST = "suspend 2024-06-21; resume 2024-07-01"


@pytest.fixture(scope="module")
def june(bills_of, service):
    """The bill of June 2024."""

    def june(events, settings, **history):
        terms = change_settings(service, settings)
        bills = bills_of(terms, events=events, **{"start": "2024-05-01", "through": "2024-06-30", **history})
        return next(bill for bill in bills if bill.period.start.month == 6)

    return june


@pytest.mark.parametrize(
    ("whole_fee", "events", "total"),
    [
        ("first", SUSPENDED_FIRST, 9300),
        ("last", SUSPENDED_LAST, 9300),
        ("each", SUSPENDED_FIRST, 9300),
        ("first", f"{SUSPENDED_FIRST}; change 2024-06-06 plan=large", 18600),  # the small plan was never in service
        ("last", f"{SUSPENDED_LAST}; change 2024-06-26 plan=large", 9300),  # the large plan not yet
        ("each", f"{SUSPENDED_FIRST}; change 2024-06-06 plan=large", 18600),
        ("each", f"{SUSPENDED_LAST}; change 2024-06-16 plan=large", 9300 + 18600),
    ],
)
def test_a_whole_fee_is_that_of_a_plan_in_service(june, whole_fee, events, total):
    """A fee that is not prorated is the whole one of a plan in service: suspended days at half are not its plan's."""
    assert june(events, {**HALF, "change.whole_fee": whole_fee}).total == total


@pytest.mark.parametrize("whole_fee", ["first", "last", "each"])
def test_a_month_suspended_from_first_to_last_day_costs_its_part_of_the_whole_fee(june, whole_fee):
    """Half the fee is charged for a month without a day in service, whosever fee a month with one has."""
    # 9,300 × 0.5
    assert june("suspend 2024-06-01", {**HALF, "change.whole_fee": whole_fee}).total == 4650


def test_the_sum_of_each_version_speaks_of_its_own_days(bills_of, service):
    """Where each day has its own version, a plan that was left before the later one takes no part in its sum."""
    prices = [
        {"since": "2000-01-01", "attribute": "plan", "amounts": {"small": 12000, "large": 24000}, "source": "made up"}
    ]
    each_day = {"versions.in_force_on": "each-day"}
    old = change_settings(service, each_day)
    new = change_settings(service, {**each_day, "effective": "2024-06-16", "charge.fee.price": prices})
    events = "change 2024-06-11 plan=large"
    (bill,) = bills_of((old, new), start="2024-06-01", through="2024-06-30", events=events)
    (line,) = bill.lines
    # small to the 10th, large to the 15th, large at the new price, 800 a day: 10 × 310 + 5 × 620 + 15 × 800
    assert line.amount == 3100 + 3100 + 12000
    steps = Counter(step.kind.value for step in line.derivation)
    assert (steps["prorated"], steps["sum-of-parts"]) == (3, 1)
    assert [step.value for step in line.derivation if step.kind == "prorated"] == [3100, 3100, 12000]
