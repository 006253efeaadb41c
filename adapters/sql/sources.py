"""The values of a case, by the names that a mapping file uses for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ...oracle import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    event_day,
    received_day,
)
from .shapes import Each, Run

Value = str | int | bool | date | Fraction | None
Kind = Literal["text", "number", "day", "amount", "flag", "any"]

_CASE: dict[str, Kind] = {"case.id": "text", "case.bill_through": "day"}
_RUN: dict[str, Kind] = {"run.on": "day", "run.number": "number"}
_CONTRACT: dict[str, Kind] = {
    "contract.id": "text",
    "contract.number": "number",
    "contract.tariff": "text",
    "contract.start": "day",
    "contract.end": "day",
}
_EVENT: dict[str, Kind] = {
    "event.type": "text",
    "event.number": "number",
    "event.on": "day",
    "event.received": "day",
    "event.item": "text",
    "event.quantity": "amount",
    "event.kwh": "amount",
    "event.register": "amount",
    "event.estimated": "flag",
    "event.id": "text",
    "event.final": "amount",
    "event.initial": "amount",
    "event.tariff": "text",
}
_ATTRIBUTE: dict[str, Kind] = {"attribute.name": "text", "attribute.value": "text"}
_READING_DAY: dict[str, Kind] = {"reading_day.on": "day", "reading_day.number": "number"}
KINDS: dict[Each, dict[str, Kind]] = {
    "case": _CASE,
    "run": _CASE | _RUN,
    "contract": _CASE | _CONTRACT,
    "attribute": _CASE | _CONTRACT | _ATTRIBUTE,
    "reading-day": _CASE | _CONTRACT | _READING_DAY,
    "event": _CASE | _CONTRACT | _EVENT,
}
"""The sources that each kind of row can have, and their kinds of value."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The values available to a row or a statement; `contract` is None if it is not for a single contract."""

    values: Mapping[str, Value]
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class KnownItem:
    """One thing to write: a case, contract, event, … of which the company knows from the day `known` on."""

    each: Each
    known: date
    scope: Scope


def case_scope(case: Case) -> Scope:
    """The values of the whole case."""
    return Scope({"case.id": case.id, "case.bill_through": case.bill_through})


def contract_scopes(case: Case) -> list[Scope]:
    """The values of each contract."""
    above = case_scope(case).values
    return [
        Scope({**above, **_contract(contract, number)}, contract.id)
        for number, contract in enumerate(case.contracts, 1)
    ]


def run_scope(case: Case, day: date, number: int) -> Scope:
    """The values of a billing run at the end of `day`."""
    return Scope({**case_scope(case).values, "run.on": day, "run.number": number})


def run_days(case: Case, run: Run | None) -> list[date]:
    """The days at whose end billing is run; none if the mapping has no run."""
    if run is None:
        return []
    if case.runs is not None:
        return list(case.runs)
    if run.when_due == "bill-through":
        return [case.bill_through]
    first = min(map(_opened, case.contracts))
    return [first + timedelta(days=passed) for passed in range((case.bill_through - first).days + 1)]


def run_items(case: Case, run: Run | None) -> list[KnownItem]:
    """The billing runs of a case, for rows with each = "run"."""
    return [KnownItem("run", day, run_scope(case, day, number)) for number, day in enumerate(run_days(case, run), 1)]


def known_items(case: Case) -> list[KnownItem]:
    """All items of a case, contract by contract, each with the day on which the company learns of it.

    A contract is known from its start day, or earlier if one of its events is.
    """
    items = [KnownItem("case", min(map(_opened, case.contracts)), case_scope(case))]
    for contract, scope in zip(case.contracts, contract_scopes(case), strict=True):
        opened = _opened(contract)
        items.append(KnownItem("contract", opened, scope))
        for name, text in contract.attributes.items():
            items.append(
                KnownItem("attribute", opened, _with(scope, {"attribute.name": name, "attribute.value": text}))
            )
        for number, day in enumerate(contract.readings, 1):
            items.append(
                KnownItem("reading-day", opened, _with(scope, {"reading_day.on": day, "reading_day.number": number}))
            )
        for number, event in enumerate(contract.events, 1):
            values = {**event_values(event), "event.number": number}
            items.append(KnownItem("event", received_day(event), _with(scope, values)))
    return items


def event_values(event: Event) -> dict[str, Value]:
    """The values of an event, by source; those it does not have are absent."""
    values = _values_of(event)
    always: dict[str, Value] = {
        "event.type": event.kind.value,
        "event.on": event_day(event),
        "event.received": received_day(event),
    }
    return always | {f"event.{key}": value for key, value in values.items() if value is not None}


def _values_of(event: Event) -> dict[str, Value]:
    match event:
        case MeterReading():
            flag = True if event.estimated else None
            return {"kwh": event.used, "register": event.register, "estimated": flag, "id": event.id}
        case MeterReplacement():
            return {"final": event.final, "initial": event.initial}
        case QuantityChange():
            return {"item": event.item, "quantity": event.quantity}
        case PlanChange():
            attributes = {f"attribute.{name}": text for name, text in event.attributes.items()}
            return {"tariff": event.tariff, **attributes}
        case Suspension() | Resumption() | Cancellation() | Withdrawal():
            return {}


def _opened(contract: Contract) -> date:
    return min([contract.start, *map(received_day, contract.events)])


def _contract(contract: Contract, number: int) -> dict[str, Value]:
    standing = contract.cancellation
    return {
        "contract.id": contract.id,
        "contract.number": number,
        "contract.tariff": contract.tariff,
        "contract.start": contract.start,
        "contract.end": standing.end if standing else None,
        **{f"attribute.{name}": text for name, text in contract.attributes.items()},
    }


def _with(scope: Scope, values: Mapping[str, Value]) -> Scope:
    return Scope({**scope.values, **values}, scope.contract)


def sources_allowed(each: Each, keys: Mapping[str, Each]) -> Iterator[str]:
    """The names that a row of this kind can have, for a hint."""
    yield from KINDS[each]
    yield from (f"key.{name}" for name in keys)
    if each != "case":
        yield "attribute.NAME"
