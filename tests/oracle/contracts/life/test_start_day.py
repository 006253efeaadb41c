"""A start day that is not billed. 3,100 yen a calendar month, 5 % tax in it, prorated by calendar days."""

import pytest
from yakkan.oracle import change_settings

APRIL = "2009-04-01 to 2009-04-30: 3100, tax 147"  # 3,100 × 5 ÷ 105 = 147.61…


@pytest.fixture(scope="module")
def from_next_day(by_days):
    return change_settings(by_days, {"service.start_day": "not-billed", "service.same_day": "as-counted"})


@pytest.mark.parametrize(
    ("start", "bills"),
    [
        # 16 to 31 March are 16 days: 3,100 × 16 ÷ 31 = 1,600; 1,600 × 5 ÷ 105 = 76.19…
        pytest.param("2009-03-15", ["2009-03-16 to 2009-03-31: 1600, tax 76", APRIL], id="middle"),
        # 2 to 31 March are 30 days: 3,100 × 30 ÷ 31 = 3,000; 3,000 × 5 ÷ 105 = 142.85…
        pytest.param("2009-03-01", ["2009-03-02 to 2009-03-31: 3000, tax 142", APRIL], id="first"),
        pytest.param("2009-03-31", [APRIL], id="last"),
        pytest.param("2009-02-28", ["2009-03-01 to 2009-03-31: 3100, tax 147", APRIL], id="before-the-first"),
    ],
)
def test_service_begins_on_the_next_day(paper, from_next_day, start, bills):
    """The first day charged is the day after the named one, which on a month's last day is the next month's first."""
    assert paper(from_next_day, start=start, through="2009-04-30") == bills


@pytest.mark.parametrize(
    ("end_day", "end", "bills"),
    [
        pytest.param("billed", "2009-03-15", [], id="same-day-billed"),
        pytest.param("not-billed", "2009-03-15", [], id="same-day-not-billed"),
        pytest.param("billed", "2009-03-16", ["2009-03-16 to 2009-03-16: 100, tax 4"], id="next-day-billed"),
        pytest.param("not-billed", "2009-03-16", [], id="next-day-not-billed"),
        pytest.param("not-billed", "2009-03-17", ["2009-03-16 to 2009-03-16: 100, tax 4"], id="second-day-not-billed"),
    ],
)
def test_short_stays(paper, from_next_day, end_day, end, bills):
    """A stay is the days after the named start to the named end, or to the day before it."""
    # One day: 3,100 × 1 ÷ 31 = 100; 100 × 5 ÷ 105 = 4.76…
    terms = change_settings(from_next_day, {"service.end_day": end_day})
    assert paper(terms, start="2009-03-15", end=end, through="2009-06-30") == bills


@pytest.mark.parametrize("end_day", ["billed", "not-billed"])
@pytest.mark.parametrize(
    ("day", "bill"),
    [
        pytest.param("2009-03-15", "100, tax 4", id="middle"),  # 3,100 × 1 ÷ 31
        pytest.param("2009-03-31", "100, tax 4", id="last"),  # still March: × 1 ÷ 31, not April's 3,100 ÷ 30 = 103.33…
    ],
)
def test_one_day_is_the_named_day(paper, from_next_day, end_day, day, bill):
    """The one day billed of a contract that starts and ends on a day is that day, not one after its end."""
    terms = change_settings(from_next_day, {"service.end_day": end_day, "service.same_day": "one-day"})
    assert paper(terms, start=day, end=day, through="2009-06-30") == [f"{day} to {day}: {bill}"]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        # 10 May to 7 June are 29 of 30 days: 1,684.80 × 29 ÷ 30 = 1,628.64; 1,628 × 8 ÷ 108 = 120.59…
        pytest.param("2016-05-09", ["2016-05-10 to 2016-06-07: 1628, tax 120"], id="reading-day"),
        pytest.param("2016-05-08", ["2016-05-09 to 2016-06-07: 1684, tax 124"], id="day-before"),
        pytest.param("2016-06-07", [], id="last-day"),
    ],
)
def test_by_reading_periods(paper, electricity_2016, start, first):
    """A start not billed on the last day of a reading period begins with the next period."""
    terms = change_settings(electricity_2016, {"service.start_day": "not-billed"})
    assert paper(terms, start=start, readings="2016-04-08 2016-05-09 2016-06-08 2016-07-08") == [
        *first,
        "2016-06-08 to 2016-07-07: 1684, tax 124",
    ]
