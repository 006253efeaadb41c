"""Energy in tiers: 19.52 yen to 120 kWh, 26.00 to 300 kWh, 30.02 above; the tariff from 1 June 2016."""

from fractions import Fraction

import pytest
from yakkan.oracle import CaseError, change_settings

READINGS = "2016-06-08 2016-07-08 2016-08-08"


@pytest.fixture(scope="module")
def energy(bills_of, model_bill):
    """The energy line of the period from 8 June to 7 July 2016."""

    def energy(tiers, used, **history):
        terms = change_settings(model_bill, {"charge.energy.tiers": tiers})
        (bill,) = bills_of(terms, start="2016-06-08", readings=READINGS, used=used, through="2016-07-31", **history)
        return next(line for line in bill.lines if line.item == "energy")

    return energy


@pytest.mark.parametrize(
    ("kwh", "amount"),
    [
        ("0", "0"),
        ("1", "19.52"),
        ("119", "2322.88"),  # 119 × 19.52
        ("120", "2342.40"),  # 120 × 19.52
        ("121", "2368.40"),  # 2,342.40 + 1 × 26.00
        ("299", "6996.40"),  # 2,342.40 + 179 × 26.00 = 2,342.40 + 4,654
        ("300", "7022.40"),  # 2,342.40 + 180 × 26.00 = 2,342.40 + 4,680
        ("301", "7052.42"),  # 7,022.40 + 1 × 30.02
        ("120.5", "2355.40"),  # 2,342.40 + 0.5 × 26.00
        ("1000", "28036.40"),  # 7,022.40 + 700 × 30.02 = 7,022.40 + 21,014
    ],
)
def test_graduated(energy, kwh, amount):
    """Graduated tiers price the use inside each tier at its own rate, a bound belonging to the tier below it."""
    line = energy("graduated", f"2016-07-08={kwh}")
    assert (line.amount, line.quantity) == (Fraction(amount), Fraction(kwh))


@pytest.mark.parametrize(
    ("kwh", "amount"),
    [
        ("0", "0"),
        ("1", "19.52"),
        ("119", "2322.88"),  # 119 × 19.52
        ("120", "2342.40"),  # 120 × 19.52
        ("121", "3146"),  # 121 × 26.00
        ("299", "7774"),  # 299 × 26.00
        ("300", "7800"),  # 300 × 26.00
        ("301", "9036.02"),  # 301 × 30.02
        ("120.5", "3133"),  # 120.5 × 26.00
    ],
)
def test_volume(energy, kwh, amount):
    """Volume tiers price the whole use at the rate of the tier it reaches, a bound belonging to the tier below it."""
    line = energy("volume", f"2016-07-08={kwh}")
    assert (line.amount, line.quantity) == (Fraction(amount), Fraction(kwh))


@pytest.mark.parametrize("tiers", ["graduated", "volume"])
def test_readings_inside_the_period_are_summed(energy, tiers):
    """Two readings that close one period are one use, in tiers together."""
    # 60 + 61 kWh: not 121 × 19.52 = 2,361.92
    amount = {"graduated": "2368.40", "volume": "3146"}[tiers]
    assert energy(tiers, "2016-06-20=60 2016-07-08=61").amount == Fraction(amount)


def test_opening_reading_belongs_to_the_period_before(bills_of, model_bill):
    """A reading on the opening reading day closes the period before and is no use of this one."""
    bills = bills_of(model_bill, start="2016-06-08", readings=READINGS, used="2016-07-08=120 2016-08-08=1")
    assert [line.amount for bill in bills for line in bill.lines if line.item == "energy"] == [
        Fraction("2342.40"),
        Fraction("19.52"),
    ]


def test_energy_is_not_prorated(energy):
    """The tiers keep their bounds in a part of a period, since only the basic fee is prorated."""
    # 15 days: 121 kWh are 2,342.40 + 26.00 as in a whole period
    assert energy("graduated", "2016-06-23=121", end="2016-06-23").amount == Fraction("2368.40")


@pytest.mark.parametrize(
    ("tiers", "parts"),
    [
        # 301 kWh: 120 × 19.52 = 2,342.40; 180 × 26.00 = 4,680; 1 × 30.02; or 301 × 30.02 = 9,036.02
        ("graduated", ["2342.40", "4680", "30.02"]),
        ("volume", ["9036.02"]),
    ],
)
def test_derivation_has_a_product_for_each_tier(energy, tiers, parts):
    """The derivation shows one product for each tier that the use reaches."""
    steps = energy(tiers, "2016-07-08=301").derivation
    assert [step.value for step in steps if step.kind == "tier"] == [Fraction(part) for part in parts]


@pytest.mark.parametrize("kind", ["meter-reading", "calendar-month"])
def test_reading_on_the_last_day_of_a_period(bills_of, model_bill, kind):
    """A reading on a period's last day closes it: the reading day that ends a gas period, the last day of a month."""
    # 120 × 19.52 = 2,342.40 in the first period, 1 × 19.52 in the second
    period = {"meter-reading": {"kind": kind, "reading_day": "ends-period"}, "calendar-month": {"kind": kind}}[kind]
    bills = bills_of(
        change_settings(model_bill, {"period": period}),
        start="2016-07-01",
        readings="2016-06-30 2016-07-31 2016-08-31",
        used="2016-07-31=120 2016-08-31=1",
    )
    lines = [line for bill in bills for line in bill.lines if line.item == "energy"]
    assert [line.amount for line in lines] == [Fraction("2342.40"), Fraction("19.52")]


def test_quantity_of_a_line(bills_of, model_bill):
    """A fee has the quantity 1, energy the kWh used."""
    (bill,) = bills_of(model_bill, start="2016-06-08", readings="2016-06-08 2016-07-08", used="2016-07-08=121.5")
    assert {line.item: line.quantity for line in bill.lines} == {
        "basic": 1,
        "energy": Fraction("121.5"),
        "adjustment": Fraction("121.5"),
        "levy": Fraction("121.5"),
        "direct-debit": 1,
    }


def test_period_without_a_reading(bills_of, model_bill):
    """A period that no reading closes is refused, with its days named."""
    with pytest.raises(CaseError, match="no reading closes the period 2016-07-08 to 2016-08-07"):
        bills_of(model_bill, start="2016-06-08", readings=READINGS, used="2016-07-08=1")


@pytest.mark.parametrize("tiers", ["graduated", "volume"])
def test_use_below_zero_where_no_width_is_left(bills_of, model_bill, tiers):
    """Use below zero is credited once, at the first tier's rate, even where the prorated widths come to nothing."""
    settings = {
        "usage": {"negative": "credited", "estimates": "next-reading"},
        "charge.energy.tiers": tiers,
        "proration.components": ["energy"],
        "proration.width_rounding": "half-up",
        "proration.width_unit": 1,
        "proration.numerator": "used-days-less-one",  # one day used, none counted: each tier is 0 kWh wide
    }
    terms = change_settings(model_bill, settings)
    history = {"start": "2016-07-07", "readings": READINGS, "used": "2016-07-08=-10", "through": "2016-07-31"}
    (bill,) = bills_of(terms, **history)
    energy = next(line.amount for line in bill.lines if line.item == "energy")
    assert energy == Fraction("-195.20")  # -10 × 19.52
