"""Settings by their path in the terms: parsing, values, and the paths at which two versions differ."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from pydantic import BaseModel

from .. import codes
from ..problems import Problem, TermsError
from ..vocabulary import HIDDEN, Rule, Terms


def parse_setting(text: str) -> tuple[str, object]:
    """A setting as written on a command line, `key=value`; a value that is not TOML is taken as a string.

    Raises:
        TermsError: there is no `=`.
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        message = f'"{text}" is not of the form key=value'
        raise TermsError(Problem(codes.UNKNOWN_SETTING, "", message, hint=codes.UNKNOWN_SETTING.remedy))
    try:
        parsed = tomllib.loads(f"value = {value.strip()}", parse_float=Decimal)["value"]
    except tomllib.TOMLDecodeError:
        parsed = value.strip()
    return key.strip(), parsed


def setting_paths(terms: Terms) -> tuple[str, ...]:
    """The paths of all settings that the terms give."""
    table = terms.model_dump(exclude={"clauses", "reading", *HIDDEN}, exclude_none=True)
    return tuple(_leaves(table, ""))


def setting_value(terms: Terms, path: str) -> object:
    """The value of the setting at `path`; None where the terms give none."""
    place: Any = terms
    for part in numbered(terms, path):
        if isinstance(place, tuple):
            rows = cast("tuple[Any, ...]", place)
            place = rows[int(part)] if part.isdecimal() and int(part) < len(rows) else None
        elif isinstance(place, Mapping):
            place = cast("Mapping[str, Any]", place).get(part)
        else:
            known = isinstance(place, BaseModel) and part in type(place).model_fields
            place = getattr(place, part) if known else None
    return place


def differing_paths(one: object, other: object, path: str = "") -> Iterator[str]:
    """The paths at which two versions of terms, or two values in them, differ; charges are named by item. Lists of
    different lengths, and values of different types, differ as a whole."""
    if isinstance(one, Rule) and type(one) is type(other):
        for name in type(one).model_fields:
            here = f"{path}.{name}" if path else name
            yield from differing_paths(getattr(one, name), getattr(other, name), here)
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):  # pyright: ignore[reportUnknownArgumentType]
        rows = zip(cast("tuple[object, ...]", one), cast("tuple[object, ...]", other), strict=True)
        for number, (row, now) in enumerate(rows):
            yield from differing_paths(row, now, f"{path}.{getattr(row, 'item', number)}")
    elif one != other:
        yield path


def numbered(terms: Terms, path: str) -> list[str]:
    """The parts of a path, with a charge's item replaced by its number."""
    parts = path.split(".")
    if len(parts) > 1 and parts[0] == "charge" and not parts[1].isdecimal():
        items = [charge.item for charge in terms.charge]
        if parts[1] in items:
            parts[1] = str(items.index(parts[1]))
    return parts


def _leaves(value: object, path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in cast("Mapping[str, object]", value).items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, tuple | list):
        rows = cast("tuple[object, ...]", value)
        if any(isinstance(row, Mapping) for row in rows):
            for index, row in enumerate(rows):
                yield from _leaves(row, f"{path}.{index}")
        elif rows:
            yield path
    else:
        yield path
