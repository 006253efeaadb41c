"""Where a share just reaches the whole, and which days are a start.

9,300 yen a month for the small plan, 18,600 for the large one: 310 and 620 yen a day in June 2024.
"""

import pytest
from yakkan.oracle import change_settings


@pytest.mark.parametrize(
    ("start", "total"),
    [
        ("2024-05-03", 8990),  # 29 of 30 days: 310 × 29
        ("2024-05-02", 9300),  # 30 of 30 days: 310 × 30, as computed
        ("2024-05-01", 9310),  # the whole month is not prorated
    ],
)
def test_a_share_that_is_just_the_whole_is_computed(bills_of, service, rows, start, total):
    """The full fee stands in for a share above the whole, and not for one that is the whole: day by day it is less."""
    settings = {
        "charge.fee.price": rows("9310"),
        "proration.denominator": "thirty",
        "proration.above_whole": "full-fee",
        "proration.early_rounding": {"of": "day-rate", "mode": "floor", "unit": 10},  # 9,310 ÷ 30 = 310.33…, cut to 310
    }
    (bill,) = bills_of(change_settings(service, settings), start=start, through="2024-05-31")
    assert bill.total == total


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-06-11", "", 19),  # the 20 days from the 11th
        ("2024-06-11", "2024-06-20", 9),  # a start and an end: 10 days
        ("2024-06-11", "2024-06-11", 0),
        ("2024-05-01", "2024-06-20", 20),  # an end alone
    ],
)
def test_a_start_that_ends_in_its_period_is_a_start(bills_of, service, start, end, days):
    """Where the first day used does not count, it does not count in a period in which the contract ends either."""
    terms = change_settings(service, {"proration.numerator": "used-days-less-first"})
    bills = bills_of(terms, start=start, end=end, through="2024-06-30")
    assert bills[-1].total == days * 310


@pytest.mark.parametrize(
    ("only", "total"),
    [
        (["change"], 10 * 310 + 10 * 620),
        (["start", "end", "change"], 10 * 310 + 10 * 620),
    ],
)
def test_the_days_before_a_trial_ends_are_no_start(bills_of, service, only, total):
    """Where a start is not prorated, but a change is, the first days after a trial still cost their own days alone."""
    settings = {"trial": {"unit": "days", "length": 10}, "proration.only": only}
    terms = change_settings(service, settings)
    # free to the 10th, the small plan to the 20th, the large one to the 30th
    events = "change 2024-06-21 plan=large"
    (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30", events=events)
    assert bill.total == total
