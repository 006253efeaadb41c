"""Lints: what is valid by itself and makes no sense together, each with its place, its clause and a hint."""

from .terms import lint_terms, warnings_of

__all__ = ["lint_terms", "warnings_of"]
