"""The values of the wire format, days and decimal strings, and validation errors with our own codes."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ...oracle import Code
from .. import codes
from ..quoting import shown

_DECIMAL = "-?[0-9]+(\\.[0-9]+)?"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_LONGEST = 60
"""The most characters of a decimal string: more than any amount needs, and few enough to calculate with."""

OUR_ERROR = "yakkan"
"""The type that marks our own validation errors among pydantic's; their context has `code`, `message` and `hint`."""


def our_error(code: Code, message: str, hint: str = "") -> PydanticCustomError:
    """An error that `validated` reports with this code, at the key where it was raised."""
    return PydanticCustomError(OUR_ERROR, "{message}", {"code": code, "message": message, "hint": hint})


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str):
        hint = f'write "{value}"' if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""
        message = f"found {shown(value)}; money and quantities are decimal strings"
        raise our_error(codes.NOT_DECIMAL_STRING, message, hint if len(hint) < _LONGEST else "")
    if len(value) > _LONGEST or not re.fullmatch(_DECIMAL, value):
        message = f"found {shown(value)}, which is not a decimal string"
        raise our_error(codes.NOT_DECIMAL_STRING, message, 'digits with a point before decimals, such as "1684.80"')
    return Decimal(value)


def _day(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(_DAY, value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise our_error(codes.NOT_A_DAY, f"{shown(value)} does not exist in the calendar") from None
    raise our_error(codes.NOT_A_DAY, f"found {shown(value)}; days are YYYY-MM-DD")


DecimalString = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    WithJsonSchema({"type": "string", "pattern": f"^{_DECIMAL}$", "examples": ["1684", "-3.03"]}),
]
"""Money or a quantity, in major units."""

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2016-06-08"]}),
]

Name = Annotated[str, Field(min_length=1)]
"""An id or a name: text that is not empty."""
