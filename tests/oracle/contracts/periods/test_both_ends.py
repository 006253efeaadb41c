"""A contract that starts and ends inside one reading period. 60 A, 1,684.80 yen, 8 % tax.

From 20 August to 19 September 2018 are 31 days; 25 August to 10 September are 7 + 10 = 17 days used.
"""

import pytest
from yakkan.oracle import change_settings

READINGS = "2018-08-20 2018-09-20 2018-10-20 2018-11-20"


@pytest.mark.parametrize(
    ("both", "bill"),
    [
        pytest.param("start-month", "923, tax 68", id="start"),  # August: × 17 ÷ 31 = 923.92…; × 8 ÷ 108 = 68.37…
        pytest.param("last-used-month", "954, tax 70", id="end"),  # September: × 17 ÷ 30 = 954.72; × 8 ÷ 108 = 70.66…
    ],
)
def test_denominator_for_both(paper, electricity_2018, both, bill):
    """The denominator for both decides, whatever those for start and end alone are."""
    terms = change_settings(electricity_2018, {"proration.denominator.both": both})
    assert paper(terms, start="2018-08-25", end="2018-09-10", readings=READINGS) == [
        f"2018-08-25 to 2018-09-10: {bill}"
    ]


def test_over_the_reading_period(paper, electricity_2016):
    """Under the 2016 terms the days used are divided by the reading period's 31."""
    # 1,684.80 × 17 ÷ 31 = 923.92…; 923 × 8 ÷ 108 = 68.37…
    assert paper(electricity_2016, start="2018-08-25", end="2018-09-10", readings=READINGS) == [
        "2018-08-25 to 2018-09-10: 923, tax 68"
    ]


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        # The month before the billing month is August, 31 days.
        pytest.param("2018-09-18", "1358, tax 100", id="25-days-minus-6"),  # × 25 ÷ 31 = 1,358.70…
        pytest.param("2018-09-19", "1684, tax 124", id="26-days-minus-5"),  # in full
    ],
)
def test_vendor_applies_its_trigger_to_both(paper, vendor, end, bill):
    """The vendor's settings charge a stay inside one period in full within 5 days of the month before."""
    # From 25 August: to 18 September 7 + 18 = 25 days, to 19 September 26.
    assert paper(vendor, start="2018-08-25", end=end, readings=READINGS) == [f"2018-08-25 to {end}: {bill}"]


WHOLE_PERIOD = pytest.mark.parametrize("whole_period", ["not-prorated", "prorated"])


@WHOLE_PERIOD
def test_start_on_the_reading_day_and_end_inside(paper, electricity_2018, whole_period):
    """A contract that starts on the reading day and ends inside the period does both in it, since `whole_period`
    speaks only of periods used from the first to the last day."""
    # 20 August to 10 September are 12 + 10 = 22 days; August: 1,684.80 × 22 ÷ 31 = 1,195.66…; × 8 ÷ 108 = 88.51…
    # As an end alone it would be September: × 22 ÷ 30 = 1,235.52.
    terms = change_settings(electricity_2018, {"proration.whole_period": whole_period})
    assert paper(terms, start="2018-08-20", end="2018-09-10", readings=READINGS) == [
        "2018-08-20 to 2018-09-10: 1195, tax 88"
    ]


@WHOLE_PERIOD
def test_start_inside_and_end_on_the_last_day(paper, electricity_2018, whole_period):
    """A contract that starts inside the period and ends on its last day does both in it, since `whole_period` speaks
    only of periods used from the first to the last day."""
    # 25 August to 19 September are 7 + 19 = 26 days; by the month of the end: 1,684.80 × 26 ÷ 30 = 1,460.16;
    # 1,460 × 8 ÷ 108 = 108.14…. As a start alone it would be August: × 26 ÷ 31 = 1,413.05….
    terms = change_settings(
        electricity_2018,
        {"proration.whole_period": whole_period, "proration.denominator.both": "last-used-month"},
    )
    assert paper(terms, start="2018-08-25", end="2018-09-19", readings=READINGS) == [
        "2018-08-25 to 2018-09-19: 1460, tax 108"
    ]


@pytest.mark.parametrize(
    ("whole_period", "bill"),
    [
        pytest.param("not-prorated", "1684, tax 124", id="not-prorated"),
        pytest.param("prorated", "1740, tax 128", id="prorated"),  # September: × 31 ÷ 30 = 1,740.96; 128.88…
    ],
)
def test_start_and_end_on_the_edges(paper, electricity_2018, whole_period, bill):
    """A contract of exactly one reading period costs the full fee, or is prorated over the denominator for both."""
    terms = change_settings(
        electricity_2018,
        {"proration.whole_period": whole_period, "proration.denominator.both": "last-used-month"},
    )
    assert paper(terms, start="2018-08-20", end="2018-09-19", readings=READINGS) == [
        f"2018-08-20 to 2018-09-19: {bill}"
    ]
