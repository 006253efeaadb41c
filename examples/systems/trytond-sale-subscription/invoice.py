"""An invoice of Tryton as a bill."""

from collections.abc import Mapping
from typing import Any

from trytond.pool import Pool
from yakkan.shim import Bill, Line


def bill_of(invoice: Any, contract: str, items: Mapping[int, str]) -> Bill:  # noqa: ANN401  # Tryton has no types
    """The bill for an invoice that was just made; `items` are the items of the terms by subscription line.

    An invoice does not say its days. Tryton keeps them with what was consumed: the first consumption that the invoice
    takes up has a date, and the subscription line the day until which it is consumed.
    """
    lines = [line for line in invoice.lines if line.origin]
    consumptions = Pool().get("sale.subscription.line.consumption").search([("invoice_line", "in", lines)])
    return Bill(
        first_day=min(one.date for one in consumptions),
        last_day=max(one.line.consumed_until for one in consumptions),
        total=invoice.total_amount,
        contract=contract,
        lines=[Line(items[line.origin.id], line.amount, str(line.quantity)) for line in lines],
        tax=invoice.tax_amount,
        issued=invoice.invoice_date,
    )
