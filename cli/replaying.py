"""Put a saved case to a system again, twice, and say whether it is fixed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ..adapters import Answered, BillingSystem, Failed, ObservedBill, Outcome
from ..cases import named
from ..oracle import Book, Case
from ..verdict import Difference, Judgement, ReadingBooks, judge


class Replay(StrEnum):
    """What has become of a case."""

    FIXED = "FIXED"
    STILL_DIVERGES = "STILL DIVERGES"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Replayed:
    """The outcome, the differences that are left, and a word on it."""

    replay: Replay
    differences: tuple[Difference, ...] = ()
    note: str = ""


def replay_case(book: Book, system: BillingSystem, case: Case, names: Iterator[str]) -> Replayed:
    """Ask twice under fresh names.

    Raises:
        CaseError: the terms can not bill the case.
    """
    readings = ReadingBooks(book)
    outcomes: list[Outcome] = []
    judgements: list[Judgement] = []
    for _ in range(2):
        fresh = named(case, next(names))
        outcome = system.bill(fresh)
        outcomes.append(outcome)
        if isinstance(outcome, Answered):
            judgements.append(judge(book, readings, fresh, outcome.bills))
    wrong = next((one.defects for one in judgements if one.defects), ())
    if len({_said(outcome) for outcome in outcomes if isinstance(outcome, Answered)}) > 1:
        return Replayed(Replay.STILL_DIVERGES, wrong, "unstable: two different answers to the same history")
    if wrong:
        return Replayed(Replay.STILL_DIVERGES, wrong)
    if len(judgements) < len(outcomes):
        return Replayed(Replay.ERROR, note=_why(next(one for one in outcomes if not isinstance(one, Answered))))
    read = [one.setting for judgement in judgements[:1] for one in judgement.readings or ()]
    return Replayed(Replay.FIXED, note=f"right under another reading of {', '.join(read)}" if read else "")


def _said(answered: Answered) -> tuple[ObservedBill, ...]:
    """An answer apart from the names of its contracts and the days it was issued on."""
    bills = (
        replace(one, contract=one.contract.rpartition("-")[2] if one.contract else None, issued=None)
        for one in answered.bills
    )
    return tuple(sorted(bills, key=repr))


def _why(outcome: Outcome) -> str:
    match outcome:
        case Failed(problem):
            return str(problem)
        case Answered():
            return ""
        case refused:
            return f"refused: {refused.code} {refused.message}"
