"""What vendors read at /docs: the shapes of the wire format, for endpoints that parse their bodies by hand."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ..wire import OneContractShape, SeveralContractsShape

_TEMPLATE = "#/components/schemas/{model}"

CASE: dict[str, Any] = {
    "oneOf": [{"$ref": _TEMPLATE.format(model=shape.__name__)} for shape in (OneContractShape, SeveralContractsShape)]
}
RESPONSES: dict[str, Any] = {
    "type": "object",
    "required": ["answers"],
    "properties": {
        "answers": {
            "type": "array",
            "items": {"anyOf": [{"$ref": _TEMPLATE.format(model=name)} for name in ("AnswerShape", "RefusalShape")]},
        }
    },
}
_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The id of the case; for a batch, a key of its own. The same key gives the same answer.",
}


def batch_of(most: int) -> dict[str, Any]:
    """The schema of a batch of at most `most` cases."""
    cases = {"type": "array", "items": CASE, "maxItems": most}
    return {"type": "object", "required": ["cases"], "properties": {"cases": cases}}


def body_of(schema: dict[str, Any], example: object) -> dict[str, Any]:
    """The description of an endpoint that parses its body by hand."""
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}, "parameters": [_KEY]}


def describe_bodies(
    app: FastAPI, shapes: Iterable[type[BaseModel]] = (OneContractShape, SeveralContractsShape)
) -> None:
    """Add `shapes`, which no endpoint declares, to the OpenAPI document of `app`."""
    _, found = models_json_schema([(shape, "validation") for shape in shapes], ref_template=_TEMPLATE)
    app.openapi()["components"]["schemas"] |= found["$defs"]
