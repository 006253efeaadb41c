"""A billing engine behind a play, as a billing system of the wire format."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from .case import read_case
from .clock import Clock
from .play import New, play, play_together

_REMEMBERED = 1000
"""Answers that are given again under the same key."""


class Shim:
    """Answers `system`, `bill` and `bill_many` with JSON values, in process or behind `serve`.

    `system` is the engine's description on the wire; `clock` is given where it only goes forward. With `keep` nothing
    is removed from the engine, and the ids of what was made are printed on standard error.
    """

    def __init__(self, system: Mapping[str, Any], new: New, *, clock: Clock | None = None, keep: bool = False) -> None:
        self._system = system
        self._new = new
        self._clock = clock
        self._keep = keep
        self._token = token_hex(3)
        self._answers: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def system(self) -> Mapping[str, Any]:
        """The engine's description."""
        return self._system

    def bill(self, case: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one case; to a case answered before, the same answer.

        Raises:
            KeyError: the object is no case.
            ValueError: one of its days is none.
        """
        return self.bill_many([case])[0]

    def bill_many(self, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The answers to many cases, in their order. On a clock that only goes forward they are played side by side.

        Raises:
            KeyError: one of the objects is no case.
            ValueError: one of their days is none.
        """
        asked = [read_case(case, self._token) for case in cases]
        new = [case for case in asked if case.id not in self._answers]
        if self._clock is None:
            told = [play(case, self._new, keep=self._keep) for case in new]
        else:
            told = play_together(new, self._new, self._clock, keep=self._keep) if new else []
        self._answers.update((case.id, answer) for case, answer in zip(new, told, strict=True))
        answers = [self._answers[case.id] for case in asked]
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return answers
