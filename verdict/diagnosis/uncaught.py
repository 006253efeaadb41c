"""The suspects that no case of a plan has caught yet, and how much a case would catch of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...faults import Fault, Part, Suspect
from ...oracle import Case
from .effects import Effect
from .predictions import Predictions

_FAULT = 12
"""A fault of the catalogue, which was published, counts as much as this many other settings."""
_STARRED = 200
"""A fault with the heaviest incidents counts as much as this many."""


class Uncaught:
    """The suspects that no case has caught yet; `looked_for` are those that have not been given up."""

    def __init__(self, predictions: Predictions, suspects: Iterable[Suspect], patience: int | None) -> None:
        self.looked_for = list(dict.fromkeys(suspects))
        self._predictions = predictions
        self._patience = patience
        self._alive = dict.fromkeys(self.looked_for)
        self._idle: Counter[Suspect] = Counter()
        self._seen: dict[int, tuple[Case, dict[Suspect, bool]]] = {}
        self._is_first = True
        self._sought: set[Suspect] = set()

    def cases_for_faults(self, pool: Sequence[Case]) -> Iterator[int]:
        """For each fault that the first case did not catch, once, the number of a case in `pool` that shows it, so that
        a fault need not wait until its case comes up. Most faults are caught by the first case and need no search."""
        if self._is_first:
            return
        wanted = [one for one in self.looked_for if one.faults and one not in self._sought]
        self._sought.update(wanted)
        for one in wanted:
            yield from islice((number for number, case in enumerate(pool) if self._shows(one, case)), 1)

    def sample(self, step: int) -> list[Suspect]:
        """The faults, and one in `step` of the settings."""
        settings = [one for one in self.looked_for if not one.faults]
        return [one for one in self.looked_for if one.faults] + settings[::step]

    def worth(self, case: Case, sample: Sequence[Suspect], step: int) -> int:
        """How much a case would catch, by what it catches of a sample."""
        caught = [one for one in sample if self._shows(one, case)]
        faults = [one for one in caught if one.faults]
        return weight(faults) + step * (len(caught) - len(faults))

    def catch(self, case: Case) -> tuple[Suspect, ...]:
        """What a case catches. It is no longer looked for; settings that too many cases could have shown and did not
        are given up."""
        self._is_first = False
        for one in self.looked_for:
            self._shows(one, case)
        seen = self._seen.pop(id(case), (case, dict[Suspect, bool]()))[1]
        caught = tuple(one for one in self._alive if seen.get(one))
        for one in caught:
            del self._alive[one]
        self.looked_for = [one for one in self.looked_for if one in self._alive and not self._is_given_up(one)]
        return caught

    def _shows(self, one: Suspect, case: Case) -> bool:
        seen = self._seen.setdefault(id(case), (case, {}))[1]
        if one not in seen:
            effect = self._predictions.effect(one, case)
            seen[one] = effect is Effect.OTHER
            if effect in {Effect.SAME, Effect.IMPOSSIBLE}:
                self._idle[one] += 1
        return seen[one]

    def _is_given_up(self, one: Suspect) -> bool:
        return self._patience is not None and not one.faults and self._idle[one] >= self._patience


def weight(caught: Iterable[Suspect]) -> int:
    """How much it is worth to catch these suspects, in other settings."""
    return sum(max(map(_worth, one.parts), default=0) for one in caught)


def _worth(part: Part) -> int:
    if not isinstance(part, Fault):
        return 1
    return _STARRED if part.starred else _FAULT
