"""Quantities 0, 1 and 2 that change on the first, a middle or the last day of April 2009, 30 days. 315 yen a card, 5 %
tax in it; the contract is in force all month."""

import pytest
from yakkan.oracle import change_settings

COUNTED = ("last-day", "last-day-used", "first-day", "first-day-used", "maximum", "day-by-day")

# Totals in yen. Day by day: 16 April leaves 15 days with each quantity, 30 April 29 days and 1 day.
APRIL = [
    # on, from, to: last-day, last-day-used, first-day, first-day-used, maximum, day-by-day
    ("2009-04-01", 0, 1, (315, 315, 315, 315, 315, 315)),
    ("2009-04-01", 0, 2, (630, 630, 630, 630, 630, 630)),
    ("2009-04-01", 1, 0, (0, 0, 0, 0, 0, 0)),
    ("2009-04-01", 1, 2, (630, 630, 630, 630, 630, 630)),
    ("2009-04-01", 2, 0, (0, 0, 0, 0, 0, 0)),
    ("2009-04-01", 2, 1, (315, 315, 315, 315, 315, 315)),
    ("2009-04-16", 0, 1, (315, 315, 0, 0, 315, 157)),  # 315 × 15 ÷ 30 = 157.50
    ("2009-04-16", 0, 2, (630, 630, 0, 0, 630, 315)),  # 315 × 30 ÷ 30
    ("2009-04-16", 1, 0, (0, 0, 315, 315, 315, 157)),  # 315 × 15 ÷ 30 = 157.50
    ("2009-04-16", 1, 2, (630, 630, 315, 315, 630, 472)),  # 315 × (15 + 30) ÷ 30 = 472.50
    ("2009-04-16", 2, 0, (0, 0, 630, 630, 630, 315)),  # 315 × 30 ÷ 30
    ("2009-04-16", 2, 1, (315, 315, 630, 630, 630, 472)),  # 315 × (30 + 15) ÷ 30 = 472.50
    ("2009-04-30", 0, 1, (315, 315, 0, 0, 315, 10)),  # 315 × 1 ÷ 30 = 10.50
    ("2009-04-30", 0, 2, (630, 630, 0, 0, 630, 21)),  # 315 × 2 ÷ 30 = 21
    ("2009-04-30", 1, 0, (0, 0, 315, 315, 315, 304)),  # 315 × 29 ÷ 30 = 304.50
    ("2009-04-30", 1, 2, (630, 630, 315, 315, 630, 325)),  # 315 × (29 + 2) ÷ 30 = 325.50
    ("2009-04-30", 2, 0, (0, 0, 630, 630, 630, 609)),  # 315 × 58 ÷ 30 = 609
    ("2009-04-30", 2, 1, (315, 315, 630, 630, 630, 619)),  # 315 × (58 + 1) ÷ 30 = 619.50
]

# 5 ÷ 105 of each total, down to the yen: 157 → 7.47…, 472 → 22.47…, 10 → 0.47…, 304 → 14.47…, 619 → 29.47…
TAX = {0: 0, 10: 0, 21: 1, 157: 7, 304: 14, 315: 15, 325: 15, 472: 22, 609: 29, 619: 29, 630: 30}


@pytest.mark.parametrize("index", range(len(COUNTED)), ids=COUNTED)
@pytest.mark.parametrize(
    ("on", "before", "after", "totals"), APRIL, ids=[f"{row[0][-2:]}-{row[1]}-to-{row[2]}" for row in APRIL]
)
def test_change(paper, cards, on, before, after, totals, index):
    """A change counts from its own day on, and the month is charged for the quantity that the terms count."""
    terms = change_settings(cards, {"charge.card.counted": COUNTED[index]})
    bills = paper(terms, start="2009-03-01", quantities=f"2009-03-01={before} {on}={after}", through="2009-05-31")
    whole = {0: "0, tax 0", 1: "315, tax 15", 2: "630, tax 30"}
    assert bills == [
        f"2009-03-01 to 2009-03-31: {whole[before]}",
        f"2009-04-01 to 2009-04-30: {totals[index]}, tax {TAX[totals[index]]}",
        f"2009-05-01 to 2009-05-31: {whole[after]}",
    ]


