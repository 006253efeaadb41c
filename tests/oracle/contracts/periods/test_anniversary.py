"""Periods from anniversary to anniversary. 30 dollars a period, 8.25 % tax on top, the end day not billed."""

import pytest
from yakkan.oracle import change_settings

FULL = "32.48, tax 2.48"  # 30.00 × 0.0825 = 2.475, half-up 2.48


def first_days(bills):
    return " ".join(str(bill.billed.start) for bill in bills)


def test_keep_anchor_over_25_months_from_31_january(bills_of, plan):
    """Kept, an anchor on the 31st falls on the last day of every shorter month and returns to the 31st."""
    bills = bills_of(plan, start="2023-01-31", through="2025-02-27")
    assert first_days(bills) == (
        "2023-01-31 2023-02-28 2023-03-31 2023-04-30 2023-05-31 2023-06-30 2023-07-31 2023-08-31 2023-09-30 "
        "2023-10-31 2023-11-30 2023-12-31 2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-06-30 "
        "2024-07-31 2024-08-31 2024-09-30 2024-10-31 2024-11-30 2024-12-31 2025-01-31"
    )
    assert str(bills[-1].billed.last_day) == "2025-02-27"
    assert {str(bill.total) for bill in bills} == {"812/25"}  # 32.48


def test_walk_over_25_months_from_31_january(bills_of, plan):
    """Walking, the first February moves an anchor on the 31st to the 28th for good."""
    terms = change_settings(plan, {"period.month_end": "walk"})
    bills = bills_of(terms, start="2023-01-31", through="2025-02-27")
    assert first_days(bills) == (
        "2023-01-31 2023-02-28 2023-03-28 2023-04-28 2023-05-28 2023-06-28 2023-07-28 2023-08-28 2023-09-28 "
        "2023-10-28 2023-11-28 2023-12-28 2024-01-28 2024-02-28 2024-03-28 2024-04-28 2024-05-28 2024-06-28 "
        "2024-07-28 2024-08-28 2024-09-28 2024-10-28 2024-11-28 2024-12-28 2025-01-28"
    )


def test_cap_over_25_months_from_31_january(bills_of, plan):
    """Capped, an anchor on the 31st is the 28th from the second period on, in leap years too."""
    terms = change_settings(plan, {"period.month_end": "cap-at-28"})
    bills = bills_of(terms, start="2024-01-31", through="2026-02-27")
    assert first_days(bills) == (
        "2024-01-31 2024-02-28 2024-03-28 2024-04-28 2024-05-28 2024-06-28 2024-07-28 2024-08-28 2024-09-28 "
        "2024-10-28 2024-11-28 2024-12-28 2025-01-28 2025-02-28 2025-03-28 2025-04-28 2025-05-28 2025-06-28 "
        "2025-07-28 2025-08-28 2025-09-28 2025-10-28 2025-11-28 2025-12-28 2026-01-28"
    )


@pytest.mark.parametrize(
    ("month_end", "second", "last"),
    [
        ("keep-anchor", "2020-03-29", "2021-01-29 2021-02-28 2021-03-29"),
        ("walk", "2020-03-29", "2021-01-29 2021-02-28 2021-03-28"),
        ("cap-at-28", "2020-03-28", "2021-01-28 2021-02-28 2021-03-28"),
    ],
    ids=["keep-anchor", "walk", "cap-at-28"],
)
def test_from_29_february(bills_of, plan, month_end, second, last):
    """An anchor on 29 February stays the 29th until a February without one, or is the 28th from the start."""
    terms = change_settings(plan, {"period.month_end": month_end})
    bills = bills_of(terms, start="2020-02-29", through="2021-04-28")
    assert len(bills) == 14
    assert first_days(bills[:2]) == f"2020-02-29 {second}"
    assert first_days(bills[-3:]) == last


@pytest.mark.parametrize(
    ("month_end", "day"), [("keep-anchor", "2024-02-29"), ("walk", "2024-02-28"), ("cap-at-28", "2024-02-28")]
)
def test_29_february_four_years_on(bills_of, plan, month_end, day):
    """Only a kept anchor is on 29 February again four years later."""
    terms = change_settings(plan, {"period.month_end": month_end})
    assert day in first_days(bills_of(terms, start="2020-02-29", through="2024-03-31"))


