"""Fees charged once, with the first or the last bill of a contract."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def once(bills_of, service, rows):
    """The bills of a contract with a fee of 3,300 at the start and one of 1,100 at the end, by item."""

    def once(settings=None, **history):
        charges = [
            service.charge[0].model_dump(exclude_none=True),
            {"item": "opening", "kind": "one-off", "at": "start", "price": rows("3300")},
            {"item": "closing", "kind": "one-off", "at": "end", "price": rows("1100")},
        ]
        terms = change_settings(service, {"charge": charges, **(settings or {})})
        bills = bills_of(terms, **{"start": "2024-06-01", "through": "2024-08-31", **history})
        return [" ".join(f"{line.item}={line.amount}" for line in bill.lines) for bill in bills]

    return once


def test_without_an_end(once):
    """The opening fee is charged with the first bill, and no closing fee without an end."""
    assert once() == ["fee=9300 opening=3300", "fee=9300", "fee=9300"]


def test_start_and_end(once):
    """A fee that is charged once is whole in a part of a month."""
    assert once(start="2024-06-16", end="2024-08-10") == ["fee=4650 opening=3300", "fee=9300", "fee=3000 closing=1100"]


def test_one_month(once):
    """A contract of one month has both."""
    assert once(start="2024-06-11", end="2024-06-20") == ["fee=3100 opening=3300 closing=1100"]


def test_end_on_the_last_day(once):
    """A contract that ends on the last day of a month has the closing fee with that month."""
    assert once(end="2024-07-31") == ["fee=9300 opening=3300", "fee=9300 closing=1100"]


def test_end_of_the_period(once):
    """Where a cancellation counts from the end of its month, the closing fee comes with that month."""
    settings = {"service.cancellation": "end-of-period"}
    assert once(settings, end="2024-07-10") == ["fee=9300 opening=3300", "fee=9300 closing=1100"]


def test_end_of_the_next_period(once):
    """Where a cancellation counts from the end of the next month, the closing fee comes with that one."""
    settings = {"service.cancellation": "end-of-next-period"}
    assert once(settings, end="2024-07-10") == ["fee=9300 opening=3300", "fee=9300", "fee=9300 closing=1100"]


def test_after_a_trial(once):
    """The opening fee is charged with the first month that is charged."""
    assert once({"trial": {"length": 1, "unit": "months"}}) == ["fee=9300 opening=3300", "fee=9300"]


def test_change_of_plan(once):
    """A change of plan charges nothing once more."""
    assert once(events="change 2024-07-11 plan=large") == ["fee=9300 opening=3300", "fee=15600", "fee=18600"]


def test_change_of_tariff(bills_of, service, rows):
    """A change of tariff is no start and no end."""
    charges = [
        service.charge[0].model_dump(exclude_none=True),
        {"item": "opening", "kind": "one-off", "at": "start", "price": rows("3300")},
        {"item": "closing", "kind": "one-off", "at": "end", "price": rows("1100")},
    ]
    one = change_settings(service, {"charge": charges})
    other = change_settings(one, {"tariff": "other"})
    bills = bills_of((one, other), start="2024-06-01", through="2024-08-31", events="change 2024-07-11 tariff=other")
    assert [bill.total for bill in bills] == [12600, 9300, 9300]


def test_suspension(once):
    """A suspension is no end, and its resumption no start."""
    events = "suspend 2024-06-11; resume 2024-07-11"
    assert once(events=events) == ["fee=3100 opening=3300", "fee=6300", "fee=9300"]


def test_closing_fee_in_a_late_correction(once):
    """A cancellation that is learned of late brings the closing fee with the credit."""
    assert once(events="cancel 2024-06-20 told 2024-07-10") == [
        "fee=9300 opening=3300",
        "fee=-3100 closing=1100",
    ]


def test_end_during_a_suspension(once):
    """A contract that ends while it is suspended pays its closing fee."""
    bills = once(events="suspend 2024-06-11", end="2024-07-20")
    assert sum("closing=1100" in bill for bill in bills) == 1
