"""Readings that were estimated, and the actual one that follows. One yen a unit; ten or so units a day.

The periods are 10 May to 9 June 2024 (31 days), 10 June to 9 July (30), 10 July to 9 August (31).
"""

import pytest
from yakkan.oracle import CaseError, change_settings

READINGS = "2024-05-10 2024-06-10 2024-07-10"
SPREAD = {"usage.estimates": "spread-by-days"}
ESTIMATE = "register 2024-05-10 10000; estimated-register 2024-06-10 10300"


@pytest.fixture(scope="module")
def billed(bills_of, meter):
    """The bills by the day of their issue: the last day of the period and the total."""

    def billed(events, settings=None, readings=READINGS, **history):
        terms = change_settings(meter, settings or {})
        bills = bills_of(terms, readings=readings, events=events, **{"start": "2024-05-10", **history})
        return [f"{bill.issued}: to {bill.billed.last_day} {bill.total}" for bill in bills]

    return billed


def test_next_reading_bears_the_difference(billed):
    """The period of the actual reading has what the estimate left: 10,549 - 10,300."""
    assert billed(f"{ESTIMATE}; register 2024-07-10 10549") == [
        "2024-06-10: to 2024-06-09 300",
        "2024-07-10: to 2024-07-09 249",
    ]


def test_estimate_that_was_too_high(billed):
    """An actual reading below the estimate is use below zero: refused, credited, or none."""
    events = f"{ESTIMATE}; register 2024-07-10 10290"
    with pytest.raises(CaseError, match="from 2024-06-10 to 2024-07-09 is -10, below zero"):
        billed(events)
    assert billed(events, {"usage.negative": "credited"})[1] == "2024-07-10: to 2024-07-09 -10"
    assert billed(events, {"usage.negative": "zero"})[1] == "2024-07-10: to 2024-07-09 0"


def test_spread_by_days(billed):
    """The use since the last actual reading is spread over its days, and the estimated bill corrected."""
    # 549 over 61 days are 9 a day: 279 and 270; 279 - 300 = -21
    assert billed(f"{ESTIMATE}; register 2024-07-10 10549", SPREAD) == [
        "2024-06-10: to 2024-06-09 300",
        "2024-07-10: to 2024-06-09 -21",
        "2024-07-10: to 2024-07-09 270",
    ]


def test_spread_of_an_estimate_that_was_too_low(billed):
    """An estimate that was too low is corrected by a charge."""
    # 671 over 61 days are 11 a day: 341 and 330
    assert billed(f"{ESTIMATE}; register 2024-07-10 10671", SPREAD)[1:] == [
        "2024-07-10: to 2024-06-09 41",
        "2024-07-10: to 2024-07-09 330",
    ]


def test_spread_of_an_estimate_that_was_far_too_high(billed):
    """An actual reading below the estimate leaves no use below zero where it is spread."""
    # 61 over 61 days
    assert billed(f"{ESTIMATE}; register 2024-07-10 10061", SPREAD)[1:] == [
        "2024-07-10: to 2024-06-09 -269",  # 31 - 300
        "2024-07-10: to 2024-07-09 30",
    ]


@pytest.mark.parametrize(
    ("corrections", "shown", "made"),
    [
        ("difference", 10549, True),
        ("credits-only", 10549, True),
        ("charges-only", 10549, False),
        ("none", 10549, False),
        ("difference", 10671, True),
        ("credits-only", 10671, False),
        ("charges-only", 10671, True),
        ("none", 10671, False),
    ],
)
def test_corrections_of_an_estimate(billed, corrections, shown, made):
    """An estimated bill is corrected only in the direction in which the terms correct."""
    events = f"{ESTIMATE}; register 2024-07-10 {shown}"
    difference, rest = {10549: (-21, 270), 10671: (41, 330)}[shown]
    corrected = [f"2024-07-10: to 2024-06-09 {difference}"] if made else []
    assert billed(events, {**SPREAD, "billing.corrections": corrections}) == [
        "2024-06-10: to 2024-06-09 300",
        *corrected,
        f"2024-07-10: to 2024-07-09 {rest}",
    ]


def test_two_estimates(billed):
    """Two estimates are both made good by the actual reading after them."""
    # 920 over 92 days are 10 a day: 310, 300 and 310; estimated were 280 and 300
    events = "register 2024-05-10 10000; estimated-register 2024-06-10 10280; estimated-register 2024-07-10 10580"
    assert billed(f"{events}; register 2024-08-10 10920", SPREAD, readings=f"{READINGS} 2024-08-10") == [
        "2024-06-10: to 2024-06-09 280",
        "2024-07-10: to 2024-07-09 300",
        "2024-08-10: to 2024-06-09 30",
        "2024-08-10: to 2024-08-09 310",
    ]


