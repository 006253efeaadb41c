"""The other admissible readings of the terms. Where the terms leave a question open, a bill under any of their readings
is not a defect."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, cast

from ...adapters import ObservedBill
from ...faults import Neighbour, versions_of
from ...oracle import Book, Case, Clause, Terms, TermsError, book_of, change_settings, setting_value
from .compare import compare

_MOST = 256
"""The most combinations of readings that are tried, those with the fewest changes first."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """An admissible value of a setting, other than the one that the terms document chose."""

    tariff: str
    setting: str
    chosen: str
    other: str
    why: str
    clause: Clause


Readings = tuple[OtherReading, ...]


class ReadingBooks:
    """The terms under each combination of readings, made when first needed."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[frozenset[str], list[tuple[Readings, Book]]] = {}

    def of(self, tariffs: Collection[str]) -> list[tuple[Readings, Book]]:
        """The combinations of the readings of some tariffs, the fewest changes first, without the chosen reading.

        A question that several versions of a tariff leave open has one answer for all of them.
        """
        key = frozenset(tariffs)
        if key not in self._made:
            self._made[key] = list(islice(_combinations(self._book, key), _MOST))
        return self._made[key]


def admissible_reading(
    books: ReadingBooks, case: Case, observed: Sequence[ObservedBill], tariffs: Collection[str]
) -> Readings | None:
    """The first readings of `tariffs` under which all observed bills of a case are right; None where there are none."""
    for readings, book in books.of(tariffs):
        if not compare(book, case, observed):
            return readings
    return None


def reading_of(book: Book, neighbour: Neighbour) -> OtherReading | None:
    """The listed reading that is the same change as `neighbour`; None where there is none."""
    for terms in versions_of(neighbour, book):
        for index, listed in enumerate(terms.reading):
            if listed.setting.split(".")[0] == neighbour.setting.split(".")[0] and _is(terms, index, neighbour):
                return _other_reading(terms, index)
    return None


def _is(terms: Terms, index: int, neighbour: Neighbour) -> bool:
    listed = terms.reading[index]
    try:
        read, other = (
            change_settings(terms, {listed.setting: listed.value}),
            change_settings(terms, dict(neighbour.settings)),
        )
    except TermsError:
        return False
    root = neighbour.setting.split(".")[0]
    return getattr(read, root) == getattr(other, root)


def apply_readings(book: Book, readings: Readings) -> Book:
    """The book with the settings of the readings in every version that lists them.

    Raises:
        TermsError: two of the readings exclude each other.
    """
    return book_of(_changed(terms, readings) for terms in book)


def _changed(terms: Terms, readings: Readings) -> Terms:
    changes = {
        listed.setting: listed.value
        for reading in readings
        for listed in terms.reading
        if reading.tariff == terms.tariff and (listed.setting, str(listed.value)) == (reading.setting, reading.other)
    }
    return change_settings(terms, changes) if changes else terms


def by_saved_readings(book: Book, details: Mapping[str, Any]) -> Book:
    """The terms under the readings in the `details` of a saved case: those that its run found the system to follow.
    Readings that the terms do not list are left out."""
    rows = details.get("readings")
    listed = cast("list[object]", rows) if isinstance(rows, list) else []

    def changed(terms: Terms) -> Terms:
        return change_settings(
            terms,
            {
                one.setting: one.value
                for one in terms.reading
                if {"tariff": terms.tariff, "setting": one.setting, "value": str(one.value)} in listed
            },
        )

    return book.map(changed) if listed else book


def _combinations(book: Book, tariffs: frozenset[str]) -> Iterator[tuple[Readings, Book]]:
    questions: dict[tuple[str, str], dict[str, OtherReading]] = {}
    for terms in book:
        for index, listed in enumerate(terms.reading if terms.tariff in tariffs else ()):
            options = questions.setdefault((terms.tariff, listed.setting), {})
            options.setdefault(str(listed.value), _other_reading(terms, index))
    choices = [(None, *options.values()) for options in questions.values()]
    combined = (tuple(pick for pick in picks if pick is not None) for picks in product(*choices))
    for readings in sorted(combined, key=len):
        if readings:
            try:
                yield readings, apply_readings(book, readings)
            except TermsError:  # two readings that exclude each other
                continue


def _other_reading(terms: Terms, index: int) -> OtherReading:
    reading = terms.reading[index]
    chosen = str(setting_value(terms, reading.setting))
    clause = terms.clause(reading.setting)
    return OtherReading(terms.tariff, reading.setting, chosen, str(reading.value), reading.why, clause)
