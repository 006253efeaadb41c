"""What vendors read at /docs: the shapes of the wire format beside the endpoints that read them by hand."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .case_shape import OneContractShape, SeveralContractsShape

_TEMPLATE = "#/components/schemas/{model}"

CASE: dict[str, Any] = {
    "oneOf": [{"$ref": _TEMPLATE.format(model=shape.__name__)} for shape in (OneContractShape, SeveralContractsShape)]
}
BATCH: dict[str, Any] = {
    "type": "object",
    "required": ["cases"],
    "properties": {"cases": {"type": "array", "items": CASE}},
}


def body_of(schema: dict[str, Any], example: object) -> dict[str, Any]:
    """The description of an endpoint whose body is read by hand."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def describe_bodies(
    app: FastAPI, shapes: Iterable[type[BaseModel]] = (OneContractShape, SeveralContractsShape)
) -> None:
    """Let the OpenAPI page of `app` know `shapes`, which none of its endpoints declares."""
    _, found = models_json_schema([(shape, "validation") for shape in shapes], ref_template=_TEMPLATE)
    app.openapi()["components"]["schemas"] |= found["$defs"]
