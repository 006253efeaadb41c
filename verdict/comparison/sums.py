"""What the terms bill and what the system billed for one period, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ...adapters import ObservedBill, ObservedLine
from ...oracle import Bill
from ...oracle.money import exact_string
from .compare import Difference


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount on both sides, in major units; None where that side does not state it.

    `item` is "" for the tax and the total. `difference` is the system's amount minus that of the terms; an amount that
    the terms do not have, and a missing bill, count as 0. It is None for a line or a tax that the system does not
    state, and where the system only writes fewer decimals of the same amount.
    """

    item: str
    expected: Fraction | None
    observed: Fraction | None
    difference: Fraction | None


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one period: its lines, the tax in the total if either side states it, and the total."""

    lines: tuple[Sum, ...]
    tax: Sum | None
    total: Sum


def sums_of(difference: Difference) -> Sums:
    """The sums of the period that a difference is about. Several bills for the period are added up."""
    expected, observed = difference.expected, difference.observed
    return Sums(tuple(_lines(expected, observed)), _tax(expected, observed), _total(expected, observed))


def _lines(expected: Bill | None, observed: Sequence[ObservedBill]) -> Iterator[Sum]:
    theirs = [line for one in observed for line in one.lines or ()]
    items = [line.item for line in expected.lines] if expected else []
    for line in expected.lines if expected else ():
        same = [one for one in theirs if one.item == line.item]
        yield _sum(line.item, line.amount, same)
    for item in dict.fromkeys(line.item for line in theirs if line.item not in items):
        yield _sum(item, None, [one for one in theirs if one.item == item])


def _sum(item: str, expected: Fraction | None, observed: Sequence[ObservedLine]) -> Sum:
    if not observed:
        return Sum(item, expected, None, None)
    amount = sum((Fraction(one.amount) for one in observed), Fraction(0))
    if expected is None:
        return Sum(item, None, amount, amount)
    difference = amount - expected
    written = max((_places(one.amount) for one in observed), default=0)
    only_cut = exact_string(expected) is None and abs(difference) < Fraction(1, 10**written)
    return Sum(item, expected, amount, None if only_cut else difference)


def _places(amount: Decimal) -> int:
    return max(0, -int(amount.as_tuple().exponent))


def _tax(expected: Bill | None, observed: Sequence[ObservedBill]) -> Sum | None:
    due = expected.tax if expected else None
    taxes = [Fraction(one.tax) for one in observed if one.tax is not None]
    billed = sum(taxes, Fraction(0)) if taxes else None
    if due is None and billed is None:
        return None
    return Sum("", due, billed, None if billed is None else billed - (due or 0))


def _total(expected: Bill | None, observed: Sequence[ObservedBill]) -> Sum:
    due = expected.total if expected else None
    billed = sum((Fraction(one.total) for one in observed), Fraction(0)) if observed else None
    return Sum("", due, billed, (billed or Fraction(0)) - (due or 0))
