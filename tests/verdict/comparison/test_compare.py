"""What is a difference, of which kind, and what is not one."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from yakkan.adapters import ObservedBill, ObservedLine
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange, bill, change_settings
from yakkan.verdict import Direction, Kind, compare

READINGS = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8), date(2016, 8, 9))


@pytest.fixture(scope="module")
def enex(book_for):
    return book_for("enex-low-voltage/2016-04-01.md")


@pytest.fixture
def case():
    """60 A from 12 May to 20 July 2016: 1,516 and 1,684 and 684 yen."""
    events = (Cancellation(date(2016, 7, 20)),)
    contract = Contract("c-1", "enex-low-voltage", date(2016, 5, 12), {"amperage": "60"}, READINGS, events)
    return Case("c", (contract,), bill_through=date(2016, 8, 31))


def observed(first, last, total, **more):
    return ObservedBill(date.fromisoformat(first), date.fromisoformat(last), Decimal(total), **more)


def right():
    return [
        observed("2016-05-12", "2016-06-07", "1516"),
        observed("2016-06-08", "2016-07-07", "1684"),
        observed("2016-07-08", "2016-07-20", "684"),
    ]


def kinds(differences):
    return [(one.finding.kind, one.finding.direction, one.over, one.under) for one in differences]


def test_the_right_bills_have_no_difference(enex, case):
    """Bills with the terms' totals are right whatever else they leave out."""
    assert compare(enex, case, right()) == ()


def test_the_days_on_a_bill_only_match_it_to_its_period(enex, case):
    """Other first and last days of the same period are no difference when the money is right."""
    bills = right()
    bills[2] = observed("2016-07-08", "2016-08-08", "684")

    assert compare(enex, case, bills) == ()


def test_part_bills_of_one_period_are_added(enex, case):
    """Two bills for one period that add up to the expected total are no difference."""
    bills = [*right()[:2], observed("2016-07-08", "2016-07-15", "400"), observed("2016-07-16", "2016-07-20", "284")]

    assert compare(enex, case, bills) == ()


def test_bills_of_zero_are_neither_missed_nor_accused(enex, case):
    """A bill of zero yen after the end is no difference."""
    assert compare(enex, case, [*right(), observed("2016-08-09", "2016-08-09", "0")]) == ()


def test_a_full_fee_for_a_prorated_period(enex, case):
    """The whole fee for a period that the terms prorate is charged-in-full, over by the difference."""
    bills = [observed("2016-05-12", "2016-06-07", "1684"), *right()[1:]]
    (difference,) = compare(enex, case, bills)

    assert kinds([difference]) == [(Kind.CHARGED_IN_FULL, Direction.OVER, 168, 0)]
    assert difference.finding.situation == "start"
    assert difference.clause.heading.startswith("第")


def test_another_share_of_a_prorated_period(enex, case):
    """Another amount for a prorated period is wrong-share, and over and under are distinguished."""
    bills = [observed("2016-05-12", "2016-06-07", "1467"), right()[1], observed("2016-07-08", "2016-07-20", "706")]

    assert kinds(compare(enex, case, bills)) == [
        (Kind.WRONG_SHARE, Direction.UNDER, 0, 49),
        (Kind.WRONG_SHARE, Direction.OVER, 22, 0),
    ]


def test_a_missing_bill(enex, case):
    """A period that is not billed is not-billed, under by its whole total."""
    assert kinds(compare(enex, case, right()[1:])) == [(Kind.NOT_BILLED, Direction.UNDER, 0, 1516)]


def test_a_bill_after_the_end(enex, case):
    """A bill for a period after the last charged day is billed-after-end."""
    bills = [*right(), observed("2016-08-09", "2016-09-07", "1684")]

    assert kinds(compare(enex, case, bills)) == [(Kind.BILLED_AFTER_END, Direction.OVER, 1684, 0)]


def test_a_bill_before_the_start(enex, case):
    """A bill for days before the contract's first reading period is billed-before-start."""
    bills = [observed("2016-04-08", "2016-05-08", "1684"), *right()]

    assert kinds(compare(enex, case, bills)) == [(Kind.BILLED_BEFORE_START, Direction.OVER, 1684, 0)]


