"""Parts of a verdict in JSON, as reports and saved cases have them."""

from typing import Any

from ...adapters import ObservedBill, ObservedLine
from ...oracle import Clause
from ..drawing import decimal_text


def clause_json(clause: Clause) -> dict[str, Any]:
    """A clause with its text and its place."""
    return {"document": clause.document, "line": clause.line, "heading": clause.heading, "words": clause.words}


def observed_json(bill: ObservedBill) -> dict[str, Any]:
    """A system's bill in the wire format, amounts with the decimals that the system gave."""
    return {
        **({} if bill.contract is None else {"contract": bill.contract}),
        "first_day": str(bill.first_day),
        "last_day": str(bill.last_day),
        **({} if bill.issued is None else {"issued": str(bill.issued)}),
        **({} if bill.lines is None else {"lines": [_line(line) for line in bill.lines]}),
        **({} if bill.tax is None else {"tax": decimal_text(bill.tax)}),
        "total": decimal_text(bill.total),
    }


def _line(line: ObservedLine) -> dict[str, str]:
    quantity = {} if line.quantity is None else {"quantity": decimal_text(line.quantity)}
    return {"item": line.item, "amount": decimal_text(line.amount), **quantity}
