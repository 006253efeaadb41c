"""Discounts: a price or a share of items, for a few periods, never more than the items. 310 yen a day in June 2024."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def discounted(bills_of, service, rows):
    """The discounts of the bills of a fee of 9,300, from June to August."""

    def discounted(discount, settings=None, **history):
        fee = service.charge[0].model_dump(exclude_none=True)
        charge = {"item": "discount", "kind": "discount", **discount}
        if "price" in charge:
            charge["price"] = rows(charge["price"])
        terms = change_settings(service, {"charge": [fee, charge], **(settings or {})})
        bills = bills_of(terms, **{"start": "2024-06-01", "through": "2024-08-31", **history})
        assert all(bill.total == sum(line.amount for line in bill.lines) for bill in bills)
        return [{line.item: line.amount for line in bill.lines}.get("discount") for bill in bills]

    return discounted


BOTH = {"proration.components": ["fee", "discount"]}


def test_price(discounted):
    """A discount of a price is taken off every bill."""
    assert discounted({"price": "500"}) == [-500, -500, -500]


def test_price_in_a_part_of_a_month(discounted):
    """A discount of a price is prorated where the terms name it among what is prorated."""
    # 15 of 30 days of June
    assert discounted({"price": "500"}, start="2024-06-16")[0] == -500
    assert discounted({"price": "500"}, BOTH, start="2024-06-16")[0] == -250


@pytest.mark.parametrize(("share", "off"), [("0.1", "-930"), ("1", "-9300"), ("0", "0"), ("0.333", "-3096.9")])
def test_share(discounted, share, off):
    """A discount of a share is that part of its items."""
    assert discounted({"share": share, "of": ["fee"]}) == [Fraction(off)] * 3


def test_share_in_a_part_of_a_month(discounted):
    """A share is of the fee as it is billed, so it is never prorated by itself."""
    assert discounted({"share": "0.1", "of": ["fee"]}, start="2024-06-16")[0] == -465  # 4,650 × 10 %
    assert discounted({"share": "0.1", "of": ["fee"]}, BOTH, start="2024-06-16")[0] == -465


@pytest.mark.parametrize(
    ("periods", "start", "bills"),
    [
        (1, "2024-06-01", [-500, None, None]),
        (2, "2024-06-01", [-500, -500, None]),
        (3, "2024-06-01", [-500, -500, -500]),
        (4, "2024-06-01", [-500, -500, -500]),
        (1, "2024-06-16", [-500, None, None]),
        (1, "2024-06-30", [-500, None, None]),
    ],
)
def test_first_periods(discounted, periods, start, bills):
    """A discount for the first periods ends after them, the first one counting however short it is."""
    assert discounted({"price": "500", "first_periods": periods}, start=start) == bills


def test_free_months_that_end(bills_of, service):
    """A full discount for two periods makes two months free, and the third one is charged."""
    fee = service.charge[0].model_dump(exclude_none=True)
    free = {"item": "free", "kind": "discount", "share": 1, "of": ["fee"], "first_periods": 2}
    terms = change_settings(service, {"charge": [fee, free]})
    bills = bills_of(terms, start="2024-06-16", through="2024-09-30")
    assert [bill.total for bill in bills] == [0, 0, 9300, 9300]


def test_first_periods_after_a_trial(discounted):
    """The first periods are the first ones charged: those after the trial."""
    trial = {"trial": {"length": 1, "unit": "periods"}}
    assert discounted({"price": "500", "first_periods": 1}, trial) == [-500, None]


def test_first_periods_after_a_free_start_month(discounted):
    """The first periods are the first ones charged: those after a free start month."""
    free = {"service.first_period": "free"}
    assert discounted({"price": "500", "first_periods": 1}, free, start="2024-06-16") == [-500, None]


def test_first_periods_over_a_suspension(discounted):
    """The first periods are the first ones charged: a month that is suspended all the time is none."""
    events = "suspend 2024-07-01; resume 2024-08-01"
    assert discounted({"price": "500", "first_periods": 2}, events=events) == [-500, -500]


@pytest.mark.parametrize(
    ("of", "start", "off"),
    [
        (["fee"], "2024-06-01", -500),
        (["fee"], "2024-06-29", -500),  # 2 days × 310 = 620
        (["fee"], "2024-06-30", -310),
        ([], "2024-06-30", -500),
    ],
)
def test_limit(discounted, of, start, off):
    """A discount of a price is never more than the items it is of, and has no limit where it is of none."""
    assert discounted({"price": "500", "of": of}, start=start)[0] == off


def test_limit_below_zero(bills_of, meter, rows):
    """A discount of items that are credited themselves is nothing, never a charge."""
    use = {"item": "use", "kind": "usage", "tiers": "graduated", "price": [{"tiers": [{"rate": 1}], **ROW}]}
    off = {"item": "discount", "kind": "discount", "of": ["use"], "price": rows("54")}
    terms = change_settings(meter, {"charge": [use, off], "usage.negative": "credited"})
    (bill,) = bills_of(terms, start="2024-05-10", readings="2024-05-10 2024-06-09", events="used 2024-06-09 -25")
    assert [line.amount for line in bill.lines] == [-25, 0]


ROW = {"since": "2000-01-01", "source": "made up for the test"}


@pytest.mark.parametrize(("plan", "bills"), [("small", [-500, -500, -500]), ("large", [None, None, None])])
def test_for_one_plan(discounted, plan, bills):
    """A discount can be for some contracts only."""
    assert discounted({"price": "500", "when": {"plan": "small"}}, attributes=f"plan={plan}") == bills


def test_discount_ends_with_the_plan(discounted):
    """A discount for a plan is not given for a month that ends under another one."""
    off = {"price": "500", "when": {"plan": "small"}}
    assert discounted(off, events="change 2024-07-11 plan=large") == [-500, None, None]


def test_two_discounts(bills_of, service, rows):
    """A share of a discounted fee is of what is left of it where the terms say so."""
    fee = service.charge[0].model_dump(exclude_none=True)
    coupon = {"item": "coupon", "kind": "discount", "of": ["fee"], "price": rows("300")}
    for of, off in ((["fee"], -930), (["fee", "coupon"], -900)):
        share = {"item": "share", "kind": "discount", "of": of, "share": "0.1"}
        terms = change_settings(service, {"charge": [fee, coupon, share]})
        (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30")
        assert [line.amount for line in bill.lines] == [9300, -300, off]
