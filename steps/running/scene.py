"""What one scenario asked the system, what was answered, and what could not be tested."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from ...adapters import Answered, Failed, ObservedBill, Refused, excluded
from ...cases import Space, fits, fixed_case, named, narrow, open_choices, settled, space_of
from ...oracle import Bill, Case, CaseError, bill
from ...oracle.screen import safe
from ...reports import LANGUAGES, Words
from ...verdict import Difference, OtherReading, Unclear, compare, judge, unclear_case
from .bench import Bench
from .errors import Inconclusive, ScenarioMistake


@dataclass(frozen=True, slots=True)
class Answer:
    """What the terms bill for a case, what the system billed, and how the two differ."""

    case: Case
    expected: tuple[Bill, ...]
    observed: tuple[ObservedBill, ...]
    differences: tuple[Difference, ...]


class Scene:
    """The state of one scenario while it runs. `words` are those of its language.

    `answered` counts the calls that were answered, `billed` is the answer to a When step, `saying` is the text of the
    step that runs; `unclear` and `not_tested` (what, why) are reported at the end of the run.
    """

    def __init__(self, bench: Bench, language: str) -> None:
        self.bench = bench
        self.words: Words = LANGUAGES.get(language, LANGUAGES["en"])
        self.answered = 0
        self.billed: Answer | None = None
        self.unclear: list[Unclear] = []
        self.not_tested: list[tuple[str, str]] = []
        self.saying = ""
        self._readings: dict[str, tuple[OtherReading, ...] | None] = {}

    def bill(self, space: Space) -> Answer:
        """Put the only case of a space to the system; optional parts that no step fixes are left out.

        Raises:
            ScenarioMistake: the steps leave something open, or fix a case that the terms cannot bill.
            Inconclusive: the system does not answer.
        """
        fixed = settled(space)
        still_open = open_choices(fixed)
        if still_open:
            raise ScenarioMistake(f"a single case cannot be billed yet: the steps leave open {', '.join(still_open)}")
        self.billed = self.ask(fixed_case(fixed))
        return self.billed

    def the_answer(self) -> Answer:
        """The answer to the When step.

        Raises:
            ScenarioMistake: there was no When step.
        """
        if self.billed is None:
            raise ScenarioMistake('nothing has been billed yet: put a step such as "When it is billed" before this one')
        return self.billed

    def ask(self, case: Case) -> Answer:
        """Put a case to the system, under a fresh name.

        Skips the scenario if the system says that it does not accept such cases.

        Raises:
            ScenarioMistake: the terms cannot bill the case.
            Inconclusive: the system does not answer.
        """
        if not fits(narrow(space_of(self.bench.book), self.bench.info.capabilities), case):
            left_out = "; ".join(f"{what}: {why}" for what, why in excluded(self.bench.info.capabilities.limits))
            pytest.skip(f"the system does not accept this case ({left_out})")
        fresh = named(case, next(self.bench.names))
        try:
            expected = bill(self.bench.book, fresh)
        except CaseError as error:
            raise ScenarioMistake(f"the terms cannot bill this case:\n{error}") from None
        match self.bench.system.bill(fresh):
            case Answered(bills=observed):
                self.answered += 1
                return Answer(fresh, expected, observed, compare(self.bench.book, fresh, observed))
            case Refused(code=code, message=message):
                raise Inconclusive(f"inconclusive: the system refused the case: {safe(code)} {safe(message)}".rstrip())
            case Failed(problem=problem):
                raise Inconclusive(f"inconclusive: the system did not answer: {problem}")

    def is_unclear(self, answer: Answer) -> bool:
        """True if the bills, wrong under the chosen reading of the terms, are right under another; remembers it."""
        if answer.case.id not in self._readings:
            judgement = judge(self.bench.book, self.bench.readings, answer.case, answer.observed)
            self._readings[answer.case.id] = judgement.readings
        readings = self._readings[answer.case.id]
        if readings is None:
            return False
        self.note_unclear([unclear_case(self.bench.book, readings, answer.case, answer.observed)])
        return True

    def note_unclear(self, found: Iterable[Unclear]) -> None:
        """Remember bills that are right under another reading of the terms, each reading once."""
        for one in found:
            if all(one.readings != other.readings for other in self.unclear):
                self.unclear.append(one)

    def note_not_tested(self, what: str, why: str) -> None:
        """Remember what a step could not test, once."""
        if (what, why) not in self.not_tested:
            self.not_tested.append((what, why))
