"""The history of a contract: its start, attributes, readings and events, and the day up to which to bill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar


class EventKind(StrEnum):
    """The kinds of events. The values are the names used on the wire, in mappings and in a system's capabilities."""

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
    """A reading on a day: the use since the previous reading (`used`, in kWh or m3), or the value of the `register`.

    The first reading of a register is only its initial value. An `estimated` reading was not taken from the meter. A
    reading with the `id` of an earlier one is a repetition of it.
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
    """A new meter on the day `on`: the old register showed `final`, the new one `initial`."""

    kind: ClassVar = EventKind.METER

    on: date
    final: Fraction
    initial: Fraction
    received: date | None = None


@dataclass(frozen=True, slots=True)
class QuantityChange:
    """From the day `on` the contract has `quantity` of an item; a change on the start day is the initial
    registration."""

    kind: ClassVar = EventKind.QUANTITY

    on: date
    item: str
    quantity: Fraction
    received: date | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """On the day `on` the contract gets another tariff or other attributes; everything else stays."""

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
    """The service resumes on the day `on`."""

    kind: ClassVar = EventKind.RESUMPTION

    on: date
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """The contract is cancelled with `end` as the named end day; the company learns of it on `received`."""

    kind: ClassVar = EventKind.CANCELLATION

    end: date
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """On `received` the last cancellation that the company has learned of is withdrawn."""

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
    """The day at the end of which the company knows of an event: by default the day of the event itself."""
    return event.received or event_day(event)


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract. `start` is its named start day; the terms decide whether that day is billed.

    `readings` are the scheduled reading days, in order; empty if billing periods do not follow readings.
    """

    id: str
    tariff: str
    start: date
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    readings: tuple[date, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def cancellation(self) -> Cancellation | None:
        """The cancellation in effect: in the order of the events, the last one that is not withdrawn; None if there is
        none."""
        standing: list[Cancellation] = []
        for event in self.events:
            if isinstance(event, Cancellation):
                standing.append(event)
            elif isinstance(event, Withdrawal) and standing:
                standing.pop()
        return standing[-1] if standing else None


def without_repeats(contract: Contract) -> Contract:
    """The contract without repeated readings. Of several with the same id, the one received first is kept."""
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
    """The contracts of one customer, and the day up to and including which bills are asked for.

    `runs` are the days at the end of which billing is run; None means that bills are issued when due.
    """

    id: str
    contracts: tuple[Contract, ...]
    bill_through: date
    runs: tuple[date, ...] | None = None
