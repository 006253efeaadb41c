"""A reduced rate of tax beside the standard one: 8 % and 10 %, rounded for each rate, once on the bill, or by line."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def taxed(paper, service, rows, rates):
    """A month of charges, given as their prices with the tax class of each, under taxes cut to the yen."""

    def taxed(*prices, settings=None, through="2024-06-30", **tax):
        charges = [
            {"item": f"item {number}", "kind": "fixed", "price": rows(price), **({"tax": kind} if kind else {})}
            for number, (price, _, kind) in enumerate(text.partition(" ") for text in prices)
        ]
        both = {"rate": rates("0.10"), "reduced": rates("0.08")}
        rule = {"rate_on": "last-billed-day", "rounding": "floor", "unit": 1, **both}
        given = {"charge": charges, "proration.components": ["item 0"], "tax": {**rule, **tax}, **(settings or {})}
        *_, bill = paper(change_settings(service, given), start="2024-06-01", through=through)
        return bill.partition(": ")[2]

    return taxed


@pytest.mark.parametrize(
    ("prices", "per", "bill"),
    [
        # On top: standard 105 + 105 = 210 × 10 % = 21.00; reduced 108 + 107 = 215 × 8 % = 17.20: 38.20
        ("tax-exclusive", "bill", "463, tax 38"),
        ("tax-exclusive", "rate", "463, tax 38"),
        ("tax-exclusive", "line", "461, tax 36"),  # 10.50 + 10.50 + 8.64 + 8.56: 10 + 10 + 8 + 8
        # Inside: 210 × 10 ÷ 110 = 19.09…; 215 × 8 ÷ 108 = 15.92…: 35.01…
        ("tax-inclusive", "bill", "425, tax 35"),
        ("tax-inclusive", "rate", "425, tax 34"),  # 19 + 15
        ("tax-inclusive", "line", "425, tax 33"),  # 9.54… twice, 8 and 7.92…: 9 + 9 + 8 + 7 = 33
    ],
)
def test_two_rates(taxed, prices, per, bill):
    """Two rates on one bill are rounded where the terms say: once together, once each, or in each line."""
    assert taxed("105", "105 standard", "108 reduced", "107 reduced", prices=prices, per=per) == bill


def test_rates_apart_lose_a_yen(taxed):
    """Taxes cut for each rate are a yen less than cut together."""
    # 19 × 10 % = 1.90 and 19 × 8 % = 1.52: together 3.42, apart 1 and 1
    assert taxed("19", "19 reduced", prices="tax-exclusive", per="bill") == "41, tax 3"
    assert taxed("19", "19 reduced", prices="tax-exclusive", per="rate") == "40, tax 2"


def test_together_where_nothing_is_said(taxed):
    """The tax of all rates is rounded once on the bill where the terms do not say on what."""
    assert taxed("19", "19 reduced", prices="tax-exclusive") == "41, tax 3"


@pytest.mark.parametrize("per", ["bill", "rate", "line"])
def test_one_rate_alone(taxed, per):
    """A bill with charges of one rate alone has that rate's tax whatever it is rounded on."""
    assert taxed("108 reduced", prices="tax-inclusive", per=per) == "108, tax 8"
    assert taxed("110", prices="tax-inclusive", per=per) == "110, tax 10"


def test_outside_the_tax(taxed):
    """What is outside the tax is added to both."""
    # 100 + 10, 100 + 8, 500
    assert taxed("100", "100 reduced", "500 outside", prices="tax-exclusive", per="rate") == "718, tax 18"


def test_each_rate_is_added_up_and_rounded_by_itself(taxed):
    """100.60 at each rate are 100 and 100, not 201, where totals are cut to the yen."""
    settings = {"rounding": {"line": "exact", "total": "floor", "total_unit": 1}}
    assert taxed("100.60", "100.60 reduced", prices="tax-exclusive", per="rate", settings=settings) == "218, tax 18"


def test_dated_rows(taxed, rates):
    """A reduced rate has dated rows like the standard one: 8 % up to June, 5 % from July on."""
    prices = {"prices": "tax-exclusive", "per": "rate", "reduced": rates("0.08 2024-07-01=0.05")}
    assert taxed("100", "100 reduced", **prices) == "218, tax 18"
    assert taxed("100", "100 reduced", **prices, through="2024-07-31") == "215, tax 15"


def test_continuing_supply(paper, service, rows):
    """A supply from before the new rates keeps both old ones for periods closed up to the day named."""

    def charge(item, kind):
        return {"item": item, "kind": "fixed", "price": rows("100"), "tax": kind}

    def since(day, rate):
        until = {"continuing_until": "2024-08-31"} if day == "2024-07-01" else {}
        return {"since": day, "rate": rate, "source": "law", **until}

    tax = {
        "prices": "tax-exclusive",
        "rate_on": "fixed-or-continuing",
        "rounding": "floor",
        "unit": 1,
        "rate": [since("2000-01-01", "0.10"), since("2024-07-01", "0.20")],
        "reduced": [since("2000-01-01", "0.08"), since("2024-07-01", "0.16")],
    }
    settings = {"charge": [charge("a", "standard"), charge("b", "reduced")], "proration.components": ["a"], "tax": tax}
    bills = paper(change_settings(service, settings), start="2024-06-01", through="2024-08-31")
    # closed on 1 July and 1 August: 10 % and 8 %; on 1 September: 20 % and 16 %
    assert [bill.partition(": ")[2] for bill in bills] == ["218, tax 18", "218, tax 18", "236, tax 36"]
