"""A case, played on a server of the Stripe API."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from account import Account
from api import StripeError
from catalogue import Offer
from subscription import Subscription
from target import Target
from yakkan.shim import Bill, Contract, Event, Refuse


@dataclass(slots=True)
class Held:
    """A contract, what is known of it and lies ahead, and its subscription once it has begun."""

    contract: Contract
    offer: Offer
    attributes: dict[str, str]
    quantity: int
    ahead: list[Event] = field(default_factory=list)
    subscription: Subscription | None = None


class Play:
    """One case. What happens after the last billing run is not sent to the server."""

    def __init__(self, target: Target, account: Account, offers: Mapping[str, Offer]) -> None:
        self._target = target
        self._account = account
        self._offers = offers
        self._held: dict[str, Held] = {}

    @property
    def made(self) -> list[str]:
        """The ids of everything that was made for the case."""
        return [one for held in self._held.values() if held.subscription for one in held.subscription.made]

    def open(self, contract: Contract) -> None:
        offer = self._offers.get(contract.tariff)
        if offer is None:
            raise Refuse("no-offer", f"the catalogue has no {contract.tariff}")
        server = self._target.server
        if (offer.preview or offer.looks_first) and not (server.previews or server.clocks):
            raise Refuse("no-previews", "the server has no previews, and no clock that could be moved in their place")
        self._held[contract.id] = Held(contract, offer, dict(contract.attributes), offer.initial_quantity)

    def apply(self, contract: Contract, event: Event) -> None:
        """Keep the event until its day comes."""
        if event.known > event.on:
            raise Refuse(
                "told-late", f"a {event.type} that is reported after its day: it is done on its day or not at all"
            )
        self._held[contract.id].ahead.append(event)

    def run(self, day: date) -> None:
        for held in self._held.values():
            _passing_refusals(lambda held=held: self._run(held, day))

    def bills(self) -> Iterable[Bill]:
        for held in self._held.values():
            if held.subscription is not None:
                _passing_refusals(held.subscription.invoice)
        found = [held.subscription.bills() for held in self._held.values() if held.subscription is not None]
        return [bill for bills in found for bill in bills]

    def remove(self) -> None:
        """Delete what was made. An engine of our own forgets everything, so that it stays fast."""
        if self._target.engine is not None:
            self._target.api.flush()
            self._account.forget()
            return
        for held in self._held.values():
            if held.subscription is not None:
                held.subscription.remove()

    def _run(self, held: Held, day: date) -> None:
        due = sorted((one for one in held.ahead if _day(held, one) <= day), key=lambda one: _order(held, one))
        held.ahead = [one for one in held.ahead if _day(held, one) > day]
        if held.subscription is None and held.contract.start <= day:
            first = [one for one in due if one.on <= held.contract.start and one.type != "cancellation"]
            for event in first:
                _take(held, event)
            due = [one for one in due if one not in first]
            self._begin(held)
        for event in due:
            self._do(held, event)
        if held.subscription is not None:
            held.subscription.until(day)

    def _begin(self, held: Held) -> None:
        subscription = Subscription(self._target, self._account, held.offer, held.contract)
        held.subscription = subscription
        subscription.begin(held.attributes, held.quantity)

    def _do(self, held: Held, event: Event) -> None:
        subscription = held.subscription
        if subscription is None:
            raise Refuse("before-start", f"{event.type} on {event.on}, before the contract starts")
        subscription.until(_day(held, event))
        if event.type == "cancellation":
            subscription.cancel(event.on)
        elif _take(held, event):
            subscription.change(event.on, held.attributes, held.quantity)


def _day(held: Held, event: Event) -> date:
    """The day on which the company does what an event is about: a cancellation at the end of its day, before the next
    one begins."""
    if event.type == "cancellation" and held.offer.cancels == "at-period-end":
        return max(event.known, held.contract.start)
    return event.on


def _order(held: Held, event: Event) -> tuple[date, bool]:
    """On one day what changes comes before the cancellation."""
    return _day(held, event), event.type == "cancellation"


def _take(held: Held, event: Event) -> bool:
    """Take over the quantity or the attributes of an event; True if anything differs."""
    before = dict(held.attributes), held.quantity
    match event.type:
        case "quantity":
            held.quantity = _whole(event.data["quantity"])
        case "change":
            if event.data.get("tariff") not in {None, held.contract.tariff}:
                raise Refuse("other-tariff", "a subscription keeps its tariff")
            held.attributes |= event.data.get("attributes") or {}
        case other:
            raise Refuse("not-an-event", f"{other}: a subscription knows quantity, change and cancellation")
    return (held.attributes, held.quantity) != before


def _whole(quantity: str) -> int:
    if Decimal(quantity) % 1:
        raise Refuse("not-whole", f"a quantity of {quantity}: a subscription has whole units")
    return int(Decimal(quantity))


def _passing_refusals(action: Callable[[], None]) -> None:
    """Do it; a refusal by the server becomes a refusal of the case."""
    try:
        action()
    except StripeError as error:
        raise Refuse(f"stripe-{error.status}-{error.code}", str(error)) from None
