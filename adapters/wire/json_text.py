"""Parsing JSON text, refusing anything that two parsers could read differently."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn, cast

from ...oracle import Code, Problem
from .. import codes
from ..errors import WireError
from ..quoting import one_line, shown

LIMIT = 4 * 1024 * 1024
"""The most bytes of one JSON text."""
_AROUND = 30


def parse_json(data: bytes, what: str, limit: int = LIMIT) -> object:
    """The value of a JSON text; numbers with a fraction or an exponent are `Decimal`.

    `what` names the text in messages ("the answer"); `limit` is in bytes, inclusive.

    Raises:
        WireError: too large, not UTF-8, not JSON, NaN or Infinity, a duplicate key, nested too deep.
    """
    if len(data) > limit:
        raise too_large(what, limit)
    text = _decoded(data, what)

    def no_constant(name: str) -> NoReturn:
        raise _error(codes.NOT_A_NUMBER, what, f"{name} is not JSON")

    def number(written: str) -> Decimal:
        try:
            return Decimal(written)
        except InvalidOperation:
            raise _error(codes.NOT_A_NUMBER, what, f"the number {one_line(written, 40)} is too large") from None

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(pairs)
        if len(value) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise _error(codes.DUPLICATE_KEY, what, f"the key {shown(twice)} is given twice in one object")
        return value

    try:
        value: object = json.loads(text, parse_float=number, parse_constant=no_constant, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise _error(codes.NOT_JSON, what, _where(error)) from None
    except RecursionError:
        raise _error(codes.NESTED_TOO_DEEP, what, "the JSON is nested too deeply to be read") from None
    except ValueError:
        # Python's guard against integers of thousands of digits.
        raise _error(codes.NOT_A_NUMBER, what, "a number has too many digits") from None
    if "\\ud" in text.lower():
        _no_lone_surrogates(value, what)
    return value


def too_large(what: str, limit: int) -> WireError:
    """The error for a text of more than `limit` bytes, for callers that stop reading there."""
    return _error(codes.TOO_LARGE, what, f"more than {limit} bytes")


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not UTF-8 (0x{data[error.start]:02x})"
        raise _error(codes.NOT_UTF8, what, message) from None


def _where(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "the text is empty"
    near = error.doc[max(0, error.pos - _AROUND) : error.pos + _AROUND]
    return f"line {error.lineno}, column {error.colno}: {error.msg}; near {shown(near)}"


def _no_lone_surrogates(value: object, what: str) -> None:
    for text in strings_in(value):
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _error(codes.LONE_SURROGATE, what, f"{shown(text)} contains half of a character")


def strings_in(value: object) -> Iterator[str]:
    """All strings in a JSON value, including keys."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            for key, inner in cast("dict[str, object]", one).items():
                yield key
                waiting.append(inner)
        elif isinstance(one, list):
            waiting.extend(cast("list[object]", one))


def _error(code: Code, what: str, message: str) -> WireError:
    return WireError(Problem(code, what, message))
