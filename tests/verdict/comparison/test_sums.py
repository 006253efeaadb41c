"""What the terms bill and what the system billed, side by side."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from yakkan.adapters import ObservedLine
from yakkan.oracle import Case, Contract, bill
from yakkan.verdict import compare
from yakkan.verdict.comparison.sums import sums_of


@pytest.fixture
def supply(day):
    """A supply of 60 A that starts three days into a period of 30 days, billed once."""
    readings = (day("2016-05-09"), day("2016-06-08"))
    contract = Contract("c", "enex-low-voltage", day("2016-05-12"), {"amperage": "60"}, readings)
    return Case("case", (contract,), day("2016-06-10"))


def _rows(found) -> list[tuple[str, Fraction | None, Fraction | None, Fraction | None]]:
    tax = [found.tax] if found.tax else []
    return [(one.item, one.expected, one.observed, one.difference) for one in (*found.lines, *tax, found.total)]


def test_lines_stand_beside_each_other(electricity, supply, observed):
    """Each line of the terms stands beside the system's, then the tax and the total, each with its difference."""
    lines = (ObservedLine("basic", Decimal("1684.80")),)
    (difference,) = compare(electricity, supply, [observed("2016-05-12", "2016-06-07", "1684", lines=lines)])

    # 1684.80 x 27 / 30 = 1516.32; 1516 x 8 / 108 = 112.29
    assert _rows(sums_of(difference)) == [
        ("basic", Fraction("1516.32"), Fraction("1684.80"), Fraction("168.48")),
        ("", 112, None, None),
        ("", 1516, 1684, 168),
    ]


def test_what_one_side_does_not_say_has_no_difference(electricity, supply, observed):
    """A system with totals only is compared by its total; a line that the terms do not have is shown."""
    lines = (ObservedLine("surcharge", Decimal(100)),)
    totals, odd = (
        compare(electricity, supply, [observed("2016-05-12", "2016-06-07", "1616", lines=given)])[0]
        for given in (None, lines)
    )

    assert _rows(sums_of(totals))[0] == ("basic", Fraction("1516.32"), None, None)
    assert _rows(sums_of(odd))[1] == ("surcharge", None, 100, 100)


def test_several_bills_are_added_up(electricity, supply, observed):
    """Bills for one period are compared by their sum."""
    (difference,) = compare(electricity, supply, [observed("2016-05-12", "2016-06-07", "1516")] * 2)

    assert _rows(sums_of(difference))[-1] == ("", 1516, 3032, 1516)


def test_a_bill_that_is_missing_is_nothing(electricity, supply):
    """Where the system bills nothing, all that the terms bill is under."""
    (difference,) = compare(electricity, supply, [])

    assert _rows(sums_of(difference))[-1] == ("", 1516, None, -1516)


def test_an_amount_that_only_has_fewer_decimals_is_no_difference(electricity, supply, observed, day):
    """1684.80 x 25 / 31 has infinitely many decimals; a system that writes two of them is not wrong."""
    readings = (day("2016-05-09"), day("2016-06-09"))
    case = replace(supply, contracts=(replace(supply.contracts[0], start=day("2016-05-15"), readings=readings),))
    (expected,) = bill(electricity, case)
    lines = (ObservedLine("basic", Decimal("1358.70")),)
    (difference,) = compare(electricity, case, [observed("2016-05-15", "2016-06-08", "1359", lines=lines)])

    assert expected.lines[0].amount == Fraction("1684.80") * 25 / 31
    assert _rows(sums_of(difference))[0][3] is None
