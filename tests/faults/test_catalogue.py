"""Each fault shows on its minimal trigger and nowhere else."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from yakkan.faults import CATALOGUE, apply, fault_by_id
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange, YakkanError, bill

READINGS = (date(2018, 5, 9), date(2018, 6, 11), date(2018, 7, 9), date(2018, 8, 9))


def electricity(start, end=None, readings=READINGS):
    events = (Cancellation(end),) if end else ()
    contract = Contract("1", "enex-low-voltage", start, {"amperage": "60"}, readings, events)
    return Case("c", (contract,), bill_through=readings[-1])


def totals(book, case, *ids):
    """The totals per contract under faults; the right ones without any."""
    right_case = case
    for one in ids:
        book, right_case = apply(fault_by_id(one), book, right_case)
    return [(bill.contract, bill.billed.start, bill.total) for bill in bill_of(book, right_case)]


bill_of = bill


def test_f_02_charges_in_full_up_to_five_days_short(book_for):
    """F-02 bills the whole fee where the days used and the month before the billing month differ by up to five days."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    readings = (date(2016, 5, 8), date(2016, 6, 8), date(2016, 7, 8))
    within = electricity(date(2016, 5, 12), readings=readings)  # 27 days used, May has 31: 4 apart
    beyond = electricity(date(2016, 5, 14), readings=readings)  # 25 days used: 6 apart

    # 1,684.80 × 27 ÷ 31 = 1,467.40…
    assert totals(book, within)[0][2] == 1467
    assert totals(book, within, "F-02")[0][2] == 1684
    # 1,684.80 × 25 ÷ 31 = 1,358.70…
    assert totals(book, beyond, "F-02") == totals(book, beyond)
    assert totals(book, beyond)[0][2] == 1358


def test_f_07_divides_by_the_month_before_the_billing_month(book_for):
    """F-07 divides by the calendar days of the month before the one in which the period's closing reading falls."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    case = electricity(date(2018, 5, 22))

    # period 9 May to 10 June, 33 days, 20 used: 1,684.80 × 20 ÷ 33 = 1,021.09…
    assert totals(book, case)[0][2] == 1021
    # read in June, May has 31 days: 1,684.80 × 20 ÷ 31 = 1,086.96…
    assert totals(book, case, "F-07")[0][2] == 1086


def test_f_02_and_f_07_together_are_the_system_of_the_notice(book_for):
    """With both faults a short period is billed in full within five days and by the wrong month beyond."""
    book = book_for("enex-low-voltage/2016-04-01.md")

    assert totals(book, electricity(date(2018, 5, 15)), "F-02", "F-07")[0][2] == 1684  # 27 used, 31: 4 apart
    assert totals(book, electricity(date(2018, 5, 22)), "F-02", "F-07")[0][2] == 1086  # 20 used, 31: 11 apart


def so_net(end):
    attributes = {"area": "east", "monthly_fee": "3570"}
    contract = Contract("1", "so-net-hikari-flets", date(2009, 5, 1), attributes, (), (Cancellation(end),))
    return Case("c", (contract,), bill_through=date(2009, 10, 10))


def test_f_35_bills_on_after_the_cancellation(book_for):
    """F-35 bills every month as if there had been no cancellation."""
    book = book_for("so-net-hikari-flets")

    assert [row[1].month for row in totals(book, so_net(date(2009, 6, 15)))] == [5, 6]
    assert [row[1].month for row in totals(book, so_net(date(2009, 6, 15)), "F-35")] == [5, 6, 7, 8, 9]


def test_f_36_bills_one_month_after_the_cancellation_month(book_for):
    """F-36 bills exactly one month more, in full."""
    book = book_for("so-net-hikari-flets")
    rows = totals(book, so_net(date(2009, 6, 15)), "F-36")

    assert [(row[1].month, row[2]) for row in rows] == [(5, 3570), (6, 3570), (7, 3570)]


def test_f_37_leaves_the_old_contract_live(book_for):
    """F-37 goes on billing the contract that the order of the new service ended, and no other."""
    book = book_for("ntt-east-flets")
    old = Contract(
        "1", "ntt-east-flets-adsl", date(2005, 1, 1), {"monthly_fee": "3100"}, (), (Cancellation(date(2005, 3, 1)),)
    )
    new = Contract("2", "ntt-east-flets-hikari", date(2005, 3, 1), {"monthly_fee": "5000"})
    both = Case("c", (old, new), bill_through=date(2005, 5, 10))
    alone = replace(both, contracts=(old,))

    assert [row[1].month for row in totals(book, both) if row[0] == "1"] == [1, 2]
    assert [row[1].month for row in totals(book, both, "F-37") if row[0] == "1"] == [1, 2, 3, 4]
    assert totals(book, alone, "F-37") == totals(book, alone)


def test_f_50_bills_the_quantity_registered_first(book_for):
    """F-50 multiplies by the first quantity, whatever it has become."""
    book = book_for("ntt-east-wireless-lan-card")
    item = "wireless-lan-card"
    changes = (
        QuantityChange(date(2005, 1, 1), item, Fraction(1)),
        QuantityChange(date(2005, 2, 10), item, Fraction(3)),
    )
    case = Case(
        "c", (Contract("1", "ntt-east-wireless-lan-card", date(2005, 1, 1), {}, (), changes),), date(2005, 3, 10)
    )

    assert [row[2] for row in totals(book, case)] == [315, 945]
    assert [row[2] for row in totals(book, case, "F-50")] == [315, 315]


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_fault_says_what_it_is(name):
    """Every fault has a formula that names both sides, and published evidence."""
    one = CATALOGUE[name]

    assert one.id == name
    assert " => " in one.formula
    assert one.evidence


def test_an_unknown_fault_is_told_with_the_nearest_name():
    """A fault that the catalogue has not is an error with a hint."""
    with pytest.raises(YakkanError, match=r'(?s)YK501.*"F-97".*F-99'):
        fault_by_id("F-97")


def test_a_number_with_variants_names_them():
    """A number that several faults share is an error that lists them; each is found in capital and small letters."""
    with pytest.raises(YakkanError, match=r"(?s)YK502.*F-10a .*F-10b .*F-10c "):
        fault_by_id("f-10")

    assert fault_by_id("f-10A") is fault_by_id("F-10a") is CATALOGUE["F-10a"]
