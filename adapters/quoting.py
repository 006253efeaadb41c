"""Values from outside, shown safely inside a one-line message."""

import json
from decimal import Decimal

_LARGEST = 2**256


def shown(value: object, limit: int = 80) -> str:
    """A value in at most `limit` characters: strings and numbers as in JSON, anything else by its kind."""
    match value:
        case None:
            text = "null"
        case bool():
            text = "true" if value else "false"
        case str():
            text = json.dumps(value[: limit + 1], ensure_ascii=False)
        case int() if abs(value) > _LARGEST:
            text = "a number with too many digits"
        case int() | float() | Decimal():
            text = f"the number {value}"
        case dict():
            text = "an object"
        case list():
            text = "a list"
        case _:
            text = f"a Python {type(value).__name__}"
    return one_line(text, limit)


def one_line(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, with white space folded and control characters written as escapes."""
    folded = " ".join(text[: 8 * limit].split())
    safe = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in folded)
    return safe if len(safe) <= limit else safe[: limit - 1] + "…"
