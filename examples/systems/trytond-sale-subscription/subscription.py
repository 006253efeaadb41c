"""Subscriptions through Tryton's own models: what a person does in the client, and what its schedulers do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue import Offer
from invoice import bill_of
from trytond.pool import Pool
from yakkan.shim import Bill


class Subscribed:
    """A subscription with a line for each service of an offer, invoiced as often as it is consumed."""

    def __init__(self, contract: str, party: int, start: date, offer: Offer) -> None:
        """Make it, and let it run."""
        self.contract = contract
        subscription = Pool().get("sale.subscription")
        recurrence = offer.recurrence(start)
        made = subscription(party=party, start_date=start, invoice_recurrence=recurrence)
        made.company = subscription.default_company()
        made.on_change_party()
        made.save()
        self.id: int = made.id
        self._lines = {item: _line(made, offer, item) for item in offer.services}
        self._every_day = offer.every_day
        self._billed: set[int] = set()
        self._run()

    @property
    def record(self) -> Any:  # noqa: ANN401  # Tryton has no types
        """The subscription as it is now."""
        return Pool().get("sale.subscription")(self.id)

    def due(self) -> date:
        """The first day on which the schedulers run for it; the last of all days if there is none.

        On SQLite the scheduler of consumptions takes up every line whenever it runs, due or not: it compares a day as
        text with a number. It is run when something is due, unless the offer has it run every day, as Tryton does.
        """
        if self._every_day:
            return date.min
        record = self.record
        days = [line.next_consumption_date_delayed for line in record.lines] if record.state == "running" else []
        return min([day for day in [*days, record.next_invoice_date] if day], default=date.max)

    def change(self, item: str, quantity: Decimal) -> None:
        """Another quantity, which the next consumption has."""
        self._edit(lambda line: _change(line, quantity) if line.id == self._lines[item] else None)

    def end(self, day: date) -> None:
        """An end date for every line; where one is consumed until a later day, that day, the first that it takes."""
        self._edit(lambda line: _end(line, day))

    def new_bills(self) -> list[Bill]:
        """The invoices made since the last time."""
        lines = {line: item for item, line in self._lines.items()}
        of_this = ("lines.origin.subscription.id", "=", self.id, "sale.subscription.line")
        found = Pool().get("account.invoice").search([of_this], order=[("id", "ASC")])
        new = [one for one in found if one.id not in self._billed]
        self._billed |= {one.id for one in new}
        return [bill_of(one, self.contract, lines) for one in new]

    def _edit(self, edit: Callable[[Any], None]) -> None:
        """Back to draft, edited, running again, as the module's README says; what has been closed stays as it is."""
        if self.record.state == "closed":
            return
        self.record.draft([self.record])
        for line in self.record.lines:
            edit(line)
        self._run()

    def _run(self) -> None:
        self.record.quote([self.record])
        self.record.run([self.record])


def _line(subscription: Any, offer: Offer, item: str) -> int:  # noqa: ANN401
    line = Pool().get("sale.subscription.line")(subscription=subscription, service=offer.services[item])
    line.quantity = 1
    line.on_change_subscription()
    line.on_change_service()
    line.consumption_recurrence = offer.recurrence(subscription.start_date)
    line.save()
    return line.id


def _change(line: Any, quantity: Decimal) -> None:  # noqa: ANN401
    line.quantity = float(quantity)  # Tryton's quantities are floats
    line.save()


def _end(line: Any, day: date) -> None:  # noqa: ANN401
    line.end_date = max(day, line.consumed_until or line.start_date)
    line.save()