def test_a_bill_sent_twice(enex, case):
    """The same bill twice is billed-twice, over by one of them."""
    assert kinds(compare(enex, case, [*right(), right()[1]])) == [(Kind.BILLED_TWICE, Direction.OVER, 1684, 0)]


def test_a_rounding_other_than_the_terms(enex, case):
    """A whole period that is one yen off the exact 1,684.80, upwards, is wrong-rounding."""
    bills = [right()[0], observed("2016-06-08", "2016-07-07", "1685"), right()[2]]

    assert kinds(compare(enex, case, bills)) == [(Kind.WRONG_ROUNDING, Direction.OVER, 1, 0)]


def test_a_whole_period_with_another_amount(enex, case):
    """A whole period with an unexplained amount is wrong-amount."""
    bills = [right()[0], observed("2016-06-08", "2016-07-07", "1404"), right()[2]]

    assert kinds(compare(enex, case, bills)) == [(Kind.WRONG_AMOUNT, Direction.UNDER, 0, 280)]


def test_a_wrong_tax_under_a_right_total(enex, case):
    """A right total with another tax in it is wrong-tax, and nobody pays for it."""
    bills = [observed("2016-05-12", "2016-06-07", "1516", tax=Decimal(113)), *right()[1:]]

    assert kinds(compare(enex, case, bills)) == [(Kind.WRONG_TAX, Direction.NEITHER, 0, 0)]


@pytest.mark.parametrize(
    ("amount", "wrong"),
    [
        ("1516.32", 0),
        ("1516.320", 0),
        ("1516.3", 0),
        ("1516.4", 0),
        ("1516", 0),
        ("1517", 0),
        ("1516.33", 1),
        ("1515", 1),
    ],
)
def test_a_line_is_right_in_the_decimals_that_the_system_writes(enex, case, amount, wrong):
    """Where the terms name no rounding of lines, both neighbours of 1,516.32 in the written decimals are right."""
    lines = (ObservedLine("basic", Decimal(amount)),)
    bills = [observed("2016-05-12", "2016-06-07", "1516", lines=lines), *right()[1:]]

    assert [one.finding.kind for one in compare(enex, case, bills)] == [Kind.WRONG_LINE] * wrong


def test_lines_by_other_names_are_not_compared(enex, case):
    """A system that names its items otherwise is judged by its totals."""
    lines = (ObservedLine("基本料金", Decimal(9)),)
    bills = [observed("2016-05-12", "2016-06-07", "1516", lines=lines), *right()[1:]]

    assert compare(enex, case, bills) == ()


def test_a_bill_ahead_of_its_time_is_compared_by_its_amount(enex):
    """A bill for a period that is not yet due is right with the right amount and wrong with another."""
    contract = Contract("c-1", "enex-low-voltage", date(2016, 5, 9), {"amperage": "60"}, READINGS)
    case = Case("c", (contract,), bill_through=date(2016, 6, 20))
    first = observed("2016-05-09", "2016-06-07", "1684")

    assert compare(enex, case, [first, observed("2016-06-08", "2016-07-07", "1684")]) == ()
    assert kinds(compare(enex, case, [first, observed("2016-06-08", "2016-07-07", "1600")])) == [
        (Kind.WRONG_AMOUNT, Direction.UNDER, 0, 84)
    ]


def test_a_wrong_quantity_is_named(book_for):
    """An amount that another quantity explains is wrong-quantity, with that quantity."""
    book = book_for("ntt-east-wireless-lan-card")
    item = "wireless-lan-card"
    events = (QuantityChange(date(2005, 1, 1), item, Fraction(1)), QuantityChange(date(2005, 1, 20), item, Fraction(3)))
    contract = Contract("c-1", "ntt-east-wireless-lan-card", date(2005, 1, 1), {}, (), events)
    case = Case("c", (contract,), bill_through=date(2005, 2, 10))
    (difference,) = compare(book, case, [observed("2005-01-01", "2005-01-31", "315")])

    assert kinds([difference]) == [(Kind.WRONG_QUANTITY, Direction.UNDER, 0, 630)]
    assert difference.detail == "quantity 1"


