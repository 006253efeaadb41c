"""Spaces of cases: everything that a step or a command has not fixed is free. Immutable; narrowing makes a new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

from ..adapters import UNLIMITED, Capabilities, Limits
from ..oracle import Book, Event, EventKind, Period, Terms, TermsError, warnings_of
from ..oracle.calendar import ONE_DAY
from ..oracle.vocabulary import AdjustmentCharge, Rule

_OPEN_ENDED = timedelta(days=3 * 365)
"""How far a search goes beyond the last figure of terms that do not say until when their figures are known."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The second contract of a migration, whose order ends the first. Fields that are None or empty are free."""

    tariff: str
    start: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Space:
    """The cases that a search may draw. Fields that are None or empty are free, others have only the given value.

    `ends` is True for only contracts with a cancellation, False for only those without one. `events` are added to every
    case. `migrations` says whether cases may have a second contract that replaces the first; with a `replacement` all
    of them have one, and `attributes` are then those of the first contract.
    """

    book: Book
    tariffs: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    start: date | None = None
    end: date | None = None
    ends: bool | None = None
    received: date | None = None
    readings: tuple[date, ...] | None = None
    events: tuple[Event, ...] = ()
    runs: tuple[date, ...] | None = None
    bill_through: date | None = None
    migrations: bool = True
    event_kinds: frozenset[str] | None = None
    replacement: Replacement | None = None
    limits: Limits = UNLIMITED

    @property
    def has_fixed_days(self) -> bool:
        """True if a day or an event is fixed: the cases of such a space come only from the strategies."""
        days = (self.start, self.end, self.received, self.readings, self.runs, self.bill_through)
        return any(day is not None for day in days) or bool(self.events)

    def may(self, kind: EventKind) -> bool:
        """True if cases may contain events of a kind."""
        return self.event_kinds is None or kind in self.event_kinds


def space_of(book: Book) -> Space:
    """All cases under all tariffs of the loaded terms. Tariffs without published figures cannot be billed and are left
    out.

    Raises:
        TermsError: no tariff is left.
    """
    left_out = unpublished(book)
    billable = tuple(tariff for tariff in book.tariffs if tariff not in left_out)
    if not billable:
        raise TermsError(problem for terms in book for problem in warnings_of(terms))
    return Space(book, billable)


def unpublished(book: Book) -> tuple[str, ...]:
    """The tariffs whose monthly figures are not published yet, sorted."""
    return tuple(sorted({terms.tariff for terms in book if warnings_of(terms)}))


def narrow(space: Space, can: Capabilities) -> Space:
    """The cases of a space that a system with these capabilities accepts."""
    tariffs, events = can.tariffs, can.events
    kept = space.tariffs if tariffs is None else tuple(tariff for tariff in space.tariffs if tariff in tariffs)
    kinds = events if space.event_kinds is None or events is None else space.event_kinds & events
    kinds = space.event_kinds if events is None else kinds
    migrates = space.migrations and can.limits.contracts != 1
    return replace(space, tariffs=kept, event_kinds=kinds, limits=can.limits, migrations=migrates)


def window(book: Book, tariff: str) -> Period:
    """The days of a tariff's cases: from its first version to the last day for which its figures are known."""
    versions = book.of(tariff)
    last = versions[-1]
    until = last.figures_until or last.ends or max([last.effective, *_price_days(last)]) + _OPEN_ENDED
    return Period(versions[0].effective, until + ONE_DAY)


def published_months(terms: Terms) -> tuple[date, ...]:
    """The months, by their first day, for whose bills all figures are published; empty if none are needed."""
    months: set[date] | None = None
    for charge in terms.charge:
        if isinstance(charge, AdjustmentCharge):
            published = {row.month for row in charge.month}
            months = published if months is None else months & published
    return tuple(sorted(months or ()))


def figure_days(book: Book, tariff: str) -> tuple[date, ...]:
    """The `since` days of all dated rows of a tariff, in order."""
    return tuple(sorted({day for terms in book.of(tariff) for day in _since(terms)}))


def _price_days(terms: Terms) -> Iterator[date]:
    for charge in terms.charge:
        yield from _since(charge)


def _since(rule: Rule) -> Iterator[date]:
    for name in type(rule).model_fields:
        value = getattr(rule, name)
        if name == "since":
            yield value
        elif isinstance(value, Rule):
            yield from _since(value)
        elif isinstance(value, tuple):
            rows = cast("tuple[object, ...]", value)
            yield from (day for row in rows if isinstance(row, Rule) for day in _since(row))


def version_starts(book: Book, tariff: str) -> tuple[date, ...]:
    """The effective days of all versions but the first."""
    return tuple(two.effective for _, two in pairwise(book.of(tariff)))


def terms_at(space: Space, tariff: str, day: date) -> Terms:
    """The terms in force for a contract that starts on `day`."""
    return space.book.in_force(tariff, day)


def migrations(space: Space) -> tuple[tuple[str, str], ...]:
    """The pairs (old tariff, new tariff) for which the terms say that ordering the new one ends the old one."""
    if not space.migrations or not space.may(EventKind.CANCELLATION):
        return ()
    return tuple(
        (old, new)
        for old in space.tariffs
        for rule in [space.book.of(old)[-1].migration]
        if rule is not None
        for new in rule.to
        if new in space.tariffs and (space.replacement is None or space.replacement.tariff == new)
    )


def of_replacement(space: Space) -> Space:
    """The space of the second contract of a migration, with its fixed attributes."""
    if space.replacement is None:
        return space
    return replace(space, attributes=space.replacement.attributes)
