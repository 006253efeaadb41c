"""Nothing is billed after the end: each contract is billed two periods and more past it."""

from datetime import date

import pytest
from yakkan.oracle import change_settings

READINGS = "2016-05-09 2016-06-08 2016-07-08 2016-08-08 2016-09-08 2016-10-07"


@pytest.mark.parametrize("terms", ["electricity_2016", "electricity_2018", "vendor", "gas"])
@pytest.mark.parametrize("end", ["2016-06-07", "2016-06-08", "2016-06-20", "2016-07-07"])
def test_electricity_and_gas(bills_of, request, terms, end):
    """Reading periods after the end bring no bill."""
    changed = change_settings(request.getfixturevalue(terms), {"effective": date(2016, 4, 1)})
    bills = bills_of(changed, start="2016-05-10", end=end, readings=READINGS)
    assert str(bills[-1].billed.last_day) == end
    assert all(str(bill.billed.last_day) <= end for bill in bills)


@pytest.mark.parametrize("terms", ["by_days", "full_month", "cards"])
@pytest.mark.parametrize(
    ("effect", "last"),
    [
        ("on-end-day", "2009-05-15"),
        ("end-of-period", "2009-05-31"),
        ("end-of-next-period", "2009-06-30"),
        ("start-of-period", "2009-04-30"),
    ],
)
def test_calendar_months(bills_of, request, terms, effect, last):
    """Months after the cancellation's effect bring no bill, for a year."""
    settings = {"service.cancellation": effect, "service.end_day": "billed"}
    changed = change_settings(request.getfixturevalue(terms), settings)
    bills = bills_of(changed, start="2009-03-15", end="2009-05-15", through="2010-05-31")
    assert str(bills[-1].billed.last_day) == last


@pytest.mark.parametrize("month_end", ["keep-anchor", "walk", "cap-at-28"])
def test_anniversaries(bills_of, plan, month_end):
    """Anniversaries after the end bring no bill, for a year."""
    terms = change_settings(plan, {"period.month_end": month_end})
    bills = bills_of(terms, start="2023-01-31", end="2023-03-15", through="2024-03-31")
    assert [str(bill.billed.last_day) for bill in bills] == ["2023-02-27", "2023-03-14"]


def test_late_runs(bills_of, by_days):
    """Runs long after the end issue what was due, and nothing for the months since."""
    bills = bills_of(by_days, start="2009-03-15", end="2009-05-01", through="2010-01-31", runs="2009-12-31 2010-01-31")
    assert [str(bill.billed.last_day) for bill in bills] == ["2009-03-31", "2009-04-30"]
    assert {str(bill.issued) for bill in bills} == {"2009-12-31"}


def test_contract_that_never_starts_in_time(bills_of, by_days):
    """A contract that starts after the day bills are asked for has none."""
    assert bills_of(by_days, start="2009-05-01", through="2009-04-30") == ()
