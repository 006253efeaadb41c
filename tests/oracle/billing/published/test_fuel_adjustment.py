"""The adjustment of a month from published prices: the average to 100 yen, the unit to the sen, sign kept.

A meter with the adjustment as its only charge and 1 kWh of use, so that the bill is the unit.
"""

from fractions import Fraction

import pytest
from yakkan.oracle import CaseError, change_settings

FEBRUARY = {"crude": 38508, "lng": 46152, "coal": 11415}
JUNE = {"crude": 45737, "lng": 51334, "coal": 11935}

TEPCO = {"coefficients": {"crude": "0.1970", "lng": "0.4435", "coal": "0.2512"}, "base": 44200, "base_unit": "0.228"}
# The base unit of Chubu is not in the notices that were read: 0.233 is this test's own figure.
CHUBU = {"coefficients": {"crude": "0.0275", "lng": "0.4792", "coal": "0.4275"}, "base": 45900, "base_unit": "0.233"}
KYUSHU = {"coefficients": {"crude": "0.1490", "lng": "0.2575", "coal": "0.7179"}, "base": 33500, "base_unit": "0.166"}
OIL = {"coefficients": {"crude": 1}, "base": 45900, "base_unit": "0.233"}

ROUNDED = {
    "per": 1000,
    "average_rounding": "half-up",
    "average_unit": 100,
    "unit_rounding": "half-up",
    "unit_unit": "0.01",
    "source": "made up for the test",
}


@pytest.fixture(scope="module")
def adjusted(bills_of, meter):
    """The bill of 1 kWh read on 10 February 2018, under formulas that hold from 2014 on."""

    def adjusted(prices, *formulas, used="1", reading="2018-02-10"):
        rows = [{"since": "2014-04-01", **ROUNDED, **formula} for formula in formulas]
        month = {"month": f"{reading[:7]}-01", "prices": prices, "source": "made up for the test"}
        charge = {"item": "fuel", "kind": "adjustment", "formula": rows, "month": [month]}
        terms = change_settings(meter, {"charge": [charge]})
        history = {"start": "2018-01-11", "readings": f"2018-01-11 {reading}"}
        (bill,) = bills_of(terms, events=f"used {reading} {used}", **history)
        return bill

    return adjusted


def average(bill):
    return next(step.value for step in bill.lines[0].derivation if step.kind == "average-price")


@pytest.mark.parametrize(
    ("formula", "prices", "price", "unit"),
    [
        # 38,508 × 0.1970 + 46,152 × 0.4435 + 11,415 × 0.2512 = 7,586.076 + 20,468.412 + 2,867.448 = 30,921.936
        # (30,900 - 44,200) × 0.228 ÷ 1,000 = -3.0324
        pytest.param(TEPCO, FEBRUARY, 30900, "-3.03", id="tepco-2018-02"),
        # 45,737 × 0.1970 + 51,334 × 0.4435 + 11,935 × 0.2512 = 9,010.189 + 22,766.629 + 2,998.072 = 34,774.890
        # (34,800 - 44,200) × 0.228 ÷ 1,000 = -2.1432
        pytest.param(TEPCO, JUNE, 34800, "-2.14", id="tepco-2018-06"),
        # 38,508 × 0.0275 + 46,152 × 0.4792 + 11,415 × 0.4275 = 1,058.97 + 22,116.0384 + 4,879.9125 = 28,054.9209
        # (28,100 - 45,900) × 0.233 ÷ 1,000 = -4.1474
        pytest.param(CHUBU, FEBRUARY, 28100, "-4.15", id="chubu"),
        # 38,508 × 0.1490 + 46,152 × 0.2575 + 11,415 × 0.7179 = 5,737.692 + 11,884.14 + 8,194.8285 = 25,816.6605
        # (25,800 - 33,500) × 0.166 ÷ 1,000 = -1.2782
        pytest.param(KYUSHU, FEBRUARY, 25800, "-1.28", id="kyushu"),
    ],
)
def test_unit_from_published_prices(adjusted, formula, prices, price, unit):
    """The average price and the unit come out as published, for the coefficients of any company."""
    bill = adjusted(prices, formula)
    assert (average(bill), bill.total) == (price, Fraction(unit))


