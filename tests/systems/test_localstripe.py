"""The parts of the adapter for the Stripe API that need no server."""

import sys
import tomllib
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from yakkan.oracle import load_terms

HERE = Path(__file__).parents[2] / "examples/systems/localstripe"
NAMES = ("catalogue", "days", "form", "money", "reading")


@pytest.fixture
def shim(monkeypatch):
    """The adapter's own modules, under their own names for as long as a test runs."""
    monkeypatch.syspath_prepend(str(HERE))
    for name in NAMES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield {name: import_module(name) for name in NAMES}
    for name in NAMES:
        sys.modules.pop(name, None)


def invoice(**other):
    """One line of 12.00 for 31 January to 28 February 2024, with 20 per cent on top."""
    line = {
        "type": "subscription",
        "amount": 1200,
        "quantity": 1,
        "description": "a plan",
        "plan": {"id": "plan_1"},
        "period": {"start": 1706659200, "end": 1709164800},
    }
    tax = [{"amount": 240, "inclusive": False}]
    return {
        "lines": {"data": [line]},
        "currency": "usd",
        "total": 1440,
        "tax": 240,
        "total_tax_amounts": tax,
        "created": 1706659200,
        **other,
    }


def test_nested_parameters(shim):
    """Nested parameters are form fields with their path in brackets; what is None is left out."""
    given = {"customer": "cus_1", "items": [{"price": "p", "quantity": 2}], "inclusive": False, "coupon": None}

    fields = shim["form"].fields(given)

    assert fields == [
        ("customer", "cus_1"),
        ("items[0][price]", "p"),
        ("items[0][quantity]", "2"),
        ("inclusive", "false"),
    ]


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [("14.00", "usd", 1400), ("0.1", "usd", 10), ("-3.03", "eur", -303), ("500", "jpy", 500)],
)
def test_money(shim, amount, currency, units):
    """Money goes to Stripe in whole minor units, and comes back as the same amount."""
    money = shim["money"]

    assert units == money.minor(amount, currency)
    assert Decimal(amount) == money.major(units, currency)


def test_money_with_too_many_decimals(shim):
    """An amount below a minor unit is refused, not rounded."""
    with pytest.raises(ValueError, match="allowed: 2 decimals"):
        shim["money"].minor("0.005", "usd")


def test_days(shim):
    """A day begins at midnight UTC: 31 January 2024 at second 1,706,659,200 (19,753 days of 86,400 s)."""
    days = shim["days"]

    assert days.midnight(date(2024, 1, 31)) == 19_753 * 86_400
    assert date(2024, 1, 31) == days.day_of(19_753 * 86_400 + 86_399)
    assert date(2024, 1, 30) == days.last_day_before(19_753 * 86_400)


def test_an_invoice_is_a_bill(shim):
    """An invoice is a bill for the days of its subscription's lines, the end of their time not included."""
    reading = shim["reading"]

    bill = reading.bill_of(invoice(), reading.Reading("c", {"plan_1": "plan"}, by_lines=False, is_dated=False))

    assert (date(2024, 1, 31), date(2024, 2, 28)) == (bill.first_day, bill.last_day)
    assert (Decimal("14.40"), Decimal("2.40")) == (bill.total, bill.tax)
    assert [("plan", Decimal("12.00"), 1)] == [(line.item, line.amount, line.quantity) for line in bill.lines]


def test_a_credit_by_its_lines(shim):
    """Read by its lines an invoice below zero is a credit, whatever total it says: 12.00 + 2.40 with a total of 0."""
    reading = shim["reading"]
    given = invoice(total=0)
    given["lines"]["data"][0]["amount"] = -1200
    given["total_tax_amounts"][0]["amount"] = -240

    by_total, by_lines = (
        reading.bill_of(given, reading.Reading("c", {}, by_lines=by_lines, is_dated=False)).total
        for by_lines in (False, True)
    )

    assert (Decimal(0), Decimal("-14.40")) == (by_total, by_lines)


def test_tax_inside_a_price_is_not_added_to_the_lines(shim):
    """Read by its lines an invoice with tax inside comes to its lines alone: 12.00."""
    reading = shim["reading"]
    inside = [{"amount": 200, "inclusive": True}]

    bill = reading.bill_of(invoice(total_tax_amounts=inside), reading.Reading("c", {}, by_lines=True, is_dated=False))

    assert Decimal("12.00") == bill.total


def test_price_by_attributes(shim, tmp_path):
    """The price is the first one whose attributes the contract has."""
    path = tmp_path / "catalogue.toml"
    path.write_text(
        '[t]\ncurrency = "usd"\ninterval = "month"\nitem = "plan"\n'
        'price = [{ when = { plan = "basic" }, amount = "10" }, { when = { plan = "pro" }, amount = "20" }]\n'
    )
    offer = shim["catalogue"].load(path)["t"]

    assert [offer.price({"plan": plan}) for plan in ("basic", "pro", "other")] == [0, 1, None]


def test_unknown_key_in_the_catalogue(shim, tmp_path):
    """A key that the catalogue does not know is refused by its name."""
    path = tmp_path / "catalogue.toml"
    path.write_text('[t]\ncurrency = "usd"\ninterval = "month"\nitem = "plan"\nprice = []\ncolour = "red"\n')

    with pytest.raises(ValueError, match="t: found colour; allowed: anchor_day"):
        shim["catalogue"].load(path)


def test_every_tariff_is_sold_and_run(shim):
    """Each terms document is in the catalogue and in a run, and the catalogue has no other tariffs."""
    runs = tomllib.loads((HERE / "system.toml").read_text("utf-8"))["run"]
    documents = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("terms/*.md"))

    assert documents == sorted(one for run in runs for one in run["terms"])
    assert sorted(load_terms(HERE / "terms").tariffs) == sorted(shim["catalogue"].load(HERE / "catalogue.toml"))
