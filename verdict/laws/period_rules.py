"""Just enough terms for the laws: documents that state how time is divided into periods, but no prices.

A document must state the header (`tariff`, `language`, `currency`, `effective`, `source`) and `[period]`. The last
period is known only where it states `cancellation` in `[service]`. Attributes, `[change]`, `[suspension]`, `[billing]`
and charges, which may omit their prices, are used where they are stated. Everything else is filled in, so that the rest
of the product reads such a document like any other. What was filled in is recorded, so that no law relies on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from ...oracle import Book, Problem, Terms, TermsError, book_of, codes
from ...oracle.documents import Document, build_terms, read_document
from .context import UnstatedTables

Table = dict[str, Any]

_NOT_STATED = "not stated"
_SERVICE: Mapping[str, str] = {
    "start_day": "billed",
    "end_day": "billed",
    "same_day": "as-counted",
    "cancellation": "on-end-day",
    "first_period": "charged",
}
_TABLES: Mapping[str, Table] = {
    "versions": {"in_force_on": "last-billed-day"},
    "proration": {"trigger": "never"},
    "rounding": {"line": "exact", "total": "exact"},
    "tax": {"prices": "outside-tax"},
}
_OPTIONAL = ("billing", "change", "suspension", "usage")
"""Tables whose absence means something in complete terms, but nothing in a document without prices."""
_UNPRICED = frozenset({"fixed", "per-quantity", "minimum", "one-off", "termination"})


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """Documents read for the laws alone. `silent` are the tables, and the settings of `[service]`, that they do not
    state."""

    book: Book
    silent: UnstatedTables


def load_period_rules(*paths: Path) -> PeriodRules:
    """Read the documents at `paths`, which are files or folders. Complete terms are accepted as they are.

    Raises:
        TermsError: the documents have problems; it carries every one, also those of the versions taken together.
    """
    problems: list[Problem] = []
    loaded: list[tuple[Terms, frozenset[str]]] = []
    for file in [file for path in paths for file in _files(path)]:
        try:
            document, silent = _filled(read_document(file))
            loaded.append((build_terms(document), silent))
        except TermsError as error:
            problems.extend(error.problems)
    if problems:
        raise TermsError(problems)
    silent_of: dict[str, frozenset[str]] = {}
    for terms, silent in loaded:
        silent_of[terms.tariff] = silent_of.get(terms.tariff, frozenset()) | silent
    return PeriodRules(book_of(terms for terms, _ in loaded), silent_of)


def _filled(document: Document) -> tuple[Document, frozenset[str]]:
    """The document with everything that terms must have filled in, and the names of what was filled in."""
    table: Table = dict(document.table)
    silent = {name for name in _TABLES if name not in table}
    for name in silent:
        table[name] = dict(_TABLES[name])
    stated: object = table.get("service", {})
    if isinstance(stated, dict):
        service = cast("Table", stated)
        silent |= {f"service.{key}" for key in _SERVICE if key not in service}
        table["service"] = {**_SERVICE, **service}
    silent |= set(_charges(table))
    if silent:
        silent |= {name for name in _OPTIONAL if name not in table}
    return replace(document, table=table), frozenset(silent)


def _charges(table: Table) -> Iterator[str]:
    """Give every charge without a price a price of 0, in place; yield the names of what was filled in."""
    rows: object = table.get("charge")
    if not isinstance(rows, list):
        if rows is None:
            table["charge"] = [{"item": "fee", "kind": "fixed", "price": [_price(table)]}]
            yield "charge"
        return
    filled: list[object] = []
    for row in cast("list[object]", rows):
        if not isinstance(row, dict):
            filled.append(row)
            continue
        charge = cast("Table", row)
        made = _priced(table, charge)
        if made is not charge:
            yield "price"
            if charge.get("kind") == "adjustment":
                yield "adjustment"
        filled.append(made)
    table["charge"] = filled


def _priced(table: Table, charge: Table) -> Table:
    """The charge with a price; the same object where it has one already."""
    kind = charge.get("kind")
    if kind == "adjustment" and "month" not in charge:
        return {"item": charge.get("item"), "kind": "usage", "tiers": "graduated", "price": [_tiers(table)]}
    if "price" in charge or (kind == "discount" and "share" in charge):
        return charge
    if kind == "usage":
        return {**charge, "price": [_tiers(table)]}
    return {**charge, "price": [_price(table)]} if kind in _UNPRICED or kind == "discount" else charge


def _price(table: Table) -> Table:
    return {"since": table.get("effective"), "amount": 0, "source": _NOT_STATED}


def _tiers(table: Table) -> Table:
    return {"since": table.get("effective"), "tiers": [{"rate": 0}], "source": _NOT_STATED}


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*.md") if file.name != "README.md")
    if not found:
        raise TermsError(Problem(codes.UNREADABLE, str(path), "the folder holds no .md file"))
    return found
