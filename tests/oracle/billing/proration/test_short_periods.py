"""Periods of a day or two, over a denominator that is a day less than the period. 60 A, 1,684.80 yen, 8 % tax."""

import pytest
from yakkan.oracle import change_settings

WHOLE, HALF = "1684, tax 124", "842, tax 62"
"""1,684 × 8 ÷ 108 = 124.74…; 1,684.80 ÷ 2 = 842.40, 842 × 8 ÷ 108 = 62.37…"""


@pytest.mark.parametrize(
    ("start", "readings", "bill"),
    [
        ("2016-05-12", "2016-05-10 2016-05-13", HALF),  # 1 of 3 days: 1 ÷ (3 - 1)
        ("2016-05-11", "2016-05-10 2016-05-13", WHOLE),  # 2 of 3 days: 2 ÷ (3 - 1)
        ("2016-05-11", "2016-05-10 2016-05-12", WHOLE),  # 1 of 2 days: 1 ÷ (2 - 1)
        ("2016-05-10", "2016-05-10 2016-05-11", WHOLE),  # the one day of its period: over 1, not over 1 - 1
    ],
)
def test_a_day_less_than_the_period_is_at_least_one(paper, electricity_2016, start, readings, bill):
    """A day less than the period is divided by, down to one day for a period of two, and not below."""
    settings = {"proration.denominator": "period-less-one", "proration.whole_period": "prorated"}
    (noted,) = paper(change_settings(electricity_2016, settings), start=start, readings=readings)
    assert noted.partition(": ")[2] == bill
