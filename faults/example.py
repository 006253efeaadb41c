"""Minimal cases that show faults, each under a shipped document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

from ..oracle import Book, Cancellation, Case, Contract, Event, MeterReading, PlanChange, load_terms


@dataclass(frozen=True, slots=True)
class Example:
    """A case under the terms at `document`, a document or folder below the shipped ones."""

    document: str
    case: Case

    @property
    def path(self) -> Path:
        """The path of the terms."""
        return Path(str(files("yakkan.terms"))).joinpath(self.document)

    def book(self) -> Book:
        """The terms of the case, loaded from the document.

        Raises:
            TermsError: they have problems.
        """
        return load_terms(self.path)


def day(text: str) -> date:
    """A day in ISO form."""
    return date.fromisoformat(text)


def days(text: str) -> tuple[date, ...]:
    """Days in ISO form, separated by blanks."""
    return tuple(map(day, text.split()))


def used(on: str, units: int, name: str | None = None) -> MeterReading:
    """A reading of `units` used since the previous reading."""
    return MeterReading(day(on), Fraction(units), id=name)


def register(on: str, shown: int) -> MeterReading:
    """A reading of a register."""
    return MeterReading(day(on), register=Fraction(shown))


def change(on: str, received: str | None = None, **attributes: str) -> PlanChange:
    """A change of attributes, received on its day by default."""
    return PlanChange(day(on), None, attributes, None if received is None else day(received))


def contract(
    tariff: str, start: str, attributes: Mapping[str, str], *events: Event, readings: str = "", name: str = "example-1"
) -> Contract:
    """A contract of an example."""
    return Contract(name, tariff, day(start), dict(attributes), days(readings), events)


def example(document: str, through: str, *contracts: Contract, runs: str | None = None) -> Example:
    """A case of these contracts under a shipped document."""
    return Example(document, Case("example", contracts, day(through), None if runs is None else days(runs)))


def monthly(
    start: str, through: str, *events: Event, fee: int = 9000, runs: str | None = None, **attributes: str
) -> Example:
    """A contract of the monthly plan."""
    given = {"monthly_fee": str(fee), "support": "none", "trial": "no"} | attributes
    one = contract("monthly-plan-example", start, given, *events)
    return example("monthly-plan-example", through, one, runs=runs)


def quarterly(start: str, through: str, *events: Event, fee: int) -> Example:
    """A contract of the quarterly plan, paid ahead."""
    one = contract("quarterly-plan-example", start, {"fee": str(fee)}, *events)
    return example("quarterly-plan-example", through, one)


def yearly(start: str, through: str, *events: Event) -> Example:
    """A contract of the yearly plan for 36,500 a year, paid ahead."""
    return example("yearly-plan-example", through, contract("yearly-plan-example", start, {"fee": "36500"}, *events))


def electricity(start: str, readings: str, *events: Event, fee: int = 3000, minimum: str = "none") -> Example:
    """A contract of the electricity example, billed up to its last reading day."""
    given = {"basic_fee": str(fee), "minimum": minimum}
    one = contract("electricity-example", start, given, *events, readings=readings)
    return example("electricity-example", readings.rsplit(maxsplit=1)[-1], one)


def metered(through: str, *events: Event) -> Example:
    """A contract of the metered service from 1 January 2024 to `through`."""
    one = contract("metered-month-example", "2024-01-01", {}, *events, Cancellation(day(through)))
    return example("metered-month-example", through, one)


def office(start: str, through: str, *, runs: str | None = None) -> Example:
    """A contract of the office plan."""
    return example("office-plan-example", through, contract("office-plan-example", start, {}), runs=runs)


def euro(start: str, through: str, **attributes: str) -> Example:
    """A contract of the plan in euros for 10.00 a month."""
    given = {"fee": "10", "credit": "0", "backup": "no", "coupon": "no"} | attributes
    return example("euro-plan-example", through, contract("euro-plan-example", start, given))


def saas(start: str, through: str, *events: Event) -> Example:
    """A contract of the subscription in dollars, with its trial of 14 days."""
    return example("saas-example", through, contract("saas-example", start, {"plan": "basic"}, *events))


def enex(start: str, readings: str, amperage: int = 60) -> Example:
    """A contract of the electricity notice under the terms of 2016, billed up to its last reading day."""
    one = contract("enex-low-voltage", start, {"amperage": str(amperage)}, readings=readings)
    return example("enex-low-voltage/2016-04-01.md", readings.rsplit(maxsplit=1)[-1], one)
