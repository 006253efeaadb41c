"""Rules without a formula in columns, refused when the terms are compiled so that they are never billed wrongly."""

from collections.abc import Iterator
from enum import Enum
from typing import cast

from .. import codes
from ..problems import Problem
from ..vocabulary import (
    AnyCharge,
    Counted,
    DayCount,
    Formula,
    Numerator,
    PriceRow,
    ProrationRule,
    QuantityCharge,
    Rule,
    TaxClass,
    TaxPer,
    TaxRule,
    Terms,
    Tier,
    UsageRule,
)

_KEYS: dict[type[Rule], frozenset[str]] = {
    AnyCharge: frozenset({"after_periods", "every", "in_months", "block", "least_units"}),
    QuantityCharge: frozenset({"by_points", "tiers", "tier_price"}),
    PriceRow: frozenset({"per"}),
    Tier: frozenset({"fee"}),
    Formula: frozenset({"difference_rounding", "difference_unit", "floor"}),
    ProrationRule: frozenset({"step", "widths"}),
    UsageRule: frozenset({"multiplier", "multiplier_attribute", "rounding", "unit"}),
    TaxRule: frozenset({"reduced"}),
}
WITHOUT_FORMULA: frozenset[object] = frozenset(
    {
        Counted.MAXIMUM_OF_12_MONTHS,
        DayCount.STEPS,
        DayCount.MONTHS_OF_PERIOD,
        Numerator.MONTHS_BEGUN,
        Numerator.WHOLE_MONTHS,
        TaxClass.REDUCED,
        TaxPer.RATE,
    }
)
"""Values of settings without a formula in columns."""
_BILLED = ("proration", "usage", "charge", "rounding", "tax")
"""The tables that the columnar oracle reads."""


def refused(terms: Terms) -> Iterator[Problem]:
    """A problem for each key or value of the terms without a formula here."""
    for name in _BILLED:
        for path, what in _found(getattr(terms, name), name):
            clause = terms.clause(path)
            yield Problem(codes.NOT_IN_COLUMNS, clause.place, what, clause.heading, codes.NOT_IN_COLUMNS.remedy)


def _found(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Rule):
        keys = frozenset[str]().union(*(names for kind, names in _KEYS.items() if isinstance(value, kind)))
        if getattr(value, "kind", "") != "discount" and isinstance(value, AnyCharge):
            keys |= {"first_periods"}
        for name in type(value).model_fields:
            one = getattr(value, name)
            if name in keys and one:
                yield f"{path}.{name}", f"{path}.{name} has no formula in columns"
            else:
                yield from _found(one, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, row in enumerate(cast("tuple[object, ...]", value)):
            yield from _found(row, f"{path}.{number}")
    elif isinstance(value, Enum) and value in WITHOUT_FORMULA:
        yield path, f"{path}: {value.value} has no formula in columns"
