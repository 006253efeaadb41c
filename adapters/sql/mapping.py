"""Reading and checking a mapping file, before the database is used."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ...oracle import EventKind, Problem
from ...oracle.problems import nearest
from .. import codes
from ..errors import ProtocolError, TargetError, WireError
from ..protocol import SystemInfo
from ..quoting import shown
from ..wire import PROTOCOL, path_of, read_system
from .checks import problems_of
from .shapes import Mapping

_WANTED = {
    "missing": "is missing",
    "string_type": "wanted: text in quotes",
    "list_type": "wanted: a list",
    "dict_type": "wanted: a table",
    "model_type": "wanted: a table",
    "model_attributes_type": "wanted: a table",
    "int_type": "wanted: a whole number",
}


def read_mapping(path: Path) -> Mapping:
    """The mapping in the file at `path`.

    Raises:
        TargetError: it cannot be read; or it has errors: all of them, each with its key.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except OSError as error:
        raise TargetError(Problem(codes.BAD_MAPPING, str(path), error.strerror or "cannot be read")) from None
    except UnicodeDecodeError:
        raise TargetError(Problem(codes.BAD_MAPPING, str(path), "this is not UTF-8 text")) from None
    except tomllib.TOMLDecodeError as error:
        raise TargetError(Problem(codes.BAD_MAPPING, str(path), f"this is not TOML: {error}")) from None
    try:
        mapping = Mapping.model_validate(table)
    except ValidationError as error:
        raise TargetError(_problem_of(one, path) for one in error.errors(include_url=False)) from None
    found = [
        Problem(codes.BAD_MAPPING, f"{path} {place}", message, hint=hint)
        for place, message, hint in problems_of(mapping)
    ]
    if found:
        raise TargetError(found)
    described(mapping, path)
    return mapping


def described(mapping: Mapping, path: Path) -> SystemInfo:
    """The system's description according to the mapping.

    Raises:
        TargetError: its capabilities do not follow the wire format.
    """
    value = {
        "protocol": [PROTOCOL],
        "name": mapping.name,
        "version": mapping.version,
        "capabilities": {**_events(mapping), **mapping.capabilities},
    }
    try:
        return read_system(value)
    except (ProtocolError, WireError) as error:
        raise TargetError(replace(one, place=f"{path} {one.place}") for one in error.problems) from None


def _events(mapping: Mapping) -> dict[str, list[str]]:
    """The types of events that the mapping writes: accepted unless `capabilities` says otherwise."""
    written = {type_ for write in mapping.write for type_ in write.event}
    if any(given.source == "contract.end" for write in mapping.write for given in write.columns.values()):
        written.add(EventKind.CANCELLATION)
    return {"events": sorted(written)}


def _problem_of(details: ErrorDetails, path: Path) -> Problem:
    place, kind = f"{path} {path_of(details['loc'])}", details["type"]
    if kind == "extra_forbidden":
        allowed = _keys(Mapping, details["loc"][:-1])
        return Problem(codes.BAD_MAPPING, place, "no such key", hint=nearest(str(details["loc"][-1]), allowed))
    if kind == "missing":
        return Problem(codes.BAD_MAPPING, place, "is missing")
    found, context = details["input"], details.get("ctx", {})
    if kind == "literal_error":
        words = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        return Problem(codes.BAD_MAPPING, place, f"found {shown(found)}", hint=nearest(str(found), words))
    return Problem(codes.BAD_MAPPING, place, f"found {shown(found)}, {_WANTED.get(kind, details['msg'])}")


def _keys(shape: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """The keys allowed in the table at a path."""
    for part in location:
        fields = {field.alias or name: field.annotation for name, field in shape.model_fields.items()}
        if isinstance(part, str) and part in fields:
            shape = _model(fields[part]) or shape
    return [field.alias or name for name, field in shape.model_fields.items()]


def _model(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401  # an annotation can be anything
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model, get_args(annotation))), None)
