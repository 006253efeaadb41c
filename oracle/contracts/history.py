"""What happened to a contract: its start, its attributes, its readings and its events, and how far to bill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar


class EventKind(StrEnum):
    """The kinds of events, each with the name that it has on the wire, in mappings and in a system's capabilities."""

    READING = "reading"
    METER = "meter"
    QUANTITY = "quantity"
    CHANGE = "change"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    CANCELLATION = "cancellation"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class MeterReading:
    """A reading on a day: `used` since the reading before it (kWh, m3), or what the `register` shows.

    The first reading of a register says only where it stood. An `estimated` one was not read. A reading with the `id`
    of one told before is that reading told again.
    """

    kind: ClassVar = EventKind.READING

    on: date
    used: Fraction | None = None
    register: Fraction | None = None
    estimated: bool = False
    received: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class MeterReplacement:
    """On the day `on` the old meter's register showed `final`, and the new one's `initial`."""

    kind: ClassVar = EventKind.METER

    on: date
    final: Fraction
    initial: Fraction
    received: date | None = None


@dataclass(frozen=True, slots=True)
class QuantityChange:
    """From the day `on` the contract has `quantity` of an item; on the start day it is the quantity registered
    first."""

    kind: ClassVar = EventKind.QUANTITY

    on: date
    item: str
    quantity: Fraction
    received: date | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """On the day `on` the contract gets another tariff or other attributes; what is not named stays."""

    kind: ClassVar = EventKind.CHANGE

    on: date
    tariff: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Suspension:
    """The service is suspended on the day `on`."""

    kind: ClassVar = EventKind.SUSPENSION

    on: date
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Resumption:
    """The service is taken up again on the day `on`."""

    kind: ClassVar = EventKind.RESUMPTION

    on: date
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """The customer and the company name `end` as the end day; the company learns of it on `received`."""

    kind: ClassVar = EventKind.CANCELLATION

    end: date
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """On `received` the last cancellation that the company has learned of is taken back."""

    kind: ClassVar = EventKind.WITHDRAWAL

    received: date


Event = (
    MeterReading | MeterReplacement | QuantityChange | PlanChange | Suspension | Resumption | Cancellation | Withdrawal
)


def event_day(event: Event) -> date:
    """The day an event is about."""
    match event:
        case Cancellation():
            return event.end
        case Withdrawal():
            return event.received
        case _:
            return event.on


def received_day(event: Event) -> date:
    """The day at whose end the company knows of an event: the day itself where nothing else is said."""
    return event.received or event_day(event)


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract. `start` is the day named as its start; whether it is billed is for the terms to say.

    `readings` are the scheduled reading days, in order; empty where billing does not go by readings.
    """

    id: str
    tariff: str
    start: date
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    readings: tuple[date, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def cancellation(self) -> Cancellation | None:
        """The cancellation that stands: of those told, in the order of the events, the last one not withdrawn."""
        standing: list[Cancellation] = []
        for event in self.events:
            if isinstance(event, Cancellation):
                standing.append(event)
            elif isinstance(event, Withdrawal) and standing:
                standing.pop()
        return standing[-1] if standing else None


def without_repeats(contract: Contract) -> Contract:
    """The contract without readings told again: of those with one id the one that the company learned of first."""
    first: dict[str, int] = {}
    for number, event in enumerate(contract.events):
        if isinstance(event, MeterReading) and event.id is not None:
            known = first.setdefault(event.id, number)
            if received_day(event) < received_day(contract.events[known]):
                first[event.id] = number
    if not first:
        return contract
    kept = (
        event
        for number, event in enumerate(contract.events)
        if not isinstance(event, MeterReading) or event.id is None or first[event.id] == number
    )
    return replace(contract, events=tuple(kept))


@dataclass(frozen=True, slots=True)
class Case:
    """The contracts of one customer, and the day up to which bills are asked for (that day included).

    `runs` are the days on which billing is run, each at its end; None means when due.
    """

    id: str
    contracts: tuple[Contract, ...]
    bill_through: date
    runs: tuple[date, ...] | None = None
