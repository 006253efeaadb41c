"""What a run would have caught: its answered cases, billed in memory with every fault and every other setting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ...faults import Suspect
from ...oracle import Case
from .diagnosis import suspect_text
from .effects import Effect
from .predictions import Predictions

_LOOKED_AT = 60
"""Cases that an uncaught setting is tried on before it counts as equivalent; a fault is tried on all."""
_ANSWERED = 30
"""Answered cases that are not telling cases and are tried, the first ones; answered telling cases are all tried."""
_SHOWN = 60
"""Missed suspects that are listed, at most, each with a case that would catch it."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A fault or setting that the answered cases would not have caught, with a case that would."""

    what: str
    case: Case


@dataclass(frozen=True, slots=True)
class Power:
    """How many suspects (faults and other settings) the answered cases catch.

    `cases` were answered. `caught` of `catchable` suspects are caught, those that change a bill in a case that this
    system accepts. `unreachable` ones change bills only in cases that it does not accept; `equivalent` ones change no
    bill in any case tried. `missed` lists the first of those that can be caught and were not.
    """

    cases: int
    caught: int
    catchable: int
    equivalent: int
    unreachable: int
    missed: tuple[Missed, ...] = ()


def power(
    predictions: Predictions,
    suspects: Sequence[Suspect],
    answered: Sequence[Case],
    reachable: Sequence[Case],
    beyond: Sequence[Case],
) -> Power:
    """The power of the `answered` cases. `reachable` are telling cases that the system accepts, `beyond` those that it
    does not."""
    known = set(map(id, reachable))
    tried = [case for case in answered if id(case) in known]
    tried += [case for case in answered if id(case) not in known][:_ANSWERED]
    uncaught = [one for one in suspects if not _caught(predictions, one, tried)]
    missed: list[Missed] = []
    unreachable = equivalent = not_caught = 0
    for one in uncaught:
        case = _catching(predictions, one, reachable)
        if case is not None:
            not_caught += 1
            if len(missed) < _SHOWN:
                missed.append(Missed(suspect_text(one, predictions.book), case))
        elif _catching(predictions, one, beyond) is not None:
            unreachable += 1
        else:
            equivalent += 1
    caught = len(suspects) - len(uncaught)
    return Power(len(answered), caught, caught + not_caught, equivalent, unreachable, tuple(missed))


def _caught(predictions: Predictions, one: Suspect, cases: Iterable[Case]) -> bool:
    return any(predictions.differs(one, case) for case in cases)


def _catching(predictions: Predictions, one: Suspect, cases: Iterable[Case]) -> Case | None:
    effects = ((case, predictions.effect(one, case)) for case in cases)
    concerned = ((case, effect) for case, effect in effects if effect is not Effect.NONE)
    tried = concerned if one.faults else islice(concerned, _LOOKED_AT)
    return next((case for case, effect in tried if effect is Effect.OTHER), None)
