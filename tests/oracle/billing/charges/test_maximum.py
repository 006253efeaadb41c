"""A largest amount for some items together, and a share of items on top of them."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

BY_DAYS = {
    "trigger": "always",
    "numerator": "used-days",
    "denominator": "billing-period",
    "whole_period": "not-prorated",
    "above_whole": "as-computed",
}


@pytest.fixture(scope="module")
def capped(bills_of, meter, rows):
    """The use, the credit of what is above a maximum of 100, and the total, of the 30 days from 10 May 2024."""

    def capped(used, components=(), start="2024-05-10", **settings):
        use = meter.charge[0].model_dump(exclude_none=True)
        most = {"item": "maximum", "kind": "maximum", "of": ["use"], "price": rows("100")}
        rule = {"proration": {**BY_DAYS, "components": list(components)}} if components else {}
        terms = change_settings(meter, {"charge": [use, most], **rule, **settings})
        (bill,) = bills_of(terms, start=start, readings="2024-05-10 2024-06-09", events=f"used 2024-06-09 {used}")
        return tuple(line.amount for line in bill.lines), bill.total

    return capped


@pytest.mark.parametrize(
    ("used", "line", "total"), [(0, 0, 0), (99, 0, 99), (100, 0, 100), (101, -1, 100), (250, -150, 100)]
)
def test_above_the_maximum(capped, used, line, total):
    """A use above the maximum is credited down to it, one below it is billed as it is."""
    assert capped(used) == ((used, line), total)


def test_prorated(capped):
    """Half a period has half the maximum where the maximum is among what is prorated."""
    assert capped(80, components=["maximum"], start="2024-05-25") == ((80, -30), 50)
    assert capped(80, components=["use"], start="2024-05-25") == ((80, 0), 80)


def test_prorated_maximum_is_rounded(capped):
    """The prorated maximum is rounded like a line before it is compared."""
    # 100 × 10 ÷ 30 = 33.33…, cut to 33
    down = {"rounding": {"line": "floor", "line_unit": 1, "total": "exact"}}
    assert capped(40, components=["maximum"], start="2024-05-30", **down) == ((40, -7), 33)


@pytest.fixture(scope="module")
def lines_of_june(bills_of, service, rows):
    """The lines of June under a fee of 300 and an extra of 50, with these charges after them."""

    def lines_of_june(*charges, **settings):
        fee = {"item": "fee", "kind": "fixed", "price": rows("300")}
        extra = {"item": "extra", "kind": "fixed", "price": rows("50")}
        terms = change_settings(service, {"charge": [fee, extra, *charges], **settings})
        (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30")
        return {line.item: line.amount for line in bill.lines}

    return lines_of_june


def test_items_of_the_maximum(lines_of_june, rows):
    """A maximum is of the items it names alone, and what it credits is no item of its own."""
    most = {"item": "maximum", "kind": "maximum", "price": rows("200")}
    assert lines_of_june({**most, "of": ["fee"]})["maximum"] == -100
    assert lines_of_june({**most, "of": ["fee", "extra"]})["maximum"] == -150
    assert lines_of_june({**most, "of": ["extra"]})["maximum"] == 0


def test_minimum_and_maximum(lines_of_june, rows):
    """A minimum and a maximum of the same items leave an amount between them as it is."""
    least = {"item": "minimum", "kind": "minimum", "of": ["fee", "extra"], "price": rows("340")}
    most = {"item": "maximum", "kind": "maximum", "of": ["fee", "extra", "minimum"], "price": rows("360")}
    assert sum(lines_of_june(least, most).values()) == 350


@pytest.mark.parametrize(("share", "off"), [("0.5", -150), ("0.8", -200), ("1", -200)])
def test_a_discount_of_at_most_so_much(lines_of_june, rows, share, off):
    """A minimum of a discount is the most that it takes off: four fifths of 300 are 240, but 200 at most."""
    discount = {"item": "off", "kind": "discount", "of": ["fee"], "share": share}
    most = {"item": "most", "kind": "minimum", "of": ["off"], "price": rows("-200")}
    found = lines_of_june(discount, most)
    assert found["off"] + found["most"] == off


@pytest.mark.parametrize(
    ("of", "share", "amount"),
    [
        (["fee"], "0.1", 30),
        (["fee", "extra"], "0.1", 35),
        (["fee"], "1.5", 450),  # a share may be above the whole
        (["extra"], "0.0325", Fraction("1.625")),
    ],
)
def test_surcharge(lines_of_june, of, share, amount):
    """A surcharge is a share of what its items come to."""
    assert lines_of_june({"item": "support", "kind": "surcharge", "of": of, "share": share})["support"] == amount


def test_surcharge_is_rounded_and_taken_of(lines_of_june, rows):
    """A surcharge has a rounding of its own, and later charges can be of it."""
    support = {"item": "support", "kind": "surcharge", "of": ["extra"], "share": "0.0325"}
    support |= {"rounding": "ceiling", "rounding_unit": 1}
    least = {"item": "minimum", "kind": "minimum", "of": ["support"], "price": rows("10")}
    found = lines_of_june(support, least)
    assert (found["support"], found["minimum"]) == (2, 8)  # 1.625, up to 2


def test_surcharge_of_a_discounted_fee(lines_of_june, rows):
    """A surcharge of a fee and its discount is of what is left, and of less than nothing it is a credit."""
    off = {"item": "off", "kind": "discount", "price": rows("500")}
    support = {"item": "support", "kind": "surcharge", "of": ["fee", "off"], "share": "0.1"}
    assert lines_of_june(off, support)["support"] == -20  # 300 - 500 = -200
