"""When a bill is called prorated, or off by rounding, and which period a bill without one is for."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from yakkan.adapters import ObservedLine
from yakkan.oracle import Cancellation, Case, Contract, Period, change_settings
from yakkan.verdict import Kind, compare
from yakkan.verdict.comparison.sums import sums_of

READINGS = (date(2016, 5, 9), date(2016, 6, 8), date(2016, 7, 8), date(2016, 8, 9))


@pytest.fixture
def provider(book_for, observed):
    """The kind of difference of a bill for June 2009, the month of an end, under terms that charge all of it: 6,000."""

    def provider(end, total):
        book = book_for("so-net-hikari-flets")
        attributes = {"area": "east", "monthly_fee": "6000"}
        cancelled = (Cancellation(date(2009, 6, end)),)
        contract = Contract("c-1", "so-net-hikari-flets", date(2009, 5, 1), attributes, (), cancelled)
        case = Case("c", (contract,), bill_through=date(2009, 8, 10))
        bills = [observed("2009-05-01", "2009-05-31", "6000"), observed("2009-06-01", f"2009-06-{end:02}", total)]
        (difference,) = compare(book, case, bills)
        return difference.finding.kind

    return provider


@pytest.mark.parametrize(
    ("end", "total", "kind"),
    [
        (10, "2001", Kind.PRORATED_UNDULY),  # 6,000 × 10 ÷ 30 = 2,000, and a yen
        (10, "1999", Kind.PRORATED_UNDULY),
        (10, "2002", Kind.WRONG_AMOUNT),
        (10, "1998", Kind.WRONG_AMOUNT),
        (10, "2200", Kind.PRORATED_UNDULY),  # 6,000 × 11 ÷ 30: a day more
        (10, "1800", Kind.PRORATED_UNDULY),  # 6,000 × 9 ÷ 30: a day less
        (10, "2400", Kind.WRONG_AMOUNT),  # 6,000 × 12 ÷ 30
        (10, "1600", Kind.WRONG_AMOUNT),  # 6,000 × 8 ÷ 30
        (1, "400", Kind.PRORATED_UNDULY),  # 6,000 × 2 ÷ 30
        (1, "200", Kind.PRORATED_UNDULY),  # 6,000 × 1 ÷ 30
        (1, "1", Kind.PRORATED_UNDULY),  # 6,000 × 0 ÷ 30, and a yen
        (1, "0", Kind.WRONG_AMOUNT),  # nothing is no share of anything
        (1, "-1", Kind.WRONG_AMOUNT),
        (29, "5800", Kind.PRORATED_UNDULY),  # 6,000 × 29 ÷ 30
        (29, "5999", Kind.WRONG_AMOUNT),  # 30 ÷ 30 is no share
        (30, "5800", Kind.WRONG_AMOUNT),  # the whole month is used
    ],
)
def test_what_is_called_prorated(provider, end, total, kind):
    """Less than the whole fee is called prorated where it is a share of the days of use, to a day and a yen."""
    assert provider(end, total) is kind


@pytest.mark.parametrize(
    ("total", "detail"),
    [
        ("685", "less than the unit of rounding apart"),  # 684.45, cut to 684
        ("683", ""),  # 1.45 less than 684.45
        ("686", ""),
    ],
)
def test_a_share_that_is_off_by_rounding_is_a_wrong_share(electricity, observed, total, detail):
    """Where the terms prorate a period, another amount is a wrong share, also where it is near; that is told."""
    cancelled = (Cancellation(date(2016, 7, 20)),)
    contract = Contract("c-1", "enex-low-voltage", date(2016, 6, 8), {"amperage": "60"}, READINGS, cancelled)
    case = Case("c", (contract,), bill_through=date(2016, 8, 31))
    # 13 of the 32 days from 8 July: 1,684.80 × 13 ÷ 32 = 684.45
    bills = [observed("2016-06-08", "2016-07-07", "1684"), observed("2016-07-08", "2016-07-20", total)]
    (difference,) = compare(electricity, case, bills)
    assert (difference.finding.kind, bool(difference.detail)) == (Kind.WRONG_SHARE, bool(detail))


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        ("2016-04-08", "2016-05-11", Kind.BILLED_BEFORE_START),
        ("2016-05-12", "2016-05-12", Kind.BILLED_AFTER_END),
        ("2016-06-08", "2016-07-07", Kind.BILLED_AFTER_END),
    ],
)
def test_a_contract_that_is_never_billed_has_a_start(electricity, observed, first, last, kind):
    """Of a contract without a day in service a bill for the days before its start is before it, and any other after."""
    unused = electricity.map(lambda terms: change_settings(terms, {"service.end_day": "not-billed"}))
    cancelled = (Cancellation(date(2016, 5, 12)),)
    readings = (date(2016, 5, 12), *READINGS[1:])
    contract = Contract("c-1", "enex-low-voltage", date(2016, 5, 12), {"amperage": "60"}, readings, cancelled)
    case = Case("c", (contract,), bill_through=date(2016, 8, 31))
    (difference,) = compare(unused, case, [observed(first, last, "100")])
    assert (difference.finding.kind, difference.over) == (kind, 100)


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2009-06-11", "2009-06-20", ("2009-06-01", "2009-07-01")),  # it is for the month with its first day
        ("2009-06-11", "2009-07-10", ("2009-06-01", "2009-07-01")),
        ("2009-10-19", "2009-10-25", ("2009-10-01", "2009-11-01")),  # 70 days after 10 August
        ("2009-11-11", "2009-11-20", ("2009-11-11", "2009-11-21")),  # further ahead it is for the days that it names
        ("2009-04-11", "2009-04-20", ("2009-04-11", "2009-04-21")),  # and before the start
        ("2009-04-20", "2009-04-11", ("2009-04-20", "2009-04-21")),  # the last day before the first
    ],
)
def test_the_period_that_a_bill_is_for(book_for, observed, first, last, period):
    """A bill is for the billing period with its first day, as far ahead as periods are compared, else for its days."""
    attributes = {"area": "east", "monthly_fee": "6000"}
    contract = Contract("c-1", "so-net-hikari-flets", date(2009, 5, 1), attributes)
    case = Case("c", (contract,), bill_through=date(2009, 8, 10))
    due = [observed(f"2009-{month:02}-01", f"2009-{month:02}-28", "6000") for month in (5, 6, 7)]
    found = compare(book_for("so-net-hikari-flets"), case, [*due, observed(first, last, "77")])
    assert Period(*map(date.fromisoformat, period)) in [one.period for one in found]


@pytest.mark.parametrize(
    ("amounts", "wrong"),
    [
        (("1000", "516.32"), False),
        (("1000", "516.3"), False),  # 1,516.32 cut to a decimal
        (("1000", "517"), False),  # in whole yen
        (("1000", "516.40"), True),  # in two decimals there is one right amount
        (("1000.00", "517"), True),
    ],
)
def test_lines_of_one_item_are_right_in_their_most_decimals(electricity, observed, amounts, wrong):
    """Several lines of one item are added up, and are right in as many decimals as any of them is written with."""
    contract = Contract("c-1", "enex-low-voltage", date(2016, 5, 12), {"amperage": "60"}, READINGS)
    case = Case("c", (contract,), bill_through=date(2016, 6, 10))
    lines = tuple(ObservedLine("basic", Decimal(one)) for one in amounts)
    # 1,684.80 × 27 ÷ 30 = 1,516.32
    found = compare(electricity, case, [observed("2016-05-12", "2016-06-07", "1516", lines=lines)])
    assert [one.finding.kind for one in found] == [Kind.WRONG_LINE] * wrong


@pytest.mark.parametrize(
    ("amounts", "difference"),
    [
        (("1000", "358.70"), None),  # 1,684.80 × 25 ÷ 31 = 1,358.709…, cut to the sen
        (("1000", "358.80"), Fraction("1358.80") - Fraction("1684.80") * 25 / 31),
        (("1000.00", "358"), Fraction(1358) - Fraction("1684.80") * 25 / 31),
        (("1000", "358"), None),
    ],
)
def test_the_sum_of_lines_is_cut_in_their_most_decimals(electricity, observed, amounts, difference):
    """The sum of an item's lines that is cut where one of them ends is the same amount; one that is less is not."""
    readings = (date(2016, 5, 9), date(2016, 6, 9))
    contract = Contract("c-1", "enex-low-voltage", date(2016, 5, 15), {"amperage": "60"}, readings)
    case = Case("c", (contract,), bill_through=date(2016, 6, 10))
    lines = tuple(ObservedLine("basic", Decimal(one)) for one in amounts)
    (found,) = compare(electricity, case, [observed("2016-05-15", "2016-06-08", "1359", lines=lines)])
    assert sums_of(found).lines[0].difference == difference
