"""The inquiry into what a system does instead, under one tariff: which cases it needs next, and when it is settled."""

from collections.abc import Sequence
from itertools import chain, islice, zip_longest

from ...cases import Space, all_fitted, content, variants
from ...faults import Suspect, without
from ...oracle import Case
from .diagnosis import Diagnosis, rows_of, suspect_text
from .evidence import Evidence, Observation, unnamed
from .explanations import explanations, in_place, nearest
from .predictions import TERMS, Predictions
from .telling import splits

_WEIGHED = 100
"""Cases that are weighed before each round of calls, at most."""
_NEAR = 60
"""Variants of the first wrong cases that are weighed with the cases of the pool, at most."""
_CONFIRMED = 2
"""Wrong cases for which each part of an explanation must be needed before it is named, if there are that many."""
_AGAIN = 3
"""After a search that found nothing, another is made when there are this many times as many wrong answers."""
_APART = 3
"""Cases that are listed, at most, where further calls could still tell explanations apart."""
_TRIES = 5_000
"""Combined suspects that one search may try."""


class Inquiry:
    """Takes answers and asks for cases.

    An explanation is named when all suspects left give the same answers in every candidate case, and each part of it
    was needed for `_CONFIRMED` wrong cases, where there are that many. An answer that it did not predict reopens the
    inquiry.
    """

    def __init__(
        self, predictions: Predictions, tariff: str, suspects: Sequence[Suspect], pool: Sequence[Case], space: Space
    ) -> None:
        self.evidence = Evidence(predictions, tariff)
        self._suspects = suspects
        self._pool = pool
        self._space = space
        self._near: list[Case] = []
        self._asked: set[str] = set()
        self._left: tuple[Suspect, ...] = ()
        self._models: list[Suspect] = []
        self._widened: set[Suspect] = set()
        self._searched_at = 0
        self.named: tuple[Suspect, ...] = ()
        """The suspects that explain everything and cannot be distinguished, the plainest first; empty until then."""
        self.calls = 0
        """Calls from the first wrong answer to the last one that was needed."""
        self._since_first = 0

    def take(self, one: Observation) -> None:
        """Add an answer of the system, whether this inquiry asked for it or not."""
        self._asked.add(content(one.case))
        self.evidence.add(one)
        if self.evidence.wrong:
            self._since_first += 1
        self._left = tuple(suspect for suspect in self._left if self.evidence.explains(suspect, one))
        still = tuple(suspect for suspect in self.named if suspect in self._left)
        if self.named and not still:
            self._models.append(self.named[0])
        self.named = still

    def next_cases(self, number: int = 1) -> list[Case]:
        """Up to `number` cases whose answers tell suspects apart; none where nothing is wrong, something is named, or
        nothing explains all answers."""
        if not self.evidence.wrong or self.named:
            return []
        if not self._left:
            self._search()
        if not self._left:
            return []
        cases = self._splits(number)
        if not cases and self._widen():
            cases = self._splits(number)
        if not cases:
            cases = self._unconfirmed(number)
        if not cases:
            self._name()
        return cases

    def _splits(self, number: int = 1) -> list[Case]:
        return splits(self.evidence.predictions, self._left, self._candidates(), _WEIGHED, number)

    def _widen(self) -> bool:
        """Look once for alternatives to each part of the plainest explanation. True if it looked, False if it had
        looked before."""
        plainest = self.evidence.ranked(self._left)[0]
        if plainest in self._widened:
            return False
        self._widened.add(plainest)
        known = {frozenset(one.parts) for one in self._left}
        more = in_place(self.evidence, plainest, self._suspects)
        self._left += tuple(one for one in more if frozenset(one.parts) not in known)
        return True

    def _name(self) -> None:
        self.named = tuple(self.evidence.ranked(self._left))
        self.calls = self._since_first - 1

    def conclude(self) -> Diagnosis:
        """What is known at the end of the run."""
        evidence = self.evidence
        apart: list[Case] = []
        if not self.named:
            self._search(last=True)
            apart = self._splits(_APART) if self._left else []
            if self._left and not apart and self._widen():
                apart = self._splits(_APART)
            if self._left and not apart:
                self._name()
        if self.named:
            bills = evidence.score(self.named[0])
            rows = rows_of(evidence, self.named[0], self.named[1:])
            return Diagnosis(evidence.tariff, rows, *bills, self.calls)
        if self._left:  # further calls could have told these apart, but none were left
            first = self.evidence.ranked(self._left)
            rows = rows_of(evidence, first[0], first[1:])
            bills, calls = evidence.score(first[0]), self._since_first - 1
            return Diagnosis(evidence.tariff, rows, *bills, calls, settled=False, apart=tuple(apart))
        best, got, of = nearest(evidence, chain(self._models, self._suspects))
        if best is None:
            best, (got, of) = None, evidence.score(TERMS)
        text = "" if best is None else suspect_text(best, evidence.predictions.book)
        return Diagnosis(evidence.tariff, (), got, of, self._since_first - 1, text)

    def _search(self, *, last: bool = False) -> None:
        """Look for explanations. Where the last search found none, wait until there are `_AGAIN` times as many wrong
        answers; not at the end of a run (`last`)."""
        wrong = len(self.evidence.wrong)
        if not last and self._searched_at and wrong < _AGAIN * self._searched_at:
            return
        self._left = explanations(self.evidence, self._suspects, reversed(self._models), _TRIES)
        self._searched_at = 0 if self._left else wrong

    def _candidates(self) -> list[Case]:
        """Cases not put to the system yet: variants of the first wrong ones, and cases of the pool, in turn."""
        if not self._near:
            predictions = self.evidence.predictions
            near = (case for one in self.evidence.wrong[:2] for case in variants(predictions.book, one.case))
            made = map(unnamed, all_fitted(self._space, near))
            billable = (case for case in made if predictions.answer(TERMS, case) is not None)
            self._near = list(islice(billable, _NEAR))
        both = zip_longest(self._near, self._pool)
        return [case for row in both for case in row if case is not None and content(case) not in self._asked]

    def _unconfirmed(self, number: int) -> list[Case]:
        """Cases in which a part of the explanation matters that has mattered in too few cases so far."""
        predictions = self.evidence.predictions
        first = self.evidence.ranked(self._left)[0]
        for part in first.parts:
            less = without(first, part)
            needed = sum(not self.evidence.explains(less, one) for one in self.evidence.wrong)
            if needed < _CONFIRMED:
                matters = (
                    case
                    for case in self._candidates()
                    if predictions.answer(first, case) not in {predictions.answer(less, case), None}
                )
                found = list(islice(matters, min(number, _CONFIRMED - needed)))
                if found:
                    return found
        return []
