"""Parts of a period of 従量電灯B: the basic fee and the width of each tier by the day, each width rounded to 1 kWh."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

APRIL_2016 = "2016-03-10 2016-04-11 2016-05-11"  # 32 days to the April reading
JUNE_2014 = "2014-05-09 2014-06-09"  # 31 days


def amount(bill, item):
    return next(line.amount for line in bill.lines if line.item == item)


@pytest.fixture(scope="module")
def without_fuel(tepco):
    """The terms with a fuel adjustment of nothing in June 2014."""
    month = [{"month": "2014-06-01", "unit": 0, "source": "made up for the test"}]
    return change_settings(tepco, {"charge.fuel-adjustment.month": month})


@pytest.mark.parametrize(
    ("kwh", "energy"),
    [
        # 120 × 6 ÷ 32 = 22.5, rounded to 23; 180 × 6 ÷ 32 = 33.75, rounded to 34, so the third tier begins above 57
        # (300 × 6 ÷ 32 = 56.25 would be 56).
        ("22", "427.46"),  # 22 × 19.43
        ("23", "446.89"),  # 23 × 19.43
        ("24", "472.80"),  # 446.89 + 25.91
        ("57", "1327.83"),  # 446.89 + 34 × 25.91 = 446.89 + 880.94
        ("58", "1357.76"),  # 1,327.83 + 29.93
    ],
)
def test_tiers_of_a_start(bills_of, tepco, kwh, energy):
    """A start 6 days before the April reading has tiers of 23 and 34 kWh, each width rounded by itself, a half up."""
    bill, *_ = bills_of(
        tepco,
        start="2016-04-05",
        readings=APRIL_2016,
        used=f"2016-04-11={kwh}",
        through="2016-04-30",
        attributes="amperage=30 payment=other",
    )
    assert amount(bill, "energy") == Fraction(energy)


def test_start_of_supply(paper, tepco):
    """A start on 5 April 2016 is billed 6 of 32 days of the basic fee, and the use in its narrow tiers."""
    # 842.40 × 6 ÷ 32 = 157.95; 20 × 19.43 = 388.60; -20 × 2.78 = -55.60; levy 20 × 1.58 = 31.60, cut to 31
    # 157.95 + 388.60 - 55.60 + 31 = 521.95; 521 × 8 ÷ 108 = 38.59…
    history = {"readings": APRIL_2016, "used": "2016-04-11=20", "through": "2016-04-30"}
    assert paper(tepco, start="2016-04-05", attributes="amperage=30 payment=other", **history) == [
        "2016-04-05 to 2016-04-10: 521, tax 38"
    ]


def test_end_of_supply(paper, without_fuel):
    """A cancellation on 24 May 2014 is billed to the 23rd: 15 of 31 days."""
    # 1,684.80 × 15 ÷ 31 = 815.22…; widths 120 × 15 ÷ 31 = 58.06…, 58, and 180 × 15 ÷ 31 = 87.09…, 87
    # 58 × 19.43 + 87 × 25.91 + 5 × 29.93 = 1,126.94 + 2,254.17 + 149.65 = 3,530.76; levy 112.50, cut to 112
    # 815.22… + 3,530.76 + 112 = 4,457.98…; 4,457 × 8 ÷ 108 = 330.14…
    history = {"readings": JUNE_2014, "used": "2014-06-09=150", "attributes": "amperage=60 payment=other"}
    assert paper(without_fuel, start="2014-05-09", end="2014-05-24", **history) == [
        "2014-05-09 to 2014-05-23: 4457, tax 330"
    ]


@pytest.mark.parametrize(
    ("amperage", "kwh", "prorated", "whole"),
    [
        # 120 × 26 ÷ 31 = 100.64…, 101 kWh; 180 × 26 ÷ 31 = 150.96…, 151 kWh
        # 1,684.80 × 26 ÷ 31 = 1,413.05…; 101 × 19.43 = 1,962.43; levy 75.75, cut to 75: 3,450.48…; whole: 3,722.23
        (60, 101, 3450, 3722),
        # 280.80 × 26 ÷ 31 = 235.50…; 101 × 19.43 + 151 × 25.91 + 48 × 29.93 = 1,962.43 + 3,912.41 + 1,436.64; levy 225
        # 235.50… + 7,311.48 + 225 = 7,771.98…; whole: 280.80 + 6,995.40 + 225 = 7,501.20
        (10, 300, 7771, 7501),
    ],
)
def test_missing_proration_is_wrong_both_ways(bills_of, without_fuel, amperage, kwh, prorated, whole):
    """26 of 31 days not prorated cost 60 A at 101 kWh 272 yen too much, and 10 A at 300 kWh 270 yen too little."""
    history = {"start": "2014-05-14", "readings": JUNE_2014, "used": f"2014-06-09={kwh}"}
    history |= {"attributes": f"amperage={amperage} payment=other"}
    (right,) = bills_of(without_fuel, **history)
    (wrong,) = bills_of(change_settings(without_fuel, {"proration.trigger": "never"}), **history)
    assert (right.total, wrong.total) == (prorated, whole)
    assert whole - prorated in {272, -270}


def test_change_of_amperes(paper, without_fuel):
    """30 A to 23 May and 60 A from the 24th: each fee by its days, the tiers as in a whole month."""
    # 842.40 × 15 ÷ 31 + 1,684.80 × 16 ÷ 31 = 407.61… + 869.57… = 1,277.18…; 300 kWh 6,995.40; levy 225
    # 8,497.58…; 8,497 × 8 ÷ 108 = 629.40…
    history = {"readings": JUNE_2014, "used": "2014-06-09=300", "attributes": "amperage=30 payment=other"}
    assert paper(without_fuel, start="2014-05-09", events="change 2014-05-24 amperage=60", **history) == [
        "2014-05-09 to 2014-06-08: 8497, tax 629"
    ]


def test_part_without_use(paper, without_fuel):
    """Nothing used in 16 of 31 days: half the basic fee, by the day."""
    # 1,684.80 ÷ 2 × 16 ÷ 31 = 434.78…; 434 × 8 ÷ 108 = 32.14…
    history = {"readings": JUNE_2014, "used": "2014-06-09=0", "attributes": "amperage=60 payment=other"}
    assert paper(without_fuel, start="2014-05-24", **history) == ["2014-05-24 to 2014-06-08: 434, tax 32"]


def test_direct_debit_is_not_prorated(paper, without_fuel):
    """The discount of 54 yen is that of a month in a part of one too."""
    # 842.40 × 16 ÷ 31 = 434.78…; 10 × 19.43 = 194.30; levy 7.50, cut to 7; - 54: 582.08…; 582 × 8 ÷ 108 = 43.11…
    history = {"readings": JUNE_2014, "used": "2014-06-09=10", "attributes": "amperage=30 payment=direct-debit"}
    assert paper(without_fuel, start="2014-05-24", **history) == ["2014-05-24 to 2014-06-08: 582, tax 43"]


def test_discount_is_never_more_than_what_it_is_taken_of(paper, without_fuel):
    """One day of 10 A without use costs 4.52… yen, and direct debit takes off no more than that."""
    # 280.80 ÷ 2 ÷ 31 = 4.52…
    history = {"readings": JUNE_2014, "used": "2014-06-09=0", "attributes": "amperage=10 payment=direct-debit"}
    assert paper(without_fuel, start="2014-06-08", **history) == ["2014-06-08 to 2014-06-08: 0, tax 0"]


def test_late_cancellation(paper, without_fuel):
    """A cancellation on 24 May that is learned of after the bill of June narrows its tiers too."""
    # 1,684.80 + 120 × 19.43 + 30 × 25.91 + 112 = 4,905.70; × 8 ÷ 108 = 363.33…; the part to 23 May is 4,457, tax 330
    history = {"readings": f"{JUNE_2014} 2014-07-09", "used": "2014-06-09=150", "through": "2014-06-30"}
    events = "cancel 2014-05-24 told 2014-06-15"
    assert paper(
        without_fuel, start="2014-05-09", attributes="amperage=60 payment=other", events=events, **history
    ) == [
        "2014-05-09 to 2014-06-08: 4905, tax 363",
        "2014-05-09 to 2014-05-23: -448, tax -33, corrected 2014-06-15",
    ]
