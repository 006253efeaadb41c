"""Lints: what is valid by itself and makes no sense together, each with its place, its clause and a hint."""

from .amounts import lint_amounts, lint_periods, lint_quantities, lint_reduced
from .charges import lint_charges, lint_order

__all__ = ["lint_amounts", "lint_charges", "lint_order", "lint_periods", "lint_quantities", "lint_reduced"]
