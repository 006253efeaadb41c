"""A basic fee of 10,000 that changes by 1 % of itself for each point of the power factor around 85."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

POINTS = {"attribute": "power_factor", "base": 85, "per_point": "0.01"}


@pytest.fixture(scope="module")
def basic(bills_of, service, declaring, rows):
    """The basic fee of the last bill."""

    def basic(power_factor, charge=None, **history):
        fee = {"item": "fee", "kind": "fixed", "price": rows("10000"), "by_points": POINTS, **(charge or {})}
        terms = change_settings(declaring(service, "power_factor", "monthly_fee"), {"charge": [fee]})
        history = {"start": "2024-06-01", "through": "2024-06-30", **history}
        return bills_of(terms, attributes=f"power_factor={power_factor}", **history)[-1].total

    return basic


@pytest.mark.parametrize(
    ("power_factor", "fee"),
    [("85", 10000), ("90", 9500), ("100", 8500), ("84", 10100), ("80", 10500), ("50", 13500), ("85.5", 9950)],
)
def test_points_around_the_base(basic, power_factor, fee):
    """Each point above 85 takes 1 % off the fee, each below adds 1 %."""
    assert basic(power_factor) == fee


def test_prorated(basic):
    """The adjusted fee is what is prorated: half of 9,500."""
    assert basic("90", start="2024-06-16") == 4750


def test_change_of_the_power_factor(basic):
    """A power factor that changes inside a month counts by its days."""
    # 9,500 × 15 ÷ 30 + 8,500 × 15 ÷ 30
    assert basic("90", events="change 2024-06-16 power_factor=100") == 9000


def test_by_the_contract_s_attribute(basic):
    """A fee that goes by an attribute itself is adjusted like any other."""
    row = {"since": "2000-01-01", "attribute": "monthly_fee", "source": "made up for the test"}
    assert basic("90", {"price": [row]}) == Fraction("2945")  # 3,100 × 0.95


def test_in_the_derivation(bills_of, service, declaring, rows):
    """The derivation shows the factor that the fee was multiplied by."""
    fee = {"item": "fee", "kind": "fixed", "price": rows("10000"), "by_points": POINTS}
    terms = change_settings(declaring(service, "power_factor"), {"charge": [fee]})
    (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30", attributes="power_factor=90")
    step = next(step for step in bill.lines[0].derivation if step.kind == "by-points")
    assert (step.operands["factor"], step.value) == (Fraction("0.95"), 9500)


def test_halved_without_use(bills_of, meter, declaring, rows):
    """A fee that is halved without use is halved after its adjustment."""
    fee = {"item": "fee", "kind": "fixed", "price": rows("10000"), "by_points": POINTS, "no_use_share": "0.5"}
    terms = change_settings(declaring(meter, "power_factor"), {"charge": [fee]})
    for used, total in ((0, 4750), (1, 9500)):
        history = {"start": "2024-05-10", "readings": "2024-05-10 2024-06-10", "events": f"used 2024-06-10 {used}"}
        (bill,) = bills_of(terms, attributes="power_factor=90", **history)
        assert bill.total == total
