"""Reading a system's answer from the wire, and writing the reference system's bills to it."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ...oracle import Bill, Case, Line, Problem, YakkanError
from ...oracle.money import decimal_places, decimal_string
from .. import codes
from ..errors import WireError
from ..protocol import Answered, ObservedBill, ObservedLine, Refused
from .answer_shape import AnswerContext, AnswerShape, BillShape, RefusalShape
from .validation import keys_of, validated

_EXACT_PLACES = 6
"""Amounts that need at most this many decimals are written exactly."""
_CUT_PLACES = 2
"""All other amounts are cut towards zero to this many decimals."""


def read_answer(value: object, case: Case) -> Answered | Refused:
    """The bills, or the refusal, that a JSON value of the wire format gives in answer to `case`.

    Two bills for the same days are well-formed: whether they are allowed is for the comparison to decide.

    Raises:
        WireError: with every problem.
    """
    asked = AnswerContext(case.id, tuple(contract.id for contract in case.contracts))
    given = keys_of(value)
    if "refused" not in given:
        answer = validated(AnswerShape, value, "the answer", asked)
        return Answered(tuple(_observed(bill) for bill in answer.bills))
    if "bills" in given:
        raise WireError(Problem(codes.TWO_FORMS, "refused", "the answer is refused, but has bills"))
    refusal = validated(RefusalShape, value, "the answer", asked)
    return Refused(refusal.refused.code, refusal.refused.message)


def write_answer(case: Case, bills: Iterable[Bill]) -> dict[str, Any]:
    """The JSON value of the oracle's bills for `case`.

    Amounts are exact where at most 6 decimals are enough, and cut towards zero to 2 decimals where they are not.
    """
    return {"case": case.id, "bills": [_bill(bill) for bill in bills]}


def write_refusal(case_id: str, error: YakkanError) -> dict[str, Any]:
    """The JSON value of a refusal, with every problem of `error` in its message."""
    first = error.problems[0].code.id if error.problems else type(error).__name__
    return {"case": case_id, "refused": {"code": first, "message": "; ".join(map(in_words, error.problems))}}


def write_error(error: YakkanError) -> dict[str, Any]:
    """The JSON value that answers a request that is not a case at all."""
    first = error.problems[0]
    problems = [{"code": p.code.id, "place": p.place, "message": p.message, "hint": p.hint} for p in error.problems]
    return {"error": {"code": first.code.id, "message": in_words(first), "problems": problems}}


def in_words(problem: Problem) -> str:
    """A problem on one line, without its code."""
    text = f"{problem.place}: {problem.message}" if problem.place else problem.message
    return f"{text} ({problem.hint})" if problem.hint else text


def _observed(bill: BillShape) -> ObservedBill:
    lines = None
    if bill.lines is not None:
        lines = tuple(ObservedLine(line.item, line.amount, line.quantity) for line in bill.lines)
    return ObservedBill(bill.first_day, bill.last_day, bill.total, bill.contract, bill.issued, lines, bill.tax)


def _bill(bill: Bill) -> dict[str, Any]:
    return {
        "contract": bill.contract,
        "first_day": str(bill.billed.start),
        "last_day": str(bill.billed.last_day),
        "issued": str(bill.issued),
        "lines": [_line(line) for line in bill.lines],
        **({} if bill.tax is None else {"tax": _decimal(bill.tax)}),
        "total": _decimal(bill.total),
    }


def _line(line: Line) -> dict[str, str]:
    return {"item": line.item, "amount": _decimal(line.amount), "quantity": _decimal(line.quantity)}


def _decimal(amount: Fraction) -> str:
    places = decimal_places(amount)
    return decimal_string(amount, places if places is not None and places <= _EXACT_PLACES else _CUT_PLACES)
