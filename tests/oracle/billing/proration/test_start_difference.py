"""A start of supply, by the difference between the days used and the calendar days of the month before.

60 A, 1,684.80 yen. The reading period of 37 days, 1 June to 7 July 2016, is billed in July: the month before has 30
days. n days used leave a difference of n - 30.
"""

import pytest

READINGS = "2016-06-01 2016-07-08 2016-08-08"


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        pytest.param("2016-06-14", "1092, tax 80", id="minus-6"),  # × 24 ÷ 37 = 1,092.84…; 1,092 × 8 ÷ 108 = 80.88…
        pytest.param("2016-06-13", "1138, tax 84", id="minus-5"),  # × 25 ÷ 37 = 1,138.37…; 1,138 × 8 ÷ 108 = 84.29…
        pytest.param("2016-06-12", "1183, tax 87", id="minus-4"),  # × 26 ÷ 37 = 1,183.91…; 1,183 × 8 ÷ 108 = 87.62…
        pytest.param("2016-06-08", "1366, tax 101", id="zero"),  # × 30 ÷ 37 = 1,366.05…; 1,366 × 8 ÷ 108 = 101.18…
        pytest.param("2016-06-04", "1548, tax 114", id="plus-4"),  # × 34 ÷ 37 = 1,548.19…; 1,548 × 8 ÷ 108 = 114.66…
        pytest.param("2016-06-03", "1593, tax 118", id="plus-5"),  # × 35 ÷ 37 = 1,593.72…; 1,593 × 8 ÷ 108 = 118.00
        pytest.param("2016-06-02", "1639, tax 121", id="plus-6"),  # × 36 ÷ 37 = 1,639.26…; 1,639 × 8 ÷ 108 = 121.40…
    ],
)
def test_terms_of_2016_prorate_over_the_reading_period(paper, electricity_2016, start, bill):
    """Under the 2016 terms every start is prorated over the scheduled reading period, whatever the difference."""
    assert paper(electricity_2016, start=start, readings=READINGS, through="2016-07-31") == [
        f"{start} to 2016-07-07: {bill}"
    ]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        pytest.param("2016-06-14", "1347, tax 99", id="minus-6"),  # × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
        pytest.param("2016-06-13", "1684, tax 124", id="minus-5"),  # in full: 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
        pytest.param("2016-06-12", "1684, tax 124", id="minus-4"),
        pytest.param("2016-06-08", "1684, tax 124", id="zero"),
        pytest.param("2016-06-04", "1684, tax 124", id="plus-4"),
        pytest.param("2016-06-03", "1684, tax 124", id="plus-5"),
        pytest.param("2016-06-02", "2021, tax 149", id="plus-6"),  # × 36 ÷ 30 = 2,021.76; 2,021 × 8 ÷ 108 = 149.70…
    ],
)
def test_vendor_prorates_from_six_days_on_over_the_month_before(paper, vendor, start, bill):
    """The vendor's settings prorate a start from 6 days' difference on, and divide by the month before."""
    assert paper(vendor, start=start, readings=READINGS, through="2016-07-31") == [f"{start} to 2016-07-07: {bill}"]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        pytest.param("2018-09-14", "1347, tax 99", id="minus-6"),  # × 24 ÷ 30 = 1,347.84; 1,347 × 8 ÷ 108 = 99.77…
        pytest.param("2018-09-13", "1404, tax 104", id="minus-5"),  # × 25 ÷ 30 = 1,404; 1,404 × 8 ÷ 108 = 104
        pytest.param("2018-09-12", "1460, tax 108", id="minus-4"),  # × 26 ÷ 30 = 1,460.16; 1,460 × 8 ÷ 108 = 108.14…
        pytest.param("2018-09-08", "1684, tax 124", id="zero"),  # × 30 ÷ 30 = 1,684.80; 1,684 × 8 ÷ 108 = 124.74…
        pytest.param("2018-09-04", "1909, tax 141", id="plus-4"),  # × 34 ÷ 30 = 1,909.44; 1,909 × 8 ÷ 108 = 141.40…
        pytest.param("2018-09-03", "1965, tax 145", id="plus-5"),  # × 35 ÷ 30 = 1,965.60; 1,965 × 8 ÷ 108 = 145.55…
        pytest.param("2018-09-02", "2021, tax 149", id="plus-6"),  # × 36 ÷ 30 = 2,021.76; 2,021 × 8 ÷ 108 = 149.70…
    ],
)
def test_terms_of_2018_prorate_over_the_month_of_the_start(paper, electricity_2018, start, bill):
    """Under the 2018 terms every start is prorated over the calendar days of its month, here September's 30."""
    assert paper(electricity_2018, start=start, readings="2018-09-01 2018-10-08 2018-11-08", through="2018-10-31") == [
        f"{start} to 2018-10-07: {bill}"
    ]
