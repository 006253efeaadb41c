"""Faults of a contract's life: its end, its migration, its quantity."""

from dataclasses import replace
from fractions import Fraction

from ..oracle import (
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    QuantityChange,
    Terms,
    change_settings,
)
from ..oracle.settings import CancellationEffect
from .fault import Family, Fault, Sign


def _no_cancellation(_book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_without_cancellation(contract) for contract in case.contracts))


def _without_cancellation(contract: Contract) -> Contract:
    """The contract as it goes on: nothing is used any more, and where use is billed it is read as none."""
    kept = tuple(event for event in contract.events if not isinstance(event, Cancellation))
    read = [event.on for event in kept if isinstance(event, MeterReading) and event.used is not None]
    later = [day for day in contract.readings if read and day > max(read)]
    return replace(contract, events=(*kept, *(MeterReading(day, Fraction(0)) for day in later)))


def _one_period_more(terms: Terms) -> Terms:
    return change_settings(terms, {"service.cancellation": CancellationEffect.END_OF_NEXT_PERIOD})


def _migration_forgets_the_old(book: Book, case: Case) -> Case:
    contracts = tuple(
        _without_cancellation(contract) if _replaced(book, case, contract) else contract for contract in case.contracts
    )
    return replace(case, contracts=contracts)


def _replaced(book: Book, case: Case, contract: Contract) -> bool:
    """Whether another contract of the customer is of a tariff whose order ends this one."""
    migration = book.in_force(contract.tariff, contract.start).migration
    return migration is not None and any(
        other.tariff in migration.to for other in case.contracts if other.id != contract.id
    )


def _quantity_first_registered(_book: Book, case: Case) -> Case:
    return replace(
        case,
        contracts=tuple(replace(one, events=_first_quantities(one.events)) for one in case.contracts),
    )


def _first_quantities(events: tuple[Event, ...]) -> tuple[Event, ...]:
    registered: set[str] = set()
    kept: list[Event] = []
    for event in events:
        if isinstance(event, QuantityChange):
            if event.item in registered:
                continue
            registered.add(event.item)
        kept.append(event)
    return tuple(kept)


F_35 = Fault(
    id="F-35",
    name="cancellation ignored",
    formula="bill up to the end of the contract => go on billing",
    family=Family.LIFECYCLE,
    sign=Sign.OVER,
    evidence="So-net, notice of 2010-01-07; NTT West, notice of 2007-04-20 (2,093 lines)",
    case=_no_cancellation,
)
F_36 = Fault(
    id="F-36",
    name="one billing period more after the cancellation",
    formula="last billing period k => last billing period k + 1",
    family=Family.LIFECYCLE,
    sign=Sign.OVER,
    evidence="So-net, notice of 2010-01-07: 12,221 customers, about one monthly fee each",
    terms=_one_period_more,
)
F_37 = Fault(
    id="F-37",
    name="migration leaves the old contract live",
    formula="the order of the new service ends the old contract => the old contract is billed on",
    family=Family.LIFECYCLE,
    sign=Sign.OVER,
    evidence="NTT East, notice of 2009-12-25: 274 customers, from March 2002",
    case=_migration_forgets_the_old,
)
F_50 = Fault(
    id="F-50",
    name="quantity first registered",
    formula="fee x quantity in use => fee x quantity registered first",
    family=Family.LIFECYCLE,
    sign=Sign.EITHER,
    evidence="NTT East wireless LAN cards, notice of 2009-12-25: 4,795 customers over, 6,858 under",
    case=_quantity_first_registered,
)
