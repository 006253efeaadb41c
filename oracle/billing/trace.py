"""Which settings of the terms are read while a case is billed: another value of any other setting changes nothing."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from ..contracts import Bill, Case
from ..documents import Book
from ..vocabulary import Rule, Terms
from .biller import bill

_NOTE = "_yakkan_note"
Setting = tuple[str, date, str]
"""Tariff, effective day of the version, path (charges by item)."""
Read = frozenset[Setting]


@dataclass(frozen=True, slots=True)
class Traced:
    """A case's bills, and the settings that were read to make them."""

    bills: tuple[Bill, ...]
    read: Read


class Tracer:
    """The terms of a book, made to note what is read of them. Not for several threads at once."""

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
        for terms in self._book:
            terms.forget()  # what is remembered would not be read again
        bills = bill(self._book, case)
        return Traced(bills, frozenset(self._notes))

    def setting(self, tariff: str, effective: date, path: str) -> Setting:
        """What is read where a change at `path` matters: a row, a charge or a key of a table of amounts counts as the
        list or table that it is in."""
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


def _fields(rule: Rule) -> list[tuple[str, Any]]:
    return [(name, rule.__dict__[name]) for name in type(rule).model_fields]


def _name(row: object, number: int) -> str:
    return str(getattr(row, "item", number))


@cache
def _noting(rule: type[Rule]) -> type[Rule]:
    """A subclass of a rule whose instances note each of their settings that is read."""
    fields = frozenset(rule.model_fields)

    def read(self: Rule, name: str) -> Any:  # noqa: ANN401  # any setting
        if name in fields:
            notes, (tariff, effective), path = object.__getattribute__(self, "__dict__")[_NOTE]
            notes.add((tariff, effective, path + name))
        return super(rule, self).__getattribute__(name)

    return cast("type[Rule]", type(rule.__name__, (rule,), {"__getattribute__": read, "__module__": rule.__module__}))
