"""What a tariff is at Stripe: its prices, its tax, and the calls by which a company changes and ends a subscription."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Cancels = Literal["now", "now-with-credit", "at-period-end"]
_NEEDED = frozenset(("currency", "interval", "item", "price"))
_OTHER = frozenset(
    ("anchor_day", "cancels", "changes", "coupon", "credits", "initial_quantity", "interval_count", "invoices")
)
_SELDOM = frozenset(("looks_first", "periods", "preview", "tax"))


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier up to and including `up_to` units, None for the last one. Amounts in major units, as text."""

    up_to: int | None
    unit: str
    flat: str


@dataclass(frozen=True, slots=True)
class Price:
    """A price for the contracts whose attributes are as in `when`: an `amount` a unit, or `tiers` with their `mode`."""

    when: Mapping[str, str]
    amount: str | None
    mode: Literal["graduated", "volume"] | None
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax rate in per cent, as text; `inclusive` where it is inside the prices.

    It is set on the subscription, or on its item, where it stays until it is taken away.
    """

    percentage: str
    inclusive: bool
    on: Literal["subscription", "item"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A tariff as a company sells it at Stripe.

    It is sold for `periods` billing periods, after which the subscription ends. `changes`: a change is sent at once, or
    at the renewal from which it counts. `invoices`: changes are invoiced one by one when they are made, or together,
    before a cancellation or with the last run of billing; `always` then asks for an invoice of nothing too. `credits`:
    an invoice comes to the total that it says, or to its lines with their tax; at Stripe these are the same.

    `anchor_day` is the day of the month on which periods start, None for the day of the start. `preview`: where no
    clock can be moved, the bill of the second period is the server's preview of it, which is for the days that its
    `lines` say, or for those after its `date`. With `looks_first` the next invoice is looked at in a preview before
    changes are invoiced.
    """

    tariff: str
    currency: str
    interval: Literal["month", "year"]
    interval_count: int
    item: str
    initial_quantity: int
    prices: tuple[Price, ...]
    tax: Tax | None
    coupon: str | None
    periods: int
    changes: Literal["at-once", "at-renewal"]
    invoices: Literal["at-change", "together", "always"]
    credits: Literal["total", "lines"]
    cancels: Cancels
    anchor_day: int | None
    preview: Literal["lines", "date"] | None
    looks_first: bool

    @property
    def months(self) -> int:
        """The months of a billing period."""
        return self.interval_count * (12 if self.interval == "year" else 1)

    def price(self, attributes: Mapping[str, str]) -> int | None:
        """The number of the price for a contract with these attributes; None where there is none."""
        for number, price in enumerate(self.prices):
            if all(attributes.get(name) == value for name, value in price.when.items()):
                return number
        return None


def load(path: Path) -> dict[str, Offer]:
    """The offers of a catalogue, by tariff.

    Raises:
        ValueError: a key is not known, or one is missing.
    """
    return {tariff: _offer(tariff, table) for tariff, table in tomllib.loads(path.read_text("utf-8")).items()}


def _offer(tariff: str, table: Mapping[str, Any]) -> Offer:
    if unknown := set(table) - _NEEDED - _OTHER - _SELDOM:
        allowed = ", ".join(sorted(_NEEDED | _OTHER | _SELDOM))
        raise ValueError(f"{tariff}: found {', '.join(sorted(unknown))}; allowed: {allowed}")
    if missing := _NEEDED - set(table):
        raise ValueError(f"{tariff}: missing {', '.join(sorted(missing))}")
    tax = table.get("tax")
    return Offer(
        tariff,
        table["currency"],
        table["interval"],
        table.get("interval_count", 1),
        table["item"],
        table.get("initial_quantity", 1),
        tuple(_price(one) for one in table["price"]),
        None if tax is None else Tax(tax["percentage"], tax["inclusive"], tax.get("on", "subscription")),
        table.get("coupon"),
        table.get("periods", 1),
        table.get("changes", "at-once"),
        table.get("invoices", "at-change"),
        table.get("credits", "total"),
        table.get("cancels", "now"),
        table.get("anchor_day"),
        table.get("preview"),
        table.get("looks_first", False),
    )


def _price(table: Mapping[str, Any]) -> Price:
    tiers = tuple(Tier(one.get("up_to"), one["unit"], one.get("flat", "0")) for one in table.get("tiers", ()))
    return Price(table.get("when", {}), table.get("amount"), table.get("mode"), tiers)
