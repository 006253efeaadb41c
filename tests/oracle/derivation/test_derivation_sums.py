"""The steps of a derivation carry the figures of the sum on paper. 60 A, 1,684.80 yen, 8 % tax."""

from datetime import date
from fractions import Fraction

import pytest

READINGS = "2016-05-09 2016-06-08 2016-07-08 2016-08-08"


@pytest.fixture(scope="module")
def step(bills_of):
    """The operands and the value of one step of a bill."""

    def step(terms, what, **history):
        bill = bills_of(terms, readings=READINGS, **history)[-1]
        steps = [one for line in bill.lines for one in line.derivation] + list(bill.derivation)
        (found,) = [one for one in steps if one.kind == what]
        return dict(found.operands), found.value

    return step


def test_prorated(step, electricity_2016):
    """27 of 30 days of 1,684.80 yen are 1,516.32."""
    operands, value = step(electricity_2016, "prorated", start="2016-05-12", through="2016-06-30")
    assert operands == {"full": Fraction("1684.80"), "numerator": 27, "denominator": 30}
    assert value == Fraction("1516.32")


def test_rounded_total(step, electricity_2016):
    """1,516.32 is cut to 1,516."""
    operands, value = step(electricity_2016, "rounded", start="2016-05-12", through="2016-06-30")
    assert operands == {"amount": Fraction("1516.32"), "unit": 1, "mode": "floor"}
    assert value == 1516


def test_tax(step, electricity_2016):
    """1,516 × 8 ÷ 108 is 112.29…, by the rate of the last day billed."""
    operands, value = step(electricity_2016, "tax-inclusive", start="2016-05-12", through="2016-06-30")
    assert operands["exact"] == Fraction(1516 * 8, 108)
    assert (operands["total"], operands["rate"]) == (1516, Fraction("0.08"))
    assert (operands["day"], operands["since"]) == (date(2016, 6, 7), date(2014, 4, 1))
    assert value == 112


@pytest.mark.parametrize(
    ("history", "reference", "difference"),
    [
        pytest.param({"start": "2016-05-12", "through": "2016-06-30"}, 31, 4, id="start"),  # May 31, 27 days
        # June, 30 days; 8 June to 4 July are 23 + 4 = 27 days
        pytest.param({"start": "2016-05-09", "end": "2016-07-04"}, 30, 3, id="end"),
    ],
)
def test_not_prorated(step, vendor, history, reference, difference):
    """What is not prorated says by how many days, from what, and how many it would take."""
    operands, value = step(vendor, "not-prorated-difference", **history)
    assert (operands["reference"], operands["difference"], operands["least"]) == (reference, difference, 6)
    assert value is None


@pytest.mark.parametrize(
    ("what", "history", "month", "days"),
    [
        pytest.param(
            "denominator-start-month",
            {"start": "2018-08-25", "readings": "2018-08-20 2018-09-20"},
            date(2018, 8, 25),
            31,
            id="start",
        ),
        pytest.param(
            "denominator-last-used-month",
            {"start": "2018-07-20", "end": "2018-09-10", "readings": "2018-07-20 2018-08-20 2018-09-20"},
            date(2018, 9, 10),
            30,
            id="end",
        ),
    ],
)
def test_month_of_the_denominator(bills_of, electricity_2018, what, history, month, days):
    """A denominator that is a month names a day of it."""
    steps = bills_of(electricity_2018, **history)[-1].lines[0].derivation
    (found,) = [one for one in steps if one.kind == what]
    assert (dict(found.operands), found.value) == ({"month": month}, days)


def test_quantity(bills_of, cards):
    """Two cards at 315 yen are 630."""
    (bill,) = bills_of(cards, start="2009-04-01", quantities="2009-04-01=2", through="2009-04-30")
    (found,) = [one for one in bill.lines[0].derivation if one.kind == "times-quantity"]
    assert (dict(found.operands), found.value) == ({"fee": 315, "quantity": 2}, 630)


@pytest.mark.parametrize(("used", "total"), [("1", Fraction("1649.12")), ("0", Fraction("1630.80"))])
def test_sum_of_lines(bills_of, model_bill, used, total):
    """Several lines are summed before the total is cut."""
    # 1,684.80 + 1 × 19.52 - 1 × 2.78 + 1 × 1.58 - 54 = 1,649.12; without use 1,684.80 - 54 = 1,630.80
    history = {"start": "2016-06-08", "readings": "2016-06-08 2016-07-08", "used": f"2016-07-08={used}"}
    (bill,) = bills_of(model_bill, **history)
    (found,) = [one for one in bill.derivation if one.kind == "sum"]
    assert (dict(found.operands), found.value) == ({"lines": 5}, total)


def test_one_line_needs_no_sum(bills_of, electricity_2016):
    """A bill of one line goes from the line to the total without a sum."""
    (bill,) = bills_of(electricity_2016, start="2016-05-09", readings=READINGS, through="2016-06-30")
    assert [one.kind for one in bill.derivation] == ["rounded", "tax-inclusive"]
