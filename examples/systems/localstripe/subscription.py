"""One contract as a subscription at Stripe: the calls that a company makes in its life, each on its day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from account import Account
from api import StripeError
from catalogue import Offer
from days import day_of, midnight, months_later
from form import Value
from reading import Reading, bill_of, moved
from target import Target
from testclock import TestClock
from yakkan.shim import Bill, Contract, Refuse

_DAY = timedelta(days=1)
_NOTHING = frozenset(("invoice_upcoming_none", "invoice_no_customer_line_items", "invoice_no_subscription_line_items"))
"""The codes by which Stripe says that there is nothing to invoice."""


class Subscription:
    """A subscription that began on a day.

    Without a test clock the server's time stands still: the first day is given as `backdate_start_date`, the day of a
    change as `proration_date`, changes are invoiced by `invoice`, and the second period's bill is previewed.
    """

    def __init__(self, target: Target, account: Account, offer: Offer, contract: Contract) -> None:
        self._api = target.api
        self._server = target.server
        self._account = account
        self._offer = offer
        self._start = contract.start
        self._clock = TestClock(target.api, contract.start) if target.server.clocks else None
        self._customer = account.customer(contract.key, self._clock.id if self._clock else None)
        self._reading = Reading(contract.id, {}, offer.credits == "lines", self._clock is not None)
        self._object: dict[str, Any] = {}
        self._to_invoice = False
        self._previewed: Bill | None = None
        self._ended = False

    @property
    def made(self) -> list[str]:
        """The ids of the customer and the subscription."""
        clock = [self._clock.id] if self._clock else []
        return [*clock, self._customer, *([self._object["id"]] if self._object else [])]

    def begin(self, attributes: Mapping[str, str], quantity: int) -> None:
        """Subscribe, on the first day."""
        offer, anchor = self._offer, self._anchor()
        coupon, rates = self._account.coupon(offer), self._account.tax_rates(offer)
        on_item = offer.tax is not None and offer.tax.on == "item"
        self._object = self._api.post(
            "/v1/subscriptions",
            customer=self._customer,
            items=[{**self._item(attributes, quantity), "tax_rates": rates if on_item else None}],
            default_tax_rates=None if on_item else rates,
            discounts=None if coupon is None else [{"coupon": coupon}],
            billing_cycle_anchor=None if anchor is None else midnight(anchor),
            backdate_start_date=None if self._clock else midnight(self._start),
            **self._collects(),
        )
        self._to_invoice = offer.invoices == "always" and self._clock is None
        if offer.periods == 1:
            self._update(cancel_at_period_end=True)
        elif self._clock is not None:
            self._update(cancel_at=midnight(self._last_end()))

    def change(self, day: date, attributes: Mapping[str, str], quantity: int) -> None:
        """Another price or quantity from `day` on: the difference for the rest of the period is invoiced."""
        if not self._lives(day) or self._offer.changes == "at-renewal":
            return  # there is nothing to send before the subscription ends
        item = {"id": self._object["items"]["data"][0]["id"], **self._item(attributes, quantity)}
        if self._clock is not None:
            self._update(items=[item], proration_behavior="always_invoice")
            return
        self._update(items=[item], proration_date=midnight(day))
        self._to_invoice = True
        if self._offer.invoices == "at-change":
            self.invoice()

    def cancel(self, day: date) -> None:
        """End it, at the end of `day` or of the period, as the company does it."""
        if not self._lives(day):
            return
        if self._offer.cancels == "at-period-end":
            self._update(cancel_at_period_end=True)
            return
        credit = self._offer.cancels == "now-with-credit"
        self.invoice()  # what changes have left cannot be invoiced without the subscription
        if self._clock is not None:
            self._clock.end(day)
        self._api.delete(f"/v1/subscriptions/{self._object['id']}", prorate=credit, invoice_now=credit)
        self._ended = True

    def invoice(self) -> None:
        """Invoice what changes have left to be invoiced; where it was invoiced at once there is nothing."""
        if not self._to_invoice:
            return
        self._to_invoice = False
        ids: dict[str, Value] = {"customer": self._customer, "subscription": self._object["id"]}
        if self._offer.looks_first:
            self._api.post("/v1/invoices/create_preview", **ids)
        try:
            made = self._api.post("/v1/invoices", pending_invoice_items_behavior="include", **ids)
        except StripeError as error:
            if error.code in _NOTHING:
                return
            raise
        self._api.post(f"/v1/invoices/{made['id']}/{'finalize' if self._server.finalizes else 'pay'}")

    def bills(self) -> list[Bill]:
        """What was invoiced, in the order of issue, and what was previewed in place of an invoice."""
        invoices = [one for one in self._api.all("/v1/invoices", customer=self._customer) if one["status"] != "void"]
        bills = [bill_of(one, self._reading) for one in reversed(invoices)]
        return [*bills, *([self._previewed] if self._previewed else [])]

    def remove(self) -> None:
        """Delete what was made: the clock with everything in it, or else the customer."""
        if self._clock is not None:
            self._clock.remove()
        else:
            self._api.delete(f"/v1/customers/{self._customer}")

    def until(self, day: date) -> None:
        """Let time pass up to the beginning of `day`."""
        if self._clock is not None:
            self._clock.advance(day)
            return
        if self._offer.preview is None or self._ended or not self._object or day < self._period_end():
            return
        self._ended = True
        self._previewed = self._preview()

    def _preview(self) -> Bill | None:
        """The bill of the second period as the server foresees it; None where it foresees none."""
        ids: dict[str, Value] = {"customer": self._customer, "subscription": self._object["id"]}
        try:
            found = self._api.post("/v1/invoices/create_preview", **ids)
        except StripeError as error:
            if error.code in _NOTHING:
                return None
            raise
        bill = bill_of(found, self._reading)
        if self._offer.preview == "lines":
            return bill
        first = day_of(found["period_end"])
        return moved(bill, first, months_later(first, self._offer.months, self._start.day) - _DAY)

    def _period_end(self) -> date:
        return day_of(self._object["current_period_end"])

    def _lives(self, day: date) -> bool:
        """True if the subscription can still be changed on a day; where no time passes, only in its first period."""
        return not self._ended and day < (self._last_end() if self._clock else self._period_end())

    def _last_end(self) -> date:
        """The day after the last period that is sold."""
        anchor = self._anchor()
        more = self._offer.periods if anchor is None else self._offer.periods - 1
        first = self._start if anchor is None else anchor
        return months_later(first, more * self._offer.months, first.day)

    def _update(self, **parameters: Value) -> None:
        self._object = self._api.post(f"/v1/subscriptions/{self._object['id']}", **parameters)

    def _item(self, attributes: Mapping[str, str], quantity: int) -> dict[str, Value]:
        number = self._offer.price(attributes)
        if number is None:
            raise Refuse("no-price", f"the catalogue has no price of {self._offer.tariff} for {dict(attributes)}")
        price = self._account.price(self._offer, number)
        self._reading.items[price] = self._offer.item
        return {"price" if self._server.prices else "plan": price, "quantity": quantity}

    def _collects(self) -> dict[str, Value]:
        """Invoices are sent where time passes: a card would be asked for its money hours later."""
        return {"collection_method": "send_invoice", "days_until_due": 30} if self._clock else {}

    def _anchor(self) -> date | None:
        """The first day after the start on which a period starts, where it is another day of the month."""
        day = self._offer.anchor_day
        if day is None or self._start.day == day:
            return None
        return months_later(self._start, 0 if self._start.day < day else 1, day)
