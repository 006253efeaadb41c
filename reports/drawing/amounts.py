"""Amounts as reports write them: exact decimal strings, and differences with their sign."""

from decimal import Decimal
from fractions import Fraction

from ...oracle.derivation import shown_amount
from ...oracle.money import decimal_string, exact_string

_PLACES = 4
"""Decimals shown of an amount whose decimals never end."""


def decimal_text(amount: Fraction | Decimal) -> str:
    """The amount as a decimal string of the wire format; cut after 4 decimals where its decimals never end."""
    if isinstance(amount, Decimal):
        return f"{amount:f}"
    exact = exact_string(amount)
    return decimal_string(amount, _PLACES) if exact is None else exact


def shown_difference(amount: Fraction) -> str:
    """A difference for people: "+168", "-12"; "0" where there is none."""
    return f"+{shown_amount(amount)}" if amount > 0 else shown_amount(amount)
