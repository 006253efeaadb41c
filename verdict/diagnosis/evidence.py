"""What a system answered, as evidence for what it does instead of the terms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ...adapters import ObservedBill
from ...cases import named
from ...faults import Part, Suspect
from ...oracle import Case, CaseError
from ..comparison import compare
from .predictions import Amount, PeriodAmounts, Predictions
from .rank import Rank, rank

_NAME = "case"
Place = tuple[int, date]


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """The bills that a system gave for a case, which has a neutral name. `contracts` are the numbers of the contracts
    that are evidence here, `answer` are the amounts billed for them; `wrong` is True where those are not the terms'."""

    case: Case
    bills: tuple[ObservedBill, ...]
    contracts: frozenset[int]
    answer: PeriodAmounts
    wrong: bool


def unnamed(case: Case) -> Case:
    """The case under the neutral name of evidence. A case that already has this name is returned itself, since what is
    known about a case is kept by its identity."""
    return case if case.id == _NAME else named(case, _NAME)


def observation(
    predictions: Predictions, case: Case, asked: Case, bills: Iterable[ObservedBill], tariff: str, *, wrong: bool
) -> Observation:
    """What a system billed for `asked`, a named copy of the unnamed `case`, for its contracts of one tariff."""
    ids = {one.id: own.id for one, own in zip(asked.contracts, case.contracts, strict=True)}
    renamed = tuple(one if one.contract is None else replace(one, contract=ids[one.contract]) for one in bills)
    contracts = frozenset(number for number, one in enumerate(case.contracts) if one.tariff == tariff)
    answer = only(predictions.observed(case, renamed), contracts)
    return Observation(case, renamed, contracts, answer, wrong)


def only(answer: PeriodAmounts, contracts: frozenset[int]) -> PeriodAmounts:
    """The part of an answer for some contracts, by their numbers."""
    return tuple(one for one in answer if one[0][0] in contracts)


@dataclass(slots=True)
class Evidence:
    """All observations of a tariff, and which suspects explain them."""

    predictions: Predictions
    tariff: str
    right: list[Observation] = field(default_factory=list[Observation])
    wrong: list[Observation] = field(default_factory=list[Observation])
    _explained: dict[Suspect, dict[Observation, bool]] = field(default_factory=dict[Suspect, dict[Observation, bool]])
    _ranks: dict[Part, Rank] = field(default_factory=dict[Part, Rank])

    def add(self, one: Observation) -> None:
        """Add an observation; wrong ones are kept in order, the smallest first."""
        if not one.wrong:
            self.right.append(one)
            return
        self.wrong.append(one)
        self.wrong.sort(key=lambda other: (len(other.case.contracts), len(other.answer)))

    def explains_all(self, suspect: Suspect) -> bool:
        """True if a suspect bills exactly what the system billed, in every case."""
        return all(self.explains(suspect, one) for one in self.wrong) and all(
            self.explains(suspect, one) for one in reversed(self.right)
        )

    def explains(self, suspect: Suspect, one: Observation) -> bool:
        """True if a suspect's bills for a case are the system's."""
        known = self._explained.setdefault(suspect, {})
        if one not in known:
            known[one] = self._explains(suspect, one)
        return known[one]

    def forget(self, suspect: Suspect) -> None:
        """Drop what is known about a suspect that is ruled out: a search combines many suspects, and memory is
        limited."""
        self._explained.pop(suspect, None)
        self.predictions.forget(suspect)

    def ranked(self, suspects: Sequence[Suspect]) -> list[Suspect]:
        """The suspects in order, the plainest first."""
        return sorted(suspects, key=lambda one: tuple(sorted(map(self._rank, one.parts), reverse=True)))

    def _rank(self, part: Part) -> Rank:
        if part not in self._ranks:
            self._ranks[part] = rank(part, self.predictions.book)
        return self._ranks[part]

    def predicted(self, suspect: Suspect, one: Observation) -> PeriodAmounts | None:
        """What a suspect bills for the contracts of an observation; None where it cannot bill the case."""
        answer = self.predictions.answer(suspect, one.case)
        return None if answer is None else only(answer, one.contracts)

    def explained(self, suspect: Suspect, one: Observation) -> tuple[int, int]:
        """The number of bills of an observation that a suspect explains, and the number of all its bills."""
        if self.explains(suspect, one):
            return max(1, len(one.answer)), max(1, len(one.answer))
        theirs, seen = dict(self.predicted(suspect, one) or ()), dict(one.answer)
        places = theirs.keys() | seen.keys()
        return sum(_same_total(theirs.get(at), seen.get(at)) for at in places), max(1, len(places))

    def score(self, suspect: Suspect) -> tuple[int, int]:
        """The number of bills of all observations that a suspect explains, and the number of all bills."""
        counts = [self.explained(suspect, one) for one in (*self.wrong, *self.right)]
        return sum(got for got, _ in counts), sum(of for _, of in counts)

    def _explains(self, suspect: Suspect, one: Observation) -> bool:
        theirs = self.predicted(suspect, one)
        if theirs is None:
            return False
        if theirs == one.answer:
            return True
        if _apart(theirs, one.answer):
            return False
        system = self.predictions.system(suspect)
        if system is None:
            return False
        terms, see = system
        try:
            differences = compare(terms, see(one.case), one.bills)
        except CaseError:  # the suspect cannot bill the case
            return False
        mine = {one.case.contracts[number].id for number in one.contracts}
        return not any(difference.contract in mine for difference in differences)


def _same_total(one: Amount | None, other: Amount | None) -> bool:
    return one is not None and other is not None and one[0] == other[0]


def _apart(one: PeriodAmounts, other: PeriodAmounts) -> bool:
    """True if two answers have different totals for a period that both of them bill."""
    totals = dict(one)
    return any(place in totals and totals[place][0] != amount[0] for place, amount in other)
