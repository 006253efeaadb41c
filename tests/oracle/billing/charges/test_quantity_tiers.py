"""Quantities in tiers (seats), by the largest demand of twelve months, and with a power factor."""

from fractions import Fraction

import pytest
from yakkan.oracle import TermsError, change_settings

SEATS = [{"up_to": 10, "rate": 12}, {"up_to": 50, "rate": 9}, {"rate": 7}]
PACKAGES = [{"up_to": 5, "fee": 20, "rate": 0}, {"up_to": 25, "fee": 80, "rate": 0}, {"fee": 80, "rate": 3}]


@pytest.fixture(scope="module")
def fees(bills_of, service):
    """The fees of the months from January 2024 on, for quantities told by their events."""

    def fees(events, through="2024-01-31", start="2024-01-01", table=None, settings=None, attributes="", **keys):
        charge = {"item": "seats", "kind": "per-quantity", "counted": "last-day-used", "initial_quantity": 0}
        row = {"since": "2000-01-01", "source": "made up for the test"}
        if table is not None:
            charge |= {"tiers": "graduated", "tier_price": [{**row, "tiers": table}]}
        else:
            charge |= {"price": [{**row, "amount": 10}]}
        given = {"charge": [{**charge, **keys}], "proration.components": ["seats"], **(settings or {})}
        terms = change_settings(service, given)
        bills = bills_of(terms, start=start, through=through, events=events, attributes=attributes)
        return [line.amount for bill in bills for line in bill.lines]

    return fees


@pytest.mark.parametrize(
    ("seats", "graduated", "volume"),
    [
        (0, 0, 0),
        (10, 120, 120),
        (11, 129, 99),  # 120 + 9; 11 × 9
        (50, 480, 450),  # 120 + 40 × 9; 50 × 9
        (51, 487, 357),  # 480 + 7; 51 × 7
    ],
)
def test_seats(fees, seats, graduated, volume):
    """Seats go through tiers like use: each at its tier's rate, or all at the rate of the tier reached."""
    events = f"quantity 2024-01-01 seats={seats}"
    assert fees(events, table=SEATS) == [graduated]
    assert fees(events, table=SEATS, tiers="volume") == [volume]


@pytest.mark.parametrize(("seats", "fee"), [(0, 20), (5, 20), (6, 80), (25, 80), (26, 83), (30, 95)])
def test_packages(fees, seats, fee):
    """A package up to 5 seats costs 20, one up to 25 seats 80, and each further seat 3."""
    assert fees(f"quantity 2024-01-01 seats={seats}", table=PACKAGES) == [fee]


def test_tiers_by_the_day(fees):
    """Half a month has half of what the seats come to; the tiers are those of whole seats."""
    # 16 to 30 June: 15 of 30 days; 129 ÷ 2
    found = fees("quantity 2024-06-16 seats=11", start="2024-06-16", through="2024-06-30", table=SEATS)
    assert found == [Fraction("64.5")]


def test_tiers_of_a_cap(bills_of, service, rows):
    """A cap of one month's fee is what the seats come to in their tiers: 11 seats are 129."""
    row = {"since": "2000-01-01", "source": "made up for the test", "tiers": SEATS}
    seats = {"item": "seats", "kind": "per-quantity", "counted": "last-day-used", "initial_quantity": 11}
    seats |= {"tiers": "graduated", "tier_price": [row]}
    cap = {"since": "2022-07-01", "on": "contract-start", "of": ["seats"], "source": "law"}
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("9999")}
    terms = change_settings(service, {"charge": [seats, {**early, "cap": cap}], "proration.components": ["seats"]})
    *_, last = bills_of(terms, start="2024-06-01", end="2024-07-31", through="2024-07-31")
    assert last.lines[-1].amount == 129


DEMAND = "; ".join(
    f"quantity 20{year}-{month:02}-01 seats={kilowatts}"
    for year, month, kilowatts in (
        (24, 1, 50),
        (24, 2, 80),
        (24, 3, 40),
        (25, 1, 60),
        (25, 2, 30),
    )
)


def test_largest_demand_of_twelve_months(fees):
    """The contract power is the largest demand of a month and the eleven before it."""
    found = fees(DEMAND, through="2025-03-31", counted="maximum-of-12-months")
    # January 50, from February on 80, to January 2025: the twelve months to it begin in February 2024
    # February 2025 goes back to March 2024: 60 of January 2025
    assert found == [500, *[800] * 12, 600, 600]


def test_a_start_inside_the_month(fees):
    """The days before the contract's start have no demand."""
    assert fees("quantity 2024-01-20 seats=7", start="2024-01-17", counted="maximum-of-12-months") == [
        Fraction(70 * 15, 31)
    ]


def test_power_factor(fees, service):
    """The fee of all kilowatts changes by the power factor: 1 % for each per cent below 85."""
    factor = {"attribute": [{"name": "factor", "bounds": [{"minimum": 0, "maximum": 100}]}]}
    points = {"attribute": "factor", "base": 85, "per_point": "0.01"}
    events = "quantity 2024-01-01 seats=50"
    # 500 × 0.85; 500 × 1.05
    assert fees(events, by_points=points, settings=factor, attributes="factor=100") == [425]
    assert fees(events, by_points=points, settings=factor, attributes="factor=80") == [525]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"tiers": "volume"}, "charge.0: tiers has no meaning with price"),
        ({"price": []}, "charge.0: price is missing: it, or tier_price, is needed"),
        (
            {"counted": "day-by-day", "by_points": {"attribute": "x", "base": 1, "per_point": 1}},
            "charge.0: by_points has no meaning with day-by-day",
        ),
    ],
)
def test_what_does_not_go_together(fees, keys, message):
    """A quantity has one form of price, and each day's own quantity no tiers."""
    with pytest.raises(TermsError) as refused:
        fees("", **keys)
    assert [problem.message for problem in refused.value.problems] == [message]
