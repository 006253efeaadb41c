"""Which case to ask next: the one on which the suspects differ most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..faults import Fault, Suspect
from ..oracle import Case
from .predictions import Predictions

WINDOW = 16
"""Cases that are weighed against each other before one is chosen."""
_SAMPLE = 30
"""Suspects of many that a case is weighed by."""
_FAULT = 12
"""A fault of the catalogue, which was published, counts for so many other settings."""


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
    window: int | None = WINDOW,
) -> Iterator[Telling]:
    """The fewest cases that catch every suspect that a case of `cases` can catch, the most telling first; lazily.

    A setting that `patience` cases could have shown and did not is given up, a published fault never; None gives none
    up. `window` cases at a time are weighed against each other; None weighs all, which takes longest and needs the
    fewest cases.
    """
    alive: dict[Suspect, None] = dict.fromkeys(suspects)
    looked_for: list[Suspect] = list(alive)
    idle: Counter[Suspect] = Counter()
    waiting: list[tuple[Case, set[Suspect]]] = []
    source = iter(cases)
    while True:
        while (window is None or len(waiting) < window) and looked_for:
            case = next(source, None)
            if case is None:
                break
            concerned = [one for one in looked_for if predictions.concerns(one, case)]
            caught = {one for one in concerned if predictions.differs(one, case)}
            idle.update(one for one in concerned if one not in caught)
            if caught:
                waiting.append((case, caught))
            if patience is not None:
                looked_for = [one for one in looked_for if one.faults or idle[one] < patience]
        if not waiting:
            return
        best = max(range(len(waiting)), key=lambda number: weight(waiting[number][1]))
        case, caught = waiting.pop(best)
        yield Telling(case, tuple(one for one in alive if one in caught))
        for one in caught:
            del alive[one]
        looked_for = [one for one in looked_for if one not in caught]
        waiting = [(other, rest) for other, found in waiting if (rest := found - caught)]


def splits(
    predictions: Predictions, suspects: Sequence[Suspect], cases: Sequence[Case], most: int, number: int = 1
) -> list[Case]:
    """Up to `number` cases, among the first `most`, that together draw the most different answers from the suspects;
    none where they all answer alike everywhere."""
    step = max(1, len(suspects) // _SAMPLE)
    sample = suspects[::step]
    weighed = [(case, [predictions.answer(one, case) for one in sample]) for case in cases[:most]]
    sofar: list[object] = [()] * len(sample)
    chosen: list[Case] = []
    while len(chosen) < number:
        known = len(set(sofar))
        best: tuple[tuple[int, int], Case, list[object]] | None = None
        for case, told in weighed:
            both: list[object] = list(zip(sofar, told, strict=True))
            groups = Counter(both)
            score = (len(groups), -max(groups.values()))
            if len(groups) > known and (best is None or score > best[0]):
                best = (score, case, both)
        if best is None:
            return chosen
        chosen.append(best[1])
        sofar = best[2]
    return chosen


def weight(caught: Iterable[Suspect]) -> int:
    """How much it is worth to catch these."""
    return sum(_FAULT if any(isinstance(part, Fault) for part in one.parts) else 1 for one in caught)
