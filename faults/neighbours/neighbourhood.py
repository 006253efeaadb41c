"""Every single change of a setting by which a system may differ from the terms.

Neighbours are enumerated from the types of the vocabulary, so a new value or a new setting needs no code here. If a
value needs other settings, there is a neighbour for each of their values; settings that lose their meaning are
removed.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import cast

from ...oracle import Book, Terms, change_settings, setting_value
from ...oracle.changes import SettingsRefusedError
from ...oracle.vocabulary import MeaninglessSetting, MissingSetting, OffByOne, Rule, Scaled
from .neighbour import Neighbour, value_text
from .values import domain, markers

Settings = Mapping[str, object]

_NOT_VARIED = frozenset(
    {
        *("tariff", "title", "language", "currency", "source", "text", "clauses", "reading", "attribute", "migration"),
        *("effective", "ends", "figures_until"),
    }
)
"""Keys that do not affect amounts, that decide which cases are accepted, or which contracts belong together; not
varied."""
_NAMES = frozenset({"item", "kind", "source", "attribute", "when", "month", "billing_day_attribute"})
"""Keys of any table that are names, conditions or labels; not varied."""
_POWERS = (Fraction(10), Fraction(1, 10), Fraction(100), Fraction(1, 100), Fraction(0))
"""Factors of amounts for systems that have the wrong scale, or leave an amount out."""
_DAY = timedelta(days=1)
_DEPTH = 3
"""The most further settings that one value may need."""
_MOST_OF_A_LIST = 4
"""Lists up to this length have a neighbour for every non-empty proper subset; longer ones for every element left
out."""


def neighbourhood(book: Book, tariff: str) -> Iterator[Neighbour]:
    """Every neighbour of a tariff, in the order of its documents; changes of all versions come before changes of a
    single version."""
    versions = book.versions[tariff]
    singles = [dict(_of_version(terms)) for terms in versions]
    if len(versions) == 1:
        yield from (Neighbour(tariff, settings) for settings in singles[0].values())
        return
    for key, settings in singles[0].items():
        if all(key in of_version for of_version in singles):
            yield Neighbour(tariff, settings)
    for terms, of_version in zip(versions, singles, strict=True):
        yield from (Neighbour(tariff, settings, terms.effective) for settings in of_version.values())
    for terms in versions[1:]:
        yield Neighbour(tariff, (("", None),), terms.effective)
        for day in (terms.effective + _DAY, terms.effective - _DAY):
            yield Neighbour(tariff, (("effective", day),), terms.effective)


def _of_version(terms: Terms) -> Iterator[tuple[str, tuple[tuple[str, object], ...]]]:
    """The settings of each neighbour, with a text that identifies them in every version."""
    for settings in _of_table(terms, "", terms):
        for complete in _completed(terms, settings, _DEPTH):
            yield "; ".join(f"{path} {value_text(value)}" for path, value in complete.items()), tuple(complete.items())


def _completed(terms: Terms, settings: Settings, depth: int) -> Iterator[Settings]:
    """The settings together with those that they need and without those that lose their meaning, if that is valid."""
    if all(setting_value(terms, path) == value for path, value in settings.items()):
        return
    try:
        change_settings(terms, settings)
    except SettingsRefusedError as error:
        cause = error.cause
        if depth and isinstance(cause, MissingSetting | MeaninglessSetting):
            yield from _with_needed(terms, settings, cause, depth)
    else:
        yield settings


def _with_needed(
    terms: Terms, settings: Settings, cause: MissingSetting | MeaninglessSetting, depth: int
) -> Iterator[Settings]:
    first = next(iter(settings))
    table = first.rpartition(".")[0]
    path = f"{table}.{cause.name}" if table else cause.name
    if path in settings and settings[path] is None and isinstance(cause, MissingSetting):
        return
    if isinstance(cause, MeaninglessSetting):
        yield from _completed(terms, {**settings, path: None}, depth - 1)
        return
    owner = setting_value(terms, table) if table else terms
    field = type(owner).model_fields.get(cause.name) if isinstance(owner, Rule) else None
    values = domain(field.annotation, field.metadata) if field is not None else ()
    for value in values:
        yield from _completed(terms, {**settings, path: value}, depth - 1)


def _of_table(rule: Rule, path: str, terms: Terms) -> Iterator[Settings]:
    kinds: dict[type[Enum], list[str]] = {}
    for name, field in type(rule).model_fields.items():
        if name in _NAMES or (path == "" and name in _NOT_VARIED):
            continue
        value, place = getattr(rule, name), f"{path}.{name}" if path else name
        yield from _of_value(value, place, terms, field.annotation, field.metadata)
        if value is not None and not field.is_required() and path:
            yield {place: None}
        for kind in {type(one) for one in domain(field.annotation, field.metadata) if isinstance(one, Enum)}:
            kinds.setdefault(kind, []).append(place)
    for kind, places in kinds.items():  # one value for all of them, as a document may write it
        if len(places) > 1 and len(places) == len(type(rule).model_fields):
            yield from (dict.fromkeys(places, member) for member in kind)


def _of_value(
    value: object, place: str, terms: Terms, annotation: object, metadata: list[object]
) -> Iterator[Settings]:
    if isinstance(value, Rule):
        yield from _of_table(value, place, terms)
        return
    if isinstance(value, tuple):
        yield from _of_list(cast("tuple[object, ...]", value), place, terms)
        return
    if isinstance(value, Mapping):
        yield from _of_mapping(cast("Mapping[str, object]", value), place)
        return
    others = [one for one in domain(annotation, metadata) if one != value]
    if isinstance(value, date):
        others += [value + _DAY, value - _DAY]
    elif isinstance(value, bool | Enum):
        pass
    elif isinstance(value, int):
        others += [value + 1, value - 1]
    elif isinstance(value, Fraction):
        others += _other_amounts(value, markers(annotation, metadata))
    for other in dict.fromkeys(others):
        yield {place: other}


def _other_amounts(value: Fraction, about: tuple[object, ...]) -> Iterator[Fraction]:
    if any(isinstance(one, OffByOne) for one in about):
        yield from (value + 1, value - 1)
    if any(isinstance(one, Scaled) for one in about) and value:
        yield from (value * power for power in _POWERS)


def _of_list(rows: tuple[object, ...], place: str, terms: Terms) -> Iterator[Settings]:
    tables = [row for row in rows if isinstance(row, Rule)]
    if tables:
        for number, row in enumerate(tables):
            here = f"{place}.{getattr(row, 'item', number)}" if place == "charge" else f"{place}.{number}"
            yield from _of_table(row, here, terms)
        yield from _of_rows(tables, place, terms)
        return
    if 1 < len(rows) <= _MOST_OF_A_LIST:
        for size in range(1, len(rows)):
            yield from ({place: part} for part in combinations(rows, size))
    elif rows:
        yield from ({place: tuple(one for one in rows if one != left)} for left in rows)
    if place.rpartition(".")[2] in {"of", "components"}:
        items = [charge.item for charge in terms.charge]
        yield from ({place: (*rows, item)} for item in items if item not in rows)


def _of_rows(rows: list[Rule], place: str, terms: Terms) -> Iterator[Settings]:
    """Changes of whole rows. Dated rows: a row with the values of the one before or after it, or a row left out. Tiers:
    likewise, or a bound left out. Charges: a charge left out."""
    if place == "charge":
        yield from (_without_charge(terms, row) for row in rows)
        return
    if len(rows) == 1:
        return
    if "since" in type(rows[0]).model_fields:
        yield {f"{place}.0": None, f"{place}.1.since": getattr(rows[0], "since")}  # noqa: B009  # a row of any table
        yield from ({f"{place}.{number}": None} for number in range(1, len(rows)))
    elif "month" in type(rows[0]).model_fields:
        yield from ({f"{place}.{number}": None} for number in range(len(rows)))
    elif "up_to" in type(rows[0]).model_fields:
        yield from (_without_bound(rows, place, number) for number in range(len(rows) - 1))
    named = [name for name in ("since", "month", "up_to") if name in type(rows[0]).model_fields]
    for (here, one), (there, other) in pairwise(enumerate(rows)):
        yield {f"{place}.{here}": other.model_copy(update={name: getattr(one, name) for name in named})}
        yield {f"{place}.{there}": one.model_copy(update={name: getattr(other, name) for name in named})}


def _without_charge(terms: Terms, charge: Rule) -> Settings:
    """A charge left out, together with its item in the lists of other rules."""
    item = getattr(charge, "item", "")
    settings: dict[str, object] = {f"charge.{item}": None}
    for name in ("components", "widths"):
        items = getattr(terms.proration, name)
        if items is not None and item in items:
            settings[f"proration.{name}"] = tuple(one for one in items if one != item)
    for number, other in enumerate(terms.charge):
        of = getattr(other, "of", ())
        if item in of:
            settings[f"charge.{number}.of"] = tuple(one for one in of if one != item)
    return settings


def _without_bound(rows: list[Rule], place: str, number: int) -> Settings:
    """The tiers with no bound on the one with this number, so that no later one is reached."""
    return {place: (*rows[:number], rows[number].model_copy(update={"up_to": None}))}


def _of_mapping(table: Mapping[str, object], place: str) -> Iterator[Settings]:
    """Amounts by attribute value: all in another scale, or one replaced by the amount before or after it."""
    amounts = {key: value for key, value in table.items() if isinstance(value, Fraction)}
    if len(amounts) != len(table):
        return
    for power in _POWERS:
        yield {place: {key: value * power for key, value in amounts.items()}}
    for (key, value), (next_key, next_value) in pairwise(amounts.items()):
        yield {f"{place}.{key}": next_value}
        yield {f"{place}.{next_key}": value}
