"""Checking a value against a shape of the wire format, with every problem in our own words."""

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ...oracle import Problem
from ...oracle.problems import nearest
from .. import codes
from ..errors import WireError
from ..quoting import one_line, shown
from .values import OUR_ERROR

_Shape = TypeVar("_Shape", bound=BaseModel)

_KINDS = {
    "string_type": "text in quotes",
    "string_too_short": "text that is not empty",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "bool_type": "true or false",
    "int_type": "a whole number",
}


def validated(shape: type[_Shape], value: object, what: str, context: object = None) -> _Shape:
    """`value` as `shape`; `what` names the whole value in messages ("the case").

    Raises:
        WireError: with every problem, each with the path of its key.
    """
    try:
        return shape.model_validate(value, context=context)
    except ValidationError as error:
        raise WireError(_problem_of(details, what) for details in error.errors(include_url=False)) from None


def keys_of(value: object) -> Mapping[str, object]:
    """The keys of a JSON object whose shape is not checked yet; empty for any other value."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _problem_of(details: ErrorDetails, what: str) -> Problem:
    place = path_of(details["loc"]) or what
    found = details["input"]
    context = details.get("ctx", {})
    match details["type"]:
        case type_ if type_ == OUR_ERROR:
            return Problem(context["code"], place, context["message"], hint=context["hint"])
        case "missing":
            return Problem(codes.MISSING_KEY, place, "is missing")
        case "union_tag_not_found":
            return Problem(codes.UNKNOWN_EVENT, place, "the event has no type")
        case "union_tag_invalid":
            allowed = [word.strip(" '") for word in str(context["expected_tags"]).split(",")]
            hint = nearest(str(context["tag"]), allowed)
            return Problem(codes.UNKNOWN_EVENT, f"{place}.type", f"found {shown(context['tag'])}", hint=hint)
        case "greater_than_equal":  # the shapes have bounds only on whole numbers
            return Problem(
                codes.WRONG_TYPE, place, f"found {shown(found)}, wanted: a whole number, at least {context['ge']}"
            )
        case type_:
            wanted = _KINDS.get(type_, details["msg"])
            return Problem(codes.WRONG_TYPE, place, f"found {shown(found)}, wanted: {wanted}")


def path_of(location: Sequence[int | str]) -> str:
    """A place in a JSON value, such as `events[1].quantity`.

    An event's type, which pydantic puts after the index of the event, is not part of the path.
    """
    path = ""
    for index, part in enumerate(location):
        if isinstance(part, int):
            path += f"[{part}]"
        elif not (index > 1 and isinstance(location[index - 1], int) and location[index - 2] == "events"):
            path += f".{one_line(part, 40)}" if path else one_line(part, 40)
    return path
