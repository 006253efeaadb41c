"""A case of the wire format, and its steps in the order in which the company learns of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_OPENED, _EVENT, _RUN = range(3)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as it was made.

    `start` is the agreed start day, `readings` the scheduled reading days. `key` is the id to use inside the engine. It
    differs each time the program is started, so that a case can be played again after a crash.
    """

    id: str
    tariff: str
    start: date
    attributes: Mapping[str, str]
    readings: tuple[date, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a contract.

    `type` is its name on the wire. `on` is its day: for a cancellation the named end day, for a withdrawal the day on
    which it is received. `received` is the day on which the company learns of it; None means the day itself. `data` is
    the JSON object.
    """

    type: str
    on: date
    received: date | None
    data: Mapping[str, Any]

    @property
    def known(self) -> date:
        """The day on which the company learns of it."""
        return self.received or self.on


@dataclass(frozen=True, slots=True)
class Case:
    """Contracts with their events, the days of billing runs (None: when due) and the last day of wanted bills."""

    id: str
    contracts: tuple[tuple[Contract, tuple[Event, ...]], ...]
    runs: tuple[date, ...] | None
    bill_through: date


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on a day: open `contract`, apply `event` to it, or run billing if there is no contract."""

    day: date
    contract: Contract | None = None
    event: Event | None = None


def read_case(value: Mapping[str, Any], token: str = "") -> Case:
    """The case of a JSON object of the wire format; unknown keys are ignored.

    `token` is appended to the keys of its contracts.

    Raises:
        KeyError: a required key is missing.
        ValueError: a day is not a date.
    """
    name = value["case"]
    histories = value.get("contracts", [value])
    contracts = tuple(_history(one, f"{name}-{number}", token) for number, one in enumerate(histories, 1))
    runs = value.get("runs")
    return Case(name, contracts, None if runs is None else _days(runs), date.fromisoformat(value["bill_through"]))


def steps(case: Case) -> Iterator[Step]:
    """All steps up to and including `bill_through`, in the order in which the company learns of them.

    On each day contracts are opened, then events applied in the order given, then billing is run. If the case has no
    `runs`, no step is a run.
    """
    found: list[tuple[date, int, Step]] = []
    for contract, events in case.contracts:
        opened = min([contract.start, *(event.known for event in events)])
        found.append((opened, _OPENED, Step(opened, contract)))
        found += [(event.known, _EVENT, Step(event.known, contract, event)) for event in events]
    found += [(day, _RUN, Step(day)) for day in case.runs or ()]
    found.sort(key=lambda one: one[:2])  # stable: what happens on one day stays in the order given
    return (step for day, _, step in found if day <= case.bill_through)


def _history(value: Mapping[str, Any], name: str, token: str) -> tuple[Contract, tuple[Event, ...]]:
    made = value["contract"]
    called = made.get("id") or name
    contract = Contract(
        called,
        value["tariff"],
        date.fromisoformat(made["start"]),
        made.get("attributes") or {},
        _days(value.get("readings") or ()),
        f"{called}-{token}" if token else called,
    )
    return contract, tuple(_event(one) for one in value.get("events") or ())


def _event(value: Mapping[str, Any]) -> Event:
    received = date.fromisoformat(value["received"]) if value.get("received") else None
    on = value.get("on") or value.get("end") or value["received"]
    return Event(value["type"], date.fromisoformat(on), received, value)


def _days(days: Any) -> tuple[date, ...]:  # noqa: ANN401  # JSON
    return tuple(date.fromisoformat(day) for day in days)
