"""A change from one tariff to another inside a contract, both in one book.

A day of June costs 310 yen (9,300 ÷ 30) under the first tariff and 400 (12,000 ÷ 30) under the other.
"""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

HISTORY = {"start": "2024-05-01", "through": "2024-07-31", "events": "change 2024-06-11 tariff=other"}


@pytest.fixture(scope="module")
def other(service, rows):
    """A tariff of 12,000 yen a month, otherwise the same."""
    return change_settings(service, {"tariff": "other", "charge.fee.price": rows("12000")})


def amounts(bill):
    return {line.item: line.amount for line in bill.lines}


def test_each_tariff_by_its_days(paper, service, other):
    """The bill of the month of the change has each tariff's fee by its days, the next one the new tariff's."""
    assert paper((service, other), **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-30: 11100",  # 10 × 310 + 20 × 400
        "2024-07-01 to 2024-07-31: 12000",
    ]


def test_old_tariff_stops(bills_of, service, other):
    """After the change there is one bill a month, under the new tariff alone."""
    assert [bill.tariff for bill in bills_of((service, other), **HISTORY)] == ["service", "other", "other"]


def test_day_of_the_change_to_the_old_tariff(paper, service, other):
    """The tariff that is left says who owns the day of the change."""
    old = change_settings(service, {"change.day": "old"})
    assert paper((old, other), **HISTORY)[1] == "2024-06-01 to 2024-06-30: 11010"  # 11 × 310 + 19 × 400


def test_items_of_both_tariffs(bills_of, service, other, rows):
    """Items of one name are one line, items of their own stand beside each other."""
    named = change_settings(
        other, {"charge": [{"item": "rent", "kind": "fixed", "price": rows("12000")}], "proration.components": ["rent"]}
    )
    assert amounts(bills_of((service, other), **HISTORY)[1]) == {"fee": 11100}
    assert amounts(bills_of((service, named), **HISTORY)[1]) == {"fee": 3100, "rent": 8000}


@pytest.mark.parametrize(("whole_fee", "total"), [("first", 9300), ("last", 12000), ("each", 21300)])
def test_fees_that_are_not_prorated(bills_of, service, other, whole_fee, total):
    """A fee that is not prorated is that of the tariff the month begins or ends with, or both."""
    settings = {"proration.trigger": "never", "change.whole_fee": whole_fee}
    books = (change_settings(service, settings), change_settings(other, settings))
    assert bills_of(books, **HISTORY)[1].total == total


def test_two_changes_of_tariff(paper, service, other):
    """There and back in one month is three parts."""
    history = {**HISTORY, "events": "change 2024-06-11 tariff=other; change 2024-06-21 tariff=service"}
    assert paper((service, other), **history) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-30: 10200",  # 10 × 310 + 10 × 400 + 10 × 310
        "2024-07-01 to 2024-07-31: 9300",
    ]


def test_change_of_tariff_on_the_first_day_of_a_month(paper, service, other):
    """A change on the first day of a month leaves nothing of the old tariff in it."""
    assert paper((service, other), **{**HISTORY, "events": "change 2024-06-01 tariff=other"}) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-30: 12000",
        "2024-07-01 to 2024-07-31: 12000",
    ]


def test_end_under_the_new_tariff(paper, service, other):
    """A contract ends by the rules of the tariff that it has by then."""
    new = change_settings(other, {"service.end_day": "not-billed"})
    history = {**HISTORY, "end": "2024-07-11"}
    # 10 of 31 days × 12,000 = 3,870.96…
    assert paper((service, new), **history)[2] == "2024-07-01 to 2024-07-10: 120000/31"
    full = change_settings(other, {"service.cancellation": "end-of-period"})
    assert paper((service, full), **history)[2] == "2024-07-01 to 2024-07-31: 12000"


def test_use_is_cut_by_the_reading_on_the_day_of_the_change(bills_of, meter, rows):
    """The use before the reading on the change day is the old tariff's, the use after it the new one's."""
    change = {"day": "new", "effect": "on-day", "whole_fee": "last"}
    old = change_settings(meter, {"change": change})
    new = change_settings(old, {"tariff": "dear", "charge.use.price": [{"tiers": [{"rate": 3}], **DEAR}]})
    bill, after = bills_of(
        (old, new),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10 2024-07-10",
        events="change 2024-05-25 tariff=dear; used 2024-05-25 100; used 2024-06-10 50; used 2024-07-10 10",
    )
    assert bill.total == 100 * 1 + 50 * 3
    assert after.total == 10 * 3


