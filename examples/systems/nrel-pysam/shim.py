"""Utilityrate5 of NREL-PySAM behind the wire format: a bill for each calendar month of whole years.

The engine gives floats and rounds nothing. What it gives is read to eight decimals, where the float's own noise ends;
the total is then rounded to the cent as the terms of this folder say.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version

from engine import Month, year_of
from yakkan.shim import Bill, Contract, Event, Line, Refuse, serve

_ONE_DAY = timedelta(days=1)
_DECEMBER = 12
_SUMMER = range(6, 10)
_NOISE = Decimal("0.00000001")
_CENT = Decimal("0.01")

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "NREL-PySAM Utilityrate5",
    "version": version("NREL-PySAM"),
    "capabilities": {
        "lines": True,
        "tax": False,
        "clock": "free",
        "runs": False,
        "late": False,
        "contracts": 1,
        "spans": "whole-years",
        "events": ["reading", "cancellation"],
        "tariffs": ["tiers", "least-bill", "seasons"],
    },
}


@dataclass(slots=True)
class _Account:
    """A contract with the use of its months and the named end day."""

    contract: Contract
    kwh: dict[date, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    read_ids: set[str] = field(default_factory=set)
    end: date | None = None

    def read(self, event: Event) -> None:
        """Put the use of a reading into the month that it closes or lies in; one reported again counts once."""
        if "kwh" not in event.data:
            raise Refuse("no-use", "the engine does not accept readings of a register")
        name = event.data.get("id")
        if name is None or name not in self.read_ids:
            self.kwh[(event.on - _ONE_DAY).replace(day=1)] += Decimal(event.data["kwh"])
        self.read_ids.add(name or "")


class Play:
    """One case: its events are collected in order and billed at the end, since the engine computes whole years."""

    runs_when_due = True

    def __init__(self) -> None:
        self._accounts: dict[str, _Account] = {}
        self._through: date | None = None

    def open(self, contract: Contract) -> None:
        """Take a contract that starts with a year."""
        if (contract.start.month, contract.start.day) != (1, 1):
            raise Refuse("whole-years", f"the engine computes whole years; the contract starts on {contract.start}")
        self._accounts[contract.id] = _Account(contract)

    def apply(self, contract: Contract, event: Event) -> None:
        """Take a reading, or the end with a year."""
        account = self._accounts[contract.id]
        match event.type:
            case "reading":
                account.read(event)
            case "cancellation":
                if (event.on.month, event.on.day) != (_DECEMBER, 31):
                    raise Refuse("whole-years", f"the engine computes whole years; the contract ends on {event.on}")
                account.end = event.on
            case other:
                raise Refuse("unknown-event", f"the engine does not know {other}")

    def run(self, day: date) -> None:
        """Remember how far to bill."""
        self._through = day

    def bills(self) -> Iterator[Bill]:
        """A bill for each month in service that is over."""
        for account in self._accounts.values():
            yield from _bills(account, self._through or account.contract.start)


def _bills(account: _Account, through: date) -> Iterator[Bill]:
    contract = account.contract
    last_year = min(through, account.end or through).year
    for year in range(contract.start.year, last_year + 1):
        months = [date(year, number, 1) for number in range(1, _DECEMBER + 1)]
        costs = year_of(contract.tariff, year, [float(account.kwh[month]) for month in months])
        ends = [*months[1:], date(year + 1, 1, 1)]
        for first, end, cost in zip(months, ends, costs, strict=True):
            if end <= through:
                yield Bill(first, end - _ONE_DAY, _cents(cost.total), contract.id, lines=_lines(contract, first, cost))


def _lines(contract: Contract, month: date, cost: Month) -> list[Line]:
    energy = "energy" if contract.tariff != "seasons" else "summer" if month.month in _SUMMER else "winter"
    found = (("fixed", cost.fixed), (energy, cost.energy), ("least", cost.minimum))
    return [Line(item, _exact(amount)) for item, amount in found if amount]


def _exact(amount: float) -> Decimal:
    return Decimal(repr(amount)).quantize(_NOISE)


def _cents(amount: float) -> Decimal:
    return _exact(amount).quantize(_CENT, ROUND_HALF_UP)


if __name__ == "__main__":
    raise SystemExit(serve(SYSTEM, Play))
