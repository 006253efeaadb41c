"""29 February: 29 days in the reading period, in the month, and in the sum. 60 A, 1,684.80 yen."""

from datetime import date

import pytest
from yakkan.oracle import change_settings

READINGS_2016 = "2016-02-08 2016-03-08 2016-04-08"  # 29 days and 31 days
READINGS_2020 = "2020-01-10 2020-02-10 2020-03-10 2020-04-10"  # 31, 29 and 31 days
EARLIER = {"effective": date(2014, 4, 1)}


def test_reading_period_over_a_leap_day_has_29_days(paper, electricity_2016):
    """The scheduled reading period from 8 February 2016 to 7 March 2016 divides by 29."""
    # 15 to 29 February 15 days, to 7 March 7: 1,684.80 × 22 ÷ 29 = 1,278.12…; 1,278 × 8 ÷ 108 = 94.66…
    terms = change_settings(electricity_2016, EARLIER)
    assert paper(terms, start="2016-02-15", readings=READINGS_2016, through="2016-03-31") == [
        "2016-02-15 to 2016-03-07: 1278, tax 94"
    ]


def test_february_2016_as_month_of_the_start_has_29_days(paper, electricity_2018):
    """A start in February 2016 is prorated over 29 calendar days, in a reading period of 33."""
    # 10 to 29 February 20 days, to 4 March 4: 1,684.80 × 24 ÷ 29 = 1,394.31…; 1,394 × 8 ÷ 108 = 103.25…
    terms = change_settings(electricity_2018, EARLIER)
    assert paper(terms, start="2016-02-10", readings="2016-02-01 2016-03-05", through="2016-03-31") == [
        "2016-02-10 to 2016-03-04: 1394, tax 103"
    ]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        pytest.param("2016-02-13", "1684, tax 124", id="24-days-minus-5"),  # in full
        pytest.param("2016-02-14", "1336, tax 98", id="23-days-minus-6"),  # × 23 ÷ 29 = 1,336.22…; × 8 ÷ 108 = 98.96…
        pytest.param("2016-02-15", "1278, tax 94", id="22-days-minus-7"),  # × 22 ÷ 29 = 1,278.12…; × 8 ÷ 108 = 94.66…
    ],
)
def test_vendor_compares_with_and_divides_by_29_in_march(paper, vendor, start, bill):
    """For the vendor's settings February 2016 is the month before a bill of March, with 29 days."""
    terms = change_settings(vendor, EARLIER)
    assert paper(terms, start=start, readings=READINGS_2016, through="2016-03-31") == [f"{start} to 2016-03-07: {bill}"]


@pytest.mark.parametrize("terms", ["electricity_2016", "electricity_2018"])
def test_start_on_29_february(paper, request, terms):
    """A start on 29 February 2020 uses 10 of 29 days under both versions."""
    # 29 February and 9 days of March: 1,684.80 × 10 ÷ 29 = 580.96…; 580 × 10 ÷ 110 = 52.72…
    assert paper(request.getfixturevalue(terms), start="2020-02-29", readings=READINGS_2020, through="2020-03-31") == [
        "2020-02-29 to 2020-03-09: 580, tax 52"
    ]


@pytest.mark.parametrize("terms", ["electricity_2016", "electricity_2018"])
@pytest.mark.parametrize(
    ("end", "bill"),
    [
        pytest.param("2020-02-28", "1103, tax 100", id="28"),  # × 19 ÷ 29 = 1,103.83…; 1,103 × 10 ÷ 110 = 100.27…
        pytest.param("2020-02-29", "1161, tax 105", id="29"),  # × 20 ÷ 29 = 1,161.93…; 1,161 × 10 ÷ 110 = 105.54…
    ],
)
def test_end_at_the_end_of_february_2020(paper, request, terms, end, bill):
    """An end on 28 or on 29 February 2020 uses 19 or 20 of 29 days under both versions."""
    assert paper(request.getfixturevalue(terms), start="2020-01-10", end=end, readings=READINGS_2020) == [
        "2020-01-10 to 2020-02-09: 1684, tax 153",
        f"2020-02-10 to {end}: {bill}",
    ]


def test_day_after_29_february_belongs_to_march(paper, electricity_2016, electricity_2018):
    """A start on 1 March 2020 divides by the period's 29 days in 2016's terms and by March's 31 in 2018's."""
    history = {"start": "2020-03-01", "readings": READINGS_2020, "through": "2020-03-31"}
    # 1,684.80 × 9 ÷ 29 = 522.86…; 522 × 10 ÷ 110 = 47.45…
    assert paper(electricity_2016, **history) == ["2020-03-01 to 2020-03-09: 522, tax 47"]
    # 1,684.80 × 9 ÷ 31 = 489.13…; 489 × 10 ÷ 110 = 44.45…
    assert paper(electricity_2018, **history) == ["2020-03-01 to 2020-03-09: 489, tax 44"]


def test_february_without_a_leap_day_has_28_days(paper, electricity_2016, electricity_2018):
    """The same ten days from the end of February 2019 are 10 of 28."""
    history = {"start": "2019-02-28", "readings": "2019-02-10 2019-03-10", "through": "2019-03-31"}
    # 1,684.80 × 10 ÷ 28 = 601.71…; 601 × 8 ÷ 108 = 44.51…
    assert paper(electricity_2016, **history) == ["2019-02-28 to 2019-03-09: 601, tax 44"]
    assert paper(electricity_2018, **history) == ["2019-02-28 to 2019-03-09: 601, tax 44"]


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        # The end day is not billed. 5 % tax.
        pytest.param("2008-02-29", "2008-02-01 to 2008-02-28: 2993, tax 142", id="leap-day"),  # 3,100 × 28 ÷ 29
        pytest.param("2008-03-01", "2008-02-01 to 2008-02-29: 3100, tax 147", id="day-after"),  # all 29 days
        pytest.param("2009-02-28", "2009-02-01 to 2009-02-27: 2989, tax 142", id="common-year"),  # 3,100 × 27 ÷ 28
    ],
)
def test_calendar_february_of_a_leap_year_has_29_days(paper, by_days, end, bill):
    """A cancellation at the end of February divides by 29 in 2008 and by 28 in 2009."""
    assert paper(by_days, start=f"{end[:4]}-02-01", end=end, through=f"{end[:4]}-05-31") == [bill]
