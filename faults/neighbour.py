"""One thing that a billing system may do in place of what the terms say: other values of a few settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import cast

from ..oracle import Book, Period, Terms
from ..oracle.change import setting_value
from ..oracle.money import exact_string
from ..oracle.replace import replaced
from ..oracle.rule import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """Other `settings` of a tariff, all of them together.

    `version` names the one version of the tariff that is changed, by its effective day; None for every version that
    gives the settings. A path of "" with None leaves the whole version out, as if it had never been loaded. The first
    path is the setting that the neighbour is named by; those after it are what its value needs.
    """

    tariff: str
    settings: tuple[tuple[str, object], ...]
    version: date | None = None

    @property
    def setting(self) -> str:
        """The path of the setting that it is named by."""
        return self.settings[0][0]

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all settings that it changes."""
        return frozenset(path for path, _ in self.settings)


def versions_of(neighbour: Neighbour, book: Book) -> tuple[Terms, ...]:
    """The versions of the terms that a neighbour changes."""
    versions = book.versions.get(neighbour.tariff, ())
    return tuple(terms for terms in versions if neighbour.version in {None, terms.effective})


def changed(neighbour: Neighbour, book: Book) -> Book:
    """The terms as a system with the neighbour's settings has them.

    Raises:
        NotAllowed: no version of the tariff allows the settings.
        KeyError: no version of the tariff has such settings.
    """
    versions = book.versions[neighbour.tariff]
    settings = dict(neighbour.settings)
    if "" in settings:
        kept = tuple(terms for terms in versions if terms.effective != neighbour.version)
        kept = tuple(terms if terms.ends is None else terms.model_copy(update={"ends": None}) for terms in kept)
        return _with(book, neighbour.tariff, kept)
    new = tuple(
        replaced(terms, settings) if neighbour.version in {None, terms.effective} else terms for terms in versions
    )
    return _with(book, neighbour.tariff, tuple(sorted(new, key=lambda terms: terms.effective)))


def _with(book: Book, tariff: str, versions: tuple[Terms, ...]) -> Book:
    return Book({**book.versions, tariff: versions})


def value_text(value: object) -> str:
    """A setting's value in the words of a document; "-" where it is not given."""
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
    """What the terms say in the neighbour's settings, in the words of a document."""
    terms = versions_of(neighbour, book)[-1]
    if neighbour.setting == "":
        return f"version of {terms.effective}"
    return "; ".join(_told(path, setting_value(terms, path), number) for number, (path, _) in _shown(neighbour, terms))


def other_text(neighbour: Neighbour, book: Book) -> str:
    """What the neighbour has in their place."""
    terms = versions_of(neighbour, book)[-1]
    if neighbour.setting == "":
        return "-"
    return "; ".join(_told(path, value, number) for number, (path, value) in _shown(neighbour, terms))


def _shown(neighbour: Neighbour, terms: Terms) -> list[tuple[int, tuple[str, object]]]:
    """The settings that differ, without those that only fall away."""
    differing = [(path, value) for path, value in neighbour.settings if setting_value(terms, path) != value]
    return list(enumerate(differing or neighbour.settings))


def _told(path: str, value: object, number: int) -> str:
    """A value; after the first one, under the last word of its path."""
    return value_text(value) if number == 0 else f"{path.rpartition('.')[2]} {value_text(value)}"
