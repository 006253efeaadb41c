"""bframe behind yakkan's wire format: contracts and prices as rows of its tables, invoices from its views."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
from bframelib import Client
from catalogue import TARIFFS, Tariff
from yakkan.shim import Bill, Contract, Event, Line, Refuse, serve

ONE_DAY = timedelta(days=1)
METERED = "BFRAME_METERED" in os.environ
"""Only metered prices. The last reading of a month comes a day after it, so billing is run then, not on chosen days."""
SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "bframelib",
    "version": "0.1.21",
    "capabilities": {
        "tax": False,
        "events": ["cancellation", "change", "quantity", "reading"],
        "tariffs": sorted(name for name, tariff in TARIFFS.items() if bool(tariff.use) is METERED),
        "runs": not METERED,
        "from": "2021-01-01",
        "through": "2031-12-31",
    },
}
FEE, UNITS, USE = 1, 2, 3


def opened() -> Client:
    """A database of its own for bframe, in memory, with the rows that any use of it needs."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'; SET threads = 1")
    ranges = {"rating_range": ["2021-01-01", "2032-01-01"], "stored_rating_range": ["2021-01-01", "2032-01-01"]}
    of = {"org_id": 1, "env_id": 1, "branch_id": 1}
    bframe = Client({**of, **ranges, "read_mode": "UNSTORED_VIRTUAL"}, con=connection)
    connection.execute("""
        INSERT INTO src.organizations (id, name) VALUES (1, 'company');
        INSERT INTO src.environments (id, org_id, name) VALUES (1, 1, 'production');
        INSERT INTO src.branches (id, org_id, env_id, name) VALUES (1, 1, 1, 'main');
        INSERT INTO src.products (org_id, env_id, branch_id, id, name, ptype)
          VALUES (1, 1, 1, 1, 'fee', 'FIXED'), (1, 1, 1, 2, 'units', 'FIXED');
        INSERT INTO src.products (org_id, env_id, branch_id, id, name, ptype, event_name, agg_property)
          VALUES (1, 1, 1, 3, 'use', 'EVENT', 'use', 'amount');
    """)
    return bframe


@dataclass(slots=True)
class Row:
    """A row of bframe's contracts: what holds from `effective` on. `version` counts its edits."""

    id: int
    effective: date
    plan: str
    quantity: Decimal
    version: int = 0
    ineffective: date | None = None


@dataclass(slots=True)
class Held:
    """A contract of the case as it stands in bframe; `ended` is the day after its last one, as bframe has it."""

    contract: Contract
    tariff: Tariff
    rows: list[Row] = field(default_factory=list)
    ended: date | None = None


