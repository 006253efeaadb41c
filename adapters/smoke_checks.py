"""Checks whether a system can be tested at all, which distinguish a broken adapter from a broken system."""

from dataclasses import dataclass, replace

from ..oracle import Case
from .errors import AdapterError, ProtocolError
from .protocol import Answered, BillingSystem, Failed, FailureKind, Outcome, Refused
from .wire import PROTOCOL, in_words

NO_SUCH_TARIFF = "no-such-tariff"
_ILL_FORMED = frozenset({FailureKind.MALFORMED, FailureKind.WRONG_CASE})


@dataclass(frozen=True, slots=True)
class Check:
    """One check and its result; `ok` is None if it was not tried because an earlier check failed."""

    name: str
    ok: bool | None
    detail: str


DESCRIBES = "the system can be reached and describes itself"
SPEAKS = f"it speaks {PROTOCOL}"
_ANSWERS = "it answers a simple case"
WELL_FORMED = "the answer is well-formed"
SAME = "the same key gives the same answer"
REFUSES = "it refuses an unknown tariff without breaking"

_NAMES = (DESCRIBES, SPEAKS, _ANSWERS, WELL_FORMED, SAME, REFUSES)


def smoke(system: BillingSystem, case: Case) -> tuple[Check, ...]:
    """Every check, in order; `case` is one that the system must be able to bill. At most four calls."""
    checks = (*_description(system),)
    if checks[-1].ok:
        checks += _bills(system, case)
    names = [check.name for check in checks]
    return (*checks, *(Check(name, None, "not tried") for name in _NAMES if name not in names))


def _description(system: BillingSystem) -> tuple[Check, ...]:
    try:
        info = system.describe()
    except ProtocolError as error:
        return Check(DESCRIBES, True, system.name), Check(SPEAKS, False, _why(error))
    except AdapterError as error:
        return (Check(DESCRIBES, False, _why(error)),)
    return Check(DESCRIBES, True, f"{info.name} {info.version}"), Check(SPEAKS, True, ", ".join(info.protocols))


def _bills(system: BillingSystem, case: Case) -> tuple[Check, ...]:
    first = system.bill(case)
    match first:
        case Refused(code, message):
            return (Check(_ANSWERS, False, f"refused: {code} {message}"),)
        case Failed(problem, kind) if kind in _ILL_FORMED:
            return Check(_ANSWERS, True, ""), Check(WELL_FORMED, False, str(problem))
        case Failed(problem):
            return (Check(_ANSWERS, False, str(problem)),)
        case Answered(bills):
            return (
                Check(_ANSWERS, True, f"{len(bills)} bill{'' if len(bills) == 1 else 's'}"),
                Check(WELL_FORMED, True, ""),
                _same(first, system.bill(case)),
                _refuses(system.bill(_nonsense(case))),
            )


def _same(first: Answered, again: Outcome) -> Check:
    match again:
        case Answered():
            same = again == first
            return Check(SAME, same, "" if same else "two different answers to one case")
        case Refused(code, message):
            return Check(SAME, False, f"refused the second time: {code} {message}")
        case Failed(problem):
            return Check(SAME, False, str(problem))


def _refuses(outcome: Outcome) -> Check:
    match outcome:
        case Refused(code, message):
            return Check(REFUSES, True, f"{code} {message}")
        case Answered(bills):
            return Check(REFUSES, False, f"answered {len(bills)} bills for the tariff {NO_SUCH_TARIFF}")
        case Failed(problem):
            return Check(REFUSES, False, str(problem))


def _nonsense(case: Case) -> Case:
    contracts = tuple(replace(contract, tariff=NO_SUCH_TARIFF) for contract in case.contracts)
    return replace(case, id=f"{case.id}-{NO_SUCH_TARIFF}", contracts=contracts)


def _why(error: AdapterError) -> str:
    return "; ".join(f"{problem.code.id} {in_words(problem)}" for problem in error.problems)
