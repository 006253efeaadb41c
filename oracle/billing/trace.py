"""Which settings of the terms are read while a case is billed; a different value of any other setting has no effect.

A bill is traced in pieces: what decides which periods are billed, each line, and the total. To bill with other
settings, only the pieces that read them are computed again (`billing/again.py`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from ..contracts import Bill, Case, Contract, Life, Line, Part, parts_of, schedule_of, without_repeats
from ..documents import Book
from ..vocabulary import Rule, Terms
from .biller import bill_of, billed, merged, total_of_parts
from .charges import ChargeWork, line_of

_NOTE = "_yakkan_note"
Setting = tuple[str, date, str]
"""Tariff, effective day of the version, path (charges by item)."""
Read = frozenset[Setting]


@dataclass(frozen=True, slots=True)
class TracedLine:
    """A charge's line, None if it does not apply; the settings, and the amounts of other items, that it reads."""

    line: Line | None
    read: Read
    items: frozenset[str]


@dataclass(frozen=True, slots=True)
class TracedBill:
    """A bill with the parts of its period, the lines of each part in the order of its charges, and the settings that
    its total reads."""

    bill: Bill
    parts: tuple[Part, ...]
    lines: tuple[tuple[TracedLine, ...], ...]
    read_by_total: Read


@dataclass(frozen=True, slots=True)
class Traced:
    """A case's bills, and the settings that were read to make them.

    `frame` are the settings that decide which periods are billed, with which days and when. `pieces` are the bills in
    their parts; None if a bill may be corrected, since that depends on the amounts of two bills.
    """

    bills: tuple[Bill, ...]
    read: Read
    frame: Read
    pieces: tuple[TracedBill, ...] | None


class Tracer:
    """The terms of a book in a form that notes which settings are read. Not thread-safe."""

    def __init__(self, book: Book) -> None:
        self._notes: set[Setting] = set()
        self._settings: set[Setting] = set()
        versions = {tariff: tuple(map(self._terms, of_tariff)) for tariff, of_tariff in book.versions.items()}
        self._book = Book(versions)

    def bill(self, case: Case) -> Traced:
        """Bill a case.

        Raises:
            CaseError: the case cannot be billed under these terms.
        """
        self._notes.clear()
        made: dict[int, TracedBill] = {}

        def compute(book: Book, life: Life, number: int, issued: date) -> Bill | None:
            parts = parts_of(book, life, number, issued)
            if not parts:
                return None
            traced = self._traced(parts)
            made[id(traced.bill)] = traced
            return traced.bill

        bills = billed(self._book, case, compute)
        learned_late = any(_learned_late(self._book, case, contract) for contract in case.contracts)
        frame, read = frozenset(self._notes), set(self._notes)
        for one in made.values():
            read |= one.read_by_total
            read.update(setting for lines in one.lines for line in lines for setting in line.read)
        pieces = None if learned_late else tuple(made[id(one)] for one in bills)
        return Traced(bills, frozenset(read), frame, pieces)

    def _traced(self, parts: tuple[Part, ...]) -> TracedBill:
        """The bill of the parts. Settings that its lines and its total read are noted with these, not with the
        frame."""
        frame = self._set_aside()
        lines = tuple(tuple(self._lines(part)) for part in parts)
        together = merged([[one.line for one in of_part if one.line is not None] for of_part in lines])
        self._forget(parts)
        total = total_of_parts(parts, together)
        read = frozenset(self._set_aside())
        self._notes.update(frame, (self.setting(one.terms.tariff, one.terms.effective, "charge") for one in parts))
        return TracedBill(bill_of(parts, together, total), parts, lines, read)

    def _lines(self, part: Part) -> Iterator[TracedLine]:
        amounts = _Amounts()
        for index, charge in enumerate(part.terms.charge):
            self._forget((part,))
            self._notes.clear()
            amounts.read.clear()
            line = line_of(ChargeWork(part, amounts), index, charge)
            read, items = frozenset(self._notes), frozenset(amounts.read)
            if line is not None:
                amounts[charge.item] = line.amount
            yield TracedLine(line, read, items)

    def _set_aside(self) -> set[Setting]:
        """Take the notes so far, and start with none."""
        notes = set(self._notes)
        self._notes.clear()
        return notes

    def _forget(self, parts: Collection[Part]) -> None:
        """Clear the caches of the terms: a cached result would hide the settings that it depends on."""
        for part in parts:
            part.terms.forget()

    def setting(self, tariff: str, effective: date, path: str) -> Setting:
        """The setting to look for among those read if `path` changes: for a row, a charge or a key of a table of
        amounts, it is the list or table that contains it."""
        while path and (tariff, effective, path) not in self._settings:
            path = path.rpartition(".")[0]
        return (tariff, effective, path)

    def _terms(self, terms: Terms) -> Terms:
        return cast("Terms", self._noted(terms, (terms.tariff, terms.effective), ""))

    def _noted(self, value: object, version: tuple[str, date], path: str) -> object:
        if isinstance(value, Rule):
            prefix = f"{path}." if path else ""
            self._settings.update((*version, prefix + name) for name in type(value).model_fields)
            inner: dict[str, Any] = {name: self._noted(one, version, prefix + name) for name, one in _fields(value)}
            noted = _noting(type(value)).model_construct(None, **inner)
            vars(noted)[_NOTE] = (self._notes, version, prefix)
            return noted
        if isinstance(value, tuple):
            rows = cast("tuple[object, ...]", value)
            return tuple(self._noted(row, version, f"{path}.{_name(row, number)}") for number, row in enumerate(rows))
        return value


def _learned_late(book: Book, case: Case, contract: Contract) -> bool:
    return schedule_of(book, case, without_repeats(contract)).late is not None


class _Amounts(dict[str, Any]):
    """The amounts of a part's lines by item, which notes the items that are looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.read: set[str] = set()

    def __contains__(self, item: object) -> bool:
        self.read.add(str(item))
        return super().__contains__(item)

    def __getitem__(self, item: str) -> Any:  # noqa: ANN401  # an amount
        self.read.add(item)
        return super().__getitem__(item)

    def get(self, item: str, default: Any = None) -> Any:  # noqa: ANN401  # an amount
        self.read.add(item)
        return super().get(item, default)


def _fields(rule: Rule) -> list[tuple[str, Any]]:
    return [(name, rule.__dict__[name]) for name in type(rule).model_fields]


def _name(row: object, number: int) -> str:
    return str(getattr(row, "item", number))


@cache
def _noting(rule: type[Rule]) -> type[Rule]:
    """A subclass of a rule whose instances note which of their settings are read."""
    fields = frozenset(rule.model_fields)

    def read(self: Rule, name: str) -> Any:  # noqa: ANN401  # any setting
        if name in fields:
            notes, (tariff, effective), path = object.__getattribute__(self, "__dict__")[_NOTE]
            notes.add((tariff, effective, path + name))
        return super(rule, self).__getattribute__(name)

    return cast("type[Rule]", type(rule.__name__, (rule,), {"__getattribute__": read, "__module__": rule.__module__}))
