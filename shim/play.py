"""Playing a case on a billing engine, in the order in which the company would have learned of its events."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from .answer import Bill, Refuse, bills_answer, error_answer, refused_answer
from .case import Case, Contract, Event, Step, steps
from .clock import Clock

_ONE_DAY = timedelta(days=1)


class Play(Protocol):
    """One case on the engine; a new instance is created for each case. The author of an adapter writes these methods.

    `run` is called at the end of each run day of the case. If the case has none, it is called at the end of every day,
    or with the class attribute `runs_when_due = True`, for an engine that bills by itself, only once, on the last day.
    An optional method `remove()` deletes what was created; an optional attribute `made`, a list of ids, is printed if
    it is kept.
    """

    def open(self, contract: Contract) -> None:
        """Create the contract: on its start day, or earlier if the company learns of an event before."""
        ...

    def apply(self, contract: Contract, event: Event) -> None:
        """Enter an event, on the day on which the company learns of it."""
        ...

    def run(self, day: date) -> None:
        """Bill what is due, at the end of a day."""
        ...

    def bills(self) -> Iterable[Bill]:
        """Every bill issued so far, in the order of issue."""
        ...


New = Callable[[], Play]
"""Creates the play of a case; usually the class itself."""


class _Playing:
    """A case in progress; `answer` is set once it is known."""

    def __init__(self, case: Case, new: New, *, keep: bool) -> None:
        self.case = case
        self.answer: dict[str, Any] | None = None
        self._keep = keep
        self._play: Play | None = None
        self._try(lambda: self._made(new))

    def do(self, step: Step) -> None:
        """Do one step, unless the case already has an answer."""
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
        except Exception as error:  # noqa: BLE001  # any error of the engine is reported, and ends only this case
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
            except Exception as error:  # noqa: BLE001  # the answer is known: what is left behind is only reported
                print(f"{self.case.id} could not be removed: {error!r}", file=sys.stderr)  # noqa: T201


def play(case: Case, new: New, *, keep: bool = False) -> dict[str, Any]:
    """The answer to one case, as a JSON value of the wire format."""
    playing = _Playing(case, new, keep=keep)
    for step in _with_runs(case, new):
        playing.do(step)
    return playing.finish()


def play_together(cases: Sequence[Case], new: New, clock: Clock, *, keep: bool = False) -> list[dict[str, Any]]:
    """The answers to many cases on an engine whose clock only moves forward: played side by side, day by day.

    Cases that begin before the current day are refused, unless the clock can be reset.
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
            message = f"the engine's clock is at {clock.now()} and only moves forward; the case begins on"
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
    """The steps of a case; if it has no `runs`, with runs on every day, or only on the last."""
    known = list(steps(case))
    if case.runs is not None:
        return iter(known)
    last = Step(case.bill_through)
    if getattr(new, "runs_when_due", False) or not known:
        return iter([*known, last])
    days = (case.bill_through - known[0].day).days + 1
    known += [Step(known[0].day + number * _ONE_DAY) for number in range(days)]
    return iter(sorted(known, key=lambda step: (step.day, step.contract is None)))
