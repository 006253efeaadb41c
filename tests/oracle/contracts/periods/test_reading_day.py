"""Starts and ends on a scheduled reading day. 60 A, 1,684.80 yen, 8 % tax."""

import pytest
from yakkan.oracle import change_settings

READINGS_2016 = "2016-05-09 2016-06-08 2016-07-08 2016-08-08"  # 30, 30 and 31 days
READINGS_2018 = "2018-07-09 2018-08-08 2018-09-07 2018-10-09"  # 30, 30 and 32 days
FULL = "1684, tax 124"


def test_start_under_the_terms_of_2016(paper, electricity_2016):
    """A start on the reading day is a whole period: the basic fee in full."""
    assert paper(electricity_2016, start="2016-05-09", readings=READINGS_2016, through="2016-06-30") == [
        f"2016-05-09 to 2016-06-07: {FULL}"
    ]


def test_start_prorated_under_the_terms_of_2016(paper, electricity_2016):
    """Prorating the whole period changes nothing where the denominator is the period: 30 ÷ 30."""
    terms = change_settings(electricity_2016, {"proration.whole_period": "prorated"})
    assert paper(terms, start="2016-05-09", readings=READINGS_2016, through="2016-06-30") == [
        f"2016-05-09 to 2016-06-07: {FULL}"
    ]


def test_start_under_the_terms_of_2018(paper, electricity_2018):
    """A start on the reading day is a whole period under the 2018 terms too."""
    assert paper(electricity_2018, start="2018-07-09", readings=READINGS_2018, through="2018-08-31") == [
        f"2018-07-09 to 2018-08-07: {FULL}"
    ]


def test_start_prorated_under_the_terms_of_2018(paper, electricity_2018):
    """Prorated, a whole first period of 30 days costs 30 of July's 31 days."""
    # 1,684.80 × 30 ÷ 31 = 1,630.45…; 1,630 × 8 ÷ 108 = 120.74…
    terms = change_settings(electricity_2018, {"proration.whole_period": "prorated"})
    assert paper(terms, start="2018-07-09", readings=READINGS_2018, through="2018-09-30") == [
        "2018-07-09 to 2018-08-07: 1630, tax 120",
        f"2018-08-08 to 2018-09-06: {FULL}",
    ]


def test_start_the_day_before_the_reading_day(paper, electricity_2016):
    """A start on the day before the reading day uses one day of the period that ends there."""
    # 1,684.80 × 1 ÷ 30 = 56.16; 56 × 8 ÷ 108 = 4.14…
    assert paper(electricity_2016, start="2016-06-07", readings=READINGS_2016, through="2016-07-31") == [
        "2016-06-07 to 2016-06-07: 56, tax 4",
        f"2016-06-08 to 2016-07-07: {FULL}",
    ]


def test_end_day_billed(paper, electricity_2016):
    """An end on the reading day, billed, is one day of the next period: one more bill."""
    # 1,684.80 × 1 ÷ 30 = 56.16; 56 × 8 ÷ 108 = 4.14…
    assert paper(electricity_2016, start="2016-05-09", end="2016-06-08", readings=READINGS_2016) == [
        f"2016-05-09 to 2016-06-07: {FULL}",
        "2016-06-08 to 2016-06-08: 56, tax 4",
    ]


def test_end_day_billed_under_the_terms_of_2018(paper, electricity_2018):
    """Under the 2018 terms that one day is one of its own month, August."""
    # 1,684.80 × 1 ÷ 31 = 54.34…; 54 × 8 ÷ 108 = 4.00
    assert paper(electricity_2018, start="2018-07-09", end="2018-08-08", readings=READINGS_2018) == [
        f"2018-07-09 to 2018-08-07: {FULL}",
        "2018-08-08 to 2018-08-08: 54, tax 4",
    ]


def test_end_day_not_billed(paper, electricity_2016):
    """An end on the reading day, not billed, leaves a whole last period and no further bill."""
    terms = change_settings(electricity_2016, {"service.end_day": "not-billed"})
    assert paper(terms, start="2016-05-09", end="2016-06-08", readings=READINGS_2016) == [
        f"2016-05-09 to 2016-06-07: {FULL}"
    ]


@pytest.mark.parametrize(
    ("whole_period", "last"),
    [
        pytest.param("not-prorated", FULL, id="not-prorated"),
        pytest.param("prorated", "1684, tax 124", id="prorated"),  # the last day used is 6 September: × 30 ÷ 30
    ],
)
def test_whole_last_period_over_a_month_as_long(paper, electricity_2018, whole_period, last):
    """A whole last period of 30 days that ends in September costs the full fee either way."""
    # The start, 19 days of July's 31: 1,684.80 × 19 ÷ 31 = 1,032.61…; 1,032 × 8 ÷ 108 = 76.44…
    terms = change_settings(electricity_2018, {"service.end_day": "not-billed", "proration.whole_period": whole_period})
    assert paper(
        terms,
        start="2018-07-20",
        end="2018-09-07",
        readings=READINGS_2018,
    ) == ["2018-07-20 to 2018-08-07: 1032, tax 76", f"2018-08-08 to 2018-09-06: {last}"]


@pytest.mark.parametrize(
    ("whole_period", "last"),
    [
        pytest.param("not-prorated", FULL, id="not-prorated"),
        pytest.param("prorated", "1739, tax 128", id="prorated"),  # × 32 ÷ 31 = 1,739.14…; 1,739 × 8 ÷ 108 = 128.81…
    ],
)
def test_whole_last_period_longer_than_its_month(paper, electricity_2018, whole_period, last):
    """A whole last period of 32 days that ends in October costs 32 of 31 days only if it is prorated."""
    terms = change_settings(electricity_2018, {"service.end_day": "not-billed", "proration.whole_period": whole_period})
    bills = paper(terms, start="2018-08-08", end="2018-10-09", readings=f"{READINGS_2018} 2018-11-09")
    assert bills[-1] == f"2018-09-07 to 2018-10-08: {last}"
    assert len(bills) == 2


def test_end_on_the_last_day_before_the_reading_day(paper, electricity_2016):
    """An end on the day before the reading day, billed, is the same whole last period."""
    assert paper(electricity_2016, start="2016-05-09", end="2016-06-07", readings=READINGS_2016) == [
        f"2016-05-09 to 2016-06-07: {FULL}"
    ]
