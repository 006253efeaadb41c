"""Numbers and amounts as people read them: the one format of derivations and reports."""

from fractions import Fraction
from math import floor

from rich.cells import cell_len

from ..money import exact_string

_PLACES = 4
"""Decimals shown of a number without a finite decimal form."""


def shown_number(value: Fraction) -> str:
    """A number with thousands separators: exact where it has a finite decimal form ("1,516.32"), otherwise cut after
    four decimals ("1,021.0909…")."""
    sign = "-" if value < 0 else ""
    exact = exact_string(abs(value))
    if exact is None:
        whole, rest = divmod(floor(abs(value) * 10**_PLACES), 10**_PLACES)
        return f"{sign}{whole:,}.{rest:0{_PLACES}}…"
    digits, point, decimals = exact.partition(".")
    return f"{sign}{int(digits):,}{point}{decimals}"


def shown_amount(value: Fraction) -> str:
    """An amount of money: a number with either no decimals or at least two."""
    text = shown_number(value)
    return f"{text}0" if "." in text and text[-2] == "." else text


def padded(text: str, columns: int) -> str:
    """`text` padded with blanks on the right to `columns`; longer text unchanged."""
    return text + " " * (columns - cell_len(text))
