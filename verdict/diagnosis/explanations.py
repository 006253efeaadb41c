"""Find what explains all bills of a system: one other setting or fault; two of them; three that concern proration; or
three or four of which each changes different bills.

A search is bounded by the number of combined suspects that it tries. A suspect that fails on one bill is ruled out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from ...faults import Neighbour, Part, Suspect, together, without
from .evidence import Evidence, Observation

_WRONG, _RIGHT = 24, 8
"""Wrong and right observations by which suspects are grouped before they are combined."""
_EQUIVALENTS = 12
"""Suspects of one group that are tried in an explanation, at most."""
_USEFUL = 40
"""Groups of suspects that are combined where each mends different bills, at most; those that mend most come first."""
_ENOUGH = 120
"""The number of explanations of one size after which a search stops."""


@dataclass(slots=True)
class AnswerGroup:
    """Suspects that give the same answers to the observations tried.

    By their numbers: `touched` are the wrong observations that they bill differently from the terms, `mended` those of
    them that they explain, `broken` the right observations that they bill differently from the terms.
    """

    equivalents: list[Suspect]
    touched: frozenset[int]
    mended: frozenset[int]
    broken: frozenset[int]

    @property
    def first(self) -> Suspect:
        return self.equivalents[0]


@dataclass(slots=True)
class Budget:
    """How many combined suspects may still be tried."""

    left: int
    nearest: list[Suspect] = field(default_factory=list[Suspect])

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def explanations(
    evidence: Evidence, suspects: Sequence[Suspect], models: Iterable[Suspect], tries: int
) -> tuple[Suspect, ...]:
    """The suspects with the fewest parts that explain all evidence; none where none is found within `tries`.

    `models` are earlier explanations, which may need one more part.
    """
    singles = tuple(one for one in suspects if evidence.explains_all(one))
    if singles:
        return singles
    budget = Budget(tries)
    for model in models:
        more = (together(model, one) for one in suspects if one.parts[0] not in model.parts)
        found = tuple(one for one in more if budget.spend() and evidence.explains_all(one))
        if found:
            return _fewest(evidence, found)
    groups = list(_grouped(evidence, suspects))
    for found in map(tuple, _combined(evidence, groups, budget)):
        if found:
            return _fewest(evidence, found)
    return ()


def in_place(evidence: Evidence, suspect: Suspect, suspects: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """Other explanations that have another suspect in place of one part of `suspect`; none where it has a single
    part."""
    found: list[Suspect] = []
    for part in suspect.parts if len(suspect.parts) > 1 else ():
        rest = without(suspect, part)
        if evidence.explains_all(rest):
            continue
        for other in suspects:
            if other.parts[0] in suspect.parts:
                continue
            whole = together(rest, other)
            if evidence.explains_all(whole):
                found.append(whole)
            else:
                evidence.forget(whole)
    return tuple(found)


def _fewest(evidence: Evidence, found: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """The explanations with the fewest parts, after parts that are not needed have been left out."""
    needed: dict[tuple[Part, ...], Suspect] = {}
    for suspect in found:
        for part in suspect.parts:
            less = without(suspect, part)
            if less.parts and evidence.explains_all(less):
                suspect = less  # noqa: PLW2901  # one part fewer
        needed.setdefault(suspect.parts, suspect)
    least = min(len(parts) for parts in needed)
    return tuple(suspect for parts, suspect in needed.items() if len(parts) == least)


def nearest(evidence: Evidence, suspects: Iterable[Suspect]) -> tuple[Suspect | None, int, int]:
    """The suspect that explains the largest share of the bills, the number it explains and the number of all; None
    where no suspect explains any wrong bill."""
    best: tuple[Suspect | None, int, int] = (None, 0, 0)
    for one in suspects:
        if any(evidence.explains(one, wrong) for wrong in evidence.wrong):
            got, of = evidence.score(one)
            if best[0] is None or got * best[2] > best[1] * of:
                best = (one, got, of)
    return best


def _tried_on(evidence: Evidence) -> tuple[Sequence[Observation], Sequence[Observation]]:
    return evidence.wrong[:_WRONG], evidence.right[-_RIGHT:]


def _grouped(evidence: Evidence, suspects: Iterable[Suspect]) -> Iterator[AnswerGroup]:
    """The suspects that touch a wrong observation, grouped by their answers; the groups that mend most come first."""
    wrong, right = _tried_on(evidence)
    found: dict[object, AnswerGroup] = {}
    for suspect in suspects:
        touched = frozenset(n for n, one in enumerate(wrong) if evidence.predictions.differs(suspect, one.case))
        if not touched:
            continue
        key = tuple(evidence.predicted(suspect, one) for one in (*wrong, *right))
        if key in found:
            found[key].equivalents.append(suspect)
            continue
        mended = frozenset(n for n in touched if evidence.explains(suspect, wrong[n]))
        broken = frozenset(n for n, one in enumerate(right) if evidence.predictions.differs(suspect, one.case))
        found[key] = AnswerGroup([suspect], touched, mended, broken)
    yield from sorted(found.values(), key=lambda one: (-len(one.mended), len(one.broken)))


def _combined(evidence: Evidence, groups: Sequence[AnswerGroup], budget: Budget) -> Iterator[Iterator[Suspect]]:
    """The ways of combining suspects, those with fewer parts first."""
    ratio = [one for one in groups if _is_of_proration(one.first)]
    yield _meeting(evidence, combinations(groups, 2), budget)
    yield _separate(evidence, groups, budget, 3)
    yield _meeting(evidence, combinations(ratio, 3), budget)
    yield _separate(evidence, groups, budget, 4)


def _separate(evidence: Evidence, groups: Sequence[AnswerGroup], budget: Budget, size: int) -> Iterator[Suspect]:
    """Parts that mend different bills and break none: each wrong bill is mended by one of them."""
    everything = frozenset(range(len(_tried_on(evidence)[0])))
    useful = [one for one in groups if one.mended and not one.broken]
    number = 0
    for parts in combinations(useful[:_USEFUL], size):
        if frozenset[int]().union(*(one.mended for one in parts)) != everything:
            continue
        if not budget.spend() or number >= _ENOUGH:
            return
        for whole in _alternatives(evidence, parts):
            number += 1
            yield whole


def _is_of_proration(suspect: Suspect) -> bool:
    return all(isinstance(part, Neighbour) and part.setting.startswith("proration.") for part in suspect.parts)


def _meeting(evidence: Evidence, combined: Iterable[tuple[AnswerGroup, ...]], budget: Budget) -> Iterator[Suspect]:
    """Parts that act on the same bill: together they touch all wrong bills, and what one of them breaks alone another
    one touches too."""
    everything = frozenset(range(len(_tried_on(evidence)[0])))
    number = 0
    for parts in combined:
        if frozenset[int]().union(*(one.touched for one in parts)) != everything:
            continue
        if any(not one.broken <= _touched_by_others(one, parts) for one in parts):
            continue
        if not budget.spend() or number >= _ENOUGH:
            return
        for whole in _alternatives(evidence, parts):
            number += 1
            yield whole


def _touched_by_others(one: AnswerGroup, parts: Sequence[AnswerGroup]) -> frozenset[int]:
    return frozenset[int]().union(*(other.broken for other in parts if other is not one))


def _alternatives(evidence: Evidence, parts: Sequence[AnswerGroup]) -> Iterator[Suspect]:
    """One suspect of each group, the plainest that together explain everything; then the same with each of them
    replaced by its equivalents in turn."""
    chosen = _explaining(evidence, parts)
    if chosen is None:
        return
    yield together(*chosen)
    for number, group in enumerate(parts):
        for other in group.equivalents:
            if other is not chosen[number]:
                whole = together(*chosen[:number], other, *chosen[number + 1 :])
                if evidence.explains_all(whole):
                    yield whole


def _explaining(evidence: Evidence, parts: Sequence[AnswerGroup]) -> Sequence[Suspect] | None:
    """One suspect of each group that together explain everything, the plainest first; None where there are none."""
    first = together(*(one.first for one in parts))
    if not all(evidence.explains(first, one) for one in _tried_on(evidence)[0]):
        evidence.forget(first)
        return None
    choices = [evidence.ranked(one.equivalents)[:_EQUIVALENTS] for one in parts]
    for chosen in product(*choices):
        whole = together(*chosen)
        if evidence.explains_all(whole):
            return chosen
        evidence.forget(whole)
    return None
