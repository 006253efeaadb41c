"""Put a saved case to a system again, twice, to see if it is fixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ...adapters import Answered, BillingSystem, Failed, ObservedBill, Outcome
from ...cases import named
from ...cases.corpus import SavedCase
from ...oracle import Book, Case, bill
from ..comparison import Difference, ReadingBooks, by_saved_readings, compare, judge


class Replay(StrEnum):
    """The result of replaying a saved case."""

    FIXED = "FIXED"
    STILL_DIVERGES = "STILL DIVERGES"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result, the differences that are left, and a note ("" for none)."""

    replay: Replay
    differences: tuple[Difference, ...] = ()
    note: str = ""


def replay_case(book: Book, system: BillingSystem, saved: SavedCase, names: Iterator[str]) -> Replayed:
    """Put a saved case to the system twice, under fresh names.

    Raises:
        CaseError: the terms cannot bill the case.
    """
    bill(book, saved.case)
    outcomes: list[Outcome] = []
    left: tuple[Difference, ...] = ()
    note = ""
    for _ in range(2):
        case = named(saved.case, next(names))
        outcome = system.bill(case)
        outcomes.append(outcome)
        if isinstance(outcome, Answered):
            differences, note = _judged(book, saved, case, outcome.bills)
            left = left or differences
    if len({_bills_without_names(outcome) for outcome in outcomes if isinstance(outcome, Answered)}) > 1:
        return Replayed(Replay.STILL_DIVERGES, left, "unstable: two different answers to the same history")
    if left:
        return Replayed(Replay.STILL_DIVERGES, left)
    silent = [outcome for outcome in outcomes if not isinstance(outcome, Answered)]
    return Replayed(Replay.ERROR, note=_why(silent[0])) if silent else Replayed(Replay.FIXED, note=note)


def _judged(
    book: Book, saved: SavedCase, case: Case, bills: Sequence[ObservedBill]
) -> tuple[tuple[Difference, ...], str]:
    """What is wrong, and a note.

    A case that a run saved at its end is judged by the terms as they are and by the reading that, according to the run,
    the system follows: taken alone, a wrong bill is often right under some reading. Any other case is judged by all
    readings.
    """
    differences = compare(book, case, bills)
    if not differences:
        return (), ""
    if "readings" in saved.details:
        return compare(by_saved_readings(book, saved.details), case, bills), ""
    judgement = judge(book, ReadingBooks(book), case, bills)
    settings = ", ".join(reading.setting for reading in judgement.readings or ())
    return judgement.defects, f"right under another reading of {settings}" if settings else ""


def _bills_without_names(answered: Answered) -> tuple[ObservedBill, ...]:
    """The bills of an answer in a fixed order, without the case's name in their contracts and without issue days."""
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
