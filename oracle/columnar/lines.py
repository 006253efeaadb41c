"""The lines of a bill as columns: one for each charge of the terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import polars as pl

from ..vocabulary import (
    AdjustmentCharge,
    AnyCharge,
    Counted,
    DiscountCharge,
    FixedCharge,
    MinimumCharge,
    OneOffAt,
    OneOffCharge,
    QuantityCharge,
    RowOn,
    TaxClass,
)
from .line import ColumnLine, ColumnWork, all_over, plain
from .rounding import rounded_number
from .settings import all_of, when_amount
from .share import fee_column
from .tiers import usage_columns
from .whole import NOTHING, ScaledColumn, Whole, amount, by_day, column, common, larger, number, scale_of


def column_line(work: ColumnWork, index: int, charge: AnyCharge, before: Mapping[str, ColumnLine]) -> ColumnLine:
    """The line of a charge. `before` has the earlier lines by item.

    Raises:
        TermsError: the charge has no formula here.
        TooLargeError: an amount can need more than 128 bits.
    """
    make = _BY_KIND.get(getattr(charge, "kind", ""))
    if make is None:
        raise work.refuse(f"charge.{index}", f"{charge.item}: charges of kind {getattr(charge, 'kind', '')}")
    if charge.row_on is RowOn.EACH_DAY:
        raise work.refuse(f"charge.{index}.row_on", f"{charge.item}: a row of prices for each day")
    if charge.every is not None and charge.every > 1:
        raise work.refuse(f"charge.{index}.every", f"{charge.item}: a fee that is not charged in each period")
    applies = work.prices.applies(charge)
    with work.prices.checked_where(applies):
        line = make(work, index, charge, before)
    stands = all_of(line.stands, applies)
    if isinstance(stands, pl.Expr):
        stands = work.plan.truth(stands)
    return ColumnLine(
        line.item,
        work.kept(when_amount(stands, line.exact, NOTHING)),
        work.kept(when_amount(stands, line.by_days, NOTHING)),
        work.kept(when_amount(stands, line.over, NOTHING)),
        charge.tax is not TaxClass.OUTSIDE,
        stands,
    )


def _by_days(work: ColumnWork, charge: AnyCharge, full: ScaledColumn) -> ColumnLine:
    """A fee, prorated if the charge is among the components."""
    is_component = work.settings.component(charge.item)
    if work.share.prorated is False:
        is_component = False
    full = work.kept(full)
    if is_component is False:
        return work.rounded(charge, plain(charge, full))
    fee = fee_column(work.plan, full, work.share)
    by_days = when_amount(is_component, fee, NOTHING)
    exact = NOTHING if is_component is True else when_amount(is_component, NOTHING, full)
    return work.rounded(charge, ColumnLine(charge.item, exact, by_days, NOTHING, taxed=True, stands=True))


def _fixed(work: ColumnWork, _index: int, charge: FixedCharge, _before: Mapping[str, ColumnLine]) -> ColumnLine:
    fee = work.prices.price(charge, charge.price)
    points = charge.by_points
    if points is not None:
        below = amount(points.base) + -work.prices.stated(points.attribute)
        fee *= amount(Fraction(1)) + below * amount(points.per_point)
    if charge.no_use_share is not None:
        fee = when_amount(work.used().whole.is_(number(0)), fee * amount(charge.no_use_share), fee)
    return _by_days(work, charge, fee)


def _quantity(work: ColumnWork, index: int, charge: QuantityCharge, _before: Mapping[str, ColumnLine]) -> ColumnLine:
    if charge.counted is Counted.DAY_BY_DAY:
        raise work.refuse(f"charge.{index}.counted", f"{charge.item}: quantities counted day by day")
    name = f"quantity.{charge.item}"
    counted = ScaledColumn(work.prices.whole(name, 0, work.ranges.quantity, "the quantity that is counted"), 1)
    return _by_days(work, charge, work.prices.price(charge, charge.price) * counted)


def _adjustment(
    work: ColumnWork, index: int, charge: AdjustmentCharge, _before: Mapping[str, ColumnLine]
) -> ColumnLine:
    units = {row.month: _unit(charge, index, row, work) for row in charge.month}
    per = scale_of(list(units.values()))
    scaled = [int(unit * per) for unit in units.values()]
    month = work.prices.days.closing.dt.month_start()
    published = by_day(month, dict(zip(units, scaled, strict=True)))
    unit = work.plan.keep(column(published, min(scaled), max(scaled)))
    work.prices.checks[f"month of {charge.item}"] = unit.expr.is_not_null()
    return work.rounded(charge, plain(charge, work.used() * ScaledColumn(unit, per)))


def _unit(charge: AdjustmentCharge, index: int, row: Any, work: ColumnWork) -> Fraction:  # noqa: ANN401
    """The adjustment per unit of use from a month's published figures."""
    if row.unit is not None:
        return row.unit
    formulas = [formula for formula in charge.formula if formula.since <= row.month] or list(charge.formula[:1])
    if not formulas:
        raise work.refuse(f"charge.{index}.formula", f"{charge.item}: prices without a formula")
    formula = formulas[-1]
    paid = sum((factor * row.prices[name] for name, factor in formula.coefficients.items()), Fraction(0))
    average = rounded_number(paid, formula.average_rounding, formula.average_unit)
    if formula.ceiling is not None:
        average = min(average, formula.ceiling)
    unit = formula.base_unit * (average - formula.base) / formula.per
    return rounded_number(unit, formula.unit_rounding, formula.unit_unit)


