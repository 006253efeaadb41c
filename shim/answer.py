"""What a billing engine answers: bills, or a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .amount import Amount, decimal_string


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a bill. A credit is negative."""

    item: str
    amount: Amount
    quantity: Amount | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill. The first and last days are both billed; values that the engine does not give are None."""

    first_day: date
    last_day: date
    total: Amount
    contract: str | None = None
    lines: Sequence[Line] | None = None
    tax: Amount | None = None
    issued: date | None = None


class Refuse(Exception):  # noqa: N818  # reads as what the author does: raise Refuse
    """Raised by a play if the engine does not bill the case: the case is answered with a refusal and its reason."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def bills_answer(case: str, bills: Iterable[Bill]) -> dict[str, Any]:
    """The JSON value of bills.

    Raises:
        AmountError: an amount is not exact.
    """
    return {"case": case, "bills": [_bill(bill) for bill in bills]}


def refused_answer(case: str, code: str, message: str) -> dict[str, Any]:
    """The JSON value of a refusal."""
    return {"case": case, "refused": {"code": code, "message": message}}


def error_answer(case: str, error: BaseException) -> dict[str, Any]:
    """The JSON value saying that the adapter or the engine failed: neither bills nor a refusal."""
    return {"case": case, "error": {"code": type(error).__name__, "message": str(error)}}


def _bill(bill: Bill) -> dict[str, Any]:
    return {
        **({} if bill.contract is None else {"contract": bill.contract}),
        "first_day": str(bill.first_day),
        "last_day": str(bill.last_day),
        **({} if bill.issued is None else {"issued": str(bill.issued)}),
        **({} if bill.lines is None else {"lines": [_line(line) for line in bill.lines]}),
        **({} if bill.tax is None else {"tax": decimal_string(bill.tax)}),
        "total": decimal_string(bill.total),
    }


def _line(line: Line) -> dict[str, str]:
    quantity = {} if line.quantity is None else {"quantity": decimal_string(line.quantity)}
    return {"item": line.item, "amount": decimal_string(line.amount), **quantity}
