"""Validation errors in terms of the document: the key, its line and clause, and what is allowed."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Literal, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .. import codes
from ..problems import Code, Problem, nearest
from .charge_rules import KINDS
from .rule import Clause
from .terms import Terms

HIDDEN = frozenset({"title", "text", "clauses"})
"""Fields of `Terms` that come from the form of the document, not from a key."""


def at(clause: Clause, code: Code, message: str, hint: str = "") -> Problem:
    """A problem at a clause; the hint defaults to the code's remedy."""
    return Problem(code, clause.place, message, clause.heading, hint or code.remedy)


def problems_from(clauses: Mapping[str, Clause], table: object, error: ValidationError) -> list[Problem]:
    """The errors of a validated `table` as problems of the document, without repetitions."""
    return problems_of(clauses, table, error.errors(include_url=False))


def problems_of(clauses: Mapping[str, Clause], table: object, errors: Sequence[ErrorDetails]) -> list[Problem]:
    """`errors`, whose locations begin at the root of the terms, as problems of the document, without repetitions."""
    return list(dict.fromkeys(_problem_of(clauses, table, one) for one in errors if not _follows(one, errors)))


def _follows(error: ErrorDetails, errors: Sequence[ErrorDetails]) -> bool:
    """True if an array is too short only because one of its rows is wrong, which is an error of its own."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        one["loc"][: len(place)] == place and len(one["loc"]) > len(place) for one in errors
    )


def _problem_of(clauses: Mapping[str, Clause], table: object, details: ErrorDetails) -> Problem:
    location = _without_kind(details["loc"])
    path = ".".join(str(part) for part in _written(table, location))
    clause = _clause_at(clauses, path)
    found = details["input"]
    match details["type"]:
        case "missing":
            return at(clause, codes.MISSING, f"{path} is missing", _values_hint(details["loc"]))
        case "extra_forbidden":
            return at(clause, codes.UNKNOWN_KEY, f"{path} is not a key of this table", _keys_hint(details["loc"]))
        case "enum" | "literal_error":
            return at(
                clause,
                codes.BAD_VALUE,
                f'{path}: "{found}" is not allowed',
                _values_hint(details["loc"], found),
            )
        case "union_tag_invalid" | "union_tag_not_found":
            allowed = str(details.get("ctx", {}).get("expected_tags", ""))
            return at(clause, codes.BAD_VALUE, f"{path}.kind is missing or not allowed", f"allowed: {allowed}")
        case _:
            message = details["msg"].removeprefix("Value error, ")
            code = codes.MISSING if " is missing" in message else codes.BAD_VALUE
            shown = "" if isinstance(found, dict) else f", found {found!s:.80}"
            return at(clause, code, f"{path}: {message}{shown}")


def _without_kind(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A location without the kind that follows a charge's number, which is not a key of the document."""
    if location[:1] == ("charge",) and location[2:3] and location[2] in KINDS:
        return (*location[:2], *location[3:])
    return location


def _written(table: object, location: Sequence[int | str]) -> Iterator[int | str]:
    """The part of a location that is written in the document, where one word may stand for a whole table."""
    here = table
    for part in location:
        if isinstance(here, Mapping):
            here = cast("Mapping[int | str, object]", here).get(part)
        elif isinstance(here, list | tuple) and isinstance(part, int):
            here = cast("Sequence[object]", here)[part]
        else:
            return
        yield part


def _clause_at(clauses: Mapping[str, Clause], path: str) -> Clause:
    while path and path not in clauses:
        path = path.rpartition(".")[0]
    return clauses[path]


def _annotation(location: Sequence[int | str]) -> object:
    """The type that the vocabulary allows at a location of a document."""
    current: list[object] = [Terms]
    for part in location:
        if isinstance(part, int):
            continue
        models = [model for here in current for model in _models(here)]
        if any(part in _tags(model) for model in models):
            current = [model for model in models if part in _tags(model)]
        else:
            current = [model.model_fields[part].annotation for model in models if part in model.model_fields]
    return current[0] if current else None


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _tags(model: type[BaseModel]) -> tuple[object, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()


def _keys_hint(location: Sequence[int | str]) -> str:
    keys = {name for model in _models(_annotation(location[:-1])) for name in model.model_fields}
    return nearest(str(location[-1]), keys - HIDDEN)


def _values_hint(location: Sequence[int | str], found: object = "") -> str:
    allowed = _enum_values(_annotation(location))
    return nearest(str(found), allowed) if allowed else ""


def _enum_values(annotation: object) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return [value for inner in get_args(annotation) for value in _enum_values(inner)]
