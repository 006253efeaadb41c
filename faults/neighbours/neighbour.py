"""One way in which a billing system may differ from the terms: other values of one or a few settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import cast

from ...oracle import Book, Period, Terms, change_settings, setting_value
from ...oracle.money import exact_string
from ...oracle.vocabulary import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """Other `settings` of a tariff, all changed together.

    `version` is the effective day of the one version that is changed; None changes every version. A path of "" with the
    value None leaves the whole version out, as if it had never been loaded. The first path is the setting that gives
    the neighbour its name; the others are those that its value needs.
    """

    tariff: str
    settings: tuple[tuple[str, object], ...]
    version: date | None = None

    @property
    def setting(self) -> str:
        """The path of the setting that gives the neighbour its name."""
        return self.settings[0][0]

    @property
    def name(self) -> str:
        """A short name: the setting's path, or that of its table if one new value is given for several settings of
        it."""
        values = {value_text(value) for _, value in self.settings}
        tables = {path.rpartition(".")[0] for path, _ in self.settings}
        return (
            tables.pop()
            if len(self.settings) > 1 and len(values) == len(tables) == 1 and values != {"-"}
            else self.setting
        )

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all settings that the neighbour changes."""
        return frozenset(path for path, _ in self.settings)


def versions_of(neighbour: Neighbour, book: Book) -> tuple[Terms, ...]:
    """The versions of the terms that a neighbour changes."""
    versions = book.versions.get(neighbour.tariff, ())
    return tuple(terms for terms in versions if neighbour.version in {None, terms.effective})


def changed(neighbour: Neighbour, book: Book) -> Book:
    """The terms with the neighbour's settings.

    Raises:
        SettingsRefusedError: no version of the tariff allows the settings.
        KeyError: no version of the tariff has such settings.
    """
    versions = book.versions[neighbour.tariff]
    settings = dict(neighbour.settings)
    if "" in settings:
        kept = tuple(terms for terms in versions if terms.effective != neighbour.version)
        kept = tuple(terms if terms.ends is None else terms.model_copy(update={"ends": None}) for terms in kept)
        return _with(book, neighbour.tariff, kept)
    new = tuple(
        change_settings(terms, settings) if neighbour.version in {None, terms.effective} else terms
        for terms in versions
    )
    return _with(book, neighbour.tariff, tuple(sorted(new, key=lambda terms: terms.effective)))


def _with(book: Book, tariff: str, versions: tuple[Terms, ...]) -> Book:
    return Book({**book.versions, tariff: versions})


def value_text(value: object) -> str:
    """A setting's value as in a document; "-" if it is not given."""
    match value:
        case None:
            return "-"
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case Fraction():
            return exact_string(value) or str(value)
        case Period():
            return f"{value.start} … {value.last_day}"
        case Rule():
            named = ((name, getattr(value, name)) for name in type(value).model_fields if name != "source")
            return ", ".join(f"{name} {value_text(one)}" for name, one in named if one is not None)
        case Mapping():
            return ", ".join(f"{key} {value_text(one)}" for key, one in cast("Mapping[str, object]", value).items())
        case tuple():
            return " + ".join(map(value_text, cast("tuple[object, ...]", value))) or "-"
        case _:
            return str(value)


def now_text(neighbour: Neighbour, book: Book) -> str:
    """The values that the terms have in the settings that the neighbour changes, as in a document."""
    terms = versions_of(neighbour, book)[-1]
    if neighbour.setting == "":
        return f"version of {terms.effective}"
    return _texts_of([(path, setting_value(terms, path)) for path in _differing(neighbour, terms)])


def other_text(neighbour: Neighbour, book: Book) -> str:
    """The values that the neighbour has instead, as in a document."""
    terms = versions_of(neighbour, book)[-1]
    if neighbour.setting == "":
        return "-"
    settings = dict(neighbour.settings)
    return _texts_of([(path, settings[path]) for path in _differing(neighbour, terms)])


def _differing(neighbour: Neighbour, terms: Terms) -> list[str]:
    """The paths of the settings that differ from the terms, that of the name first."""
    differing = [path for path, value in neighbour.settings if setting_value(terms, path) != value]
    return differing or [neighbour.setting]


def _texts_of(values: list[tuple[str, object]]) -> str:
    """The first value, followed by the other given values, each with the last part of its path; a single value if all
    are equal."""
    texts = [value_text(value) for _, value in values]
    if len(set(texts)) == 1:
        return texts[0]
    others = (f"{path.rpartition('.')[2]} {text}" for (path, _), text in list(zip(values, texts, strict=True))[1:])
    return "; ".join([texts[0], *(text for text in others if not text.endswith(" -"))])
