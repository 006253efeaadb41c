"""Tax on a bill of several lines: inside or on top of the prices, once on the bill or in each line, or not at all."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def taxed(paper, service, rows, rates):
    """A month of charges, given as their prices and the tax class of each, under a tax of 10 % cut to the yen."""

    def taxed(*prices, **tax):
        charges = [
            {"item": f"item {number}", "kind": "fixed", "price": rows(price), **({"tax": kind} if kind else {})}
            for number, (price, kind) in enumerate(
                price if isinstance(price, tuple) else (price, "") for price in prices
            )
        ]
        rule = {"rate_on": "last-billed-day", "rounding": "floor", "unit": 1, "rate": rates("0.10"), **tax}
        terms = change_settings(service, {"charge": charges, "proration.components": ["item 0"], "tax": rule})
        (bill,) = paper(terms, start="2024-06-01", through="2024-06-30")
        return bill.partition(": ")[2]

    return taxed


@pytest.mark.parametrize(
    ("prices", "per", "bill"),
    [
        # Three times 105 yen, tax on top: 315 × 10 % = 31.50; for each line 10.50, cut to 10, three times
        ("tax-exclusive", "bill", "346, tax 31"),
        ("tax-exclusive", "line", "345, tax 30"),
        # Tax inside: 315 × 10 ÷ 110 = 28.63…; for each line 105 × 10 ÷ 110 = 9.54…, cut to 9, three times
        ("tax-inclusive", "bill", "315, tax 28"),
        ("tax-inclusive", "line", "315, tax 27"),
    ],
)
def test_on_the_bill_or_in_each_line(taxed, prices, per, bill):
    """Tax cut to the yen once on the bill is more than tax cut in each of its lines."""
    assert taxed("105", "105", "105", prices=prices, per=per) == bill


def test_on_the_bill_where_nothing_is_said(taxed):
    """Tax is computed once on the bill where the terms do not say on what."""
    assert taxed("105", "105", "105", prices="tax-exclusive") == "346, tax 31"


@pytest.mark.parametrize("per", ["bill", "line"])
def test_one_line_is_the_bill(taxed, per):
    """A bill of one line has the same tax either way."""
    assert taxed("105", prices="tax-exclusive", per=per) == "115, tax 10"  # 105 × 10 % = 10.50


@pytest.mark.parametrize(
    ("mode", "per", "bill"),
    [
        ("half-up", "bill", "347, tax 32"),  # 31.50
        ("half-up", "line", "348, tax 33"),  # 10.50, three times
        ("half-even", "bill", "347, tax 32"),  # 31.50, to the even 32
        ("half-even", "line", "345, tax 30"),  # 10.50, to the even 10, three times
        ("ceiling", "bill", "347, tax 32"),
        ("ceiling", "line", "348, tax 33"),
    ],
)
def test_rounding(taxed, mode, per, bill):
    """Tax is rounded as the terms say, wherever it is computed."""
    assert taxed("105", "105", "105", prices="tax-exclusive", per=per, rounding=mode) == bill


@pytest.mark.parametrize(
    ("prices", "per", "bill"),
    [
        ("tax-exclusive", "bill", "1600, tax 100"),  # 1,000 × 10 % = 100; 1,000 + 100 + 500
        ("tax-exclusive", "line", "1600, tax 100"),
        ("tax-inclusive", "bill", "1500, tax 90"),  # 1,000 × 10 ÷ 110 = 90.90…
        ("tax-inclusive", "line", "1500, tax 90"),
    ],
)
def test_charge_outside_tax(taxed, prices, per, bill):
    """A charge outside the tax is on the bill, and no tax is in it or on it."""
    assert taxed("1000", ("500", "outside"), prices=prices, per=per) == bill


def test_standard_is_as_the_tariff(taxed):
    """A charge that is said to be standard is taxed like the others."""
    assert taxed("1000", ("500", "standard"), prices="tax-exclusive") == "1650, tax 150"


def test_only_charges_outside_tax(taxed):
    """A bill with nothing taxed on it has a tax of nothing."""
    assert taxed(("500", "outside"), prices="tax-exclusive") == "500, tax 0"


def test_discount_before_tax(paper, service, rows, rates):
    """A coupon of 5 off a price of 10 leaves 5 to tax: 6 with 20 %."""
    charges = [
        {"item": "plan", "kind": "fixed", "price": rows("10")},
        {"item": "coupon", "kind": "discount", "price": rows("5")},
    ]
    rule = {"prices": "tax-exclusive", "rate_on": "issue-day", "rounding": "half-up", "unit": "0.01"}
    tax = {**rule, "rate": rates("0.20")}
    terms = change_settings(service, {"charge": charges, "proration.components": ["plan"], "tax": tax})
    assert paper(terms, start="2024-06-01", through="2024-06-30") == ["2024-06-01 to 2024-06-30: 6, tax 1"]


def test_totals_of_taxed_and_untaxed_are_rounded_apart(paper, service, rows, rates):
    """What is outside the tax is rounded to the yen by itself."""
    # 100.60 cut to 100, tax 10; 50.60 cut to 50
    charges = [
        {"item": "plan", "kind": "fixed", "price": rows("100.60")},
        {"item": "fee", "kind": "fixed", "price": rows("50.60"), "tax": "outside"},
    ]
    settings = {
        "charge": charges,
        "rounding": {"line": "exact", "total": "floor", "total_unit": 1},
        "tax": {
            "prices": "tax-exclusive",
            "rate_on": "issue-day",
            "rounding": "floor",
            "unit": 1,
            "rate": rates("0.10"),
        },
    }
    assert paper(change_settings(service, settings), start="2024-06-01", through="2024-06-30") == [
        "2024-06-01 to 2024-06-30: 160, tax 10"
    ]
