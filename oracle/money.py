"""Exact amounts, the named roundings, and amounts as decimal strings."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class RoundingMode(StrEnum):
    """How an amount becomes a multiple of a unit."""

    EXACT = "exact"
    """Not at all: the terms name no rounding at this point (the sen of Japanese electricity bills before the total)."""
    FLOOR = "floor"
    """Down, towards minus infinity (円未満切り捨て)."""
    TRUNCATE = "truncate"
    """Towards zero: like floor for charges, like ceiling for credits."""
    HALF_UP = "half-up"
    """To the nearest, a half away from zero (四捨五入)."""
    HALF_EVEN = "half-even"
    """To the nearest, a half to the even neighbour (banker's rounding)."""
    HALF_UPWARD = "half-upward"
    """To the nearest, a half towards plus infinity: half a unit of a credit is dropped (frappe 19570)."""
    CEILING = "ceiling"
    """Up, towards plus infinity (円未満切り上げ)."""


def round_to(amount: Fraction, mode: RoundingMode, unit: Fraction) -> Fraction:
    """`amount` as a multiple of `unit` (major units, above zero). `EXACT` returns it unchanged."""
    if mode is RoundingMode.EXACT:
        return amount
    count = amount if unit == 1 else amount / unit
    match mode:
        case RoundingMode.FLOOR:
            whole = floor(count)
        case RoundingMode.CEILING:
            whole = ceil(count)
        case RoundingMode.TRUNCATE:
            whole = floor(count) if count >= 0 else ceil(count)
        case RoundingMode.HALF_UP:
            whole = floor(count + Fraction(1, 2)) if count >= 0 else ceil(count - Fraction(1, 2))
        case RoundingMode.HALF_UPWARD:
            whole = floor(count + Fraction(1, 2))
        case RoundingMode.HALF_EVEN:
            whole = round(count)
    return Fraction(whole) if unit == 1 else whole * unit


def add_up(amounts: Iterable[Fraction]) -> Fraction:
    """The exact sum, 0 for none. Reduced to lowest terms once and not at every step, since bills are mostly sums."""
    numerator, denominator = 0, 1
    for amount in amounts:
        if amount.denominator == denominator:
            numerator += amount.numerator
        else:
            numerator = numerator * amount.denominator + amount.numerator * denominator
            denominator *= amount.denominator
    return Fraction(numerator, denominator)


def decimal_places(amount: Fraction) -> int | None:
    """The number of decimals that write `amount` exactly; None if no number of decimals does."""
    denominator, twos, fives = amount.denominator, 0, 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def decimal_string(amount: Fraction, places: int) -> str:
    """`amount` in at most `places` decimals, cut towards zero, without trailing zeros: "1516.32", "-3.03", "0"."""
    scaled = abs(amount) * 10**places
    digits = str(floor(scaled)).rjust(places + 1, "0")
    whole, fraction = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    text = f"{whole}.{fraction}" if fraction else whole
    return f"-{text}" if amount < 0 and text != "0" else text


def exact_string(amount: Fraction) -> str | None:
    """`amount` written exactly, or None if it has no finite decimal form."""
    places = decimal_places(amount)
    return None if places is None else decimal_string(amount, places)