def test_a_month_prorated_that_the_terms_charge_in_full(book_for):
    """Part of the fee for the month of cancellation is prorated-unduly under terms that charge it in full."""
    book = book_for("so-net-hikari-flets")
    attributes = {"area": "east", "monthly_fee": "6000"}
    events = (Cancellation(date(2009, 6, 10)),)
    contract = Contract("c-1", "so-net-hikari-flets", date(2009, 5, 1), attributes, (), events)
    case = Case("c", (contract,), bill_through=date(2009, 8, 10))
    bills = [observed("2009-05-01", "2009-05-31", "6000"), observed("2009-06-01", "2009-06-10", "2000")]

    assert kinds(compare(book, case, bills)) == [(Kind.PRORATED_UNDULY, Direction.UNDER, 0, 4000)]


def test_a_bill_at_the_end_of_time_is_an_answer_like_any_other(enex, case):
    """A bill for the last day that a calendar has is reported as billed after the end."""
    bills = [*right(), observed("9999-12-31", "9999-12-31", "5")]

    assert kinds(compare(enex, case, bills)) == [(Kind.BILLED_AFTER_END, Direction.OVER, 5, 0)]


def test_the_oracles_own_bills_are_right_by_lines_and_tax(enex, case):
    """The expected bills, sent back with lines and tax, have no difference under exact and under rounded lines."""
    rounded = enex.map(
        lambda terms: change_settings(terms, {"rounding.line": "floor", "rounding.line_unit": Decimal("0.01")})
    )
    for book in (enex, rounded):
        bills = []
        for one in bill(book, case):
            assert one.tax is not None
            bills.append(
                ObservedBill(
                    one.billed.start,
                    one.billed.last_day,
                    Decimal(int(one.total)),
                    one.contract,
                    lines=(ObservedLine("basic", Decimal(int(one.lines[0].amount * 100)) / 100),),
                    tax=Decimal(int(one.tax)),
                )
            )
        assert compare(book, case, bills) == ()


def test_too_little_for_a_whole_period_is_not_called_prorated(book_for):
    """A whole month that costs too little has a wrong amount, also where the contract starts on its first day."""
    book = book_for("so-net-hikari-flets")
    attributes = {"area": "east", "monthly_fee": "6000"}
    contract = Contract("c-1", "so-net-hikari-flets", date(2009, 6, 1), attributes)
    case = Case("c", (contract,), bill_through=date(2009, 8, 10))
    bills = [observed("2009-06-01", "2009-06-30", "6000"), observed("2009-07-01", "2009-07-31", "5999")]
    found = [*compare(book, case, bills)]
    bills = [observed("2009-06-01", "2009-06-30", "5999"), observed("2009-07-01", "2009-07-31", "6000")]
    found += compare(book, case, bills)

    assert {one.finding.kind for one in found if one.observed} == {Kind.WRONG_AMOUNT}


@pytest.mark.parametrize(
    ("total", "kind"),
    [
        ("2000", Kind.PRORATED_UNDULY),  # 6,000 x 10 / 30
        ("1935", Kind.PRORATED_UNDULY),  # 6,000 x 10 / 31 = 1,935.48
        ("1800", Kind.PRORATED_UNDULY),  # 6,000 x 9 / 30: a day less
        ("5990", Kind.WRONG_AMOUNT),
        ("4000", Kind.WRONG_AMOUNT),  # two thirds for a third of the month
    ],
)
def test_only_a_share_of_the_days_is_called_prorated(book_for, total, kind):
    """Under terms that charge the last month in full, what is no share of its 10 days is a wrong amount."""
    book = book_for("so-net-hikari-flets")
    attributes = {"area": "east", "monthly_fee": "6000"}
    events = (Cancellation(date(2009, 6, 10)),)
    contract = Contract("c-1", "so-net-hikari-flets", date(2009, 5, 1), attributes, (), events)
    case = Case("c", (contract,), bill_through=date(2009, 8, 10))
    bills = [observed("2009-05-01", "2009-05-31", "6000"), observed("2009-06-01", "2009-06-10", total)]

    (difference,) = compare(book, case, bills)
    assert difference.finding.kind is kind
