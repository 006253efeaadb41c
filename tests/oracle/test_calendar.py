"""Days counted on a calendar: half-open periods, and the steps from month to month."""

from datetime import date

import pytest
from yakkan.oracle import Period
from yakkan.oracle.calendar import add_months, days_in_month, first_of_month_after, month_before

JUNE = Period(date(2016, 6, 1), date(2016, 7, 1))


def test_days_of_a_period():
    """A period has the days from its start to the day before its end."""
    assert (JUNE.days, JUNE.last_day) == (30, date(2016, 6, 30))
    assert date(2016, 6, 1) in JUNE
    assert date(2016, 6, 30) in JUNE
    assert date(2016, 5, 31) not in JUNE
    assert date(2016, 7, 1) not in JUNE


@pytest.mark.parametrize("end", ["2016-06-01", "2016-05-31"])
def test_no_period_without_a_day(end):
    """A period that ends on its start or before it is refused, with both days named."""
    with pytest.raises(ValueError, match=f"found 2016-06-01 to {end}"):
        Period(date(2016, 6, 1), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "common"),
    [
        ("2016-06-10", "2016-06-20", ("2016-06-10", "2016-06-20")),
        ("2016-05-01", "2016-08-01", ("2016-06-01", "2016-07-01")),
        ("2016-05-01", "2016-06-02", ("2016-06-01", "2016-06-02")),
        ("2016-06-30", "2016-08-01", ("2016-06-30", "2016-07-01")),
        ("2016-05-01", "2016-06-01", None),
        ("2016-07-01", "2016-08-01", None),
        ("2016-08-01", "2016-09-01", None),
    ],
)
def test_days_in_both(start, end, common):
    """The days in two periods are a period, or none where they only meet."""
    other = Period(date.fromisoformat(start), date.fromisoformat(end))
    expected = common and Period(*map(date.fromisoformat, common))
    assert JUNE.intersection(other) == expected
    assert other.intersection(JUNE) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2016-01-31", 1, "2016-02-29"),
        ("2015-01-31", 1, "2015-02-28"),
        ("2016-01-31", 2, "2016-03-31"),
        ("2016-11-30", 1, "2016-12-30"),
        ("2016-11-30", 2, "2017-01-30"),
        ("2016-12-31", 14, "2018-02-28"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2016-02-29", 48, "2020-02-29"),
        ("2016-05-15", 0, "2016-05-15"),
    ],
)
def test_months_later(day, months, expected):
    """So many months later is the same day, or the last one of a shorter month."""
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "days", "before", "after"),
    [
        ("2016-01-31", 31, "2015-12-01", "2016-02-01"),
        ("2016-02-29", 29, "2016-01-01", "2016-03-01"),
        ("2015-02-01", 28, "2015-01-01", "2015-03-01"),
        ("1900-02-01", 28, "1900-01-01", "1900-03-01"),
        ("2000-02-01", 29, "2000-01-01", "2000-03-01"),
        ("2016-03-31", 31, "2016-02-01", "2016-04-01"),
        ("2016-12-31", 31, "2016-11-01", "2017-01-01"),
    ],
)
def test_months_around_a_day(day, days, before, after):
    """A month has its calendar days, and the months before and after it begin on their first."""
    on = date.fromisoformat(day)
    assert (days_in_month(on), str(month_before(on)), str(first_of_month_after(on))) == (days, before, after)
