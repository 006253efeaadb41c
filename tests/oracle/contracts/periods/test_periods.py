"""Billing periods by a billing day, by quarters and years, and by anniversaries of the 29th to the 31st."""

from itertools import pairwise

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def periods(bills_of, service, declaring):
    """The first days of the billing periods, each billed in full from the first one to the last."""

    def periods(period, start, through, **history):
        by_attribute = [period["billing_day_attribute"]] if "billing_day_attribute" in period else []
        rule = {"period": period, "proration.trigger": "never"}
        terms = change_settings(declaring(service, *by_attribute), rule)
        bills = bills_of(terms, start=start, through=through, **history)
        assert all(one.period.end == two.period.start for one, two in pairwise(bills))
        return " ".join(str(bill.period.start) for bill in bills)

    return periods


@pytest.mark.parametrize(
    ("start", "day", "starts"),
    [
        ("2024-01-20", 20, "2024-01-20 2024-02-20 2024-03-20"),
        ("2024-01-19", 20, "2023-12-20 2024-01-20 2024-02-20 2024-03-20"),
        ("2024-01-21", 20, "2024-01-20 2024-02-20 2024-03-20"),
        ("2024-01-01", 1, "2024-01-01 2024-02-01 2024-03-01"),
        ("2024-01-31", 31, "2024-01-31 2024-02-29 2024-03-31"),
        ("2024-02-10", 31, "2024-01-31 2024-02-29 2024-03-31"),
        ("2023-12-31", 1, "2023-12-01 2024-01-01 2024-02-01 2024-03-01"),
    ],
)
def test_billing_day(periods, start, day, starts):
    """Periods start on the billing day, the first one on or before the contract's start."""
    period = {"kind": "billing-day", "billing_day": day, "month_end": "keep-anchor"}
    assert periods(period, start, "2024-04-29") == starts


@pytest.mark.parametrize(
    ("month_end", "starts"),
    [
        ("keep-anchor", "2023-01-31 2023-02-28 2023-03-31 2023-04-30 2023-05-31"),
        ("walk", "2023-01-31 2023-02-28 2023-03-28 2023-04-28 2023-05-28"),
        ("cap-at-28", "2023-01-28 2023-02-28 2023-03-28 2023-04-28 2023-05-28"),
    ],
)
def test_billing_day_31(periods, month_end, starts):
    """A billing day that a month does not have becomes its last day, for that month or for good, or is the 28th."""
    period = {"kind": "billing-day", "billing_day": 31, "month_end": month_end}
    assert periods(period, "2023-01-31", "2023-06-29") == starts


def test_billing_day_of_the_contract(periods):
    """The billing day can be an attribute of the contract."""
    period = {"kind": "billing-day", "billing_day_attribute": "billing_day", "month_end": "keep-anchor"}
    starts = "2024-01-16 2024-02-16 2024-03-16"
    assert periods(period, "2024-01-20", "2024-04-15", attributes="billing_day=16") == starts
    starts = "2024-01-06 2024-02-06 2024-03-06"
    assert periods(period, "2024-01-20", "2024-04-05", attributes="billing_day=6") == starts


@pytest.mark.parametrize(
    ("months", "starts"),
    [
        (1, "2024-02-01 2024-03-01 2024-04-01 2024-05-01 2024-06-01"),
        (2, "2024-01-01 2024-03-01 2024-05-01"),
        (3, "2024-01-01 2024-04-01"),
        (4, "2024-01-01"),
        (6, "2024-01-01"),
    ],
)
def test_calendar_periods_start_in_january(periods, months, starts):
    """Calendar periods of several months start in January, and the contract's start lies in its first one."""
    assert periods({"kind": "calendar-month", "months": months}, "2024-02-10", "2024-06-30") == starts


