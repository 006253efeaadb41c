"""The fee for ending a contract of 24 months early: flat or for each month left, and its cap from July 2022 on."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def fee(bills_of, service, rows):
    """The early-termination fee on the last bill of a contract, 0 where there is none."""

    def fee(start, end, settings=None, price="10450", *, per_month=False, months=24, **cap):
        charges = [
            {"item": "fee", "kind": "fixed", "price": rows("5000")},
            {
                "item": "early",
                "kind": "termination",
                "months": months,
                "per_month_left": per_month,
                "tax": "outside",
                "price": rows(price),
                **({"cap": {"of": ["fee"], "source": "law", **cap}} if cap else {}),
            },
        ]
        terms = change_settings(service, {"charge": charges, "service.end_day": "not-billed", **(settings or {})})
        bills = bills_of(terms, start=start, end=end, through="2026-12-31")
        assert all(line.item == "fee" for bill in bills[:-1] for line in bill.lines)
        return {line.item: line.amount for line in bills[-1].lines}.get("early", 0)

    return fee


@pytest.mark.parametrize(
    ("end", "amount"),
    [
        ("2020-02-01", 10450),
        ("2021-01-09", 10450),
        ("2022-01-09", 10450),  # the last day used is the 8th: one day short
        ("2022-01-10", 0),  # the 24 months from 10 January 2020 are over
        ("2022-01-11", 0),
        ("2023-05-01", 0),
    ],
)
def test_flat(fee, end, amount):
    """A flat fee is due for an end before the months from the start are over."""
    assert fee("2020-01-10", end) == amount


@pytest.mark.parametrize(
    ("end", "left"),
    [
        ("2020-01-11", 24),
        ("2020-02-09", 24),
        ("2020-02-10", 23),
        ("2021-01-10", 12),
        ("2021-01-11", 12),
        ("2021-12-09", 2),
        ("2021-12-10", 1),
        ("2022-01-09", 1),
        ("2022-01-10", 0),
    ],
)
def test_for_each_month_left(fee, end, left):
    """A fee by the months left counts the one that has begun."""
    assert fee("2020-01-10", end, price="1000", per_month=True) == left * 1000


@pytest.mark.parametrize(("end", "amount"), [("2022-02-27", 10450), ("2022-02-28", 0)])
def test_months_from_the_31st(fee, end, amount):
    """Months from 31 January end on the last day of a shorter month."""
    assert fee("2022-01-31", end, months=1) == amount


@pytest.mark.parametrize(
    ("start", "amount"),
    [
        ("2022-06-30", 10450),
        ("2022-07-01", 5000),
        ("2022-07-02", 5000),
    ],
)
def test_cap_by_the_start(fee, start, amount):
    """A contract made from 1 July 2022 on pays at most one month's fee."""
    assert fee(start, "2022-12-10", since="2022-07-01", on="contract-start") == amount


@pytest.mark.parametrize(("end", "amount"), [("2022-06-30", 10450), ("2022-07-01", 5000), ("2022-12-10", 5000)])
def test_cap_by_the_end(fee, end, amount):
    """A cap can hold for contracts that end from a day on, whenever they were made."""
    assert fee("2021-01-10", end, since="2022-07-01", on="end-day") == amount


@pytest.mark.parametrize(("price", "amount"), [("4999", 4999), ("5000", 5000), ("5001", 5000)])
def test_fee_below_the_cap(fee, price, amount):
    """A cap lowers a fee and never raises one."""
    assert fee("2022-07-10", "2022-12-10", price=price, since="2022-07-01", on="contract-start") == amount


def test_cap_of_the_months_left(fee):
    """A cap is of the whole fee for the months left."""
    cap = {"since": "2022-07-01", "on": "contract-start"}
    # from 10 July 2022 to 10 May 2024 two months are left, to 10 June one
    assert fee("2022-07-10", "2024-05-10", price="3000", per_month=True, **cap) == 5000
    assert fee("2022-07-10", "2024-06-10", price="3000", per_month=True, **cap) == 3000


def test_full_month_s_fee_is_the_cap(fee):
    """The cap is the fee of a whole month, however few days of the last one are billed."""
    cap = {"since": "2022-07-01", "on": "contract-start"}
    assert fee("2022-07-10", "2022-12-02", **cap) == 5000


@pytest.mark.parametrize(
    ("prices", "bill"),
    [
        # 5,000 a month for 10 of 31 days: 1,612.90…, cut to 1,612; tax on it 161.2, in it 146.5…; and 10,450
        ("tax-exclusive", "12223, tax 161"),
        ("tax-inclusive", "12062, tax 146"),
    ],
)
def test_outside_tax(paper, service, rows, rates, prices, bill):
    """The fee is outside the consumption tax, beside a monthly fee with tax."""
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("10450")}
    settings = {
        "charge": [{"item": "fee", "kind": "fixed", "price": rows("5000")}, {**early, "tax": "outside"}],
        "rounding": {"line": "exact", "total": "floor", "total_unit": 1},
        "tax": {"prices": prices, "rate_on": "last-billed-day", "rounding": "floor", "unit": 1, "rate": rates("0.10")},
    }
    bills = paper(change_settings(service, settings), start="2024-05-01", end="2024-07-10", through="2024-07-31")
    assert bills[-1] == f"2024-07-01 to 2024-07-10: {bill}"


def test_without_a_cancellation(bills_of, service, rows):
    """A contract that goes on pays no such fee."""
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("10450")}
    terms = change_settings(service, {"charge": [early], "proration": {"trigger": "never"}})
    assert [bill.lines for bill in bills_of(terms, start="2024-06-01", through="2024-07-31")] == [(), ()]


def test_withdrawn(bills_of, service, rows):
    """A cancellation that is taken back costs nothing."""
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("10450")}
    charges = [service.charge[0].model_dump(exclude_none=True), early]
    events = "cancel 2024-07-10 told 2024-07-05; withdraw 2024-08-05"
    history = {"start": "2024-06-01", "through": "2024-08-31", "events": events}
    bills = bills_of(change_settings(service, {"charge": charges}), **history)
    # 10 × 300 and the fee; 21 × 300 more without it
    assert [bill.total for bill in bills] == [9300, 13450, 9300 - 13450, 9300]


def test_last_day_of_the_months_where_it_is_billed(fee):
    """Where the end day is the last day used, the 24 months from 10 January 2020 are over on 9 January 2022."""
    assert fee("2020-01-10", "2022-01-09", {"service.end_day": "billed"}) == 0


def test_last_day_but_one_of_the_months_where_it_is_billed(fee):
    """Where the end day is the last day used, an end one day before the months are over is early."""
    assert fee("2020-01-10", "2022-01-08", {"service.end_day": "billed"}) == 10450


def test_cap_of_a_fee_by_quantity(bills_of, service, rows):
    """A cap of one month's fee for three cards at 1,000 is 3,000."""
    cards = {
        "item": "cards",
        "kind": "per-quantity",
        "counted": "last-day-used",
        "initial_quantity": 3,
        "price": rows("1000"),
    }
    cap = {"since": "2022-07-01", "on": "contract-start", "of": ["cards"], "source": "law"}
    early = {"item": "early", "kind": "termination", "months": 24, "per_month_left": False, "price": rows("10450")}
    terms = change_settings(service, {"charge": [cards, {**early, "cap": cap}], "proration.components": ["cards"]})
    *_, last = bills_of(terms, start="2024-06-01", end="2024-07-31", through="2024-07-31")
    assert {line.item: line.amount for line in last.lines} == {"cards": 3000, "early": 3000}
