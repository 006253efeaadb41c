"""A billing engine, driven by a `Play`, as a billing system of the wire format."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from .case import read_case
from .clock import Clock
from .play import New, play, play_together

_REMEMBERED = 1000
"""The most answers that are kept, to be given again for the same case id."""


class Shim:
    """Answers `system`, `bill` and `bill_many` with JSON values, in process or behind `serve`.

    `system` is the engine's description on the wire. Pass `clock` if the engine's time only moves forward. With `keep`
    nothing is removed from the engine, and the ids of what was created are printed on standard error.
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
        """The answer to one case; a case that was answered before gets the same answer.

        Raises:
            KeyError: the object is not a case.
            ValueError: one of its days is not a date.
        """
        return self.bill_many([case])[0]

    def bill_many(self, cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The answers to many cases, in their order. With a forward-only clock, they are played side by side.

        Raises:
            KeyError: one of the objects is not a case.
            ValueError: one of their days is not a date.
        """
        asked = [read_case(case, self._token) for case in cases]
        new = [case for case in asked if case.id not in self._answers]
        if self._clock is None:
            answered = [play(case, self._new, keep=self._keep) for case in new]
        else:
            answered = play_together(new, self._new, self._clock, keep=self._keep) if new else []
        self._answers.update((case.id, answer) for case, answer in zip(new, answered, strict=True))
        answers = [self._answers[case.id] for case in asked]
        while len(self._answers) > _REMEMBERED:
            self._answers.popitem(last=False)
        return answers
