"""The inquiries of a run, one for each tariff with a wrong bill. Each is given every answer about its tariff."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...adapters import ReferenceSystem
from ...faults import seen_by
from ...oracle import Book, Case
from ..comparison import AnsweredCase, Readings, compare, reading_of
from .diagnosis import Diagnosis, Instead, rows_of
from .evidence import observation
from .inquiry import Inquiry
from .study import Study


class Inquiries:
    """The inquiries of a run. One is opened when the first wrong bill of its tariff is seen."""

    def __init__(self, study: Study, answers: Sequence[AnsweredCase] = ()) -> None:
        self._study = study
        self._answers: list[AnsweredCase] = []
        self._of: dict[str, Inquiry] = {}
        self._was_named: dict[str, bool] = {}
        for answer in answers:
            self.take(answer)

    def take(self, answer: AnsweredCase) -> None:
        """Add an answer of the system."""
        self._answers.append(answer)
        for tariff in answer.differing:
            if tariff not in self._of and tariff in self._study.suspects:
                self._open(tariff)
        for tariff in {contract.tariff for contract in answer.case.contracts} & self._of.keys():
            self._give(tariff, answer)

    def next_cases(self, number: int) -> list[Case]:
        """Up to `number` cases whose answers the inquiries need."""
        wanted: list[Case] = []
        for inquiry in self._of.values():
            if len(wanted) < number:
                wanted += inquiry.next_cases(number - len(wanted))
        return wanted

    def newly_named(self) -> Iterator[tuple[Instead, ...]]:
        """What has been named since the last call."""
        for tariff, inquiry in self._of.items():
            if inquiry.named and not self._was_named.get(tariff):
                yield rows_of(inquiry.evidence, inquiry.named[0], inquiry.named[1:])
            self._was_named[tariff] = bool(inquiry.named)

    def readings(self) -> dict[str, Readings]:
        """The listed readings among what has been named, by tariff; tariffs for which nothing is named are left out."""
        named = {tariff: inquiry.named[0] for tariff, inquiry in self._of.items() if inquiry.named}
        book = self._study.space.book
        found = {tariff: [reading_of(book, one) for one in suspect.neighbours] for tariff, suspect in named.items()}
        return {tariff: tuple(one for one in of_tariff if one is not None) for tariff, of_tariff in found.items()}

    def under(self, read: Book) -> "Inquiries":
        """Inquiries with the same answers under another reading of the terms."""
        study = Study(replace(self._study.space, book=read))
        return Inquiries(study, [_judged(read, answer) for answer in self._answers])

    def conclude(self) -> tuple[Diagnosis, ...]:
        """What is known at the end of the run, a diagnosis for each inquiry."""
        return tuple(inquiry.conclude() for inquiry in self._of.values())

    def system_of(self, tariff: str, book: Book) -> ReferenceSystem | None:
        """A system in memory that bills as the diagnosed one; None where nothing has been named."""
        inquiry = self._of.get(tariff)
        if inquiry is None or not inquiry.named:
            return None
        wrong, see = seen_by(inquiry.named[0], book)
        return ReferenceSystem(book, "diagnosed", lambda _book, case: (wrong, see(case)))

    def _open(self, tariff: str) -> None:
        study = self._study
        self._of[tariff] = Inquiry(
            study.predictions, tariff, study.suspects[tariff], study.pool_of(tariff), study.space
        )
        for earlier in self._answers[:-1]:
            if any(contract.tariff == tariff for contract in earlier.case.contracts):
                self._give(tariff, earlier)

    def _give(self, tariff: str, answer: AnsweredCase) -> None:
        wrong = tariff in answer.differing
        one = observation(self._study.predictions, answer.asked, answer.case, answer.bills, tariff, wrong=wrong)
        self._of[tariff].take(one)


def _judged(book: Book, answer: AnsweredCase) -> AnsweredCase:
    differences = compare(book, answer.case, answer.bills)
    return replace(answer, differing=frozenset(difference.finding.tariff for difference in differences))
