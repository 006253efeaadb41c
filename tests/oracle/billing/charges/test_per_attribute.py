"""A price for each unit of what the contract states: contract power in kW or kVA, amperes, meters of a line."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

POWER = {"name": "power", "bounds": [{"minimum": 1, "maximum": 500}]}
FACTOR = {"name": "factor", "bounds": [{"minimum": 0, "maximum": 100}]}


@pytest.fixture(scope="module")
def fee(bills_of, service):
    """The lines of June under a basic fee with these rows, for a contract with these attributes."""

    def fee(attributes, rows, *declared, events="", start="2024-06-01", **keys):
        basic = {"item": "basic", "kind": "fixed", "price": rows, **keys}
        attribute = [one.model_dump(exclude_none=True) for one in service.attribute]
        settings = {"attribute": [*attribute, *declared], "charge": [basic], "proration.components": ["basic"]}
        terms = change_settings(service, settings)
        (bill,) = bills_of(terms, start=start, through="2024-06-30", attributes=attributes, events=events)
        return bill.total

    return fee


def row(since="2000-01-01", **price):
    return {"since": since, **price, "source": "made up for the test"}


@pytest.mark.parametrize(
    ("power", "amount"),
    [("1", "1126.69"), ("8", "9013.52"), ("33.5", "37744.115")],  # × 8; 1,126.69 × 33.5
)
def test_for_each_kilowatt(fee, power, amount):
    """The basic fee is 1,126.69 yen for each kW of contract power."""
    assert fee(f"power={power}", [row(amount="1126.69", per="power")], POWER) == Fraction(amount)


@pytest.mark.parametrize(
    ("factor", "amount"),
    [
        ("85", "9013.52"),
        ("100", "7661.492"),  # 9,013.52 × (1 - 15 × 0.01) = 9,013.52 × 0.85
        ("80", "9464.196"),  # 9,013.52 × 1.05
    ],
)
def test_with_the_power_factor(fee, factor, amount):
    """The power factor changes the fee of all kW."""
    points = {"attribute": "factor", "base": 85, "per_point": "0.01"}
    rows = [row(amount="1126.69", per="power")]
    assert fee(f"power=8 factor={factor}", rows, POWER, FACTOR, by_points=points) == Fraction(amount)


def test_by_plan_and_power(fee):
    """The amount for each kW can go by the plan."""
    rows = [row(attribute="plan", amounts={"small": 1000, "large": 900}, per="power")]
    assert fee("power=8 plan=small", rows, POWER) == 8000
    assert fee("power=8 plan=large", rows, POWER) == 7200


def test_fee_of_the_contract_for_each_kilowatt(fee):
    """The amount for each kW can be the contract's own."""
    rows = [row(attribute="rate", per="power")]
    rate = {"name": "rate", "bounds": [{"minimum": 1, "maximum": 9000}]}
    assert fee("power=8 rate=12.5", rows, POWER, rate) == 100


def test_listed_values(fee):
    """An attribute with listed numbers is multiplied by as well: 31.175 yen an ampere."""
    amperes = {"name": "amperes", "values": ["10", "30"]}
    rows = [row(amount="31.175", per="amperes")]
    assert fee("amperes=10", rows, amperes) == Fraction("311.75")
    assert fee("amperes=30", rows, amperes) == Fraction("935.25")


def test_dated_rows(fee):
    """A later row has its own amount for each kW."""
    rows = [row(amount=10, per="power"), row("2024-06-01", amount=20, per="power")]
    assert fee("power=8", rows, POWER) == 160


def test_prorated(fee):
    """15 of 30 days have half of the fee for all kW."""
    assert fee("power=8", [row(amount=100, per="power")], POWER, start="2024-06-16") == 400


def test_change_of_power(fee):
    """A change of power inside the month charges each power for its days."""
    # 100 × 8 × 10 ÷ 30 + 100 × 5 × 20 ÷ 30 = 266.66… + 333.33… = 600
    assert fee("power=8", [row(amount=100, per="power")], POWER, events="change 2024-06-11 power=5") == 600
