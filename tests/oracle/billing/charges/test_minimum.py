"""A least amount for some items together: what is missing to it is a line of its own."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings


def proration(*components):
    return {
        "trigger": "always",
        "numerator": "used-days",
        "denominator": "billing-period",
        "whole_period": "not-prorated",
        "above_whole": "as-computed",
        "components": list(components),
    }


@pytest.fixture(scope="module")
def missing(bills_of, meter, rows):
    """The use, what is missing to a minimum of 100, and the total, of the 30 days from 10 May or a part of them."""

    def missing(used, components=(), minimum="100", start="2024-05-10", **settings):
        use = {"item": "use", "kind": "usage", "tiers": "graduated", "price": meter.charge[0].price}
        use["price"] = [row.model_dump(exclude_none=True) for row in use["price"]]
        least = {"item": "minimum", "kind": "minimum", "of": ["use"], "price": rows(minimum)}
        rule = {"proration": proration(*components)} if components else {}
        terms = change_settings(meter, {"charge": [use, least], **rule, **settings})
        (bill,) = bills_of(terms, start=start, readings="2024-05-10 2024-06-09", events=f"used 2024-06-09 {used}")
        return tuple(line.amount for line in bill.lines), bill.total

    return missing


@pytest.mark.parametrize(
    ("used", "line", "total"), [(0, 100, 100), (80, 20, 100), (99, 1, 100), (100, 0, 100), (101, 0, 101)]
)
def test_missing_to_the_minimum(missing, used, line, total):
    """A use below the minimum is billed at the minimum, a use that reaches it as it is."""
    assert missing(used) == ((used, line), total)


@pytest.mark.parametrize(
    ("used", "line"),
    [
        (30, 20),  # 15 of 30 days: 100 × 15 ÷ 30 = 50
        (50, 0),
        (80, 0),
    ],
)
def test_prorated(missing, used, line):
    """Half a period has half the minimum where the minimum is among what is prorated."""
    assert missing(used, components=["minimum"], start="2024-05-25") == ((used, line), used + line)


def test_not_prorated(missing):
    """Half a period has the whole minimum where the minimum is not among what is prorated."""
    assert missing(30, components=["use"], start="2024-05-25") == ((30, 70), 100)
    assert missing(30, start="2024-05-25") == ((30, 70), 100)


def test_prorated_minimum_is_rounded(missing):
    """The prorated minimum is rounded like a line before it is compared."""
    # 100 × 10 ÷ 30 = 33.33…, cut to 33
    down = {"rounding": {"line": "floor", "line_unit": 1, "total": "exact"}}
    assert missing(30, components=["minimum"], start="2024-05-30", **down) == ((30, 3), 33)


@pytest.fixture(scope="module")
def minimum_of(bills_of, service, rows):
    """The lines of June under a fee of 300, a discount and a minimum of 500 of some items."""

    def minimum_of(*items, off="100", first="discount"):
        fee = {"item": "fee", "kind": "fixed", "price": rows("300")}
        discount = {"item": "discount", "kind": "discount", "of": ["fee"], "price": rows(off)}
        extra = {"item": "extra", "kind": "fixed", "price": rows("50")}
        minimum = {"item": "minimum", "kind": "minimum", "of": list(items), "price": rows("500")}
        order = [fee, extra, discount, minimum] if first == "discount" else [fee, extra, minimum, discount]
        (bill,) = bills_of(change_settings(service, {"charge": order}), start="2024-06-01", through="2024-06-30")
        return {line.item: line.amount for line in bill.lines}["minimum"], bill.total

    return minimum_of


def test_items_of_the_minimum(minimum_of):
    """A minimum is of the items it names alone, and those beside it are paid on top."""
    assert minimum_of("fee") == (200, 300 + 50 - 100 + 200)
    assert minimum_of("fee", "extra") == (150, 300 + 50 - 100 + 150)


def test_minimum_after_a_discount(minimum_of):
    """A minimum of a discounted fee is of what is left of it."""
    assert minimum_of("fee", "discount") == (300, 300 + 50 - 100 + 300)


def test_discount_after_a_minimum(minimum_of):
    """A discount that follows the minimum goes below it."""
    assert minimum_of("fee", first="minimum") == (200, 300 + 50 + 200 - 100)


def test_minimum_of_a_charge_that_is_not_billed(bills_of, service, rows):
    """A charge that does not apply to the contract counts as nothing towards the minimum."""
    fee = {"item": "fee", "kind": "fixed", "when": {"plan": "large"}, "price": rows("300")}
    least = {"item": "minimum", "kind": "minimum", "of": ["fee"], "price": rows("500")}
    terms = change_settings(service, {"charge": [fee, least]})
    for plan, lines in (("small", {"minimum": 500}), ("large", {"fee": 300, "minimum": 200})):
        (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30", attributes=f"plan={plan}")
        assert {line.item: line.amount for line in bill.lines} == {item: Fraction(lines[item]) for item in lines}
