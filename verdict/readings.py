"""The other admissible readings of the terms: silence is not consent, so a bill by one of them is not a defect."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from ..adapters import ObservedBill
from ..oracle import Book, Case, Clause, Terms, TermsError, book_of, change_settings
from ..oracle.calendar import ONE_DAY
from .compare import compare

_MOST = 512
"""Combinations of readings that are tried for one case, those with the fewest changes first."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A setting under which a bill is right, beside the one the terms document chose."""

    setting: str
    chosen: str
    other: str
    why: str
    clause: Clause


Readings = tuple[OtherReading, ...]


class ReadingBooks:
    """The books under each combination of readings, made when first asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[tuple[int, ...], list[tuple[Readings, Book]]] = {}

    def of(self, case: Case, tariffs: Collection[str]) -> list[tuple[Readings, Book]]:
        """The combinations for the versions of `tariffs` that a case can touch, the fewest changes first."""
        versions = [terms for terms in self._book if terms.tariff in tariffs and _touches(self._book, case, terms)]
        key = tuple(id(terms) for terms in versions)
        if key not in self._made:
            self._made[key] = list(islice(_combinations(self._book, versions), _MOST))
        return self._made[key]


def admissible_reading(
    books: ReadingBooks, case: Case, observed: Sequence[ObservedBill], tariffs: Collection[str]
) -> Readings | None:
    """The readings of `tariffs` under which all observed bills of a case are right; None where there are none."""
    for readings, book in books.of(case, tariffs):
        if not compare(book, case, observed):
            return readings
    return None


def _touches(book: Book, case: Case, terms: Terms) -> bool:
    """Whether a version is in force at some time between a contract's start and the end of the case."""
    versions = book.of(terms.tariff)
    after = [other.effective for other in versions if other.effective > terms.effective]
    until = min(after, default=case.bill_through + ONE_DAY)
    return any(
        contract.tariff == terms.tariff and contract.start < until and terms.effective <= case.bill_through
        for contract in case.contracts
    )


def _combinations(book: Book, versions: Sequence[Terms]) -> Iterator[tuple[Readings, Book]]:
    choices: list[tuple[tuple[Terms, int] | None, ...]] = []
    for terms in versions:
        by_setting: dict[str, list[tuple[Terms, int] | None]] = {}
        for index, reading in enumerate(terms.reading):
            by_setting.setdefault(reading.setting, [None]).append((terms, index))
        choices.extend(tuple(options) for options in by_setting.values())
    combined = [[pick for pick in picks if pick is not None] for picks in product(*choices)]
    for picks in sorted(combined, key=len):
        if picks:
            try:
                yield tuple(_told(*pick) for pick in picks), _changed(book, picks)
            except TermsError:  # two readings that exclude each other
                continue


def _changed(book: Book, picks: Sequence[tuple[Terms, int]]) -> Book:
    changes: dict[int, dict[str, object]] = {}
    for terms, index in picks:
        changes.setdefault(id(terms), {})[terms.reading[index].setting] = terms.reading[index].value
    return book_of(
        change_settings(terms, changes.get(id(terms), {})) if id(terms) in changes else terms for terms in book
    )


def _told(terms: Terms, index: int) -> OtherReading:
    from ..oracle import setting_value

    reading = terms.reading[index]
    chosen = str(setting_value(terms, reading.setting))
    return OtherReading(reading.setting, chosen, str(reading.value), reading.why, terms.clause(reading.setting))


def names(readings: Readings) -> Mapping[str, str]:
    """The settings and their other values, to tell one reading from another."""
    return {reading.setting: reading.other for reading in readings}
