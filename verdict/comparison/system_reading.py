"""Which reading of the terms a system follows, judged by all of its answers together.

A single wrong bill often happens to be right under some reading. A reading counts only if the system follows it, which
means that it explains more of the answers than the chosen reading does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...adapters import ObservedBill
from ...oracle import Book, Case
from .compare import compare
from .readings import ReadingBooks, Readings, apply_readings

_SAMPLE = 30
"""Wrong answers, and right ones, that a reading is tried on at most, spread evenly over all of them."""
_LEAST = 2
_SHARE = 10
"""A reading must explain at least `_LEAST` of the differing answers and at least one in `_SHARE`: fewer is
coincidence."""


@dataclass(frozen=True, slots=True)
class AnsweredCase:
    """The bills that a system gave for a case. `differing` are the tariffs whose bills differ from the chosen reading;
    `asked` is the case without its name."""

    case: Case
    bills: tuple[ObservedBill, ...]
    differing: frozenset[str]
    asked: Case


def system_reading(
    book: Book, answers: Sequence[AnsweredCase], known: Mapping[str, Readings] | None = None
) -> tuple[Readings, Book]:
    """The readings that explain the answers best, and the terms under them; none, and the terms as they are, where the
    chosen reading is best.

    `known` are the readings that a diagnosis has already found, by tariff.
    """
    books = ReadingBooks(book)
    followed: Readings = ()
    for tariff in sorted({tariff for answer in answers for tariff in answer.differing}):
        found = (known or {}).get(tariff)
        followed += _of_tariff(books, tariff, answers) if found is None else found
    return followed, apply_readings(book, followed) if followed else book


def _of_tariff(books: ReadingBooks, tariff: str, answers: Sequence[AnsweredCase]) -> Readings:
    mine = [answer for answer in answers if any(one.tariff == tariff for one in answer.case.contracts)]
    wrong = _spread([answer for answer in mine if tariff in answer.differing])
    right = _spread([answer for answer in mine if tariff not in answer.differing])
    best: Readings = ()
    most = max(_LEAST, len(wrong) // _SHARE) - 1
    for readings, other in books.of({tariff}):
        gained = sum(_explains(other, tariff, answer) for answer in wrong)
        if gained > most:
            lost = sum(not _explains(other, tariff, answer) for answer in right)
            if gained - lost > most:
                best, most = readings, gained - lost
    return best


def _explains(book: Book, tariff: str, answer: AnsweredCase) -> bool:
    return all(difference.finding.tariff != tariff for difference in compare(book, answer.case, answer.bills))


def _spread(answers: Sequence[AnsweredCase]) -> Sequence[AnsweredCase]:
    step = max(1, len(answers) // _SAMPLE)
    return answers[::step][:_SAMPLE]
