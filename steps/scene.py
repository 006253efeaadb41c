"""One scenario's dealings with the system: what was asked, what was answered, what could not be tested."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..adapters import Answered, Failed, ObservedBill, Refused
from ..cases import Space, fixed_case, named, open_choices, settled
from ..oracle import Bill, Book, Case, CaseError, bill
from ..reports import LANGUAGES, Words
from ..verdict import Judgement, ReadingBooks, Unclear, judge
from .bench import Bench
from .errors import Inconclusive, ScenarioMistake


@dataclass(frozen=True, slots=True)
class Answer:
    """What the terms bill for a case, what the system billed, and how that is judged."""

    case: Case
    expected: tuple[Bill, ...]
    observed: tuple[ObservedBill, ...]
    judgement: Judgement

    @property
    def unclear(self) -> tuple[Unclear, ...]:
        """The other reading of the terms under which the bills are right, if they are not under the chosen one."""
        if not self.judgement.readings:
            return ()
        return (Unclear(self.judgement.readings, self.case, self.expected, self.observed, 1),)


class Scene:
    """The state of one scenario while it runs. `words` are those of its language.

    `answered` counts the calls that were answered, `billed` is the answer that a When step asked for, `unclear` and
    `not_tested` are told at the end of the run.
    """

    def __init__(self, bench: Bench, language: str) -> None:
        self.bench = bench
        self.words: Words = LANGUAGES.get(language, LANGUAGES["en"])
        self.answered = 0
        self.billed: Answer | None = None
        self.unclear: list[tuple[Book, Unclear]] = []
        self.not_tested: list[str] = []
        self._readings = ReadingBooks(bench.book)

    def bill(self, space: Space) -> Answer:
        """Put the one case of a space to the system; what no step has fixed and need not be there is not there.

        Raises:
            ScenarioMistake: the steps leave something open, or fix a case that the terms can not bill.
            Inconclusive: the system does not answer.
        """
        fixed = settled(space)
        still_open = open_choices(fixed)
        if still_open:
            raise ScenarioMistake(f"one case can not be billed yet: the steps leave open {', '.join(still_open)}")
        self.billed = self.ask(fixed_case(fixed))
        return self.billed

    def ask(self, case: Case) -> Answer:
        """Put a case to the system, under a name of its own.

        Raises:
            ScenarioMistake: the terms can not bill the case.
            Inconclusive: the system does not answer.
        """
        fresh = named(case, next(self.bench.names))
        try:
            expected = bill(self.bench.book, fresh)
        except CaseError as error:
            raise ScenarioMistake(f"the terms can not bill this case:\n{error}") from None
        match self.bench.system.bill(fresh):
            case Answered(bills=observed):
                self.answered += 1
                judgement = judge(self.bench.book, self._readings, fresh, observed)
                return Answer(fresh, expected, observed, judgement)
            case Refused(code=code, message=message):
                raise Inconclusive(f"inconclusive: the system refused the case: {code} {message}".rstrip())
            case Failed(problem=problem):
                raise Inconclusive(f"inconclusive: the system did not answer: {problem}")

    def note_unclear(self, found: Sequence[Unclear]) -> None:
        """Remember bills that are right under another reading of the terms."""
        self.unclear.extend((self.bench.book, one) for one in found)
