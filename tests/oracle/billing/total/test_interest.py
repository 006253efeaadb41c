"""Interest on refunds: from which day, over which year, on what, at which rate."""

import pytest
from yakkan.oracle import change_settings

FIVE_PER_CENT = {"since": "2000-01-01", "rate": "0.05", "source": "made up for the test"}
THREE_PER_CENT = {"since": "2023-02-01", "rate": "0.03", "source": "made up for the test"}
RULE = {
    "from_day": "bill",
    "first_day": "not-counted",
    "on": "refunds",
    "year": "days-365",
    "rounding": "floor",
    "unit": 1,
    "rate": [FIVE_PER_CENT],
}
JANUARY_REFUNDED = {  # billed on 31 January 2023, given back on 6 March 2024, 400 days later
    "start": "2022-12-01",
    "end": "2023-02-28",
    "through": "2024-03-06",
    "events": "suspend 2023-01-01 told 2024-03-06; resume 2023-02-01 told 2024-03-06",
}
FEBRUARY_CHARGED = "change 2023-02-01 plan=large told 2024-03-06"  # billed on 28 February 2023, 372 days before


@pytest.fixture
def refunding(service):
    """9,300 a month with interest on refunds by a rule."""

    def make(**changed):
        no_fee = {"suspension.fee_share": 0, "suspension.suspension_day": "not-billed"}
        no_fee |= {"suspension.resumption_day": "billed"}
        return change_settings(service, {**no_fee, "billing.interest": RULE | changed})

    return make


@pytest.mark.parametrize(
    ("changed", "correction"),
    [
        ({}, "-9809"),  # 9,300 × 5 % × 400 ÷ 365 = 509.58…
        ({"first_day": "counted"}, "-9810"),  # 401 days: 510.86…
        ({"from_day": "correction"}, "-9300"),  # no day
        ({"from_day": "correction", "first_day": "counted"}, "-9301"),  # one day: 1.27…
        ({"year": "year-actual"}, "-9809"),  # 334 days of 2023 ÷ 365 and 66 of 2024 ÷ 366: 509.36…
        ({"rounding": "ceiling"}, "-9810"),  # 509.58… up: rounded without its sign
        ({"rate": [FIVE_PER_CENT, THREE_PER_CENT]}, "-9809"),  # the rate of 31 January stays
        ({"rate": [FIVE_PER_CENT | {"rate": "0.145"}]}, "-10777"),  # 9,300 × 14.5 % × 400 ÷ 365 = 1,477.80…
    ],
)
def test_interest_on_a_refund(paper, refunding, changed, correction):
    """A refund bears interest for the days after the wrong bill, by the rule in force on the day it begins."""
    noted = paper(refunding(**changed), **JANUARY_REFUNDED)

    assert [text for text in noted if "corrected" in text] == [
        f"2023-01-01 to 2023-01-31: {correction}, corrected 2024-03-06"
    ]


@pytest.mark.parametrize(
    ("on", "february"),
    [
        ("refunds", "9300"),
        ("both-ways", "9773"),  # 9,300 × 5 % × 372 ÷ 365 = 473.91…
    ],
)
def test_what_is_charged_later(paper, refunding, on, february):
    """What a correction charges bears no interest, unless interest is reckoned both ways."""
    both = JANUARY_REFUNDED | {"events": f"{JANUARY_REFUNDED['events']}; {FEBRUARY_CHARGED}"}
    noted = [text for text in paper(refunding(on=on), **both) if "corrected" in text]

    assert noted == [
        "2023-01-01 to 2023-01-31: -9809, corrected 2024-03-06",
        f"2023-02-01 to 2023-02-28: {february}, corrected 2024-03-06",
    ]


def test_interest_is_no_part_of_what_was_billed(paper, refunding):
    """What a refund gave as interest is not taken back when the refund is."""
    taken_back = {"start": "2024-01-01", "through": "2024-04-20", "events": "cancel 2024-02-29 told 2024-04-10"}
    taken_back["events"] += "; withdraw 2024-04-20"
    noted = [text for text in paper(refunding(), **taken_back) if "corrected" in text]

    assert noted == [
        # billed on 31 March, given back 10 days later: 9,300 × 5 % × 10 ÷ 365 = 12.73…
        "2024-03-01 to 2024-03-31: -9312, corrected 2024-04-10",
        "2024-03-01 to 2024-03-31: 9300, corrected 2024-04-20",
    ]
