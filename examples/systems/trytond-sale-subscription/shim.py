"""Tryton's subscriptions behind the wire format: a database in a folder of its own, and each case in a transaction."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

import catalogue
import database
from proteus import Model
from subscription import Subscribed
from trytond.exceptions import UserError
from trytond.pool import Pool
from trytond.transaction import Transaction
from yakkan.shim import Bill, Contract, Event, Refuse, serve

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "trytond-sale-subscription",
    "version": version("trytond-sale-subscription"),
    "capabilities": {
        "lines": True,
        "tax": True,
        "clock": "free",
        "events": ["quantity", "cancellation"],
        "tariffs": catalogue.tariffs(),
        "runs": False,
        "late": False,
        "contracts": 1,
        "fractions": False,
    },
}


class Play:
    """One case in its own transaction, which is rolled back at its end, or committed if the case is to be kept."""

    def __init__(self, customer: int) -> None:
        finish(commit=True)  # a case before this one that was kept
        self._customer = customer
        self._subscribed: Subscribed | None = None
        self._planned: list[tuple[date, str, Decimal]] = []
        self._bills: list[Bill] = []
        self._due = date.max

    @property
    def made(self) -> list[str]:
        """What is printed where it is kept."""
        return [f"sale.subscription {self._subscribed.id}"] if self._subscribed else []

    def open(self, contract: Contract) -> None:
        """A subscription with one of each item."""
        offer = catalogue.offer(contract.tariff)  # entered before the transaction of the case
        Transaction().start(database.NAME, database.user(), context=database.context())
        self._subscribed = Subscribed(contract.id, self._customer, contract.start, offer)
        self._due = self._subscribed.due()

    def apply(self, contract: Contract, event: Event) -> None:  # noqa: ARG002  # a case has one contract
        """An end date is entered when it is known, another quantity on its day."""
        if event.type == "cancellation":
            with refusing():
                self._subscribed.end(event.on)
            self._due = self._subscribed.due()
        else:
            self._planned.append((event.on, event.data["item"], Decimal(event.data["quantity"])))

    def run(self, day: date) -> None:
        """Both schedulers, consumptions before invoices, on a day on which one of them has something to do."""
        for planned in [one for one in self._planned if one[0] <= day]:
            self._planned.remove(planned)
            with refusing():
                self._subscribed.change(*planned[1:])
        if self._due <= day:
            Pool().get("sale.subscription.line").generate_consumption(date=day)
            Pool().get("sale.subscription").generate_invoice(date=day)
            self._bills += self._subscribed.new_bills()
            self._due = self._subscribed.due()

    def bills(self) -> Iterable[Bill]:
        """The invoices, drafts as the scheduler makes them."""
        return self._bills

    def remove(self) -> None:
        """Roll back everything of the case."""
        finish(commit=False)


def finish(*, commit: bool) -> None:
    """End the transaction under way, if there is one."""
    if Transaction().user is not None:
        Transaction().stop(commit)


@contextmanager
def refusing() -> Iterator[None]:
    """What Tryton does not let its user do is a refusal, in its own words."""
    try:
        yield
    except UserError as error:
        raise Refuse(type(error).__name__, str(error)) from error


def main() -> int:
    """Make the database, and answer cases on standard input."""
    folder = Path(tempfile.mkdtemp(prefix="yakkan-tryton-"))
    try:
        database.make(folder, "USD")
        (customer,) = Model.get("party.party").find([("name", "=", "Customer")])
        status = serve(SYSTEM, lambda: Play(customer.id))
        finish(commit=True)
    finally:
        if "--keep" not in sys.argv:
            shutil.rmtree(folder)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
