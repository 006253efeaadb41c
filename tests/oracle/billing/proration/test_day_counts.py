"""What proration divides and what it divides by, for a fee of 1 yen, so that a bill is its ratio of days."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

RULE = {"kind": "meter-reading", "reading_day": "starts-period"}


@pytest.fixture(scope="module")
def ratio(bills_of, service, rows):
    """The last bill of a contract under one change of the proration rule."""

    def ratio(settings, **history):
        fee = {"charge.fee.price": rows("1")}
        return bills_of(change_settings(service, {**fee, **settings}), **history)[-1].total

    return ratio


@pytest.mark.parametrize(
    ("denominator", "days"),
    [
        ("billing-period", "30/33"),
        ("start-month", "30/31"),  # January, with the first day used
        ("last-used-month", "30/29"),  # February, with the last day used
        ("billing-month", "30/29"),  # February, with the reading of the 29th
        ("month-before-billing-month", "30/31"),  # January
        ("thirty", "30/30"),
        ("each-month", "854/899"),  # 2/31 + 28/29 = (58 + 868)/899
        ("rest-of-period", "30/30"),  # 30 January to 28 February
        ("period-less-one", "30/32"),
        ("days-365", "30/365"),
        ("days-366", "30/366"),
        ("days-360", "30/360"),
        ("year-actual", "30/366"),  # 2024
        ("month-of-365", "72/73"),  # 30 × 12 ÷ 365
    ],
)
def test_denominators_of_a_start(ratio, denominator, days):
    """A start on 30 January in the period from 27 January to 28 February 2024, 33 days, read on 29 February."""
    if denominator == "each-month":
        days = Fraction(2, 31) + Fraction(28, 29)
    settings = {"period": RULE, "proration.denominator": denominator}
    assert ratio(settings, start="2024-01-30", readings="2024-01-27 2024-02-29") == Fraction(days)


@pytest.mark.parametrize(
    ("denominator", "days"),
    [
        ("billing-period", "14/40"),
        ("start-month", "14/28"),  # February, with the first day used
        ("last-used-month", "14/31"),  # March, with the last day used
        ("billing-month", "14/30"),  # April, with the reading of the 1st
        ("month-before-billing-month", "14/31"),  # March
        ("thirty", "14/30"),
        ("rest-of-period", "14/40"),  # 20 February to 31 March
        ("period-less-one", "14/39"),
        ("days-365", "14/365"),
        ("days-366", "14/366"),
        ("days-360", "14/360"),
        ("year-actual", "14/365"),  # 2023
        ("month-of-365", "168/365"),  # 14 × 12 ÷ 365
    ],
)
def test_denominators_of_an_end(ratio, denominator, days):
    """An end on 5 March in the period from 20 February to 31 March 2023, 40 days, read on 1 April."""
    settings = {"period": RULE, "proration.denominator": denominator}
    history = {"start": "2023-01-20", "readings": "2023-01-20 2023-02-20 2023-04-01"}
    assert ratio(settings, end="2023-03-05", **history) == Fraction(days)


def test_each_month_of_an_end(ratio):
    """An end on 5 March counts 9 of the 28 days of February and 5 of the 31 days of March."""
    settings = {"period": RULE, "proration.denominator": "each-month"}
    history = {"start": "2023-01-20", "readings": "2023-01-20 2023-02-20 2023-04-01"}
    assert ratio(settings, end="2023-03-05", **history) == Fraction(9, 28) + Fraction(5, 31)


@pytest.mark.parametrize(
    ("numerator", "start", "end", "both"),
    [
        # In June 2024 a start on the 16th, an end on the 15th, and the 11th to the 20th
        ("used-days", 15, 15, 10),
        ("used-days-and-reading-day", 16, 15, 10),  # only at the start of supply, up to 1 July
        ("used-days-and-next", 16, 16, 11),
        ("used-days-less-one", 14, 14, 9),
        ("days-30-360", 15, 15, 10),
    ],
)
def test_numerators(ratio, numerator, start, end, both):
    """The days counted as used in a first, a last and an only part of June 2024."""
    settings = {"proration.numerator": numerator}
    history = {"through": "2024-06-30"}
    assert ratio(settings, start="2024-06-16", **history) == Fraction(start, 30)
    assert ratio(settings, start="2024-05-01", end="2024-06-15", **history) == Fraction(end, 30)
    assert ratio(settings, start="2024-06-11", end="2024-06-20", **history) == Fraction(both, 30)


@pytest.mark.parametrize(
    ("denominator", "numerator", "ratio_of_february", "ratio_of_january"),
    [
        # 27 and 28 February, and 27 to 31 January, of the year 2021
        pytest.param("billing-period", "used-days", "2/28", "5/31", id="actual-days-over-the-month"),
        pytest.param("thirty", "used-days", "2/30", "5/30", id="actual-days-over-30"),
        pytest.param("thirty", "days-30-360", "4/30", "4/30", id="30-360"),
    ],
)
def test_three_conventions_of_zuora(ratio, denominator, numerator, ratio_of_february, ratio_of_january):
    """The same days have three ratios by the three conventions that Zuora offers."""
    settings = {"proration.denominator": denominator, "proration.numerator": numerator}
    assert ratio(settings, start="2021-02-27", through="2021-02-28") == Fraction(ratio_of_february)
    assert ratio(settings, start="2021-01-27", through="2021-01-31") == Fraction(ratio_of_january)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-01-01", "2024-01-30", 30),  # the last of 30 days, and the 31st adds nothing
        ("2024-01-02", "2024-01-31", 29),
        ("2024-01-31", "2024-01-31", 1),  # the 31st counts as the 30th
        ("2024-01-30", "2024-01-31", 1),
        ("2024-02-28", "2024-02-28", 1),
        ("2024-02-29", "2024-02-29", 2),  # the last of February counts as the 30th: 29 and 30
        ("2023-02-28", "2023-02-28", 3),  # 28, 29 and 30
        ("2023-02-02", "2023-02-28", 29),
        ("2024-04-30", "2024-04-30", 1),
    ],
)
def test_days_by_months_of_30(ratio, start, end, days):
    """Days by months of 30 inside one calendar month."""
    settings = {"proration.denominator": "thirty", "proration.numerator": "days-30-360"}
    assert ratio(settings, start=start, end=end, through="2024-12-31") == Fraction(days, 30)


@pytest.mark.parametrize(
    ("start", "days"),
    [
        ("2024-01-31", 28),  # the 30th of January and 27 days of February
        ("2024-01-30", 28),
        ("2024-01-29", 29),
        ("2024-02-01", 27),
    ],
)
def test_days_by_months_of_30_over_a_month_s_end(ratio, start, days):
    """Days by months of 30 from January to 27 February 2024."""
    settings = {"period": RULE, "proration.denominator": "thirty", "proration.numerator": "days-30-360"}
    assert ratio(settings, start=start, readings="2024-01-28 2024-02-28") == Fraction(days, 30)


def test_each_month_by_its_own_days(ratio):
    """From 5 October to 4 November each month's days count over that month's own: 27 of 31 and 4 of 30."""
    settings = {"period": RULE, "proration.denominator": "each-month"}
    readings = "2023-10-01 2023-11-05"
    assert ratio(settings, start="2023-10-05", readings=readings) == Fraction(27, 31) + Fraction(4, 30)


def test_each_month_of_a_whole_period(ratio):
    """A first period used from its first to its last day is prorated only where the terms say so."""
    settings = {"period": RULE, "proration.denominator": "each-month"}
    history = {"start": "2023-10-05", "readings": "2023-10-05 2023-11-05"}
    assert ratio(settings, **history) == 1
    prorated = {**settings, "proration.whole_period": "prorated"}
    assert ratio(prorated, **history) == Fraction(27, 31) + Fraction(4, 30)


@pytest.mark.parametrize("denominator", ["thirty", "last-used-month"])
def test_more_days_than_the_denominator(ratio, denominator):
    """More days than the denominator cost more than the fee, or the fee, as the terms say."""
    # 31 January to 3 March 2024: 1 + 29 + 3 = 33 days; March has 31
    settings = {"period": RULE, "proration.denominator": denominator}
    history = {"start": "2024-01-31", "readings": "2024-01-29 2024-03-04"}
    assert ratio(settings, **history) == Fraction(33, {"thirty": 30, "last-used-month": 31}[denominator])
    assert ratio({**settings, "proration.above_whole": "full-fee"}, **history) == 1


def test_more_days_than_each_month(ratio):
    """Days that come to more than a month by each month's own days cost the full fee where the terms say so."""
    # 1/31 + 29/29 + 3/31 = 1.129…
    settings = {"period": RULE, "proration.denominator": "each-month", "proration.above_whole": "full-fee"}
    assert ratio(settings, start="2024-01-31", readings="2024-01-29 2024-03-04") == 1