def _minimum(work: ColumnWork, _index: int, charge: MinimumCharge, before: Mapping[str, ColumnLine]) -> ColumnLine:
    least = _by_days(work, charge, work.prices.price(charge, charge.price))
    reached = _sum_of(charge.of, before)
    if least.is_exact and reached.is_exact:
        missing = least.exact + -reached.exact
        line = plain(charge, ScaledColumn(larger(work.plan.keep(missing.whole), number(0)), missing.per))
    else:
        missing = work.over(least) + -work.over(reached)
        line = all_over(charge, ScaledColumn(larger(work.plan.keep(missing.whole), number(0)), missing.per))
    return work.rounded(charge, line)


def _discount(work: ColumnWork, _index: int, charge: DiscountCharge, before: Mapping[str, ColumnLine]) -> ColumnLine:
    base = _sum_of(charge.of, before)
    if charge.share is not None:
        part = -amount(charge.share)
        parts = replace(base, item=charge.item, exact=base.exact * part, by_days=base.by_days * part)
        line = work.rounded(charge, replace(parts, over=base.over * part))
    else:
        price = work.prices.price(charge, charge.price)
        line = _by_days(work, charge, -price)
        if charge.of:
            line = work.rounded(charge, _limited(work, charge, line, base))
    if charge.first_periods is not None:
        number_of_period = work.prices.given("number", "how many periods of the contract were charged before")
        line = replace(line, stands=number_of_period < charge.first_periods)
    return line


def _limited(work: ColumnWork, charge: AnyCharge, line: ColumnLine, base: ColumnLine) -> ColumnLine:
    """The credit, but no more than there is to credit."""
    if line.is_exact and base.is_exact:
        credit, least, per = common(line.exact, -base.exact)
        return plain(charge, ScaledColumn(_not_past(work, credit, least), per))
    credit, least, per = common(work.over(line), -work.over(base))
    return all_over(charge, ScaledColumn(_not_past(work, credit, least), per))


def _not_past(work: ColumnWork, credit: Whole, least: Whole) -> Whole:
    nothing = number(0)
    least = work.plan.keep(least)
    lowest = -larger(-least, nothing)
    return larger(work.plan.keep(credit), work.plan.keep(lowest))


def _one_off(work: ColumnWork, _index: int, charge: OneOffCharge, _before: Mapping[str, ColumnLine]) -> ColumnLine:
    name = "begins" if charge.at is OneOffAt.START else "closes"
    stands = work.prices.given(name, f"true in the row in which the contract {name}")
    line = work.rounded(charge, plain(charge, work.prices.price(charge, charge.price)))
    return replace(line, stands=stands)


def _sum_of(items: Sequence[str], before: Mapping[str, ColumnLine]) -> ColumnLine:
    found = ColumnLine("", NOTHING, NOTHING, NOTHING, taxed=True, stands=True)
    for line in (before[item] for item in items if item in before):
        found = replace(
            found,
            exact=found.exact + line.exact,
            by_days=found.by_days + line.by_days,
            over=found.over + line.over,
        )
    return found


_BY_KIND: Mapping[str, Callable[[ColumnWork, int, Any, Mapping[str, ColumnLine]], ColumnLine]] = {
    "fixed": _fixed,
    "per-quantity": _quantity,
    "usage": usage_columns,
    "adjustment": _adjustment,
    "minimum": _minimum,
    "discount": _discount,
    "one-off": _one_off,
}
