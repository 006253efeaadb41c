"""Subscriptions through Tryton's own models: what a person does in the client, and what its schedulers do."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

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
    def record(self):
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
        """An end date for every line. Tryton takes none before the day that a line is consumed until: that is then it."""
        self._edit(lambda line: _end(line, day))

    def new_bills(self) -> list[Bill]:
        """The invoices made since the last time, each for the days from its first consumption to the day consumed until."""
        Invoice = Pool().get("account.invoice")
        lines = {line: item for item, line in self._lines.items()}
        found = Invoice.search([("lines.origin.subscription.id", "=", self.id, "sale.subscription.line")], order=[("id", "ASC")])
        new = [one for one in found if one.id not in self._billed]
        self._billed |= {one.id for one in new}
        return [bill_of(one, self.contract, lines) for one in new]

    def _edit(self, edit: Callable[[object], None]) -> None:
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


def _line(subscription, offer: Offer, item: str) -> int:
    line = Pool().get("sale.subscription.line")(subscription=subscription, service=offer.services[item])
    line.quantity = 1
    line.on_change_subscription()
    line.on_change_service()
    line.consumption_recurrence = offer.recurrence(subscription.start_date)
    line.save()
    return line.id


def _change(line, quantity: Decimal) -> None:
    line.quantity = float(quantity)  # Tryton's quantities are floats
    line.save()


def _end(line, day: date) -> None:
    line.end_date = max(day, line.consumed_until or line.start_date)
    line.save()