@pytest.mark.parametrize("month_end", ["keep-anchor", "walk", "cap-at-28"])
def test_anchor_up_to_the_28th(bills_of, plan, month_end):
    """Up to the 28th every rule gives the same periods."""
    terms = change_settings(plan, {"period.month_end": month_end})
    assert first_days(bills_of(terms, start="2023-12-28", through="2024-04-27")) == (
        "2023-12-28 2024-01-28 2024-02-28 2024-03-28"
    )


@pytest.mark.parametrize(
    ("month_end", "bills"),
    [
        # 29 February to 30 March are 31 days, to 14 March 15: 30 × 15 ÷ 31 = 14.516…, 14.52; tax 1.1979, 1.20
        (
            "keep-anchor",
            [f"2024-01-31 to 2024-02-28: {FULL}", "2024-02-29 to 2024-03-14: 15.72, tax 1.20"],
        ),
        # 29 February to 28 March are 29 days: 30 × 15 ÷ 29 = 15.517…, 15.52; tax 1.2804, 1.28
        ("walk", [f"2024-01-31 to 2024-02-28: {FULL}", "2024-02-29 to 2024-03-14: 16.80, tax 1.28"]),
        # 28 February to 27 March are 29 days, to 14 March 16: 30 × 16 ÷ 29 = 16.551…, 16.55; tax 1.365375, 1.37
        ("cap-at-28", [f"2024-01-31 to 2024-02-27: {FULL}", "2024-02-28 to 2024-03-14: 17.92, tax 1.37"]),
    ],
    ids=["keep-anchor", "walk", "cap-at-28"],
)
def test_cancelled_in_march_of_a_leap_year(paper, plan, month_end, bills):
    """A cancellation on 15 March 2024 of a plan from 31 January is prorated over the period that the rule gives."""
    terms = change_settings(plan, {"period.month_end": month_end})
    assert paper(terms, start="2024-01-31", end="2024-03-15", through="2024-06-30") == bills


@pytest.mark.parametrize(
    ("month_end", "bill"),
    [
        # 28 February to 28 March are 29 days, to 9 March 10: 30 × 10 ÷ 29 = 10.344…, 10.34; tax 0.85305, 0.85
        ("keep-anchor", "2021-02-28 to 2021-03-09: 11.19, tax 0.85"),
        # 28 February to 27 March are 28 days: 30 × 10 ÷ 28 = 10.714…, 10.71; tax 0.883575, 0.88
        ("walk", "2021-02-28 to 2021-03-09: 11.59, tax 0.88"),
        ("cap-at-28", "2021-02-28 to 2021-03-09: 11.59, tax 0.88"),
    ],
    ids=["keep-anchor", "walk", "cap-at-28"],
)
def test_cancelled_in_the_year_after_29_february(paper, plan, month_end, bill):
    """A cancellation on 10 March 2021 of a plan from 29 February 2020 is prorated over 29 or 28 days."""
    terms = change_settings(plan, {"period.month_end": month_end})
    assert paper(terms, start="2020-02-29", end="2021-03-10", through="2021-06-30")[-1] == bill


@pytest.mark.parametrize(
    ("end", "last"),
    [
        pytest.param("2023-02-28", f"2023-01-31 to 2023-02-27: {FULL}", id="anniversary"),
        # 31 January to 26 February are 27 of 28 days: 30 × 27 ÷ 28 = 28.928…, 28.93; tax 2.386725, 2.39
        pytest.param("2023-02-27", "2023-01-31 to 2023-02-26: 31.32, tax 2.39", id="day-before"),
        # 28 February is 1 of 31 days: 30 × 1 ÷ 31 = 0.967…, 0.97; tax 0.080025, 0.08
        pytest.param("2023-03-01", "2023-02-28 to 2023-02-28: 1.05, tax 0.08", id="day-after"),
    ],
)
def test_cancelled_around_an_anniversary(paper, plan, end, last):
    """A cancellation on the anniversary leaves whole periods, one day earlier or later a prorated one."""
    assert paper(plan, start="2023-01-31", end=end, through="2023-06-30")[-1] == last
