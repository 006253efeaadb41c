"""Proration by steps of days (half the fee up to 15 days) and by the months of a period of several months."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

STEPS = [{"up_to_days": 15, "share": "0.5"}]


@pytest.fixture(scope="module")
def water(bills_of, service):
    """The totals of a fee of 9,300 yen a calendar month (18,600 for the large plan), by steps of days."""

    def water(start, end="", through="2024-06-30", steps=STEPS, events="", **settings):
        terms = change_settings(
            service, {"proration.denominator": "steps", "proration.step": steps, "proration.numerator": "used-days"}
        )
        terms = change_settings(terms, settings)
        return [bill.total for bill in bills_of(terms, start=start, end=end, through=through, events=events)]

    return water


@pytest.mark.parametrize(
    ("start", "total"),
    [
        ("2024-06-01", 9300),  # 30 days
        ("2024-06-15", 9300),  # 16 days
        ("2024-06-16", 4650),  # 15 days
        ("2024-06-17", 4650),
        ("2024-06-30", 4650),  # 1 day
    ],
)
def test_half_up_to_fifteen_days(water, start, total):
    """Up to 15 days used cost half the fee, 16 the whole."""
    assert water(start) == [total]


@pytest.mark.parametrize(("end", "total"), [("2024-06-15", 4650), ("2024-06-16", 9300)])
def test_at_the_end(water, end, total):
    """The steps hold for the last month as for the first; the end day is billed here."""
    assert water("2024-05-01", end, **{"service.end_day": "billed"})[-1] == total


@pytest.mark.parametrize(
    ("start", "share"), [("2024-06-26", "0"), ("2024-06-25", "0.25"), ("2024-06-21", "0.25"), ("2024-06-20", "1")]
)
def test_several_steps(water, start, share):
    """The first step that the days stay within has their share: 5 days nothing, 10 days a quarter, more all."""
    steps = [{"up_to_days": 5, "share": "0"}, {"up_to_days": 10, "share": "0.25"}]
    assert water(start, steps=steps) == [9300 * Fraction(share)]


def test_steps_at_the_start_alone(water):
    """Steps can be the rule for a start, and days that for an end."""
    denominators = {"start": "steps", "end": "thirty", "both": "thirty"}
    by = {"proration.denominator": denominators, "service.end_day": "billed"}
    # 16 May to 31 May: 16 days, the whole fee; 10 of 30 days of 9,300 = 3,100
    assert water("2024-05-16", "2024-06-10", **by) == [9300, 3100]


def test_each_plan_has_its_own_step(water):
    """Of a month with a change each plan's days have their own share: 10 days half, 20 days all."""
    assert water("2024-06-01", events="change 2024-06-11 plan=large") == [4650 + 18600]


@pytest.fixture(scope="module")
def yearly(bills_of, service):
    """The total of a yearly fee of 9,300 yen for a contract's first year, by the months used."""

    def yearly(numerator, start, end="", through="2025-12-31", period=None, events=""):
        by_months = {"proration.numerator": numerator, "proration.denominator": "months-of-period"}
        kind = period or {"kind": "calendar-month", "months": 12}
        terms = change_settings(service, {**by_months, "period": kind, "service.end_day": "billed"})
        return bills_of(terms, start=start, end=end, through=through, events=events)[0].total

    return yearly


@pytest.mark.parametrize(
    ("start", "end", "begun", "whole"),
    [
        ("2024-01-01", "2024-12-31", 12, 12),
        ("2024-01-01", "2024-03-31", 3, 3),
        ("2024-01-01", "2024-04-01", 4, 3),
        ("2024-01-02", "2024-03-31", 3, 2),
        ("2024-02-10", "", 11, 10),
        ("2024-12-31", "", 1, 0),
        ("2024-05-10", "2024-05-20", 1, 0),
        ("2024-02-01", "2024-02-29", 1, 1),
    ],
)
def test_months_of_a_calendar_year(yearly, start, end, begun, whole):
    """A month begun counts as one, or whole months alone count, of the twelve of the year."""
    assert yearly("months-begun", start, end) == Fraction(9300 * begun, 12)
    assert yearly("whole-months", start, end) == Fraction(9300 * whole, 12)


@pytest.mark.parametrize(
    ("end", "begun", "whole"),
    [("2024-03-09", 2, 2), ("2024-03-10", 3, 2), ("2024-03-08", 2, 1), ("2025-01-09", 12, 12)],
)
def test_months_from_the_anniversary(yearly, end, begun, whole):
    """The months of a year from 10 January run from the 10th to the 9th: the whole months left are refunded."""
    period = {"kind": "anniversary", "month_end": "keep-anchor", "months": 12}
    assert yearly("months-begun", "2024-01-10", end, period=period) == Fraction(9300 * begun, 12)
    assert yearly("whole-months", "2024-01-10", end, period=period) == Fraction(9300 * whole, 12)


def test_months_from_the_31st(yearly):
    """The months of a quarter from 31 January end on the last days of shorter months."""
    # from 31 January to 28 February 2024, from 29 February to 30 March, from 31 March to 29 April
    period = {"kind": "anniversary", "month_end": "keep-anchor", "months": 3}
    assert yearly("months-begun", "2024-01-31", "2024-02-28", period=period) == 3100
    assert yearly("months-begun", "2024-01-31", "2024-02-29", period=period) == 6200


def test_a_period_of_one_month(yearly):
    """Of a single month a begun one is all of it, and a whole one only a whole one."""
    period = {"kind": "calendar-month"}
    assert yearly("months-begun", "2024-06-20", "2024-06-25", period=period) == 9300
    assert yearly("whole-months", "2024-06-20", "2024-06-25", period=period) == 0


def test_a_meter_read_every_second_month(bills_of, electricity_2016):
    """A reading period over two months has two: the one with the start and the one before it."""
    settings = {"proration.numerator": "months-begun", "proration.denominator": "months-of-period"}
    terms = change_settings(electricity_2016, settings)
    # 10 April to 9 June: the months from 10 April and from 10 May
    readings = "2016-04-10 2016-06-10"
    assert bills_of(terms, start="2016-05-10", readings=readings)[0].lines[0].amount == Fraction("842.40")
    assert bills_of(terms, start="2016-05-09", readings=readings)[0].lines[0].amount == Fraction("1684.80")
