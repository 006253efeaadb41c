"""An end of the contract, by the difference between the days used and the calendar days of the month before.

60 A, 1,684.80 yen. The reading period of 37 days, 1 June to 7 July 2016, is billed in July: the month before has 30
days. The named end day is billed, so an end on 24 June leaves 24 days used and a difference of -6.
"""

import pytest

READINGS = "2016-05-02 2016-06-01 2016-07-08 2016-08-08 2016-09-08"
MAY = "2016-05-02 to 2016-05-31: 1684, tax 124"


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        pytest.param("2016-06-24", "1092, tax 80", id="minus-6"),  # × 24 ÷ 37 = 1,092.84…; 1,092 × 8 ÷ 108 = 80.88…
        pytest.param("2016-06-25", "1138, tax 84", id="minus-5"),  # × 25 ÷ 37 = 1,138.37…; 1,138 × 8 ÷ 108 = 84.29…
        pytest.param("2016-06-26", "1183, tax 87", id="minus-4"),  # × 26 ÷ 37 = 1,183.91…; 1,183 × 8 ÷ 108 = 87.62…
        pytest.param("2016-06-30", "1366, tax 101", id="zero"),  # × 30 ÷ 37 = 1,366.05…; 1,366 × 8 ÷ 108 = 101.18…
        pytest.param("2016-07-04", "1548, tax 114", id="plus-4"),  # × 34 ÷ 37 = 1,548.19…; 1,548 × 8 ÷ 108 = 114.66…
        pytest.param("2016-07-05", "1593, tax 118", id="plus-5"),  # × 35 ÷ 37 = 1,593.72…; 1,593 × 8 ÷ 108 = 118.00
        pytest.param("2016-07-06", "1639, tax 121", id="plus-6"),  # × 36 ÷ 37 = 1,639.26…; 1,639 × 8 ÷ 108 = 121.40…
    ],
)
def test_terms_of_2016_prorate_over_the_reading_period(paper, electricity_2016, end, bill):
    """Under the 2016 terms every end is prorated over the scheduled reading period, and nothing is billed after it."""
    assert paper(electricity_2016, start="2016-05-02", end=end, readings=READINGS) == [
        MAY,
        f"2016-06-01 to {end}: {bill}",
    ]


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        pytest.param("2016-06-24", "1347, tax 99", id="minus-6"),  # × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
        pytest.param("2016-06-25", "1684, tax 124", id="minus-5"),  # in full: 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
        pytest.param("2016-06-26", "1684, tax 124", id="minus-4"),
        pytest.param("2016-06-30", "1684, tax 124", id="zero"),
        pytest.param("2016-07-04", "1684, tax 124", id="plus-4"),
        pytest.param("2016-07-05", "1684, tax 124", id="plus-5"),
        pytest.param("2016-07-06", "2021, tax 149", id="plus-6"),  # × 36 ÷ 30 = 2,021.76; 2,021 × 8 ÷ 108 = 149.70…
    ],
)
def test_vendor_prorates_from_six_days_on_over_the_month_before(paper, vendor, end, bill):
    """The vendor's settings prorate an end from 6 days' difference on, and divide by the month before."""
    assert paper(vendor, start="2016-05-02", end=end, readings=READINGS) == [MAY, f"2016-06-01 to {end}: {bill}"]


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        # The last day used lies in September, 30 days.
        pytest.param("2018-09-24", "1347, tax 99", id="minus-6"),  # × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
        pytest.param("2018-09-25", "1404, tax 104", id="minus-5"),  # × 25 ÷ 30 = 1,404; 1,404 × 8 ÷ 108 = 104
        pytest.param("2018-09-26", "1460, tax 108", id="minus-4"),  # × 26 ÷ 30 = 1,460.16; 1,460 × 8 ÷ 108 = 108.14…
        pytest.param("2018-09-30", "1684, tax 124", id="zero"),  # × 30 ÷ 30 = 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
        # The last day used lies in October, 31 days.
        pytest.param("2018-10-04", "1847, tax 136", id="plus-4"),  # × 34 ÷ 31 = 1,847.84…; 1,847 × 8 ÷ 108 = 136.81…
        pytest.param("2018-10-05", "1902, tax 140", id="plus-5"),  # × 35 ÷ 31 = 1,902.19…; 1,902 × 8 ÷ 108 = 140.88…
        pytest.param("2018-10-06", "1956, tax 144", id="plus-6"),  # × 36 ÷ 31 = 1,956.54…; 1,956 × 8 ÷ 108 = 144.88…
    ],
)
def test_terms_of_2018_prorate_over_the_month_of_the_last_day_used(paper, electricity_2018, end, bill):
    """Under the 2018 terms every end is prorated over the calendar days of the month of the last day used."""
    assert paper(
        electricity_2018,
        start="2018-08-02",
        end=end,
        readings="2018-08-02 2018-09-01 2018-10-08 2018-11-08 2018-12-08",
    ) == ["2018-08-02 to 2018-08-31: 1684, tax 124", f"2018-09-01 to {end}: {bill}"]
