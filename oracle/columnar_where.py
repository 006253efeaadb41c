"""A choice between two columns, and other calls to Polars whose own types name a library that is not installed."""

from collections.abc import Mapping
from datetime import date

import polars as pl

# pyright: reportUnknownMemberType=false


def where(condition: pl.Expr, yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    """`yes` in the rows where the condition holds, `no` in the others."""
    return pl.when(condition).then(yes).otherwise(no)


def only_where(condition: pl.Expr, yes: pl.Expr) -> pl.Expr:
    """`yes` in the rows where the condition holds, null in the others."""
    return pl.when(condition).then(yes)


def between(expr: pl.Expr, low: int, high: int) -> pl.Expr:
    """Whether a number lies in a range, both ends included."""
    return (expr >= low) & (expr <= high)


def by_day(day: pl.Expr, numbers: Mapping[date, int]) -> pl.Expr:
    """The number of a row's day, null for a day that has none."""
    return day.replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=pl.Int64)