@pytest.mark.parametrize(
    ("crude", "price"), [(30949, 30900), ("30949.99", 30900), (30950, 31000), (31049, 31000), (31050, 31100)]
)
def test_average_is_rounded_to_100_yen(adjusted, crude, price):
    """The average price is rounded to 100 yen, 50 yen up."""
    assert average(adjusted({"crude": crude}, OIL)) == price


@pytest.mark.parametrize(
    ("crude", "unit"),
    [
        (45900, "0"),
        (50900, "1.17"),  # 5,000 × 0.233 ÷ 1,000 = 1.165
        (40900, "-1.17"),  # -5,000 × 0.233 ÷ 1,000 = -1.165
        (50800, "1.14"),  # 4,900 × 0.233 ÷ 1,000 = 1.1417
        (41000, "-1.14"),
    ],
)
def test_unit_is_rounded_away_from_zero(adjusted, crude, unit):
    """Half a sen is rounded away from zero, for an adjustment below zero too."""
    assert adjusted({"crude": crude}, OIL).total == Fraction(unit)


@pytest.mark.parametrize(
    ("crude", "unit"),
    [
        # (66,300 - 44,200) × 0.232 ÷ 1,000 = 5.1272: the adjustment of TEPCO at its ceiling from September 2022 on
        (66300, "5.13"),
        (80000, "5.13"),
        (66200, "5.10"),  # 22,000 × 0.232 ÷ 1,000 = 5.104
    ],
)
def test_ceiling(adjusted, crude, unit):
    """An average price above the ceiling counts as the ceiling."""
    formula = {"coefficients": {"crude": 1}, "base": 44200, "base_unit": "0.232", "ceiling": 66300}
    assert adjusted({"crude": crude}, formula).total == Fraction(unit)


def test_credit_for_all_of_the_use(adjusted):
    """An adjustment below zero is a credit for each kWh, not rounded by itself."""
    assert adjusted(FEBRUARY, TEPCO, used="290.5").total == Fraction("-880.215")  # 290.5 × -3.03


def test_formula_of_the_bill_s_month(adjusted):
    """A formula holds from the bills of its month on, whatever days they are for."""
    formulas = OIL, {**OIL, "base": 40900, "since": "2018-02-01"}
    # (50,900 - 40,900) × 0.233 ÷ 1,000 = 2.33; before: (50,900 - 45,900) × 0.233 ÷ 1,000 = 1.165
    assert adjusted({"crude": 50900}, *formulas).total == Fraction("2.33")
    assert adjusted({"crude": 50900}, *formulas, reading="2018-01-31").total == Fraction("1.17")


def test_month_is_that_of_the_closing_reading(bills_of, meter):
    """A period read on 28 February and one read on 1 March have the figures of different months."""
    months = [
        {"month": "2018-02-01", "unit": 2, "source": "made up for the test"},
        {"month": "2018-03-01", "unit": 3, "source": "made up for the test"},
    ]
    terms = change_settings(meter, {"charge": [{"item": "fuel", "kind": "adjustment", "month": months}]})
    for reading, unit in (("2018-02-28", 2), ("2018-03-01", 3)):
        (bill,) = bills_of(terms, start="2018-01-30", readings=f"2018-01-30 {reading}", events=f"used {reading} 1")
        assert bill.total == unit


def test_gas_month_is_that_of_the_reading_day(bills_of, meter):
    """Where the reading day ends the period, a reading on 28 February closes a bill of February."""
    months = [{"month": "2018-02-01", "unit": 2, "source": "made up for the test"}]
    charge = {"item": "fuel", "kind": "adjustment", "month": months}
    terms = change_settings(meter, {"charge": [charge], "period.reading_day": "ends-period"})
    (bill,) = bills_of(terms, start="2018-01-31", readings="2018-01-30 2018-02-28", events="used 2018-02-28 1")
    assert bill.total == 2


def test_missing_month_names_month_and_clause(bills_of, meter):
    """Nothing published for March is an error that names the month and the clause of the table."""
    months = [{"month": "2018-02-01", "unit": 2, "source": "made up for the test"}]
    terms = change_settings(meter, {"charge": [{"item": "fuel", "kind": "adjustment", "month": months}]})
    with pytest.raises(CaseError) as caught:
        bills_of(terms, start="2018-02-10", readings="2018-02-10 2018-03-10", events="used 2018-03-10 1")
    (problem,) = caught.value.problems
    assert problem.code.id == "YK208"
    assert problem.message == "fuel: nothing is published for the bills of 2018-03"
    assert problem.clause == "5 The use"
