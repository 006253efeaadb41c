"""A bill's derivation in words, in each language."""

from .explain import LANGUAGES, explain, explain_case
from .numbers import padded, shown_amount, shown_number

__all__ = ["LANGUAGES", "explain", "explain_case", "padded", "shown_amount", "shown_number"]
