"""Judge a single answer: right, wrong in certain ways, or right under another reading of the terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...adapters import ObservedBill
from ...oracle import Book, Case
from .compare import Difference, compare
from .readings import ReadingBooks, Readings, admissible_reading


@dataclass(frozen=True, slots=True)
class Judgement:
    """The `differences` from the chosen reading of the terms. `readings` are other ones under which the answer is
    right; None where there are none, or the answer is right anyway."""

    differences: tuple[Difference, ...]
    readings: Readings | None = None

    @property
    def defects(self) -> tuple[Difference, ...]:
        """The differences that no reading of the terms allows."""
        return () if self.readings else self.differences


def judge(book: Book, readings: ReadingBooks, case: Case, observed: Sequence[ObservedBill]) -> Judgement:
    """Compare an answer with the terms and, where it differs, with their other readings."""
    differences = compare(book, case, observed)
    if not differences:
        return Judgement(())
    tariffs = {difference.finding.tariff for difference in differences}
    return Judgement(differences, admissible_reading(readings, case, observed, tariffs))