@pytest.mark.parametrize(
    ("start", "month_end", "starts"),
    [
        # By quarters from 31 August 2023, over 29 February 2024
        ("2023-08-31", "keep-anchor", "2023-08-31 2023-11-30 2024-02-29 2024-05-31 2024-08-31"),
        ("2023-08-31", "walk", "2023-08-31 2023-11-30 2024-02-29 2024-05-29 2024-08-29"),
        ("2023-08-31", "cap-at-28", "2023-08-31 2023-11-28 2024-02-28 2024-05-28 2024-08-28"),
        # From 27 February 2020 no rule moves a day
        ("2020-02-27", "keep-anchor", "2020-02-27 2020-05-27 2020-08-27 2020-11-27 2021-02-27"),
        ("2020-02-27", "walk", "2020-02-27 2020-05-27 2020-08-27 2020-11-27 2021-02-27"),
        ("2020-02-27", "cap-at-28", "2020-02-27 2020-05-27 2020-08-27 2020-11-27 2021-02-27"),
    ],
)
def test_quarters_from_an_anniversary(periods, start, month_end, starts):
    """Quarters by anniversaries tile, and a day that a month does not have is taken as the rule says."""
    through = {"2023": "2024-11-29", "2020": "2021-05-26"}[start[:4]]
    assert periods({"kind": "anniversary", "months": 3, "month_end": month_end}, start, through) == starts


@pytest.mark.parametrize(
    ("month_end", "starts"),
    [
        ("keep-anchor", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("walk", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-28"),
        ("cap-at-28", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-28"),
    ],
)
def test_years_from_29_february(periods, month_end, starts):
    """A year from 29 February is billed every year, and on a leap day again only where the anchor is kept."""
    period = {"kind": "anniversary", "months": 12, "month_end": month_end}
    assert periods(period, "2024-02-29", "2029-02-27") == starts


@pytest.mark.parametrize(
    ("start", "starts"),
    [
        ("2023-01-31", "2023-01-31 2023-02-28 2023-03-31 2023-04-30"),
        ("2023-01-30", "2023-01-30 2023-02-28 2023-03-30 2023-04-30"),
        ("2023-01-29", "2023-01-29 2023-02-28 2023-03-29 2023-04-29"),
        ("2023-01-28", "2023-01-28 2023-02-28 2023-03-28 2023-04-28"),
        ("2024-01-29", "2024-01-29 2024-02-29 2024-03-29 2024-04-29"),
        ("2024-02-29", "2024-02-29 2024-03-29 2024-04-29"),
    ],
)
def test_months_from_the_last_days_of_january(periods, start, starts):
    """Where the anchor is kept, February ends a month early and the months after it start on the anchor again."""
    period = {"kind": "anniversary", "month_end": "keep-anchor"}
    assert periods(period, start, f"{start[:4]}-05-30") == starts


@pytest.mark.parametrize(
    ("period", "start", "through", "bill"),
    [
        # 10 February to 31 March: 51 of 91 days, 9,300 × 51 ÷ 91 = 5,212.08…
        ({"months": 3}, "2024-02-10", "2024-03-31", "2024-02-10 to 2024-03-31: 474300/91"),
        # 22 to 31 December: 10 of 366 days
        ({"months": 12}, "2024-12-22", "2024-12-31", "2024-12-22 to 2024-12-31: 15500/61"),
    ],
)
def test_part_of_a_longer_period(paper, service, period, start, through, bill):
    """A fee for a quarter or a year is prorated over all of its days."""
    terms = change_settings(service, {"period": {"kind": "calendar-month", **period}})
    assert paper(terms, start=start, through=through) == [bill]


def test_part_before_the_first_billing_day(paper, service):
    """A contract from 10 February with a billing day of the 25th has 15 of the 31 days from 25 January first."""
    period = {"kind": "billing-day", "billing_day": 25, "month_end": "keep-anchor"}
    # 9,300 × 15 ÷ 31 = 4,500
    assert paper(change_settings(service, {"period": period}), start="2024-02-10", through="2024-03-24") == [
        "2024-02-10 to 2024-02-24: 4500",
        "2024-02-25 to 2024-03-24: 9300",
    ]


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ({"kind": "calendar-month", "months": 3}, "2024-03-31"),
        ({"kind": "calendar-month", "months": 12}, "2024-12-31"),
        ({"kind": "billing-day", "billing_day": 25, "month_end": "keep-anchor"}, "2024-02-24"),
        ({"kind": "anniversary", "months": 12, "month_end": "keep-anchor"}, "2025-02-09"),
    ],
)
def test_due_on_the_last_day(bills_of, service, kind, due):
    """In arrears a period is billed on its last day, however long it is."""
    bill, *_ = bills_of(change_settings(service, {"period": kind}), start="2024-02-10", through="2025-12-31")
    assert str(bill.issued) == due
