"""Judge a record: cases and the bills that a system gave for them, when the system can no longer be called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...adapters import Answered, Capabilities, Failed, ObservedBill, Outcome, Refused, SystemInfo
from ...cases import Profile, Space, content, effort, narrow, space_of
from ...oracle import Bill, Book, Case, bill
from ..comparison import AnsweredCase, compare, system_reading
from ..diagnosis import Inquiries, Study
from .conclude import conclude
from .findings import findings, power_of, unclear_bills
from .plan import Plan, Seen, State
from .verification import Divergence, Omission, Verification


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case and its outcome; None for a case that was not put to the system."""

    case: Case
    outcome: Outcome | None


def bills_of_cases(book: Book, cases: Mapping[int, Case]) -> dict[int, tuple[Bill, ...]]:
    """What the terms bill for each case, by its number.

    Raises:
        CaseError: a case cannot be billed under these terms.
    """
    return {number: bill(book, case) for number, case in cases.items()}


def judge_recorded(
    book: Book,
    target: str,
    recorded: Sequence[Recorded],
    numbers: Sequence[str] = (),
    described: SystemInfo | None = None,
    *,
    with_power: bool = True,
    studies: Path | None = None,
) -> Verification:
    """The verdict on recorded answers, as for a run. `target` is the name of the system or the record. `numbers` are
    the names by which people know the cases, in their order. `described` is what the system says it can do. With
    `with_power` the result also says what the answers would have caught. `studies` is a folder that keeps studies.

    Nothing is made small and nothing is observed twice: the cases are as they were put to the system.
    """
    answered = [(one.case, one.outcome.bills) for one in recorded if isinstance(one.outcome, Answered)]
    info = _info(target, described, answered)
    asked = space_of(book)
    space = narrow(asked, info.capabilities)
    study = Study(space, info.capabilities, folder=studies)
    answers = [_answer(book, study, case, bills) for case, bills in answered]
    inquiries = Inquiries(study, answers)
    diagnosis = inquiries.conclude()
    readings, read = system_reading(book, answers, inquiries.readings())
    unclear = unclear_bills(book, readings, read, answers) if readings else ()
    if readings:
        diagnosis = inquiries.under(read).conclude()
    found = sorted(findings(read, answers, as_chosen=not readings).items(), key=lambda item: item[0])
    divergences = tuple(_observed_once(seen) for _, seen in found)
    state = _state(recorded)
    result = conclude(target, info, _plan(asked), space, state, divergences, unclear)
    caught = power_of(study, answers) if with_power else None
    study.keep()
    return replace(
        result,
        diagnosis=diagnosis if divergences else (),
        power=caught,
        not_tested=(*result.not_tested, *_not_put(recorded, numbers)),
    )


def _info(
    target: str, described: SystemInfo | None, answered: Sequence[tuple[Case, tuple[ObservedBill, ...]]]
) -> SystemInfo:
    """What the system says about itself, with lines and tax only where every recorded bill states them."""
    info = described or SystemInfo(target, "", ("yakkan/1",), Capabilities())
    bills = [one for _, of_case in answered for one in of_case]
    lines = info.capabilities.lines and all(one.lines is not None for one in bills)
    tax = info.capabilities.tax and all(one.tax is not None for one in bills)
    return replace(info, capabilities=replace(info.capabilities, lines=lines, tax=tax))


def _answer(book: Book, study: Study, case: Case, bills: tuple[ObservedBill, ...]) -> AnsweredCase:
    differing = frozenset(one.finding.tariff for one in compare(book, case, bills))
    return AnsweredCase(case, bills, differing, study.known(case))


def _observed_once(seen: Seen) -> Divergence:
    return replace(seen.first, seen=seen.count, observed_twice=False)


def _plan(space: Space) -> Plan:
    """A plan for the verdict. The cases were put to the system elsewhere, so its effort does not matter."""
    return Plan(space, effort(Profile.GATE), 0, "recorded")


def _state(recorded: Sequence[Recorded]) -> State:
    state = State(iter(()))
    for one in recorded:
        if one.outcome is None:
            continue
        state.calls += 1
        state.contents.add(content(one.case))
        match one.outcome:
            case Answered():
                state.answered += 1
                state.answered_tariffs.update(contract.tariff for contract in one.case.contracts)
            case Refused():
                state.refusals.append(one.outcome)
            case Failed(problem=problem):
                state.problems[one.case.id] = problem
    return state


def _not_put(recorded: Sequence[Recorded], numbers: Sequence[str]) -> list[Omission]:
    names = numbers or [one.case.id for one in recorded]
    missing = [name for name, one in zip(names, recorded, strict=True) if one.outcome is None]
    what = f"{len(missing)} case" if len(missing) == 1 else f"{len(missing)} cases"
    return [Omission(what, f"no answer was recorded: {', '.join(missing)}", len(missing))] if missing else []
