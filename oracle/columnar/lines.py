"""The lines of a bill by columns: each charge of the terms over a row."""

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
from .line import Bench, Line, all_over, plain
from .rounding import rounded_number
from .settings import all_of, when_amount
from .share import fee_for
from .tiers import usage_line
from .whole import NOTHING, Scaled, Whole, amount, by_day, column, common, larger, number, parts_of


def line_of(bench: Bench, index: int, charge: AnyCharge, before: Mapping[str, Line]) -> Line:
    """The line of a charge. `before` has the lines before it.

    Raises:
        TermsError: the charge has no formula here.
        TooLargeError: an amount can need more than 128 bits.
    """
    make = _BY_KIND.get(getattr(charge, "kind", ""))
    if make is None:
        raise bench.refuse(f"charge.{index}", f"{charge.item}: charges of kind {getattr(charge, 'kind', '')}")
    if charge.row_on is RowOn.EACH_DAY:
        raise bench.refuse(f"charge.{index}.row_on", f"{charge.item}: a row of prices for each day")
    if charge.every is not None and charge.every > 1:
        raise bench.refuse(f"charge.{index}.every", f"{charge.item}: a fee that is not charged in each period")
    applies = bench.prices.applies(charge)
    with bench.prices.checked_where(applies):
        line = make(bench, index, charge, before)
    stands = all_of(line.stands, applies)
    if isinstance(stands, pl.Expr):
        stands = bench.plan.truth(stands)
    return Line(
        line.item,
        bench.kept(when_amount(stands, line.exact, NOTHING)),
        bench.kept(when_amount(stands, line.by_days, NOTHING)),
        bench.kept(when_amount(stands, line.over, NOTHING)),
        charge.tax is not TaxClass.OUTSIDE,
        stands,
    )


def _by_days(bench: Bench, charge: AnyCharge, full: Scaled) -> Line:
    """A fee, prorated where the charge is among the components."""
    is_component = bench.settings.component(charge.item)
    if bench.share.prorated is False:
        is_component = False
    full = bench.kept(full)
    if is_component is False:
        return bench.rounded(charge, plain(charge, full))
    fee = fee_for(bench.plan, full, bench.share)
    by_days = when_amount(is_component, fee, NOTHING)
    exact = NOTHING if is_component is True else when_amount(is_component, NOTHING, full)
    return bench.rounded(charge, Line(charge.item, exact, by_days, NOTHING, taxed=True, stands=True))


def _fixed(bench: Bench, _index: int, charge: FixedCharge, _before: Mapping[str, Line]) -> Line:
    fee = bench.prices.price(charge, charge.price)
    points = charge.by_points
    if points is not None:
        below = amount(points.base) + -bench.prices.stated(points.attribute)
        fee *= amount(Fraction(1)) + below * amount(points.per_point)
    if charge.no_use_share is not None:
        fee = when_amount(bench.used().whole.is_(number(0)), fee * amount(charge.no_use_share), fee)
    return _by_days(bench, charge, fee)


def _quantity(bench: Bench, index: int, charge: QuantityCharge, _before: Mapping[str, Line]) -> Line:
    if charge.counted is Counted.DAY_BY_DAY:
        raise bench.refuse(f"charge.{index}.counted", f"{charge.item}: quantities counted day by day")
    name = f"quantity.{charge.item}"
    counted = Scaled(bench.prices.whole(name, 0, bench.ranges.quantity, "the quantity that is counted"), 1)
    return _by_days(bench, charge, bench.prices.price(charge, charge.price) * counted)


def _adjustment(bench: Bench, index: int, charge: AdjustmentCharge, _before: Mapping[str, Line]) -> Line:
    units = {row.month: _unit(charge, index, row, bench) for row in charge.month}
    per = parts_of(list(units.values()))
    scaled = [int(unit * per) for unit in units.values()]
    month = bench.prices.days.closing.dt.month_start()
    published = by_day(month, dict(zip(units, scaled, strict=True)))
    unit = bench.plan.keep(column(published, min(scaled), max(scaled)))
    bench.prices.checks[f"month of {charge.item}"] = unit.expr.is_not_null()
    return bench.rounded(charge, plain(charge, bench.used() * Scaled(unit, per)))


