"""Find what explains all bills of a system: one other setting or fault, two, three of proration, or several that do not
meet in one bill.

A search is bounded by the number of suspects that it tries on a case. A suspect that fails on one bill is out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from ...faults import Neighbour, Part, Suspect, together, without
from .evidence import Evidence, Observation

_WRONG, _RIGHT = 24, 8
"""Wrong and right observations that suspects are sorted by before they are put together."""
_LIKES = 12
"""Suspects that answer alike there of which each is tried in an explanation."""
_USEFUL = 40
"""Kinds of suspects, those that mend the most first, that are put together where they do not meet."""
_ENOUGH = 120
"""Explanations of one size that are looked for."""


@dataclass(slots=True)
class AnswerGroup:
    """Suspects that answer alike on the observations tried; what each of them touches, mends and breaks there."""

    alike: list[Suspect]
    touched: frozenset[int]
    mended: frozenset[int]
    broken: frozenset[int]

    @property
    def first(self) -> Suspect:
        return self.alike[0]


@dataclass(slots=True)
class Budget:
    """How many suspects may still be tried."""

    left: int
    nearest: list[Suspect] = field(default_factory=list[Suspect])

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def explanations(
    evidence: Evidence, suspects: Sequence[Suspect], models: Iterable[Suspect], tries: int
) -> tuple[Suspect, ...]:
    """The suspects with the fewest parts that explain all evidence; none where none is found within the tries.

    `models` are earlier explanations, which may need one part more.
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
    kinds = list(_sorted(evidence, suspects))
    for found in map(tuple, _put_together(evidence, kinds, budget)):
        if found:
            return _fewest(evidence, found)
    return ()


def in_place(evidence: Evidence, suspect: Suspect, suspects: Iterable[Suspect]) -> tuple[Suspect, ...]:
    """The explanation with anything else that will do in the place of one of its parts; none for a single part."""
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
    """Those of the explanations with the fewest parts, none of which can be left out."""
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
    """The suspect that explains the most bills, with how many of how many; None where none explains any wrong one."""
    best: tuple[Suspect | None, int, int] = (None, 0, 0)
    for one in suspects:
        if any(evidence.explains(one, wrong) for wrong in evidence.wrong):
            got, of = evidence.score(one)
            if best[0] is None or got * best[2] > best[1] * of:
                best = (one, got, of)
    return best


def _tried_on(evidence: Evidence) -> tuple[Sequence[Observation], Sequence[Observation]]:
    return evidence.wrong[:_WRONG], evidence.right[-_RIGHT:]


def _sorted(evidence: Evidence, suspects: Iterable[Suspect]) -> Iterator[AnswerGroup]:
    """The suspects that touch a wrong bill, those of like answers together, the most mending first."""
    wrong, right = _tried_on(evidence)
    found: dict[object, AnswerGroup] = {}
    for suspect in suspects:
        touched = frozenset(n for n, one in enumerate(wrong) if evidence.predictions.differs(suspect, one.case))
        if not touched:
            continue
        key = tuple(evidence.predicted(suspect, one) for one in (*wrong, *right))
        if key in found:
            found[key].alike.append(suspect)
            continue
        mended = frozenset(n for n in touched if evidence.explains(suspect, wrong[n]))
        broken = frozenset(n for n, one in enumerate(right) if evidence.predictions.differs(suspect, one.case))
        found[key] = AnswerGroup([suspect], touched, mended, broken)
    yield from sorted(found.values(), key=lambda one: (-len(one.mended), len(one.broken)))


def _put_together(evidence: Evidence, kinds: Sequence[AnswerGroup], budget: Budget) -> Iterator[Iterator[Suspect]]:
    """The ways of putting suspects together, those of fewer parts first."""
    ratio = [one for one in kinds if _is_of_proration(one.first)]
    yield _meeting(evidence, combinations(kinds, 2), budget)
    yield _apart(evidence, kinds, budget, 3)
    yield _meeting(evidence, combinations(ratio, 3), budget)
    yield _apart(evidence, kinds, budget, 4)


def _apart(evidence: Evidence, kinds: Sequence[AnswerGroup], budget: Budget, size: int) -> Iterator[Suspect]:
    """Parts that mend different bills and break none: each wrong bill is mended by one of them."""
    everything = frozenset(range(len(_tried_on(evidence)[0])))
    useful = [one for one in kinds if one.mended and not one.broken]
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
    """Parts that meet in a bill: all wrong bills are touched, and what one alone breaks another touches too."""
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
    """The parts together if they explain everything, the plainest of each kind first, and the same with each part's
    likes in its place."""
    chosen = _explaining(evidence, parts)
    if chosen is None:
        return
    yield together(*chosen)
    for number, kind in enumerate(parts):
        for other in kind.alike:
            if other is not chosen[number]:
                whole = together(*chosen[:number], other, *chosen[number + 1 :])
                if evidence.explains_all(whole):
                    yield whole


def _explaining(evidence: Evidence, parts: Sequence[AnswerGroup]) -> Sequence[Suspect] | None:
    """One suspect of each kind that together explain everything."""
    first = together(*(one.first for one in parts))
    if not all(evidence.explains(first, one) for one in _tried_on(evidence)[0]):
        evidence.forget(first)
        return None
    kinds = [evidence.ranked(one.alike)[:_LIKES] for one in parts]
    for chosen in product(*kinds):
        whole = together(*chosen)
        if evidence.explains_all(whole):
            return chosen
        evidence.forget(whole)
    return None
