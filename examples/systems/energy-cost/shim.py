"""energy-cost behind the wire format: contracts, readings and changes of plan in, a bill for each calendar period out.

The engine gives floats and rounds nothing. What it gives is read to eight decimals, where the float's own noise ends,
and then rounded to the cent as the terms of this folder say: the net amount and the tax each once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from math import isnan

from asking import Asking
from meter import Reading
from months import months_after, period_start
from tariffs import TARIFFS, Tariff
from yakkan.shim import Bill, Contract, Event, Refuse, serve

_ONE_DAY = timedelta(days=1)
_NOISE = Decimal("0.00000001")
_CENT = Decimal("0.01")

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "energy-cost",
    "version": version("energy-cost"),
    "capabilities": {
        "lines": False,
        "tax": True,
        "clock": "free",
        "runs": False,
        "late": False,
        "fractions": False,
        "contracts": 1,
        "events": ["reading", "change", "cancellation"],
        "tariffs": list(TARIFFS),
    },
}


@dataclass(slots=True)
class _Account:
    """A contract and what was reported of it; `end` is the day after the last one billed."""

    contract: Contract
    tariff: Tariff
    plans: list[tuple[date, str]]
    readings: list[Reading] = field(default_factory=list)
    end: date | None = None
    read_ids: set[str] = field(default_factory=set)

    def read(self, event: Event) -> None:
        """Take a reading of use; one reported again under its id counts once."""
        if "kwh" not in event.data:
            raise Refuse("no-use", "the engine does not accept readings of a register")
        name = event.data.get("id")
        if name is None or name not in self.read_ids:
            self.readings.append(Reading(event.on, Decimal(event.data["kwh"])))
        self.read_ids.add(name or "")


class Play:
    """One case: its events are collected in order and billed at the end, since the engine prices whole series."""

    runs_when_due = True

    def __init__(self) -> None:
        self._accounts: dict[str, _Account] = {}
        self._through: date | None = None

    def open(self, contract: Contract) -> None:
        """Take a contract of one of the tariffs."""
        plans = [(contract.start, contract.attributes.get("plan", ""))]
        self._accounts[contract.id] = _Account(contract, TARIFFS[contract.tariff], plans)

    def apply(self, contract: Contract, event: Event) -> None:
        """Take a reading, a change of plan or the end."""
        account = self._accounts[contract.id]
        match event.type:
            case "reading":
                account.read(event)
            case "change":
                account.plans.append((event.on, event.data["attributes"]["plan"]))
            case "cancellation":
                account.end = event.on + _ONE_DAY
            case other:
                raise Refuse("unknown-event", f"the engine does not know {other}")

    def run(self, day: date) -> None:
        """Remember how far to bill."""
        self._through = day

    def bills(self) -> Iterator[Bill]:
        """A bill for each calendar period that is over and has a day in service."""
        for account in self._accounts.values():
            yield from _bills(account, self._through)


def _bills(account: _Account, through: date | None) -> Iterator[Bill]:
    """A bill for each calendar period with a day in service that is over on `through`."""
    spans = list(_spans(account, through))
    if not spans:
        return
    asking = Asking(account.contract, account.tariff, account.plans, account.readings, account.end)
    for opens, closes in spans:
        net, tax = asking.amounts(opens, closes)
        if isnan(net):
            raise Refuse("no-figure", f"the engine gives NaN for the bill from {opens} to {closes - _ONE_DAY}")
        total = _cents(net) + (_cents(tax) if tax is not None else 0)
        yield Bill(opens, closes - _ONE_DAY, total, account.contract.id, tax=None if tax is None else _cents(tax))


def _spans(account: _Account, through: date | None) -> Iterator[tuple[date, date]]:
    """For each bill its first day and the day after its last one."""
    start, months = account.contract.start, account.tariff.months
    first = period_start(start, months)
    while through is not None and (account.end is None or first < account.end):
        end = months_after(first, months)
        if end > through:
            return
        yield max(first, start), min(end, account.end or end)
        first = end


def _cents(amount: float) -> Decimal:
    return Decimal(repr(amount)).quantize(_NOISE).quantize(_CENT, ROUND_HALF_UP)


if __name__ == "__main__":
    raise SystemExit(serve(SYSTEM, Play))