def _unit(charge: AdjustmentCharge, index: int, row: Any, bench: Bench) -> Fraction:  # noqa: ANN401
    """The adjustment for each unit of use that follows from a month's published prices."""
    if row.unit is not None:
        return row.unit
    formulas = [formula for formula in charge.formula if formula.since <= row.month] or list(charge.formula[:1])
    if not formulas:
        raise bench.refuse(f"charge.{index}.formula", f"{charge.item}: prices without a formula")
    formula = formulas[-1]
    paid = sum((factor * row.prices[name] for name, factor in formula.coefficients.items()), Fraction(0))
    average = rounded_number(paid, formula.average_rounding, formula.average_unit)
    if formula.ceiling is not None:
        average = min(average, formula.ceiling)
    unit = formula.base_unit * (average - formula.base) / formula.per
    return rounded_number(unit, formula.unit_rounding, formula.unit_unit)


def _minimum(bench: Bench, _index: int, charge: MinimumCharge, before: Mapping[str, Line]) -> Line:
    least = _by_days(bench, charge, bench.prices.price(charge, charge.price))
    reached = _sum_of(charge.of, before)
    if least.is_exact and reached.is_exact:
        missing = least.exact + -reached.exact
        line = plain(charge, Scaled(larger(bench.plan.keep(missing.whole), number(0)), missing.per))
    else:
        missing = bench.over(least) + -bench.over(reached)
        line = all_over(charge, Scaled(larger(bench.plan.keep(missing.whole), number(0)), missing.per))
    return bench.rounded(charge, line)


def _discount(bench: Bench, _index: int, charge: DiscountCharge, before: Mapping[str, Line]) -> Line:
    base = _sum_of(charge.of, before)
    if charge.share is not None:
        part = -amount(charge.share)
        parts = replace(base, item=charge.item, exact=base.exact * part, by_days=base.by_days * part)
        line = bench.rounded(charge, replace(parts, over=base.over * part))
    else:
        price = bench.prices.price(charge, charge.price)
        line = _by_days(bench, charge, -price)
        if charge.of:
            line = bench.rounded(charge, _limited(bench, charge, line, base))
    if charge.first_periods is not None:
        number_of_period = bench.prices.given("number", "how many periods of the contract were charged before")
        line = replace(line, stands=number_of_period < charge.first_periods)
    return line


def _limited(bench: Bench, charge: AnyCharge, line: Line, base: Line) -> Line:
    """The credit, or what there is to be credited where that is less."""
    if line.is_exact and base.is_exact:
        credit, least, per = common(line.exact, -base.exact)
        return plain(charge, Scaled(_not_past(bench, credit, least), per))
    credit, least, per = common(bench.over(line), -bench.over(base))
    return all_over(charge, Scaled(_not_past(bench, credit, least), per))


def _not_past(bench: Bench, credit: Whole, least: Whole) -> Whole:
    nothing = number(0)
    least = bench.plan.keep(least)
    lowest = -larger(-least, nothing)
    return larger(bench.plan.keep(credit), bench.plan.keep(lowest))


def _one_off(bench: Bench, _index: int, charge: OneOffCharge, _before: Mapping[str, Line]) -> Line:
    name = "begins" if charge.at is OneOffAt.START else "closes"
    stands = bench.prices.given(name, f"true in the row in which the contract {name}")
    line = bench.rounded(charge, plain(charge, bench.prices.price(charge, charge.price)))
    return replace(line, stands=stands)


def _sum_of(items: Sequence[str], before: Mapping[str, Line]) -> Line:
    found = Line("", NOTHING, NOTHING, NOTHING, taxed=True, stands=True)
    for line in (before[item] for item in items if item in before):
        found = replace(
            found,
            exact=found.exact + line.exact,
            by_days=found.by_days + line.by_days,
            over=found.over + line.over,
        )
    return found


_BY_KIND: Mapping[str, Callable[[Bench, int, Any, Mapping[str, Line]], Line]] = {
    "fixed": _fixed,
    "per-quantity": _quantity,
    "usage": usage_line,
    "adjustment": _adjustment,
    "minimum": _minimum,
    "discount": _discount,
    "one-off": _one_off,
}
