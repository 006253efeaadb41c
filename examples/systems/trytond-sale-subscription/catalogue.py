"""What the company sells, entered in Tryton as its staff would: taxes, recurrences and services of `catalogue.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from proteus import Model

_FILE = Path(__file__).parent / "catalogue.toml"


@dataclass(frozen=True)
class Offer:
    """A tariff as Tryton has it: the service of each item, by id, and the rule sets by which it recurs.

    `recurrences` are the rule sets by the last day of a month for whose starts they are, `leap` the one for starts on
    29 February where it is another. `every_day` says whether the schedulers run on days on which nothing is due, too.
    """

    services: dict[str, int]
    recurrences: dict[int, int]
    leap: int | None
    every_day: bool

    def recurrence(self, start: date) -> int:
        """The rule set for a subscription that starts on this day."""
        if self.leap is not None and (start.month, start.day) == (2, 29):
            return self.leap
        return self.recurrences[min(until for until in self.recurrences if start.day <= until)]


def tariffs() -> list[str]:
    """The ids of the tariffs that are sold."""
    return list(_read()["tariff"])


@cache
def offer(tariff: str) -> Offer:
    """What a tariff is made of; the first time it is asked for, it is entered."""
    sold = _whole(_read()["tariff"], tariff)
    category = _category(tariff, sold.get("tax"))
    services = {
        item: _service(f"{item} of {tariff}", Decimal(one["price"]), category) for item, one in sold["item"].items()
    }
    by_day = {int(until): _recurrence(name) for until, name in sold["recurrence"].items()}
    leap = sold.get("recurrence_from_29_february")
    return Offer(services, by_day, _recurrence(leap) if leap else None, sold.get("schedulers") == "every-day")


def _read() -> dict:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _whole(sold: dict, name: str) -> dict:
    """What is sold under a tariff, with what it has in common with the one that it is like."""
    like = sold[name].get("like")
    return {**(_whole(sold, like) if like else {}), **sold[name]}


@cache
def _recurrence(name: str) -> int:
    made = Model.get("sale.subscription.recurrence.rule.set")(name=name)
    (first,) = made.rules
    for key, value in _read()["recurrence"][name].items():
        setattr(first, key, value)
    made.save()
    return made.id


def _category(name: str, rate: str | None) -> Any:  # noqa: ANN401  # proteus has no types
    """The accounting category of a tariff's services: where revenue is booked, and the tax on it."""
    account = Model.get("account.account")
    (revenue,) = account.find([("type.revenue", "=", True), ("closed", "!=", True)], limit=1)
    made = Model.get("product.category")(name=name, accounting=True, account_revenue=revenue)
    if rate is not None:
        (booked,) = account.find([("code", "=", "6.3.6")])
        tax = Model.get("account.tax")(name=f"{rate} on {name}", description="sales tax", type="percentage")
        tax.rate = Decimal(rate)
        tax.invoice_account = tax.credit_note_account = booked
        tax.save()
        made.customer_taxes.append(tax)
    made.save()
    return made


def _service(name: str, price: Decimal, category: Any) -> int:  # noqa: ANN401
    (unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
    template = Model.get("product.template")(name=name, default_uom=unit, type="service", list_price=price)
    template.account_category = category
    template.salable = True
    template.save()
    (product,) = template.products
    made = Model.get("sale.subscription.service")(product=product)
    made.save()
    return made.id
