"""Which of several billers bill alike, and where they disagree, by what each bills for the same cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...cases import content
from ...oracle import Case
from ..diagnosis import Amount, PeriodAmounts, Place

Answers = Sequence[PeriodAmounts | None]
"""What one biller bills for each of the cases, in their order; None for a case that it did not answer."""
Group = tuple[int, ...]
"""The numbers of billers that bill alike, in order."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A way in which billers disagree.

    `groups` are those that agree with each other; a biller that did not answer is in none. `seen` is the number of
    cases that show the disagreement, `case` the smallest of them. `bills` has a row for each billing period of `case`:
    the number of its contract with its first day, and what each group bills for it, None for nothing.
    """

    groups: tuple[Group, ...]
    case: Case
    seen: int
    bills: tuple[tuple[Place, tuple[Amount | None, ...]], ...]


def agreement(billers: Sequence[Answers]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each pair of billers: the number of cases in which they bill alike, and of those that both answered."""
    return tuple(tuple(_agreement(one, other) for other in billers) for one in billers)


def _agreement(one: Answers, other: Answers) -> tuple[int, int]:
    both = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine is not None and theirs is not None]
    return sum(mine == theirs for mine, theirs in both), len(both)


def classes(billers: Sequence[Answers]) -> tuple[Group, ...]:
    """Groups of billers that bill alike in every case that both of any two answered, of which there must be at least
    one. A biller that answered nothing is in no group."""
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
    """The ways in which billers disagree, the one that most cases show first."""
    found: dict[tuple[Group, ...], list[int]] = {}
    for index in range(len(cases)):
        groups = _groups([answers[index] for answers in billers])
        if len(groups) > 1:
            found.setdefault(groups, []).append(index)
    ways = [_disagreement(cases, billers, groups, indexes) for groups, indexes in found.items()]
    return tuple(sorted(ways, key=lambda one: -one.seen))


def _groups(answers: Answers) -> tuple[Group, ...]:
    of_answer: dict[PeriodAmounts, list[int]] = {}
    for number, answer in enumerate(answers):
        if answer is not None:
            of_answer.setdefault(answer, []).append(number)
    return tuple(map(tuple, of_answer.values()))


def _disagreement(
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
