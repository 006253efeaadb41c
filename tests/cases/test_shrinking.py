"""Cases become small and stay what they are."""

from datetime import date
from fractions import Fraction

from yakkan.cases import content, generated_cases, shrink, space_of
from yakkan.oracle import Cancellation, Case, Contract, QuantityChange


def test_shrinking_reaches_a_case_one_would_write_by_hand(book_for):
    """A cancellation in a long electricity contract shrinks to one period, the plainest attribute and the last day that
    still holds."""
    book = book_for("enex-low-voltage/2016-04-01.md")
    readings = tuple(date(2016, month, 9) for month in range(5, 12))
    contract = Contract(
        "1", "enex-low-voltage", date(2016, 5, 20), {"amperage": "40"}, readings, (Cancellation(date(2016, 9, 1)),)
    )
    case = Case("c", (contract,), bill_through=date(2016, 11, 15))

    def ends_five_days_in(case):
        (one,) = case.contracts
        if one.cancellation is None:
            return False
        return any(0 <= (one.cancellation.end - day).days <= 23 for day in one.readings if day <= one.cancellation.end)

    (small,) = shrink(book, case, ends_five_days_in).contracts

    assert len(small.readings) == 2
    assert small.attributes == {"amperage": "10"}
    assert small.cancellation is not None
    assert (small.cancellation.end - small.start).days <= 1


def test_shrinking_asks_for_no_content_twice(book_for):
    """The condition is never asked about the same contracts again, since every question may be a call."""
    book = book_for("ntt-east-wireless-lan-card")
    asked = []

    def holds(case):
        asked.append(content(case))
        return len(asked) % 3 == 0

    for case in generated_cases(space_of(book), 20, 5):
        asked.clear()
        shrink(book, case, holds)
        assert len(asked) == len(set(asked))


def test_shrinking_keeps_the_quantity_registered_first(book_for):
    """The first quantity moves with the start and is never dropped, so that the case says what it began with."""
    book = book_for("ntt-east-wireless-lan-card")
    item = "wireless-lan-card"
    changes = (
        QuantityChange(date(2005, 1, 10), item, Fraction(4)),
        QuantityChange(date(2005, 3, 10), item, Fraction(3)),
    )
    case = Case(
        "c", (Contract("1", "ntt-east-wireless-lan-card", date(2005, 1, 10), {}, (), changes),), date(2005, 6, 10)
    )

    small = shrink(book, case, lambda one: len(one.contracts[0].events) == 2)
    first, second = small.contracts[0].events

    assert first == QuantityChange(small.contracts[0].start, item, Fraction(0))
    assert isinstance(second, QuantityChange)
    assert second.quantity == 0


def test_nothing_smaller_leaves_the_case(book_for):
    """A case of which nothing smaller holds is returned as it is."""
    book = book_for("so-net-hikari-flets")
    case = generated_cases(space_of(book), 1, 0)[0]

    assert shrink(book, case, lambda _: False) == case
