"""A bill's derivation in words, in each language."""

from .explain import LANGUAGES, explain, explain_case

__all__ = ["LANGUAGES", "explain", "explain_case"]
