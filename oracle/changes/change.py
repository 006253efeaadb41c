"""The same terms with other settings: what a fault, a reading and a `--setting` do."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from .. import codes
from ..problems import Problem, TermsError, nearest
from ..vocabulary import HIDDEN, Rule, Terms, problems_from

SettingValues = Mapping[str, object]
"""Values by the path of their setting as in the document, such as `proration.denominator.end`. In a charge's path the
item's name may stand for its number: `charge.basic.price`. None takes a setting away."""


def change_settings(terms: Terms, settings: SettingValues) -> Terms:
    """`terms` with all of `settings` changed together, under the clauses they had.

    Raises:
        TermsError: a setting does not exist, or cannot have its value.
    """
    table = cast("dict[str, Any]", _mutable(terms.model_dump(exclude={"clauses"}, exclude_none=True)))
    for path, value in settings.items():
        _put(terms, table, path, value)
    try:
        return Terms.model_validate({**table, "clauses": terms.clauses})
    except ValidationError as error:
        raise TermsError(problems_from(terms.clauses, table, error)) from error


def parse_setting(text: str) -> tuple[str, object]:
    """A setting as written on a command line, `key=value`; the value as TOML where it is TOML, otherwise a word.

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
    """The paths at which two versions of terms, or two values in them, differ; charges by item. A list of another
    length, and a value of another sort, differ as a whole."""
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


def _put(terms: Terms, table: dict[str, Any], path: str, value: object) -> None:
    *around, last = numbered(terms, path)
    place: Any = table
    for part in around:
        place = _inside(place, part)
        if place is None:
            break
    if path not in HIDDEN and isinstance(place, dict) and _known(terms, path, cast("dict[str, Any]", place), last):
        if value is None:
            cast("dict[str, Any]", place).pop(last, None)
        else:
            place[last] = value
        return
    hint = nearest(path, setting_paths(terms))
    raise TermsError(Problem(codes.UNKNOWN_SETTING, "", f'there is no setting "{path}"', hint=hint))


def _known(terms: Terms, path: str, table: dict[str, Any], last: str) -> bool:
    """Whether a table has such a key: it has a value now, or the vocabulary has the key and it is not given yet."""
    if last in table:
        return True
    owner = setting_value(terms, path.rpartition(".")[0]) if "." in path else terms
    return last in getattr(type(owner), "model_fields", {})


def _inside(place: object, part: str) -> object:
    if isinstance(place, dict):
        return cast("dict[str, object]", place).get(part)
    if isinstance(place, list) and part.isdecimal():
        rows = cast("list[object]", place)
        return rows[int(part)] if int(part) < len(rows) else None
    return None


def numbered(terms: Terms, path: str) -> list[str]:
    """The parts of a path, with a charge's number in place of its item."""
    parts = path.split(".")
    if len(parts) > 1 and parts[0] == "charge" and not parts[1].isdecimal():
        items = [charge.item for charge in terms.charge]
        if parts[1] in items:
            parts[1] = str(items.index(parts[1]))
    return parts


def _mutable(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _mutable(inner) for key, inner in cast("Mapping[str, object]", value).items()}
    if isinstance(value, tuple | list):
        return [_mutable(inner) for inner in cast("tuple[object, ...]", value)]
    return value


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