class Play:
    """One case. Invoices are stored when billing is run: what is stored is not made again by bframe."""

    def __init__(self) -> None:
        """A database for the case alone."""
        self._bframe = opened()
        self._held: dict[str, Held] = {}
        self._pending: date | None = None
        self._stored: date | None = None
        self._last_id = 0

    def open(self, contract: Contract) -> None:
        """A customer, a contract and its prices."""
        if contract.tariff not in TARIFFS:
            raise Refuse("tariff", f"no prices for {contract.tariff}")
        self._store()
        held = Held(contract, TARIFFS[contract.tariff])
        self._held[contract.id] = held
        self._sql(
            "INSERT INTO src.customers (org_id, env_id, branch_id, id, durable_id, name) VALUES (1, 1, 1, ?, ?, ?)",
            self._new_id(),
            contract.key,
            contract.key,
        )
        held.rows.append(Row(self._new_id(), contract.start, contract.attributes.get("plan", ""), Decimal(0)))
        self._save(held, held.rows[0])

    def apply(self, contract: Contract, event: Event) -> None:
        """An edit or an amendment of the contract, or a metered event."""
        self._store()
        held = self._held[contract.id]
        match event.type:
            case "cancellation":
                self._end(held, event.on + ONE_DAY)
            case "change":
                if event.data.get("tariff", contract.tariff) != contract.tariff:
                    raise Refuse("change", "a change of tariff needs another contract in bframe")
                plan = event.data.get("attributes", {}).get("plan")
                self._amend(held, event.on, plan, None)
            case "quantity":
                self._amend(held, event.on, None, Decimal(event.data["quantity"]))
            case "reading":
                self._meter(contract, event)
            case other:
                raise Refuse("event", f"bframe has no {other}")

    def run(self, day: date) -> None:
        """Store what is final at the end of the day.

        Days without an event in between are stored together: what is final stays final.
        """
        if self._pending == day:
            self._store()
        self._pending = day

    def bills(self) -> Iterator[Bill]:
        """The stored invoices with their line items."""
        self._store()
        names = {held.contract.key: held.contract.id for held in self._held.values()}
        tariffs = {held.contract.key: held.tariff for held in self._held.values()}
        columns = "id, contract_id, started_at, ended_at, total"
        found = self._sql(f"SELECT {columns} FROM src.invoices ORDER BY created_at, ended_at, id")  # noqa: S608
        for invoice, key, started, ended, total in found:
            items = {FEE: "fee", UNITS: tariffs[key].item, USE: "use"}
            lines = self._sql(
                "SELECT product_uid, amount, quantity FROM src.line_items WHERE invoice_id = ? ORDER BY id", invoice
            )
            found_lines = [Line(items[product], amount, quantity) for product, amount, quantity in lines]
            yield Bill(started.date(), ended.date() - ONE_DAY, total, contract=names[key], lines=found_lines)

    def remove(self) -> None:
        """The whole database."""
        self._bframe.con.close()

    def _amend(self, held: Held, on: date, plan: str | None, quantity: Decimal | None) -> None:
        if held.ended is not None and on >= held.ended:
            raise Refuse("change", "the contract ended before the change")
        self._stored = None
        before = held.rows[-1]
        if on < before.effective:
            raise Refuse("change", "changes must be reported in the order of their days")
        plan = before.plan if plan is None else plan
        quantity = before.quantity if quantity is None else quantity
        if on == before.effective:
            before.plan, before.quantity = plan, quantity
        else:
            before.ineffective = on
            held.rows.append(Row(self._new_id(), on, plan, quantity))
        before.version += 1
        self._save(held, before)
        if before is not held.rows[-1]:
            self._save(held, held.rows[-1])

    def _end(self, held: Held, ended: date) -> None:
        if any(row.effective >= ended for row in held.rows):
            raise Refuse("cancellation", "the contract is changed after its end")
        held.ended, self._stored = ended, None
        for row in held.rows:
            row.version += 1
            self._save(held, row)

    def _save(self, held: Held, row: Row) -> None:
        """The row, or an edit of it: bframe takes the highest version."""
        self._sql(
            "INSERT INTO src.contracts (org_id, env_id, branch_id, id, durable_id, customer_id, started_at, ended_at,"
            " effective_at, ineffective_at, version) VALUES (1, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?)",
            row.id,
            held.contract.key,
            held.contract.key,
            held.contract.start,
            held.ended,
            row.effective,
            row.ineffective,
            row.version,
        )
        tariff = held.tariff
        prices = [(FEE, tariff.fee.get(row.plan), None), (UNITS, tariff.unit, row.quantity), (USE, tariff.use, None)]
        for product, price, quantity in prices:
            if price:
                self._sql(
                    "INSERT INTO src.contract_prices (org_id, env_id, branch_id, id, product_uid, contract_uid, price,"
                    " invoice_delivery, invoice_schedule, fixed_quantity, prorate, version)"
                    " VALUES (1, 1, 1, ?, ?, ?, ?, 'ARREARS', 1, ?, ?, ?)",
                    10 * row.id + product,
                    product,
                    row.id,
                    price,
                    quantity,
                    tariff.prorate and product != USE,
                    row.version,
                )

    def _meter(self, contract: Contract, event: Event) -> None:
        if "kwh" not in event.data or event.data.get("estimated"):
            raise Refuse("reading", "bframe has no registers and no estimates")
        amount = event.data["kwh"]
        used = event.on - ONE_DAY  # a reading closes the days before it on which the contract is in force
        ended = self._held[contract.id].ended
        used = used if ended is None else min(used, ended - ONE_DAY)
        noon = datetime(used.year, used.month, used.day, 12, tzinfo=UTC)
        self._sql(
            "INSERT INTO src.events (org_id, env_id, branch_id, transaction_id, customer_id, properties, metered_at,"
            " received_at) VALUES (1, 1, 1, ?, ?, json_object('name', 'use', 'amount', ?::VARCHAR), ?, ?)",
            f"{contract.key}-{event.data.get('id') or self._new_id()}",
            contract.key,
            amount,
            noon,
            noon,
        )

    def _store(self) -> None:
        """What is final at the end of the pending day and not stored yet, by bframe's own views."""
        if self._pending is None:
            return
        end = self._pending.replace(day=1) if METERED else self._pending + ONE_DAY
        self._pending = None
        if not self._final(end):
            return
        self._stored = end
        self._bframe.set_config({"rating_as_of_dt": str(end)})
        common = "id, org_id, env_id, branch_id, contract_id, invoice_delivery, started_at, ended_at, status"
        items = f"{common}, contract_price_uid, product_uid, effective_at, ineffective_at, invoice_id, quantity, amount"
        invoices = f"{common}, total"
        for table, columns in (("line_items", items), ("invoices", invoices)):
            self._bframe.execute(
                f"INSERT INTO src.{table} ({columns}) SELECT {columns} FROM bframe.{table} WHERE status = 'FINALIZED'"  # noqa: S608
            )

    def _final(self, end: date) -> bool:
        """True if a month or a contract has ended since the last time, so that more is final than before."""
        ends = {held.ended for held in self._held.values()} | {end.replace(day=1)}
        return any(one is not None and one <= end and (self._stored is None or one > self._stored) for one in ends)

    def _sql(self, statement: str, *values: object) -> list[tuple]:
        return self._bframe.con.execute(statement, list(values)).fetchall()

    def _new_id(self) -> int:
        self._last_id += 1
        return self._last_id


if __name__ == "__main__":
    sys.exit(serve(SYSTEM, Play))
