"""Which of several billers bill alike, and where they part: compared by what each bills for the same cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...cases import content
from ...oracle import Case
from ..diagnosis import Amount, PeriodAmounts, Place

Answers = Sequence[PeriodAmounts | None]
"""What one bills for each of the cases, in their order; None for a case that it did not answer."""
Group = tuple[int, ...]
"""Those that bill alike, by their number, in order."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A way in which the answers to a case fall apart.

    One that did not answer is in none of the `groups`. `case` is the smallest of the `seen` cases. `bills` are, for
    each billing period of it, by the number of the contract and the first day, what each group bills; None for nothing.
    """

    groups: tuple[Group, ...]
    case: Case
    seen: int
    bills: tuple[tuple[Place, tuple[Amount | None, ...]], ...]


def agreement(billers: Sequence[Answers]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each pair: in how many cases the two bill alike, of how many that both have answered."""
    return tuple(tuple(_agreement(one, other) for other in billers) for one in billers)


def _agreement(one: Answers, other: Answers) -> tuple[int, int]:
    both = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine is not None and theirs is not None]
    return sum(mine == theirs for mine, theirs in both), len(both)


def classes(billers: Sequence[Answers]) -> tuple[Group, ...]:
    """Those that bill alike in every case that they can be compared by, of which there must be one. A biller without
    an answer is in none."""
    alike = agreement(billers)
    found: list[list[int]] = []
    for number, row in enumerate(alike):
        if row[number][1] == 0:
            continue
        fitting = (group for group in found if all(row[other][0] == row[other][1] > 0 for other in group))
        mine = next(fitting, None)
        if mine is None:
            found.append([number])
        else:
            mine.append(number)
    return tuple(map(tuple, found))


def disagreements(cases: Sequence[Case], billers: Sequence[Answers]) -> tuple[Disagreement, ...]:
    """The ways in which answers fall apart, the one that most cases show first."""
    found: dict[tuple[Group, ...], list[int]] = {}
    for index in range(len(cases)):
        groups = _groups([answers[index] for answers in billers])
        if len(groups) > 1:
            found.setdefault(groups, []).append(index)
    told = [_parting(cases, billers, groups, indexes) for groups, indexes in found.items()]
    return tuple(sorted(told, key=lambda one: -one.seen))


def _groups(answers: Answers) -> tuple[Group, ...]:
    of_answer: dict[PeriodAmounts, list[int]] = {}
    for number, answer in enumerate(answers):
        if answer is not None:
            of_answer.setdefault(answer, []).append(number)
    return tuple(map(tuple, of_answer.values()))


def _parting(
    cases: Sequence[Case], billers: Sequence[Answers], groups: tuple[Group, ...], indexes: Sequence[int]
) -> Disagreement:
    def billed(index: int) -> list[dict[Place, Amount]]:
        return [dict(billers[group[0]][index] or ()) for group in groups]

    def size(index: int) -> tuple[int, int, int]:
        case = cases[index]
        return len(case.contracts), max(map(len, billed(index))), len(content(case))

    smallest = min(indexes, key=size)
    amounts = billed(smallest)
    places = sorted({place for one in amounts for place in one})
    bills = tuple((place, tuple(one.get(place) for one in amounts)) for place in places)
    return Disagreement(groups, cases[smallest], len(indexes), bills)
