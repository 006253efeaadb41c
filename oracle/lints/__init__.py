"""Lints: settings that are valid on their own but do not make sense together."""

from .terms import lint_terms, warnings_of

__all__ = ["lint_terms", "warnings_of"]