DEAR = {"since": "2000-01-01", "source": "made up for the test"}


def test_tiers_of_both_tariffs(bills_of, meter, rows):
    """The tiers of each tariff are as wide as its share of the days."""
    # 31 days from 10 May: 15 to the 24th, 16 from the 25th; 120 × 15 ÷ 31 = 58.06…, 58; 120 × 16 ÷ 31 = 61.93…, 62
    prorated = {
        "change": {"day": "new", "effect": "on-day", "whole_fee": "last"},
        "proration": {
            "trigger": "always",
            "numerator": "used-days",
            "denominator": "billing-period",
            "whole_period": "not-prorated",
            "above_whole": "as-computed",
            "components": ["use"],
            "width_rounding": "half-up",
            "width_unit": 1,
        },
    }
    old = change_settings(meter, {**prorated, "charge.use.price": rows("120=20 26")})
    new = change_settings(old, {"tariff": "dear", "charge.use.price": rows("120=30 36")})
    (bill,) = bills_of(
        (old, new),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10",
        events="change 2024-05-25 tariff=dear; used 2024-05-25 60; used 2024-06-10 60",
    )
    assert bill.total == 58 * 20 + 2 * 26 + 60 * 30


def test_quantity_is_kept(bills_of, service, other, rows):
    """The quantity of an item that both tariffs have is not lost with the change."""
    seats = {
        "item": "seats",
        "kind": "per-quantity",
        "counted": "day-by-day",
        "initial_quantity": 1,
        "price": rows("30"),
    }
    books = tuple(
        change_settings(terms, {"charge": [seats], "proration": {"trigger": "never"}}) for terms in (service, other)
    )
    # 55 seats all of June and July: 55 × 30
    bills = bills_of(books, **{**HISTORY, "events": f"quantity 2024-05-01 seats=55;{HISTORY['events']}"})
    assert [bill.total for bill in bills] == [1650, 1650, 1650]


def test_line_of_both_tariffs_is_rounded_for_each(bills_of, service, other):
    """Where lines are rounded, each tariff rounds its own part."""
    # July: 10 × 300 = 3,000; 21 × 12,000 ÷ 31 = 8,129.03…
    down = {"rounding": {"line": "floor", "line_unit": 1, "total": "exact"}}
    books = tuple(change_settings(terms, down) for terms in (service, other))
    bill = bills_of(books, **{**HISTORY, "events": "change 2024-07-11 tariff=other"})[2]
    assert bill.total == 3000 + 8129
    assert bill.lines[0].amount == Fraction(11129)


def test_change_of_tariff_told_late(bills_of, service, other, rows):
    """A change of tariff that is learned of after the bill credits the one and charges the other."""
    named = change_settings(
        other, {"charge": [{"item": "rent", "kind": "fixed", "price": rows("12000")}], "proration.components": ["rent"]}
    )
    history = {**HISTORY, "events": "change 2024-06-11 tariff=other told 2024-07-05"}
    _, june, correction, july = bills_of((service, named), **history)
    assert (june.total, july.total) == (9300, 12000)
    assert amounts(correction) == {"fee": 3100 - 9300, "rent": 8000}
    assert (correction.total, str(correction.issued)) == (1800, "2024-07-05")


def test_quantity_of_an_item_of_the_new_tariff(bills_of, service, other, rows):
    """A quantity of an item that only the new tariff has counts from the day it is told for."""
    seats = {"item": "seats", "kind": "per-quantity", "counted": "last-day", "initial_quantity": 1, "price": rows("30")}
    with_seats = change_settings(other, {"charge": [seats], "proration.components": ["seats"]})
    bills = bills_of(
        (service, with_seats), **{**HISTORY, "events": f"{HISTORY['events']}; quantity 2024-07-01 seats=5"}
    )
    assert bills[-1].total == 150
