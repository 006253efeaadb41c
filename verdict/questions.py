"""The questions that terms leave open, each with the smallest case that its readings bill differently."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, islice

from ..adapters import Answered, ObservedBill, read_answer, write_answer
from ..cases import boundary_cases, generated_cases, named, shrink, space_of, unpublished
from ..oracle import Bill, Book, Case, CaseError, Clause, Period, Terms, TermsError, bill
from .comparison import Difference, OtherReading, ReadingBooks, Readings, compare

_BOUNDARY = 250
_DRAWN = 250
"""Boundary cases, and drawn cases, that a reading is tried on at most."""
_SEED = 0
_NAME = "case"


@dataclass(frozen=True, slots=True)
class TellingCase:
    """The smallest case found that two readings bill differently, with the bills under the chosen reading and under the
    other one, and the differences between them."""

    case: Case
    chosen: tuple[Bill, ...]
    other: tuple[Bill, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """Another value that the words of the clause admit, why, and the case that tells it apart from the chosen value.

    `telling` is None where none of the `tried` cases was billed differently.
    None are tried where the value makes no sense together with the chosen values of all other settings.
    """

    value: str
    why: str
    telling: TellingCase | None
    tried: int


@dataclass(frozen=True, slots=True)
class Question:
    """A setting whose clause admits more than one value, in one version of a tariff."""

    terms: Terms
    setting: str
    chosen: str
    clause: Clause
    options: tuple[Option, ...]


def open_questions(book: Book) -> Iterator[Question]:
    """The questions of every version of every tariff, in the order of the documents.

    A question that several versions leave open has one answer for all of them, and comes with the first version. Each
    reading is tried by itself, with the chosen values of all other settings.
    """
    books = ReadingBooks(book)
    for tariff in book.tariffs:
        singles = {
            (readings[0].setting, readings[0].other): (readings, other)
            for readings, other in books.of({tariff})
            if len(readings) == 1
        }
        candidates = _Candidates(book, tariff)
        asked: set[str] = set()
        for terms in book.of(tariff):
            for setting in dict.fromkeys(one.setting for one in terms.reading):
                if setting not in asked:
                    asked.add(setting)
                    yield _question(book, terms, setting, singles, candidates)


class _Candidates:
    """The cases of a tariff, made once, when first needed: boundary cases, then drawn ones."""

    def __init__(self, book: Book, tariff: str) -> None:
        waits = tariff in unpublished(book)  # nothing can be billed under it, so no case tells its readings apart
        self._space = None if waits else replace(space_of(book), tariffs=(tariff,), migrations=False)
        self._made: Sequence[Case] | None = None

    def all(self) -> Sequence[Case]:
        if self._space is None:
            return ()
        if self._made is None:
            boundary = islice(boundary_cases(self._space), _BOUNDARY)
            drawn = generated_cases(self._space, _DRAWN, _SEED)
            self._made = [named(case, _NAME) for case in chain(boundary, drawn)]
        return self._made


def _question(
    book: Book,
    terms: Terms,
    setting: str,
    singles: dict[tuple[str, str], tuple[Readings, Book]],
    candidates: _Candidates,
) -> Question:
    options: list[Option] = []
    reading: OtherReading | None = None
    for listed in terms.reading:
        if listed.setting != setting:
            continue
        found = singles.get((setting, str(listed.value)))
        if found is None:
            options.append(Option(str(listed.value), listed.why, None, 0))
            continue
        reading = reading or found[0][0]
        telling, tried = _telling(book, found[1], candidates.all())
        options.append(Option(str(listed.value), listed.why, telling, tried))
    chosen = reading.chosen if reading is not None else ""
    return Question(terms, setting, chosen, terms.clause(setting), tuple(options))


def _telling(book: Book, other: Book, cases: Sequence[Case]) -> tuple[TellingCase | None, int]:
    """The first case that two books bill differently, made small, and the number of cases tried."""
    for number, case in enumerate(cases, start=1):
        if _differ(book, other, case):
            small = shrink(book, case, lambda smaller: _differ(book, other, smaller))
            small = named(small, _NAME)
            bills = bill(other, small)
            return TellingCase(
                small, bill(book, small), bills, compare(book, small, _as_observed(small, bills))
            ), number
    return None, len(cases)


def _as_observed(case: Case, bills: Sequence[Bill]) -> tuple[ObservedBill, ...]:
    """The oracle's bills as a system would give them."""
    outcome = read_answer(write_answer(case, bills), case)
    return outcome.bills if isinstance(outcome, Answered) else ()


def _differ(book: Book, other: Book, case: Case) -> bool:
    try:
        return _money(bill(book, case)) != _money(bill(other, case))
    except (CaseError, TermsError):
        return False


def _money(bills: Sequence[Bill]) -> dict[tuple[str, Period], tuple[Fraction, Fraction]]:
    """The total of each period and the tax in it; a period with a total and a tax of 0 counts as not billed."""
    sums: dict[tuple[str, Period], tuple[Fraction, Fraction]] = {}
    for one in bills:
        key = one.contract, one.period
        total, tax = sums.get(key, (Fraction(0), Fraction(0)))
        sums[key] = total + one.total, tax + (one.tax or 0)
    return {key: amounts for key, amounts in sums.items() if any(amounts)}