@pytest.mark.parametrize("counted", COUNTED)
@pytest.mark.parametrize(
    ("quantity", "bill"), [("0", "0, tax 0"), ("1", "315, tax 15"), ("2", "630, tax 30")], ids=["none", "one", "two"]
)
def test_no_change(paper, cards, counted, quantity, bill):
    """Without a change every way of counting gives the same."""
    terms = change_settings(cards, {"charge.card.counted": counted})
    assert paper(terms, start="2009-04-01", quantities=f"2009-04-01={quantity}", through="2009-04-30") == [
        f"2009-04-01 to 2009-04-30: {bill}"
    ]


@pytest.mark.parametrize(
    ("counted", "bill"),
    [
        # 1 card, from 11 April 0, from 21 April 2.
        ("last-day", "630, tax 30"),
        ("last-day-used", "630, tax 30"),
        ("first-day", "315, tax 15"),
        ("first-day-used", "315, tax 15"),
        ("maximum", "630, tax 30"),
        ("day-by-day", "315, tax 15"),  # 315 × (10 + 0 + 20) ÷ 30 = 315
    ],
)
def test_two_changes_in_a_month(paper, cards, counted, bill):
    """Of two changes in a month each way of counting sees its own days."""
    terms = change_settings(cards, {"charge.card.counted": counted})
    changes = "2009-04-01=1 2009-04-11=0 2009-04-21=2"
    assert paper(terms, start="2009-04-01", quantities=changes, through="2009-04-30") == [
        f"2009-04-01 to 2009-04-30: {bill}"
    ]


@pytest.mark.parametrize(
    ("changes", "counted", "bill"),
    [
        ("2009-04-16=2 2009-04-16=1", "last-day", "315, tax 15"),
        ("2009-04-16=1 2009-04-16=2", "last-day", "630, tax 30"),
        ("2009-04-16=2 2009-04-16=1", "maximum", "315, tax 15"),  # no day had 2
        ("2009-04-16=2 2009-04-16=1", "day-by-day", "157, tax 7"),  # 315 × 15 ÷ 30 = 157.50
        ("2009-04-16=2 2009-04-16=0", "day-by-day", "0, tax 0"),
    ],
)
def test_two_changes_on_one_day(paper, cards, changes, counted, bill):
    """Of two changes on one day the one told last is that day's quantity."""
    terms = change_settings(cards, {"charge.card.counted": counted})
    assert paper(terms, start="2009-04-01", quantities=changes, through="2009-04-30") == [
        f"2009-04-01 to 2009-04-30: {bill}"
    ]


def test_changes_told_out_of_order(paper, cards):
    """The day of a change counts, not its place in the history."""
    assert paper(cards, start="2009-03-01", quantities="2009-04-16=2 2009-03-01=1", through="2009-05-31") == [
        "2009-03-01 to 2009-03-31: 315, tax 15",
        "2009-04-01 to 2009-04-30: 630, tax 30",
        "2009-05-01 to 2009-05-31: 630, tax 30",
    ]


@pytest.mark.parametrize(("initial", "bill"), [(0, "0, tax 0"), (1, "315, tax 15"), (2, "630, tax 30")])
def test_initial_quantity(paper, cards, initial, bill):
    """Before its first change a contract has the quantity that the terms begin with."""
    terms = change_settings(cards, {"charge.card.initial_quantity": initial})
    assert paper(terms, start="2009-03-01", quantities="2009-04-01=3", through="2009-04-30") == [
        f"2009-03-01 to 2009-03-31: {bill}",
        "2009-04-01 to 2009-04-30: 945, tax 45",  # 3 × 315
    ]
