"""The shipped subscription in dollars: paid in advance by anniversaries, 14 days of trial, tax of 8.875 % on top."""

from fractions import Fraction

import pytest

START = {"start": "2024-01-31", "through": "2024-03-30", "attributes": "plan=basic"}
# 31 January to 28 February, 29 days, 15 of them after the trial: 20 × 15 ÷ 29 = 10.344…; 10.34 × 8.875 % = 0.917…
FIRST = "2024-02-14 to 2024-02-28: 11.26, tax 0.92"
# 29 February to 30 March: 20.00 × 8.875 % = 1.775
SECOND = "2024-02-29 to 2024-03-30: 21.78, tax 1.78"


def test_months_from_31_january(paper, saas):
    """The first month is charged after its free days, the second one from the last day of February on."""
    assert paper(saas, **START) == [FIRST, SECOND]


def test_due_on_the_first_day(bills_of, saas):
    """Each period is billed on its first day, the one with free days too."""
    assert [str(bill.issued) for bill in bills_of(saas, **START)] == ["2024-01-31", "2024-02-29"]


def test_upgrade(paper, saas):
    """An upgrade is charged for the days that are left, with the tax of the difference."""
    # 10 days of 20 and 21 of 50 over 31: 1,250 ÷ 31 = 40.322…; 40.32 × 8.875 % = 3.578…; 43.90 - 21.78, 3.58 - 1.78
    assert paper(saas, events="change 2024-03-10 plan=pro", **START) == [
        FIRST,
        SECOND,
        "2024-02-29 to 2024-03-30: 22.12, tax 1.80, corrected 2024-03-10",
    ]


def test_seats(paper, saas):
    """Two seats from 10 March on are charged by their days."""
    # 8 × 2 × 21 ÷ 31 = 10.838…: 30.84 × 8.875 % = 2.737…, 2.74; 33.58 - 21.78, 2.74 - 1.78
    assert paper(saas, events="quantity 2024-03-10 extra-seats=2", **START) == [
        FIRST,
        SECOND,
        "2024-02-29 to 2024-03-30: 11.80, tax 0.96, corrected 2024-03-10",
    ]


@pytest.mark.parametrize(
    ("end", "bills"), [("2024-02-14", [FIRST]), ("2024-02-28", [FIRST]), ("2024-02-29", [FIRST, SECOND])]
)
def test_cancellation(paper, saas, end, bills):
    """A cancellation counts from the end of the period that has been paid."""
    assert paper(saas, end=end, **START) == bills


def test_pause(paper, saas):
    """A pause from 10 to 19 March is credited when it begins and charged from the day of resuming on."""
    # 10 days: 20 × 10 ÷ 31 = 6.451…, 6.45, tax 0.572…: 7.02 - 21.78; 10 and 11 days: 20 × 21 ÷ 31 = 13.548…, tax 1.202…
    # 14.75 - 7.02 = 7.73
    assert paper(saas, events="suspend 2024-03-10; resume 2024-03-20", **START) == [
        FIRST,
        SECOND,
        "2024-02-29 to 2024-03-09: -14.76, tax -1.21, corrected 2024-03-10",
        "2024-02-29 to 2024-03-30: 7.73, tax 0.63, corrected 2024-03-20",
    ]


def test_pause_with_seats(bills_of, saas):
    """Paused days cost nothing, for extra seats too."""
    # 8 × 2 × 10 ÷ 31 = 5.161… and 8 × 2 × 21 ÷ 31 = 10.838…: 16.00, then 5.16 - 16.00 and 10.84 - 5.16
    events = "quantity 2024-02-29 extra-seats=2; suspend 2024-03-10; resume 2024-03-20"
    _, *bills = bills_of(saas, events=events, **START)
    seats = [line.amount for bill in bills for line in bill.lines if line.item == "extra-seats"]
    assert seats == [16, Fraction("-10.84"), Fraction("5.68")]
