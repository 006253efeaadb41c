"""The adjustment of a month from published prices (燃料費調整)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ... import codes
from ...contracts import Operand, Step, StepKind
from ...money import decimal_string, round_to
from ...problems import CaseError, Problem
from ...vocabulary import AdjustmentCharge, Formula, Terms
from ..prices import row_in_force

AdjustmentUnit = tuple[Fraction, tuple[Step, ...]]
_PLACES = 6
"""The most decimals that are shown of a coefficient."""


def adjustment_unit(terms: Terms, index: int, charge: AdjustmentCharge, month: date) -> AdjustmentUnit:
    """The signed amount per unit of use in bills of `month` (given as its first day), and the steps to it.

    Raises:
        CaseError: nothing is published for that month.
    """
    key = ("adjustment", index, month)
    if key not in terms.memo:
        terms.memo[key] = _adjustment_unit(terms, index, charge, month)
    unit: AdjustmentUnit = terms.memo[key]
    return unit


def _adjustment_unit(terms: Terms, index: int, charge: AdjustmentCharge, month: date) -> AdjustmentUnit:
    number, row = next(((n, row) for n, row in enumerate(charge.month) if row.month == month), (0, None))
    if row is None:
        clause = terms.clause(f"charge.{index}.month")
        message = f"{charge.item}: nothing is published for the bills of {month:%Y-%m}"
        raise CaseError(Problem(codes.NO_ROW, clause.place, message, clause.heading))
    clause = terms.clause(f"charge.{index}.month.{number}")
    published: dict[str, Operand] = {"month": month, "source": row.source}
    if row.unit is not None:
        return row.unit, (Step(StepKind.PUBLISHED_UNIT, published, row.unit, clause),)
    which, formula = row_in_force(charge.formula, month)
    average, steps = _average(
        terms, index, which, formula, row.prices or {}, Step(StepKind.PUBLISHED_PRICES, published, None, clause)
    )
    here = terms.clause(f"charge.{index}.formula.{which}")
    difference = average - formula.base
    kind, compared = StepKind.ADJUSTMENT_UNIT, dict[str, Operand](average=average, base=formula.base)
    if formula.difference_rounding is not None and formula.difference_unit is not None:
        mode, of = formula.difference_rounding, formula.difference_unit
        rounded: dict[str, Operand] = {**compared, "exact": difference, "mode": mode.value, "unit": of}
        difference = round_to(difference, mode, of)
        steps = (*steps, Step(StepKind.PRICE_DIFFERENCE, rounded, difference, here))
        kind, compared = StepKind.ADJUSTMENT_UNIT_OF_DIFFERENCE, {"difference": difference}
    exact = difference * formula.base_unit / formula.per
    unit = round_to(exact, formula.unit_rounding, formula.unit_unit)
    operands: dict[str, Operand] = {
        **compared,
        "base_unit": formula.base_unit,
        "per": formula.per,
        "exact": exact,
        "mode": formula.unit_rounding.value,
        "unit": formula.unit_unit,
        "since": formula.since,
        "source": formula.source,
    }
    return unit, (*steps, Step(kind, operands, unit, here))


def _average(
    terms: Terms, index: int, which: int, formula: Formula, prices: Mapping[str, Fraction], published: Step
) -> tuple[Fraction, tuple[Step, ...]]:
    clause = terms.clause(f"charge.{index}.formula.{which}")
    exact = sum((prices[name] * factor for name, factor in formula.coefficients.items()), Fraction(0))
    average = round_to(exact, formula.average_rounding, formula.average_unit)
    operands: dict[str, Operand] = {
        "sum": " + ".join(
            f"{prices[name]} × {decimal_string(factor, _PLACES)}" for name, factor in formula.coefficients.items()
        ),
        "exact": exact,
        "mode": formula.average_rounding.value,
        "unit": formula.average_unit,
        "since": formula.since,
        "source": formula.source,
    }
    steps = (published, Step(StepKind.AVERAGE_PRICE, operands, average, clause))
    if formula.ceiling is not None and average > formula.ceiling:
        capped: dict[str, Operand] = {"average": average, "since": formula.since, "source": formula.source}
        return formula.ceiling, (*steps, Step(StepKind.AVERAGE_PRICE_CEILING, capped, formula.ceiling, clause))
    if formula.floor is not None and average < formula.floor:
        raised: dict[str, Operand] = {"average": average}
        return formula.floor, (*steps, Step(StepKind.AVERAGE_PRICE_FLOOR, raised, formula.floor, clause))
    return average, steps
