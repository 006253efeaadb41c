"""The days on which a neighbour can matter: a dated row applies from its day to that of the next row."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from ...oracle import Book, Terms, setting_value
from .neighbour import Neighbour, versions_of

Days = tuple[date, date]
"""The first day, and the day after the last day."""

ALWAYS: Days = date.min, date.max
"""All days."""


def days_of(neighbour: Neighbour, book: Book) -> Days:
    """The days to which the figures that a neighbour changes apply; all days if it changes a rule."""
    found = [days for terms in versions_of(neighbour, book) for days in _of_version(neighbour, terms)]
    return min(start for start, _ in found), max(end for _, end in found)


def _of_version(neighbour: Neighbour, terms: Terms) -> Iterator[Days]:
    for path, value in neighbour.settings:
        yield _of_path(terms, path, value)


def _of_path(terms: Terms, path: str, value: object) -> Days:
    parts = path.split(".")
    for number, part in enumerate(parts):
        if part.isdecimal() and number >= 1:
            rows = setting_value(terms, ".".join(parts[:number]))
            if isinstance(rows, tuple) and rows and hasattr(cast("tuple[object, ...]", rows)[0], "since"):
                days = _of_row([getattr(row, "since") for row in cast("tuple[object, ...]", rows)], int(part))  # noqa: B009
                return (min(days[0], value), max(days[1], value)) if isinstance(value, date) else days
    return ALWAYS


def _of_row(since: list[date], number: int) -> Days:
    """The days of a row by its number; the first row applies to all earlier days too."""
    start = date.min if number == 0 else since[number]
    return start, since[number + 1] if number + 1 < len(since) else date.max
