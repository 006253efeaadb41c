"""Converting values to a column and back, exactly: money is never rounded, and binary fractions are accepted only where
the mapping declares them."""

from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from ...oracle.money import exact_string
from ..quoting import shown
from .shapes import Conversion, Given, Taken
from .sources import Value

_ISO = "%Y-%m-%d"
_COMPACT = "%Y%m%d"
_EXACT = Context(prec=60)
_DIGITS = 60

ALLOWED = {
    "text": ("text", "integer", "decimal"),
    "number": ("integer", "text"),
    "day": ("date", "timestamp", "text", "integer"),
    "amount": ("decimal", "text", "integer", "minor"),
    "flag": ("integer", "text"),
    "any": ("text",),
}
"""The forms in which each kind of source can be written. The first is the default, except that a flag is then written
as true or false."""


class NotThisValueError(Exception):
    """A value does not have the form that the mapping says; the message names both."""


def to_column(given: Given, value: Value) -> Any:  # noqa: ANN401  # a value of a database is whatever its driver takes
    """The value to bind for `value`.

    Raises:
        NotThisValueError: it cannot have this form, or has no code in `values`.
    """
    if given.constant is not None:
        return given.constant
    if value is None:
        return given.absent
    if given.values is not None:
        return _code(given.values, value)
    if isinstance(value, date):
        return _day_to(given, value + timedelta(days=given.add_days))
    if isinstance(value, Fraction):
        return _amount_to(given, value)
    return _plain_to(given, value)


def amount_from(taken: Taken, found: object) -> str | None:
    """The decimal string of the money or quantity that was read; None for NULL.

    Raises:
        NotThisValueError: it is not a number, or is a binary fraction that the mapping does not declare.
    """
    if found is None:
        return None
    number = _number(taken, found)
    scaled = number.scaleb(-(taken.scale or 0), _EXACT) if taken.form == "minor" else number
    if not scaled.is_finite() or len(scaled.as_tuple().digits) > _DIGITS:
        raise NotThisValueError(f"found {shown(found)}, wanted: a number of at most {_DIGITS} digits")
    return f"{scaled:f}"


def day_from(taken: Taken, found: object) -> str | None:
    """The day that was read, as YYYY-MM-DD; None for NULL.

    Raises:
        NotThisValueError: it is not a day, or not in the format that the mapping says.
    """
    if found is None:
        return None
    try:
        return str(_day(taken, found) + timedelta(days=taken.add_days))
    except OverflowError:
        raise NotThisValueError(f"found {shown(found)}, which is not a day in the calendar") from None


def text_from(taken: Taken, found: object) -> str | None:
    """The text that was read, translated if `values` has it as a code; None for NULL."""
    if found is None:
        return None
    text = str(found)
    return text if taken.values is None else taken.values.get(text, text)


def _code(values: dict[str, Any], value: Value) -> Any:  # noqa: ANN401  # the mapping's own constant
    word = str(value)
    if isinstance(value, bool):
        word = "true" if value else "false"
    elif isinstance(value, Fraction):
        word = exact_string(value) or word
    if word not in values:
        raise NotThisValueError(f"{shown(word)} has no code in `values`, which has {', '.join(map(shown, values))}")
    return values[word]


def _day_to(given: Given, day: date) -> object:
    match given.form:
        case "text":
            return day.strftime(given.format or _ISO)
        case "integer":
            return int(day.strftime(given.format or _COMPACT))
        case "timestamp":
            return datetime.combine(day, time())
        case _:
            return day


def _amount_to(given: Given, amount: Fraction) -> object:
    scale = given.scale or 0 if given.form == "minor" else 0
    scaled = amount * 10**scale
    if given.form in {"integer", "minor"}:
        if scaled.denominator != 1:
            unit = f" of 10**-{scale}" if scale else ""
            raise NotThisValueError(f"{amount} is not a whole number{unit}")
        return scaled.numerator
    written = exact_string(amount)
    if written is None:
        raise NotThisValueError(f"{amount} has no finite decimal form")
    return written if given.form == "text" else Decimal(written)


def _plain_to(given: Given, value: str | int) -> object:
    try:
        match given.form:
            case "integer":
                return int(value)
            case "decimal":
                return Decimal(value)
            case "text":
                return str(value)
            case _:
                return value
    except (ValueError, InvalidOperation):
        raise NotThisValueError(f"{shown(value)} cannot be written as {given.form}") from None


def _number(taken: Taken, found: object) -> Decimal:
    if isinstance(found, bool):
        raise NotThisValueError(f"found {shown(found)}, wanted: a number")
    if isinstance(found, float):
        if taken.form != "float":
            raise NotThisValueError(
                f'found the binary fraction {found}: cast it to text in a SELECT, or declare as = "float"'
            )
        return Decimal(repr(found))
    if taken.form == "minor" and not _whole(found):
        raise NotThisValueError(f"found {shown(found)}, wanted: a whole number of minor units")
    if isinstance(found, int | Decimal):
        return Decimal(found)
    try:
        return Decimal(str(found).strip(), _EXACT)
    except InvalidOperation:
        raise NotThisValueError(f"found {shown(found)}, wanted: a number") from None


def _whole(found: object) -> bool:
    if isinstance(found, Decimal):
        return found.is_finite() and found == found.to_integral_value()
    return isinstance(found, int) or str(found).strip().lstrip("-").isdecimal()


def _day(conversion: Conversion, found: object) -> date:
    if isinstance(found, datetime):
        if found.time() != time():
            raise NotThisValueError(f"found the time {found:%Y-%m-%d %H:%M:%S%z}, wanted: a day, at midnight")
        return found.date()
    if isinstance(found, date):
        return found
    text = str(found)
    wanted = conversion.format or (_COMPACT if isinstance(found, int) else _ISO)
    try:
        if conversion.form == "timestamp" and isinstance(found, str):
            return _day(conversion, datetime.fromisoformat(text))
        return datetime.strptime(text, wanted).date()  # noqa: DTZ007  # a day has no time zone
    except ValueError:
        raise NotThisValueError(f"found {shown(found)}, wanted: a day in the form {wanted}") from None
