"""What happened to a contract: its start, its attributes, its readings and its events, and how far to bill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class MeterReading:
    """A reading on a day, with the use since the reading before it (kWh, m3)."""

    on: date
    used: Fraction


@dataclass(frozen=True, slots=True)
class QuantityChange:
    """From the day `on` the contract has `quantity` of an item; on the start day it is the first registered."""

    on: date
    item: str
    quantity: Fraction
    received: date | None = None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """From the day `on` the contract has another tariff or other attributes; what is not named stays."""

    on: date
    tariff: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """The customer and the company name `end` as the end day; the company learns of it on `received`."""

    end: date
    received: date | None = None


Event = MeterReading | QuantityChange | PlanChange | Cancellation


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
        """The cancellation, if there is one; of several the last."""
        found = [event for event in self.events if isinstance(event, Cancellation)]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Case:
    """The contracts of one customer, and the day up to which bills are asked for (that day included).

    `runs` are the days on which billing is run, each at its end; None means when due.
    """

    id: str
    contracts: tuple[Contract, ...]
    bill_through: date
    runs: tuple[date, ...] | None = None
