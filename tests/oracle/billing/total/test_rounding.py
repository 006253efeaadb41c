"""Where amounts are rounded: each line, and the total."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def half_of(bills_of, by_days):
    """The bill of 15 of April's 30 days: half of a monthly fee, under other settings."""

    def half(fee, settings):
        terms = change_settings(by_days, settings)
        (bill,) = bills_of(terms, start="2009-04-16", through="2009-04-30", monthly_fee=fee)
        return bill

    return half


@pytest.mark.parametrize(
    ("fee", "mode", "total"),
    [
        # 3,001 × 15 ÷ 30 = 1,500.50; 3,003 × 15 ÷ 30 = 1,501.50
        ("3001", "floor", 1500),
        ("3001", "truncate", 1500),
        ("3001", "half-up", 1501),
        ("3001", "half-even", 1500),
        ("3003", "half-even", 1502),
        ("3001", "ceiling", 1501),
    ],
)
def test_total(half_of, fee, mode, total):
    """The total is rounded to the yen as the terms say."""
    assert half_of(fee, {"rounding.total": mode}).total == total


@pytest.mark.parametrize(("mode", "total"), [("floor", 1500), ("ceiling", 1510), ("half-up", 1500)])
def test_total_to_ten_yen(half_of, mode, total):
    """The total is rounded to a multiple of its unit."""
    # 1,500.50 lies between 1,500 and 1,510
    assert half_of("3001", {"rounding.total": mode, "rounding.total_unit": 10}).total == total


def test_no_rounding(half_of):
    """Where nothing is rounded the total is the exact ratio, and the tax is taken from it."""
    bill = half_of("3001", {"rounding.total": "exact", "rounding.total_unit": None})
    assert bill.total == Fraction("1500.5")
    assert bill.tax == 71  # 1,500.50 × 5 ÷ 105 = 71.45…


@pytest.mark.parametrize(
    ("mode", "line", "total"),
    [
        # 25 of 37 days: 1,684.80 × 25 ÷ 37 = 1,138.37837…
        ("floor", "1138.37", 1138),
        ("truncate", "1138.37", 1138),
        ("half-up", "1138.38", 1138),
        ("ceiling", "1138.38", 1138),
    ],
)
def test_line_to_the_sen(bills_of, electricity_2016, mode, line, total):
    """A line is rounded to the sen before the total is cut to the yen."""
    terms = change_settings(electricity_2016, {"rounding.line": mode, "rounding.line_unit": "0.01"})
    (bill,) = bills_of(terms, start="2016-06-13", readings="2016-06-01 2016-07-08", through="2016-07-31")
    assert [one.amount for one in bill.lines] == [Fraction(line)]
    assert bill.total == total


def test_line_without_rounding(bills_of, electricity_2016):
    """A line that is not rounded stays a ratio until the total."""
    (bill,) = bills_of(electricity_2016, start="2016-06-13", readings="2016-06-01 2016-07-08", through="2016-07-31")
    assert [one.amount for one in bill.lines] == [Fraction("1684.80") * 25 / 37]
    assert bill.total == 1138


def test_lines_are_rounded_before_they_are_summed(bills_of, electricity_2016):
    """Two lines cut to the yen lose two fractions, their sum cut to the yen loses one."""
    # 30 A, 16 to 31 May 16 days and 1 to 7 June 7: 842.40 × 23 ÷ 30 = 645.84, two of them 1,291.68
    basic = electricity_2016.charge[0].model_dump()
    twice = {
        "charge": [basic, {**basic, "item": "second"}],
        "proration.components": ["basic", "second"],
    }
    history = {
        "start": "2016-05-16",
        "readings": "2016-05-09 2016-06-08",
        "through": "2016-06-30",
        "amperage": "30",
    }
    (summed,) = bills_of(change_settings(electricity_2016, twice), **history)
    assert summed.total == 1291
    by_line = change_settings(electricity_2016, {**twice, "rounding.line": "floor", "rounding.line_unit": 1})
    (cut,) = bills_of(by_line, **history)
    assert cut.total == 1290  # 645 + 645


@pytest.mark.parametrize(
    ("mode", "total", "tax"),
    [
        # 10 A for 1 of 30 days without use: 280.80 × 1 ÷ 30 = 9.36, less 54: -44.64
        ("floor", -45, -4),  # -45 × 8 ÷ 108 = -3.33…, down to -4
        ("truncate", -44, -4),  # -44 × 8 ÷ 108 = -3.25…
        ("half-up", -45, -4),
        ("half-even", -45, -4),
        ("ceiling", -44, -4),
    ],
)
def test_credit(bills_of, model_bill, mode, total, tax):
    """A total below zero is rounded by the same words: floor goes away from zero."""
    terms = change_settings(model_bill, {"rounding.total": mode})
    (bill,) = bills_of(
        terms,
        start="2016-05-09",
        end="2016-05-10",
        readings="2016-05-09 2016-06-08 2016-07-08",
        used="2016-05-10=0",
        amperage="10",
    )
    assert (bill.total, bill.tax) == (total, tax)
