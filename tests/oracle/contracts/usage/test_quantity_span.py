"""Quantities of a contract that is in force for a part of April 2009, 30 days. 315 yen a card, 5 % tax in it."""

import pytest
from yakkan.oracle import CaseError, change_settings

COUNTED = ("last-day", "last-day-used", "first-day", "first-day-used", "maximum", "day-by-day")

NONE = "0, tax 0"
ONE = "315, tax 15"
TWO = "630, tax 30"

# Two cards from the start on.
SPANS = {
    # last-day, last-day-used, first-day, first-day-used, maximum, day-by-day
    "2009-04-01 to 2009-04-30": (TWO, TWO, TWO, TWO, TWO, TWO),
    "2009-04-01 to 2009-04-29": (NONE, TWO, TWO, TWO, TWO, "609, tax 29"),  # 315 × 58 ÷ 30 = 609
    "2009-04-02 to 2009-04-30": (TWO, TWO, NONE, TWO, TWO, "609, tax 29"),
    "2009-04-01 to 2009-04-15": (NONE, TWO, TWO, TWO, TWO, ONE),  # 315 × 30 ÷ 30
    "2009-04-16 to 2009-04-30": (TWO, TWO, NONE, TWO, TWO, ONE),
    "2009-04-06 to 2009-04-15": (NONE, TWO, NONE, TWO, TWO, "210, tax 10"),  # 315 × 20 ÷ 30 = 210
    "2009-04-30 to 2009-04-30": (TWO, TWO, NONE, TWO, TWO, "21, tax 1"),  # 315 × 2 ÷ 30 = 21
    "2009-04-01 to 2009-04-01": (NONE, TWO, TWO, TWO, TWO, "21, tax 1"),
}


@pytest.mark.parametrize("index", range(len(COUNTED)), ids=COUNTED)
@pytest.mark.parametrize("span", SPANS)
def test_part_of_a_month(paper, cards, span, index):
    """The month's own first or last day finds no card where the contract is not in force on it."""
    terms = change_settings(cards, {"charge.card.counted": COUNTED[index]})
    start, _, end = span.split()
    assert paper(terms, start=start, end=end, quantities=f"{start}=2", through="2009-07-31") == [
        f"{span}: {SPANS[span][index]}"
    ]


@pytest.mark.parametrize(
    ("counted", "bill"),
    [
        ("last-day", NONE),
        ("last-day-used", TWO),
        ("first-day", NONE),
        ("first-day-used", ONE),
        ("maximum", TWO),
        ("day-by-day", "157, tax 7"),  # 5 days 1, 5 days 2: 315 × 15 ÷ 30 = 157.50
    ],
)
def test_change_in_a_part_of_a_month(paper, cards, counted, bill):
    """From 6 to 15 April with a second card from the 11th, the days used decide."""
    terms = change_settings(cards, {"charge.card.counted": counted})
    assert paper(
        terms, start="2009-04-06", end="2009-04-15", quantities="2009-04-06=1 2009-04-11=2", through="2009-07-31"
    ) == [f"2009-04-06 to 2009-04-15: {bill}"]


def test_change_after_the_end(paper, cards):
    """A change after the end is refused, and named."""
    history = {"start": "2009-04-01", "end": "2009-04-15", "through": "2009-07-31"}
    with pytest.raises(CaseError, match=r"event 2 \(quantity on 2009-04-16\): 2009-04-16 is after the end 2009-04-15"):
        paper(cards, quantities="2009-04-01=2 2009-04-16=7", **history)


@pytest.mark.parametrize(
    ("counted", "bill"),
    [("first-day", NONE), ("first-day-used", ONE), ("day-by-day", "598, tax 28")],
)
def test_start_day_not_billed(paper, cards, counted, bill):
    """Where the start day is not billed, a start on 1 April finds no card on the month's first day."""
    # 2 April with 1 card, 28 days with 2: 315 × (1 + 56) ÷ 30 = 598.50; 598 × 5 ÷ 105 = 28.47…
    terms = change_settings(cards, {"service.start_day": "not-billed", "charge.card.counted": counted})
    assert paper(terms, start="2009-04-01", quantities="2009-04-01=1 2009-04-03=2", through="2009-04-30") == [
        f"2009-04-02 to 2009-04-30: {bill}"
    ]


def test_month_of_cancellation_in_full(paper, cards):
    """Where a cancellation takes effect at month end, the cards are in use on the last day of the month."""
    terms = change_settings(cards, {"service.cancellation": "end-of-period"})
    assert paper(terms, start="2009-03-01", end="2009-04-15", quantities="2009-03-01=2", through="2009-07-31") == [
        f"2009-03-01 to 2009-03-31: {TWO}",
        f"2009-04-01 to 2009-04-30: {TWO}",
    ]


@pytest.fixture(scope="module")
def prorated(cards):
    """The card fee prorated over the days of the month."""
    return change_settings(
        cards,
        {
            "proration.trigger": "always",
            "proration.numerator": "used-days",
            "proration.denominator": "billing-period",
            "proration.whole_period": "not-prorated",
            "proration.above_whole": "as-computed",
            "proration.components": ["card"],
        },
    )


@pytest.mark.parametrize(
    ("counted", "bill"),
    [
        # 16 to 30 April, 2 cards: 630 × 15 ÷ 30 = 315
        ("last-day", ONE),
        ("last-day-used", ONE),
        ("first-day", NONE),
        ("first-day-used", ONE),
        ("maximum", ONE),
        ("day-by-day", ONE),  # the days are in the quantity already: 315 × 30 ÷ 30
    ],
)
def test_prorated(paper, prorated, counted, bill):
    """Where the fee is prorated, the counted quantity is multiplied first, and day by day is not prorated twice."""
    terms = change_settings(prorated, {"charge.card.counted": counted})
    assert paper(terms, start="2009-04-16", quantities="2009-04-16=2", through="2009-04-30") == [
        f"2009-04-16 to 2009-04-30: {bill}"
    ]