def test_estimate_that_nothing_follows(billed):
    """An estimate holds as long as no actual reading has followed."""
    events = "register 2024-05-10 10000; register 2024-06-10 10290; estimated-register 2024-07-10 10590"
    for settings in ({}, SPREAD):
        assert billed(events, settings) == ["2024-06-10: to 2024-06-09 290", "2024-07-10: to 2024-07-09 300"]


def test_actual_readings_are_not_spread(billed):
    """Readings that follow one another without an estimate are each the use of its own period."""
    events = "register 2024-05-10 10000; register 2024-06-10 10400; register 2024-07-10 10500"
    for settings in ({}, SPREAD):
        assert billed(events, settings) == ["2024-06-10: to 2024-06-09 400", "2024-07-10: to 2024-07-09 100"]


def test_exact_estimate_needs_no_correction(billed):
    """An estimate that was right is not corrected."""
    assert billed(f"{ESTIMATE.replace('10300', '10310')}; register 2024-07-10 10610", SPREAD) == [
        "2024-06-10: to 2024-06-09 310",
        "2024-07-10: to 2024-07-09 300",
    ]


def test_estimate_corrected_once(billed):
    """Later readings and runs correct nothing again."""
    events = f"{ESTIMATE}; register 2024-07-10 10549; register 2024-08-10 10600"
    runs = "2024-06-10 2024-07-10 2024-07-10 2024-08-10 2024-08-11"
    assert billed(events, SPREAD, readings=f"{READINGS} 2024-08-10", runs=runs, through="2024-08-31") == [
        "2024-06-10: to 2024-06-09 300",
        "2024-07-10: to 2024-06-09 -21",
        "2024-07-10: to 2024-07-09 270",
        "2024-08-10: to 2024-08-09 51",
    ]


def test_spread_into_tiers(bills_of, meter, rows):
    """The use that is spread on a period is priced in that period's tiers."""
    # 279 units: 120 × 20 + 159 × 26 = 6,534 for 300 units billed at 120 × 20 + 180 × 26 = 7,080
    terms = change_settings(meter, {**SPREAD, "charge.use.price": rows("120=20 26")})
    events = f"{ESTIMATE}; register 2024-07-10 10549"
    bills = bills_of(terms, start="2024-05-10", readings=READINGS, events=events)
    assert [bill.total for bill in bills] == [7080, -546, 120 * 20 + 150 * 26]


def test_first_reading_estimated(billed):
    """An estimated first use is made good by the actual one after it, since the contract's start."""
    # 300 and 249 are 549 over 61 days
    assert billed("estimated-used 2024-06-10 300; used 2024-07-10 249", SPREAD)[1:] == [
        "2024-07-10: to 2024-06-09 -21",
        "2024-07-10: to 2024-07-09 270",
    ]


def test_uses_told_as_such_are_spread(billed):
    """Uses told as such are spread like those of a register, from the reading before them on."""
    events = "used 2024-06-10 290; estimated-used 2024-07-10 300; used 2024-08-10 310"
    # 610 over 61 days are 10 a day
    assert billed(events.replace("310", "249"), SPREAD, readings=f"{READINGS} 2024-08-10")[2:] == [
        "2024-08-10: to 2024-07-09 -30",  # 549 over 61 days are 9 a day: 270 - 300
        "2024-08-10: to 2024-08-09 279",
    ]
    assert len(billed(events, SPREAD, readings=f"{READINGS} 2024-08-10")) == 3


GAS = {**SPREAD, "period.reading_day": "ends-period"}


def test_spread_where_the_reading_day_ends_the_period(billed):
    """The use between two readings is that of the days after the first one, the second one included."""
    # 11 May to 10 June 31 days, 11 June to 10 July 30 days: 549 over 61 days are 9 a day
    events = f"register 2024-04-20 9900; {ESTIMATE}; register 2024-07-10 10549"
    readings = f"2024-04-10 {READINGS}"
    assert billed(events, GAS, readings=readings, start="2024-04-20")[1:] == [
        "2024-06-10: to 2024-06-10 300",
        "2024-07-10: to 2024-06-10 -21",
        "2024-07-10: to 2024-07-10 270",
    ]
