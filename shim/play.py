"""Playing a case on a billing engine, in the order in which a company would have learned of what happens."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from .answer import Bill, Refuse, bills_answer, error_answer, refused_answer
from .case import Case, Contract, Event, Step, steps
from .clock import Clock

_ONE_DAY = timedelta(days=1)


class Play(Protocol):
    """One case on the engine: a new one is made for each. The author of an adapter writes these methods.

    With a class attribute `runs_when_due = True` the engine bills by itself, and `run` is called once, on the last day.
    Otherwise it is called at the end of each chosen day, or of every day where the case chooses none.
    A method `remove()`, if there is one, takes back what was made; an attribute `made`, a list of ids, is printed where
    it is kept.
    """

    def open(self, contract: Contract) -> None:
        """Make the contract: on its start day, or on the first day something of it is known."""
        ...

    def apply(self, contract: Contract, event: Event) -> None:
        """Tell the engine of an event, on the day it becomes known."""
        ...

    def run(self, day: date) -> None:
        """Bill what is due, at the end of a day."""
        ...

    def bills(self) -> Iterable[Bill]:
        """Every bill issued until now, in the order of issue."""
        ...


New = Callable[[], Play]
"""Makes the play of one case, usually the class."""


class _Playing:
    """A case under way; what it comes to in the end is `answer`."""

    def __init__(self, case: Case, new: New, *, keep: bool) -> None:
        self.case = case
        self.answer: dict[str, Any] | None = None
        self._keep = keep
        self._play: Play | None = None
        self._try(lambda: self._made(new))

    def do(self, step: Step) -> None:
        """One step, unless the case has come to an answer before."""
        self._try(lambda: self._done(step))

    def finish(self) -> dict[str, Any]:
        """The answer, after clean-up."""
        self._try(self._billed)
        if self._play is not None:
            self._cleaned(self._play)
        return self.answer or error_answer(self.case.id, RuntimeError("no answer"))

    def _try(self, action: Callable[[], object]) -> None:
        if self.answer is not None:
            return
        try:
            action()
        except Refuse as refusal:
            self.answer = refused_answer(self.case.id, refusal.code, str(refusal))
        except Exception as error:  # noqa: BLE001  # whatever the engine does is told, and ends this case only
            self.answer = error_answer(self.case.id, error)
            sys.excepthook(type(error), error, error.__traceback__)

    def _made(self, new: New) -> None:
        self._play = new()

    def _done(self, step: Step) -> None:
        play = self._play
        if play is None:
            return
        if step.contract is None:
            play.run(step.day)
        elif step.event is None:
            play.open(step.contract)
        else:
            play.apply(step.contract, step.event)

    def _billed(self) -> None:
        if self._play is not None:
            self.answer = bills_answer(self.case.id, self._play.bills())

    def _cleaned(self, play: Play) -> None:
        if self._keep:
            print(f"kept {self.case.id}: {', '.join(getattr(play, 'made', ())) or 'no ids given'}", file=sys.stderr)  # noqa: T201
            return
        remove = getattr(play, "remove", None)
        if callable(remove):
            try:
                remove()
            except Exception as error:  # noqa: BLE001  # the answer is known: what is left behind is told, no more
                print(f"{self.case.id} could not be removed: {error!r}", file=sys.stderr)  # noqa: T201


def play(case: Case, new: New, *, keep: bool = False) -> dict[str, Any]:
    """The answer to one case, as a JSON value of the wire format."""
    playing = _Playing(case, new, keep=keep)
    for step in _with_runs(case, new):
        playing.do(step)
    return playing.finish()


def play_together(cases: Sequence[Case], new: New, clock: Clock, *, keep: bool = False) -> list[dict[str, Any]]:
    """The answers to many cases on an engine whose clock only goes forward: side by side, day by day, in one go.

    Cases that begin before the day that it is are refused, unless the clock can be reset.
    """
    begun = {case.id: min(step.day for step in _with_runs(case, new)) for case in cases}
    reset = getattr(clock, "reset", None)
    if callable(reset) and any(day < clock.now() for day in begun.values()):
        reset()
    playing: list[_Playing] = []
    todo: list[tuple[Step, _Playing]] = []
    for case in cases:
        one = _Playing(case, new, keep=keep)
        playing.append(one)
        if begun[case.id] < clock.now():
            message = f"the engine's clock stands on {clock.now()} and goes forward only; the case begins on"
            one.answer = refused_answer(case.id, "clock", f"{message} {begun[case.id]}")
        else:
            todo += [(step, one) for step in _with_runs(case, new)]
    todo.sort(key=lambda pair: (pair[0].day, pair[0].contract is None))
    for step, one in todo:
        if clock.now() < step.day:
            clock.advance(step.day)
        one.do(step)
    return [one.finish() for one in playing]


def _with_runs(case: Case, new: New) -> Iterator[Step]:
    """The steps of a case, with the runs that nobody chose: on every day, or on the last one only."""
    told = list(steps(case))
    if case.runs is not None:
        return iter(told)
    last = Step(case.bill_through)
    if getattr(new, "runs_when_due", False) or not told:
        return iter([*told, last])
    days = (case.bill_through - told[0].day).days + 1
    told += [Step(told[0].day + number * _ONE_DAY) for number in range(days)]
    return iter(sorted(told, key=lambda step: (step.day, step.contract is None)))
