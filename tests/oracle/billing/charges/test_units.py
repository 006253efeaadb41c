"""The units that are priced: the read use multiplied and rounded, in blocks, and at least some."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

BY_DAYS = {
    "trigger": "always",
    "numerator": "used-days",
    "denominator": "billing-period",
    "whole_period": "not-prorated",
    "above_whole": "as-computed",
    "components": ["use"],
    "width_rounding": "half-up",
    "width_unit": 1,
}


@pytest.fixture(scope="module")
def priced(bills_of, meter, rows, beside):
    """The quantity and amount of the 30 days from 10 May 2024, or of the days from `start`, at 10 yen a unit."""

    def priced(used, charge=None, usage=None, start="2024-05-10", attributes="", price="10", **settings):
        row = rows("1=0 9") if "=" in price else rows("1")
        row[0].pop("amount", None)
        bounds = price.split()
        tiers = [dict(zip(("up_to", "rate"), one.split("="), strict=True)) for one in bounds[:-1]]
        row[0]["tiers"] = [*tiers, {"rate": bounds[-1]}]
        use = {"item": "use", "kind": "usage", "tiers": "graduated", "price": row, **(charge or {})}
        rule = {"usage": {"negative": "credited", "estimates": "next-reading", **(usage or {})}}
        terms = change_settings(meter, {"charge": [use, beside], **rule, **settings})
        history = {"readings": "2024-05-10 2024-06-09", "events": f"used 2024-06-09 {used}", "attributes": attributes}
        (bill,) = bills_of(terms, start=start, **history)
        line, _ = bill.lines
        assert line.item == "use"
        return line.quantity, line.amount

    return priced


@pytest.mark.parametrize(
    ("mode", "unit", "used", "units"),
    [
        ("half-up", 1, "120.4", 120),
        ("half-up", 1, "120.5", 121),
        ("truncate", 1, "20.9", 20),
        ("truncate", 1, "-20.9", -20),
        ("half-up", "0.1", "20.25", Fraction("20.3")),
        ("floor", 10, "29", 20),
    ],
)
def test_use_is_rounded_before_it_is_priced(priced, mode, unit, used, units):
    """The use of a period is rounded as the terms say, and its rounded units are priced."""
    assert priced(used, usage={"rounding": mode, "unit": unit}) == (units, units * 10)


@pytest.mark.parametrize("usage", [{}, {"rounding": "exact"}])
def test_use_is_priced_as_read(priced, usage):
    """Use is priced to its last decimal where the terms do not round it."""
    assert priced("20.9", usage=usage) == (Fraction("20.9"), 209)


def test_rounded_use_of_a_period(bills_of, meter):
    """Two readings of one period are added up before they are rounded."""
    usage = {"negative": "refused", "estimates": "next-reading", "rounding": "truncate", "unit": 1}
    events = "used 2024-05-20 10.6; used 2024-06-09 10.6"
    (bill,) = bills_of(
        change_settings(meter, {"usage": usage}), start="2024-05-10", readings="2024-05-10 2024-06-09", events=events
    )
    assert bill.total == 21  # 21.2; cut apart it would be 20


def test_multiplied_use(priced):
    """What a meter behind a transformer of 30 to 1 shows is multiplied by 30, and then rounded."""
    assert priced("4.13", usage={"multiplier": 30}) == (Fraction("123.9"), 1239)
    assert priced("4.13", usage={"multiplier": 30, "rounding": "half-up", "unit": 1}) == (124, 1240)


def test_multiplied_by_an_attribute(priced, service):
    """The contract may state what its meter is multiplied by."""
    ratio = {"attribute": [{"name": "ratio", "bounds": [{"minimum": 1, "maximum": 1000}]}]}
    usage = {"multiplier_attribute": "ratio"}
    assert priced("4", usage=usage, attributes="ratio=120", **ratio) == (480, 4800)


@pytest.mark.parametrize(
    ("used", "blocks"), [("0", 0), ("1", 1), ("1000", 1), ("1000.5", 2), ("2000", 2), ("2001", 3), ("-1", -1)]
)
def test_blocks(priced, used, blocks):
    """For each 1,000 calls or part of them 10 yen are charged."""
    assert priced(used, {"block": 1000}) == (blocks, blocks * 10)


def test_tiers_of_blocks(priced):
    """With blocks the bounds of tiers count blocks: two of 1,000 free, then 9 yen each."""
    assert priced("2000", {"block": 1000}, price="2=0 9") == (2, 0)
    assert priced("2001", {"block": 1000}, price="2=0 9") == (3, 9)


@pytest.mark.parametrize(("used", "units"), [("0", 15), ("14", 15), ("15", 15), ("16", 16)])
def test_least_units(priced, used, units):
    """At least 15 units are charged."""
    assert priced(used, {"least_units": 15}) == (units, units * 10)


def test_least_blocks(priced):
    """Least units of blocks are blocks."""
    assert priced("1001", {"block": 1000, "least_units": 5}) == (5, 50)


def test_least_units_in_tiers(priced):
    """The least units go through the tiers like use: 10 at nothing, 5 at 9."""
    assert priced("3", {"least_units": 15}, price="10=0 9") == (15, 45)


def test_least_units_by_the_day(priced):
    """15 of 30 days have half of 15 units, 7.5, rounded to 8 like the width of a tier."""
    assert priced("3", {"least_units": 15}, start="2024-05-25", proration=BY_DAYS) == (8, 80)
    assert priced("9", {"least_units": 15}, start="2024-05-25", proration=BY_DAYS) == (9, 90)


def test_least_units_in_full(priced):
    """Half a period has all the least units where the item is not among what is prorated."""
    other = {**BY_DAYS, "components": ["other"]}
    assert priced("3", {"least_units": 15}, start="2024-05-25", proration=other) == (15, 150)


def test_least_units_of_an_adjustment(bills_of, meter, rows):
    """Levy and adjustment on the 15 kWh of a minimum fee: 3 kWh used are charged like 15."""
    month = {"month": "2024-06-01", "unit": "-2.5", "source": "made up for the test"}
    row = {"since": "2000-01-01", "tiers": [{"rate": "3.49"}], "source": "made up for the test"}
    charges = [
        {"item": "minimum", "kind": "fixed", "price": rows("400")},
        {"item": "fuel", "kind": "adjustment", "least_units": 15, "month": [month]},
        {
            "item": "levy",
            "kind": "usage",
            "tiers": "graduated",
            "least_units": 15,
            "price": [row],
            "rounding": "floor",
            "rounding_unit": 1,
        },
    ]
    (bill,) = bills_of(
        change_settings(meter, {"charge": charges}),
        start="2024-05-10",
        readings="2024-05-10 2024-06-09",
        events="used 2024-06-09 3",
    )
    # 15 × -2.50 = -37.50; 15 × 3.49 = 52.35, cut to 52
    assert [(line.amount, line.quantity) for line in bill.lines] == [(400, 1), (Fraction("-37.5"), 15), (52, 15)]
