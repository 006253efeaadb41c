"""Which case to put to the system next: the one on which the suspects differ most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ...faults import Suspect
from ...oracle import Case
from .predictions import Predictions
from .uncaught import Uncaught

WORK = 600
"""Answers that are compared before a case is chosen. The fewer suspects are left, the more cases that allows."""
_SAMPLE = 30
"""Roughly this many of the suspects are used to weigh a case."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A case, and the suspects it catches that no case before it has caught."""

    case: Case
    caught: tuple[Suspect, ...]


def plan(
    predictions: Predictions,
    suspects: Iterable[Suspect],
    cases: Iterable[Case],
    patience: int | None = None,
    work: int | None = WORK,
) -> Iterator[Telling]:
    """The fewest cases that catch every suspect that any of `cases` can catch, those that catch most first; lazily.

    A setting that `patience` cases could have shown and did not is given up, a published fault never; None gives
    nothing up. Cases are weighed against each other by the faults and a sample of the settings, with about `work`
    answers at a time, and a case is looked for at once for each fault that the first case does not catch. With None as
    `work`, all cases are weighed by all suspects, which takes longest and needs the fewest cases.
    """
    uncaught = Uncaught(predictions, suspects, patience)
    pool, taken = list(cases), set[int]()
    source = (number for number in range(len(pool)) if number not in taken)
    waiting: list[int] = []
    while uncaught.looked_for:
        step = 1 if work is None else max(1, len(uncaught.looked_for) // _SAMPLE)
        sample = uncaught.sample(step)
        more = islice(source, None if work is None else max(0, work // len(sample) - len(waiting)))
        for number in more if work is None else (*more, *uncaught.cases_for_faults(pool)):
            if number not in taken:
                taken.add(number)
                waiting.append(number)
        if not waiting:
            return
        worth = {number: uncaught.worth(pool[number], sample, step) for number in waiting}
        best = max(waiting, key=worth.__getitem__)
        waiting = [number for number in waiting if number != best and (worth[number] or step > 1)]
        caught = uncaught.catch(pool[best])
        if caught:
            yield Telling(pool[best], caught)


def splits(
    predictions: Predictions, suspects: Sequence[Suspect], cases: Sequence[Case], most: int, number: int = 1
) -> list[Case]:
    """Up to `number` cases, among the first `most`, that together draw the most different answers from the suspects;
    none where they all answer alike in all of them."""
    step = max(1, len(suspects) // _SAMPLE)
    sample = suspects[::step]
    weighed = [(case, [predictions.answer(one, case) for one in sample]) for case in cases[:most]]
    so_far: list[object] = [()] * len(sample)
    chosen: list[Case] = []
    while len(chosen) < number:
        known = len(set(so_far))
        best: tuple[tuple[int, int], Case, list[object]] | None = None
        for case, answers in weighed:
            both: list[object] = list(zip(so_far, answers, strict=True))
            groups = Counter(both)
            score = (len(groups), -max(groups.values()))
            if len(groups) > known and (best is None or score > best[0]):
                best = (score, case, both)
        if best is None:
            return chosen
        chosen.append(best[1])
        so_far = best[2]
    return chosen
