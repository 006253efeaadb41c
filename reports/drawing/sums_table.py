"""The sums of one period as a table: the terms beside the system, and the difference."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rich.console import Console

from ...oracle import Period
from ...oracle.screen import safe
from ...verdict import Difference, Sum, sums_of
from ..console import INDENT, put
from ..words import Words
from .amounts import shown_amount, shown_difference
from .layout import table


def print_sums(console: Console, difference: Difference, sides: tuple[str, str], words: Words) -> None:
    """Print the table under a line that names the period; `sides` name the terms' column and the system's."""
    period = _days(difference.period.start, difference.period.last_day, words)
    put(console, words.bill_for.format(period=period))
    rows = [("", *sides, words.difference), *_rows(difference, words)]
    put(console, "\n".join(table([[safe(cell) for cell in row] for row in rows])), indent=2 * INDENT)


def _rows(difference: Difference, words: Words) -> Iterator[tuple[str, str, str, str]]:
    yield words.days_billed, _expected_days(difference, words), _observed_days(difference, words), ""
    found = sums_of(difference)
    for line in found.lines:
        yield _row(line.item, line, words)
    if found.tax is not None:
        yield _row(words.tax, found.tax, words)
    yield _row(words.total, found.total, words)


def _row(label: str, one: Sum, words: Words) -> tuple[str, str, str, str]:
    difference = "" if one.difference is None else shown_difference(one.difference)
    return label, _amount(one.expected, words), _amount(one.observed, words), difference


def _amount(amount: Fraction | None, words: Words) -> str:
    return words.nothing if amount is None else shown_amount(amount)


def _expected_days(difference: Difference, words: Words) -> str:
    if difference.expected is None:
        return words.nothing
    billed = difference.expected.billed
    return _days(billed.start, billed.last_day, words)


def _observed_days(difference: Difference, words: Words) -> str:
    if len(difference.observed) > 1:
        return words.several_bills.format(number=len(difference.observed))
    return next((_days(one.first_day, one.last_day, words) for one in difference.observed), words.nothing)


def _days(first: date, last: date, words: Words) -> str:
    return str(first) if first == last else words.period.format(first=first, last=last)


def period_text(period: Period, words: Words) -> str:
    """A period by its first and its last day."""
    return _days(period.start, period.last_day, words)
