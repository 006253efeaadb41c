"""A ceiling and a floor of the average price: they may meet, and not cross."""

from fractions import Fraction

import pytest
from yakkan.oracle import TermsError, change_settings

FORMULA = {
    "since": "2014-04-01",
    "coefficients": {"crude": 1},
    "base": 45900,
    "base_unit": "0.233",
    "per": 1000,
    "average_rounding": "half-up",
    "average_unit": 100,
    "unit_rounding": "half-up",
    "unit_unit": "0.01",
    "source": "made up for the test",
}


@pytest.fixture
def formula(meter):
    """Terms of a fuel adjustment with so high a ceiling and so low a floor."""

    def formula(ceiling, floor, price=0):
        month = {"month": "2018-02-01", "prices": {"crude": price}, "source": "made up for the test"}
        row = {**FORMULA, "ceiling": ceiling, "floor": floor}
        charge = {"item": "fuel", "kind": "adjustment", "formula": [row], "month": [month]}
        return change_settings(meter, {"charge": [charge]})

    return formula


@pytest.mark.parametrize("price", [30000, 40900, 60000])
def test_a_ceiling_that_is_the_floor_fixes_the_average(bills_of, formula, price):
    """Terms whose ceiling is their floor can be stated, and every published price is adjusted alike."""
    history = {"start": "2018-01-11", "readings": "2018-01-11 2018-02-10", "events": "used 2018-02-10 1"}
    (bill,) = bills_of(formula(40900, 40900, price), **history)
    # (40,900 - 45,900) × 0.233 ÷ 1,000 = -1.165, to the sen, a half away from zero
    assert bill.total == Fraction("-1.17")


def test_a_ceiling_below_the_floor_is_refused(formula):
    """A ceiling below the floor leaves no average, and is refused."""
    with pytest.raises(TermsError, match="ceiling is below floor"):
        formula(40899, 40900)
