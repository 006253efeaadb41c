"""A Stripe invoice as a bill of the wire format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from days import day_of, last_day_before
from money import major
from yakkan.shim import Bill, Line


@dataclass(frozen=True, slots=True)
class Reading:
    """How the invoices of a contract are read; `items` are the terms' names of items by the ids of their prices.

    `by_lines` where an invoice comes to its lines with their tax, not to the total that it says. `is_dated` where the
    server's clock is the one that the case goes by.
    """

    contract: str
    items: dict[str, str]
    by_lines: bool
    is_dated: bool


def bill_of(invoice: Mapping[str, Any], reading: Reading) -> Bill:
    """The bill that an invoice is.

    It is for the days of its subscription's lines; for those of all lines where it has only single items, as an
    invoice of prorations.
    """
    lines = invoice["lines"]["data"]
    regular = [line for line in lines if line["type"] == "subscription"] or lines
    currency = invoice["currency"]
    return Bill(
        min(day_of(line["period"]["start"]) for line in regular),
        max(last_day_before(max(line["period"]["end"], line["period"]["start"] + 1)) for line in regular),
        major(_sum_of(invoice) if reading.by_lines else invoice["total"], currency),
        reading.contract,
        _lines(lines, currency, reading.items),
        major(tax_of(invoice), currency),
        day_of(invoice["created"]) if reading.is_dated else None,
    )


def moved(bill: Bill, first_day: date, last_day: date) -> Bill:
    """The bill for other days than it says."""
    return Bill(first_day, last_day, bill.total, bill.contract, bill.lines, bill.tax, bill.issued)


def tax_of(invoice: Mapping[str, Any]) -> int:
    """The tax of an invoice in minor units, inside the prices or on top of them."""
    amounts = invoice.get("total_tax_amounts")
    return int(invoice.get("tax") or 0) if amounts is None else sum(one["amount"] for one in amounts)


def _sum_of(invoice: Mapping[str, Any]) -> int:
    """The sum of the lines, with the tax that is not inside them."""
    outside = sum(one["amount"] for one in invoice.get("total_tax_amounts") or () if not one["inclusive"])
    return sum(line["amount"] for line in invoice["lines"]["data"]) + outside


def _lines(lines: list[Mapping[str, Any]], currency: str, items: Mapping[str, str]) -> list[Line]:
    """The lines of one item together: what is billed for it and what is credited."""
    amounts: dict[str, int] = {}
    quantities: dict[str, int] = {}
    for line in lines:
        price = (line.get("price") or line.get("plan") or {}).get("id", "")
        item = items.get(price, line.get("description") or price)
        amounts[item] = amounts.get(item, 0) + line["amount"]
        if line["type"] == "subscription" or item not in quantities:
            quantities[item] = line.get("quantity") or 0
    return [Line(item, major(amount, currency), quantities[item]) for item, amount in amounts.items()]
