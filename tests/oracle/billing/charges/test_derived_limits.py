"""A limit that an amount just meets does nothing: no step tells of it, and nothing is rounded again."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings
from yakkan.oracle.contracts import StepKind


@pytest.fixture(scope="module")
def told(bills_of, service, rows):
    """The amount of the last charge on the last bill of a contract, and the kinds of its steps."""

    def told(charge, **history):
        fee = {"item": "fee", "kind": "fixed", "price": rows("9300")}
        charge |= {"price": rows(charge["price"])}
        terms = change_settings(service, {"charge": [fee, charge], "service.end_day": "not-billed"})
        line = bills_of(terms, **{"start": "2024-06-01", "through": "2024-06-30", **history})[-1].lines[-1]
        assert line.item == charge["item"]
        return line.amount, {step.kind for step in line.derivation}

    return told


@pytest.mark.parametrize(("price", "amount", "limited"), [("9299", -9299, 0), ("9300", -9300, 0), ("9301", -9300, 1)])
def test_a_discount_of_all_that_it_is_taken_of(told, price, amount, limited):
    """A discount is limited where it is more than its items come to, and not where it is all of that."""
    found, kinds = told({"item": "discount", "kind": "discount", "of": ["fee"], "price": price})
    assert (found, StepKind.DISCOUNT_LIMIT in kinds) == (amount, limited)


@pytest.mark.parametrize(("price", "amount", "capped"), [("9299", 9299, 0), ("9300", 9300, 0), ("9301", 9300, 1)])
def test_a_fee_for_an_early_end_at_its_cap(told, price, amount, capped):
    """The fee for an early end is capped where it is above the cap, and not where it is the cap."""
    cap = {"of": ["fee"], "on": "end-day", "since": "2022-07-01", "source": "law"}
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": price, "cap": cap}
    found, kinds = told(early, end="2024-06-11", through="2024-07-31")
    assert (found, StepKind.CAP in kinds) == (amount, capped)


@pytest.mark.parametrize(("used", "raised"), [("14", 1), ("15", 0), ("16", 0)])
def test_use_of_the_least_units(bills_of, meter, used, raised):
    """Use is raised to the least units where it is below them, and not where it is just as much."""
    terms = change_settings(meter, {"charge.use.least_units": 15})
    events = f"used 2024-06-09 {used}"
    (bill,) = bills_of(terms, start="2024-05-10", readings="2024-05-10 2024-06-09", events=events)
    (line,) = bill.lines
    assert line.quantity == max(Fraction(used), 15)
    assert (StepKind.LEAST_UNITS in {step.kind for step in line.derivation}) == raised
