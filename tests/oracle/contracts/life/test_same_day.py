"""A contract cancelled on the day it starts. 3,100 yen a calendar month, 5 % tax in it, prorated by calendar days."""

import pytest
from yakkan.oracle import change_settings

ONE_DAY = "2009-03-15 to 2009-03-15: 100, tax 4"  # 3,100 × 1 ÷ 31 = 100; 100 × 5 ÷ 105 = 4.76…
TO_MONTH_END = "2009-03-15 to 2009-03-31: 1700, tax 80"  # 3,100 × 17 ÷ 31 = 1,700; 1,700 × 5 ÷ 105 = 80.95…
APRIL = "2009-04-01 to 2009-04-30: 3100, tax 147"  # 3,100 × 5 ÷ 105 = 147.61…


@pytest.mark.parametrize(
    ("same_day", "end_day"),
    [("one-day", "billed"), ("one-day", "not-billed"), ("as-counted", "billed")],
    ids=["one-day-billed", "one-day-not-billed", "as-counted-billed"],
)
@pytest.mark.parametrize(
    ("effect", "bills"),
    [
        pytest.param("on-end-day", [ONE_DAY], id="on-end-day"),
        pytest.param("end-of-period", [TO_MONTH_END], id="end-of-period"),
        pytest.param("end-of-next-period", [TO_MONTH_END, APRIL], id="end-of-next-period"),
        pytest.param("start-of-period", [], id="start-of-period"),
    ],
)
def test_one_day_is_used(paper, by_days, same_day, end_day, effect, bills):
    """One day is used where the end day is billed or the terms give it, and the cancellation takes effect from it."""
    terms = change_settings(
        by_days,
        {"service.same_day": same_day, "service.end_day": end_day, "service.cancellation": effect},
    )
    assert paper(terms, start="2009-03-15", end="2009-03-15", through="2009-06-30") == bills


@pytest.mark.parametrize("effect", ["on-end-day", "end-of-period", "end-of-next-period", "start-of-period"])
def test_no_day_is_used(paper, by_days, effect):
    """Counted as it is, with the end day not billed, no day is used and nothing is ever billed."""
    terms = change_settings(by_days, {"service.same_day": "as-counted", "service.cancellation": effect})
    assert paper(terms, start="2009-03-15", end="2009-03-15", through="2009-06-30") == []


@pytest.mark.parametrize(
    ("day", "bill"),
    [
        pytest.param("2009-03-01", "100, tax 4", id="first"),  # 3,100 × 1 ÷ 31
        pytest.param("2009-03-31", "100, tax 4", id="last"),
        pytest.param("2009-04-01", "103, tax 4", id="of-30"),  # 3,100 × 1 ÷ 30 = 103.33…; 103 × 5 ÷ 105 = 4.90…
        pytest.param("2009-02-28", "110, tax 5", id="of-28"),  # 3,100 × 1 ÷ 28 = 110.71…; 110 × 5 ÷ 105 = 5.23…
        pytest.param("2008-02-29", "106, tax 5", id="of-29"),  # 3,100 × 1 ÷ 29 = 106.89…; 106 × 5 ÷ 105 = 5.04…
    ],
)
def test_first_and_last_day_of_a_month(paper, by_days, day, bill):
    """The one day is prorated on the first and on the last day of a month too."""
    assert paper(by_days, start=day, end=day, through="2009-06-30") == [f"{day} to {day}: {bill}"]


def test_full_month(paper, full_month):
    """Where months are charged in full, the one day costs its month."""
    assert paper(full_month, start="2009-03-15", end="2009-03-15", through="2009-06-30") == [
        "2009-03-15 to 2009-03-31: 3100, tax 147"
    ]


@pytest.mark.parametrize("same_day", ["one-day", "as-counted"])
def test_end_on_the_day_after_is_no_same_day(paper, by_days, same_day):
    """A contract that ends on the day after its start uses the start day alone, whatever the rule for one day."""
    terms = change_settings(by_days, {"service.same_day": same_day})
    assert paper(terms, start="2009-03-15", end="2009-03-16", through="2009-06-30") == [ONE_DAY]


@pytest.mark.parametrize(
    ("day", "bill"),
    [
        # From 9 May to 7 June 2016 are 30 days: 1,684.80 × 1 ÷ 30 = 56.16; 56 × 8 ÷ 108 = 4.14…
        pytest.param("2016-05-09", "56, tax 4", id="reading-day"),
        pytest.param("2016-05-20", "56, tax 4", id="inside"),
        pytest.param("2016-06-07", "56, tax 4", id="last-day"),
    ],
)
def test_by_reading_periods(paper, electricity_2016, day, bill):
    """Supply for one day costs one day of its reading period, on a reading day of the period it opens."""
    assert paper(electricity_2016, start=day, end=day, readings="2016-05-09 2016-06-08 2016-07-08 2016-08-08") == [
        f"{day} to {day}: {bill}"
    ]


@pytest.mark.parametrize(
    ("denominator", "bill"),
    [
        pytest.param("start-month", "54, tax 4", id="start"),  # 20 August: × 1 ÷ 31 = 54.34…; 54 × 8 ÷ 108 = 4
        pytest.param("last-used-month", "54, tax 4", id="end"),
    ],
)
def test_one_day_has_one_month(paper, electricity_2018, denominator, bill):
    """The month of the start and of the last day used are the same for one day."""
    terms = change_settings(electricity_2018, {"proration.denominator.both": denominator})
    assert paper(terms, start="2018-08-20", end="2018-08-20", readings="2018-08-08 2018-09-07 2018-10-09") == [
        f"2018-08-20 to 2018-08-20: {bill}"
    ]
