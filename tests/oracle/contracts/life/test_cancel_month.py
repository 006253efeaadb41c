"""What the month of a cancellation costs, by each of the rules that providers have. 310 yen a day in June 2024."""

import pytest
from yakkan.oracle import change_settings

RULES = {
    "full month": {"service.cancellation": "end-of-period"},
    "without the day": {"service.end_day": "not-billed"},
    "with the day": {"service.end_day": "billed"},
    "status on the 1st": {"service.cancellation": "end-of-period", "service.first_period": "free-unless-whole"},
    "end of next month": {"service.cancellation": "end-of-next-period"},
    "free start month": {"service.cancellation": "end-of-period", "service.first_period": "free"},
    "free cancel month": {"service.cancellation": "start-of-period"},
}


def june(days):
    return f"2024-06-01 to 2024-06-{days:02}: {days * 310}"


MAY, JUNE, JULY = "2024-05-01 to 2024-05-31: 9300", june(30), "2024-07-01 to 2024-07-31: 9300"


@pytest.fixture(scope="module")
def bills(paper, service):
    """The bills to the end of August under a rule."""

    def bills(rule, start, end):
        return paper(change_settings(service, RULES[rule]), start=start, end=end, through="2024-08-31")

    return bills


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("full month", [MAY, JUNE]),
        ("without the day", [MAY, june(14)]),
        ("with the day", [MAY, june(15)]),
        ("status on the 1st", [MAY, JUNE]),
        ("end of next month", [MAY, JUNE, JULY]),
        ("free start month", [JUNE]),
        ("free cancel month", [MAY]),
    ],
)
def test_end_in_the_middle_of_a_month(bills, rule, expected):
    """A contract from 1 May that ends on 15 June."""
    assert bills(rule, "2024-05-01", "2024-06-15") == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("full month", [MAY, JUNE]),
        ("without the day", [MAY]),
        ("with the day", [MAY, june(1)]),
        ("status on the 1st", [MAY, JUNE]),
        ("end of next month", [MAY, JUNE, JULY]),
        ("free start month", [JUNE]),
        ("free cancel month", [MAY]),
    ],
)
def test_end_on_the_first_day_of_a_month(bills, rule, expected):
    """A contract from 1 May that ends on 1 June."""
    assert bills(rule, "2024-05-01", "2024-06-01") == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("full month", [MAY, JUNE]),
        ("without the day", [MAY, june(29)]),
        ("with the day", [MAY, JUNE]),
        ("status on the 1st", [MAY, JUNE]),
        ("end of next month", [MAY, JUNE, JULY]),
        ("free start month", [JUNE]),
        ("free cancel month", [MAY]),
    ],
)
def test_end_on_the_last_day_of_a_month(bills, rule, expected):
    """A contract from 1 May that ends on 30 June."""
    assert bills(rule, "2024-05-01", "2024-06-30") == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("full month", ["2024-05-16 to 2024-05-31: 4800", JUNE]),
        ("without the day", ["2024-05-16 to 2024-05-31: 4800", june(14)]),
        ("with the day", ["2024-05-16 to 2024-05-31: 4800", june(15)]),
        ("status on the 1st", [JUNE]),
        ("end of next month", ["2024-05-16 to 2024-05-31: 4800", JUNE, JULY]),
        ("free start month", [JUNE]),
        ("free cancel month", ["2024-05-16 to 2024-05-31: 4800"]),
    ],
)
def test_start_in_the_middle_of_the_month_before(bills, rule, expected):
    """A contract from 16 May, 16 days × 300, that ends on 15 June."""
    assert bills(rule, "2024-05-16", "2024-06-15") == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("full month", ["2024-06-11 to 2024-06-30: 6200"]),  # 20 days × 310
        ("without the day", ["2024-06-11 to 2024-06-19: 2790"]),
        ("with the day", ["2024-06-11 to 2024-06-20: 3100"]),
        ("status on the 1st", []),
        ("end of next month", ["2024-06-11 to 2024-06-30: 6200", JULY]),
        ("free start month", []),
        ("free cancel month", []),
    ],
)
def test_start_and_end_in_one_month(bills, rule, expected):
    """A contract from 11 to 20 June."""
    assert bills(rule, "2024-06-11", "2024-06-20") == expected


@pytest.mark.parametrize(
    ("same_day", "end_day", "expected"),
    [
        ("one-day", "not-billed", ["2024-06-11 to 2024-06-11: 310"]),
        ("one-day", "billed", ["2024-06-11 to 2024-06-11: 310"]),
        ("as-counted", "not-billed", []),
        ("as-counted", "billed", ["2024-06-11 to 2024-06-11: 310"]),
    ],
)
def test_start_and_end_on_one_day(paper, service, same_day, end_day, expected):
    """A contract that ends on the day it starts costs one day or nothing."""
    terms = change_settings(service, {"service.same_day": same_day, "service.end_day": end_day})
    assert paper(terms, start="2024-06-11", end="2024-06-11", through="2024-08-31") == expected
