"""Cases as files: cases.ndjson, or contracts.csv, readings.csv and events.csv with the keys of the wire format."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Any, cast

from ...oracle import Case
from ..wire import write_case

CASES = "cases.ndjson"
CONTRACTS, READINGS, EVENTS = "contracts.csv", "readings.csv", "events.csv"
_OF_CONTRACTS = ("case", "contract", "tariff", "start", "bill_through", "runs")
_OF_READINGS = ("case", "contract", "on")
_OF_EVENTS = (
    "case",
    "contract",
    "type",
    "on",
    "received",
    "end",
    "kwh",
    "register",
    "estimated",
    "id",
    "final",
    "initial",
    "item",
    "quantity",
    "tariff",
)
_ATTRIBUTES = "attributes."
"""The prefix of an attribute's name in its column heading."""

_Row = dict[str, str]


class FolderFormat(StrEnum):
    """The file format of the cases in a folder."""

    NDJSON = "ndjson"
    CSV = "csv"


def cases_as_files(cases: Sequence[Case], kind: FolderFormat) -> dict[str, str]:
    """The texts of the files, by file name.

    Raises:
        WireError: a quantity has no finite decimal form.
    """
    return {CASES: cases_ndjson(cases)} if kind is FolderFormat.NDJSON else cases_csv(cases)


def cases_ndjson(cases: Iterable[Case]) -> str:
    """The cases, one per line, in ASCII.

    Raises:
        WireError: a quantity has no finite decimal form.
    """
    return "".join(json.dumps(write_case(case)) + "\n" for case in cases)


def cases_csv(cases: Iterable[Case]) -> dict[str, str]:
    """The texts of the three tables by file name: a row per contract, per scheduled reading day and per event.

    Each attribute has a column such as `attributes.amperage`; the days of `runs` are in one cell, separated by spaces.
    An event's row has the event's keys on the wire, and the rows of a contract are in the order of its events.

    Raises:
        WireError: a quantity has no finite decimal form.
    """
    tables: tuple[list[_Row], list[_Row], list[_Row]] = ([], [], [])
    for case in cases:
        wire = write_case(case)
        for history in cast("list[dict[str, Any]]", wire.get("contracts", [wire])):
            for table, more in zip(tables, _rows(wire, history), strict=True):
                table.extend(more)
    names = (CONTRACTS, READINGS, EVENTS)
    columns = (_OF_CONTRACTS, _OF_READINGS, _OF_EVENTS)
    return {name: _table(first, rows) for name, first, rows in zip(names, columns, tables, strict=True)}


def write_text(path: Path, text: str) -> None:
    """Write a file completely or not at all.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(text, encoding="utf-8", newline="")
    beside.replace(path)


def _rows(wire: Mapping[str, Any], history: Mapping[str, Any]) -> tuple[list[_Row], list[_Row], list[_Row]]:
    made = history["contract"]
    key: _Row = {"case": wire["case"], "contract": made["id"]}
    contract = key | {
        "tariff": history["tariff"],
        "start": made["start"],
        "bill_through": wire["bill_through"],
        "runs": " ".join(wire.get("runs", ())),
        **_attributes(made),
    }
    readings = [key | {"on": day} for day in history.get("readings", ())]
    return [contract], readings, [key | _event(event) for event in history.get("events", ())]


def _event(event: Mapping[str, Any]) -> _Row:
    plain: _Row = {name: "true" if value is True else value for name, value in event.items() if name != "attributes"}
    return plain | _attributes(event)


def _attributes(of: Mapping[str, Any]) -> _Row:
    return {f"{_ATTRIBUTES}{name}": value for name, value in of.get("attributes", {}).items()}


def _table(first: Sequence[str], rows: Sequence[_Row]) -> str:
    others = sorted({name for row in rows for name in row} - set(first))
    text = StringIO()
    writer = csv.DictWriter(text, [*first, *others], restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
