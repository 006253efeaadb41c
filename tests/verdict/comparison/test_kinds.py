"""Which kind of difference it is: by rounding alone, of several bills for one period, and what only looks like one."""

from datetime import date
from decimal import Decimal

import pytest
from yakkan.adapters import ObservedLine
from yakkan.oracle import Cancellation, Case, Contract
from yakkan.verdict import Direction, Kind, compare

READINGS = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8), date(2016, 8, 9))
LAST = ("2016-07-08", "2016-07-20")
"""13 of the 32 days of the period from 8 July: 1,684.80 × 13 ÷ 32 = 684.45, cut to 684; 684 × 8 ÷ 108 = 50.66…"""


def kinds(differences):
    return [(one.finding.kind, one.finding.direction, one.over, one.under) for one in differences]


@pytest.fixture
def office(book_for, observed):
    """The differences of a bill of the office plan for December 2018, or for December 2020."""

    def office(total, year=2018):
        book = book_for("office-plan-example")
        contract = Contract("c-1", "office-plan-example", date(year, 12, 1))
        case = Case("c", (contract,), bill_through=date(year, 12, 31))
        return compare(book, case, [observed(f"{year}-12-01", f"{year}-12-31", total)])

    return office


@pytest.mark.parametrize(
    ("year", "total", "kind"),
    [
        (2018, "341", Kind.WRONG_ROUNDING),  # 315 × 1.08 = 340.2, cut to 340; 0.8 less than 341
        (2018, "342", Kind.WRONG_AMOUNT),
        (2018, "339", Kind.WRONG_AMOUNT),  # 1.2 less than 340.2
        (2018, "315", Kind.WRONG_AMOUNT),  # without the tax
        (2018, "316", Kind.WRONG_AMOUNT),
        (2020, "347", Kind.WRONG_ROUNDING),  # 315 × 1.1 = 346.5, cut to 346
        (2020, "345", Kind.WRONG_AMOUNT),
    ],
)
def test_rounding_is_told_apart_with_the_tax_that_is_added(office, year, total, kind):
    """Where tax is added, a total is off by rounding alone that is nearer than a yen to the sum with its tax."""
    (difference,) = office(total, year)
    assert difference.finding.kind is kind


@pytest.fixture
def light(electricity, observed):
    """The differences of bills for the last period of 60 A that end on 20 July 2016; the others are right."""
    contract = Contract(
        "c-1", "enex-low-voltage", date(2016, 5, 12), {"amperage": "60"}, READINGS, (Cancellation(date(2016, 7, 20)),)
    )
    case = Case("c", (contract,), bill_through=date(2016, 8, 31))
    others = [observed("2016-05-12", "2016-06-07", "1516"), observed("2016-06-08", "2016-07-07", "1684")]
    return lambda *bills: compare(electricity, case, [*others, *bills])


def test_the_bill_of_the_last_period_is_right(light, observed):
    """The period that the other tests bill in parts is one bill of 684 yen."""
    assert light(observed(*LAST, "684")) == ()


@pytest.mark.parametrize(
    ("parts", "kind", "direction", "over", "under"),
    [
        (("400", "200"), Kind.WRONG_SHARE, Direction.UNDER, 0, 84),
        (("684", "0"), None, None, 0, 0),
        (("684", "-684"), Kind.WRONG_SHARE, Direction.UNDER, 0, 684),  # charged and credited
        (("400", "285"), Kind.BILLED_TWICE, Direction.OVER, 1, 0),
        (("684", "684"), Kind.BILLED_TWICE, Direction.OVER, 684, 0),
    ],
)
def test_part_bills_are_called_twice_only_above_the_sum(light, observed, parts, kind, direction, over, under):
    """Two bills for one period are billed-twice where their sum is above the one bill, otherwise they count as one
    bill."""
    found = light(*(observed(*LAST, total) for total in parts))
    assert kinds(found) == ([] if kind is None else [(kind, direction, over, under)])


def test_lines_and_tax_of_part_bills_are_not_held_against_the_whole(light, observed):
    """Part bills whose totals add up have no difference, although no line and no tax of one is that of the period."""
    parts = [("400", "29", "400.00"), ("284", "21", "284.45")]
    bills = [
        observed(*LAST, total, tax=Decimal(tax), lines=(ObservedLine("basic", Decimal(line)),))
        for total, tax, line in parts
    ]
    assert light(*bills) == ()
    assert light(*reversed(bills)) == ()


def test_lines_and_tax_of_one_bill_are_held_against_it(light, observed):
    """The same lines and tax on one bill are a wrong line and a wrong tax."""
    line = ObservedLine("basic", Decimal("400.00"))
    found = light(observed(*LAST, "684", tax=Decimal(29), lines=(line,)))
    assert kinds(found) == [(Kind.WRONG_TAX, Direction.NEITHER, 0, 0), (Kind.WRONG_LINE, Direction.NEITHER, 0, 0)]
