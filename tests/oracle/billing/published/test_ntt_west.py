"""The shipped rule of the IP network service: a month from the billing day, by calendar days where it is not whole."""

import pytest

# 3,100 yen from the 16th: 31 days from 16 May, 30 days from 16 June 2024; 3,100 × 10 ÷ 110 = 281.81…
ATTRIBUTES = "billing_day=16 monthly_fee=3100"
MAY, JUNE = "2024-05-16 to 2024-06-15: 3100, tax 281", "2024-06-16 to 2024-07-15: 3100, tax 281"


@pytest.fixture(scope="module")
def bills(paper, ntt_west):
    """The bills to 15 July 2024."""

    def bills(**history):
        return paper(ntt_west, through="2024-07-15", **{"attributes": ATTRIBUTES, **history})

    return bills


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2024-05-16", MAY),
        ("2024-05-17", "2024-05-17 to 2024-06-15: 3000, tax 272"),  # 30 of 31 days; 272.72…
        ("2024-06-15", "2024-06-15 to 2024-06-15: 100, tax 9"),  # 1 of 31; 9.09…
    ],
)
def test_start(bills, start, first):
    """A start on another day than the first of a fee month is charged by days."""
    assert bills(start=start) == [first, JUNE]


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2024-06-16", []),  # on the first day of a fee month: the month before is whole
        ("2024-06-17", ["2024-06-16 to 2024-06-16: 103, tax 9"]),  # 3,100 ÷ 30 = 103.33…; 9.36…
        ("2024-07-15", ["2024-06-16 to 2024-07-14: 2996, tax 272"]),  # × 29 ÷ 30 = 2,996.66…; 272.36…
        ("2024-07-16", [JUNE]),
    ],
)
def test_end(bills, end, last):
    """The day of the cancellation is not charged, and the days before it are charged by days."""
    assert bills(start="2024-05-16", end=end) == [MAY, *last]


@pytest.mark.parametrize(
    ("day", "bill"),
    [
        # one of 30 days: 103.33…; one of 31: 100
        ("2024-06-16", "2024-06-16 to 2024-06-16: 103, tax 9"),
        ("2024-05-20", "2024-05-20 to 2024-05-20: 100, tax 9"),
    ],
)
def test_start_and_end_on_one_day(bills, day, bill):
    """A contract that ends on the day it starts is charged that day, on the first day of a fee month too."""
    assert bills(start=day, end=day) == [bill]


@pytest.mark.parametrize(
    ("day", "june"),
    [
        # 3,100 and 6,200 by 30 days from 16 June
        ("2024-06-16", "2024-06-16 to 2024-07-15: 6200, tax 563"),  # 563.63…
        ("2024-06-26", "2024-06-16 to 2024-07-15: 5166, tax 469"),  # 10 and 20 days: 5,166.66…; 469.63…
        ("2024-07-15", "2024-06-16 to 2024-07-15: 3203, tax 291"),  # 29 and 1: 3,203.33…; 291.18…
    ],
)
def test_change_of_the_fee(bills, day, june):
    """A fee that changes on another day than the first of a fee month is charged by the days of each."""
    assert bills(start="2024-05-16", events=f"change {day} monthly_fee=6200") == [MAY, june]


@pytest.mark.parametrize(
    ("billing_day", "first"), [("1", "2024-05-16 to 2024-05-31"), ("11", "2024-05-16 to 2024-06-10")]
)
def test_billing_day_of_the_contract(bills, billing_day, first):
    """Each contract has its own fee month."""
    attributes = f"billing_day={billing_day} monthly_fee=3100"
    assert bills(start="2024-05-16", attributes=attributes)[0].startswith(first)
