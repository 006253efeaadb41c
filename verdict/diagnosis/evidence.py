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
    """The bills that a system gave for a case, under a name that does not matter; `contracts` are the numbers of those
    that are evidence here, `answer` is theirs, `wrong` whether it is another than the terms'."""

    case: Case
    bills: tuple[ObservedBill, ...]
    contracts: frozenset[int]
    answer: PeriodAmounts
    wrong: bool


def unnamed(case: Case) -> Case:
    """The case as evidence knows it; one that has this name already is itself, with what is known of it."""
    return case if case.id == _NAME else named(case, _NAME)


def observation(
    predictions: Predictions, case: Case, asked: Case, bills: Iterable[ObservedBill], tariff: str, *, wrong: bool
) -> Observation:
    """What a system said of `asked`, a named copy of the unnamed `case`, about its contracts of one tariff."""
    ids = {one.id: own.id for one, own in zip(asked.contracts, case.contracts, strict=True)}
    renamed = tuple(one if one.contract is None else replace(one, contract=ids[one.contract]) for one in bills)
    contracts = frozenset(number for number, one in enumerate(case.contracts) if one.tariff == tariff)
    answer = only(predictions.observed(case, renamed), contracts)
    return Observation(case, renamed, contracts, answer, wrong)


def only(answer: PeriodAmounts, contracts: frozenset[int]) -> PeriodAmounts:
    """The part of an answer that is about some contracts."""
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
        """Take an observation; the smallest wrong ones stay first."""
        if not one.wrong:
            self.right.append(one)
            return
        self.wrong.append(one)
        self.wrong.sort(key=lambda other: (len(other.case.contracts), len(other.answer)))

    def explains_all(self, suspect: Suspect) -> bool:
        """Whether a suspect bills exactly what the system did, in every case."""
        return all(self.explains(suspect, one) for one in self.wrong) and all(
            self.explains(suspect, one) for one in reversed(self.right)
        )

    def explains(self, suspect: Suspect, one: Observation) -> bool:
        """Whether a suspect's bills for a case are the system's."""
        known = self._explained.setdefault(suspect, {})
        if one not in known:
            known[one] = self._explains(suspect, one)
        return known[one]

    def forget(self, suspect: Suspect) -> None:
        """Throw away what is known of a suspect that is out: many are put together in a search."""
        self._explained.pop(suspect, None)
        self.predictions.forget(suspect)

    def ranked(self, suspects: Sequence[Suspect]) -> list[Suspect]:
        """The suspects with the plainest first."""
        return sorted(suspects, key=lambda one: tuple(sorted(map(self._rank, one.parts), reverse=True)))

    def _rank(self, part: Part) -> Rank:
        if part not in self._ranks:
            self._ranks[part] = rank(part, self.predictions.book)
        return self._ranks[part]

    def predicted(self, suspect: Suspect, one: Observation) -> PeriodAmounts | None:
        """What a suspect bills where the observation is evidence."""
        answer = self.predictions.answer(suspect, one.case)
        return None if answer is None else only(answer, one.contracts)

    def explained(self, suspect: Suspect, one: Observation) -> tuple[int, int]:
        """How many of the bills of an observation a suspect explains, of how many."""
        if self.explains(suspect, one):
            return max(1, len(one.answer)), max(1, len(one.answer))
        theirs, seen = dict(self.predicted(suspect, one) or ()), dict(one.answer)
        places = theirs.keys() | seen.keys()
        return sum(_same_total(theirs.get(at), seen.get(at)) for at in places), max(1, len(places))

    def score(self, suspect: Suspect) -> tuple[int, int]:
        """How many of all bills a suspect explains, of how many."""
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
    """Whether two answers have another total for a period that both of them bill."""
    totals = dict(one)
    return any(place in totals and totals[place][0] != amount[0] for place, amount in other)
