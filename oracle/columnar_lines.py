"""The lines of a bill by columns: each charge of the terms over a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import polars as pl

from . import codes
from .charge_rules import (
    AdjustmentCharge,
    AnyCharge,
    DiscountCharge,
    FixedCharge,
    MinimumCharge,
    OneOffCharge,
    QuantityCharge,
)
from .columnar_prices import Prices
from .columnar_rounding import rounded, rounded_number
from .columnar_settings import Settings, Truth, all_of, when_amount
from .columnar_share import Share, fee_for
from .columnar_whole import NOTHING, Plan, Scaled, Whole, amount, column, common, larger, number, parts_of
from .money import RoundingMode
from .problems import Problem, TermsError
from .settings import Counted, OneOffAt, TaxClass


@dataclass(frozen=True, slots=True)
class Line:
    """One item: `exact` + `by_days` × the share's fee + `over` / the share's denominator, in major units.

    Zero in the rows where it does not `stand`.
    """

    item: str
    exact: Scaled
    by_days: Scaled
    over: Scaled
    taxed: bool
    stands: Truth


@dataclass(frozen=True, slots=True)
class Bench:
    """What lines are made from. `use` is None where the terms charge nothing by use."""

    plan: Plan
    settings: Settings
    prices: Prices
    share: Share
    use: Scaled | None
    most_quantity: int

    def over(self, line: Line) -> Scaled:
        """A line as a whole over the share's denominator."""
        exact = Scaled(line.exact.whole * self.share.below, line.exact.per)
        days = Scaled(line.by_days.whole * self.share.fee_above, line.by_days.per)
        return exact + days + line.over

    def rounded(self, charge: AnyCharge, line: Line) -> Line:
        """The line with the rounding that the terms have for it."""
        rule = self.settings.terms.rounding
        own = charge.rounding is not None
        mode, unit = (charge.rounding, charge.rounding_unit) if own else (rule.line, rule.line_unit)
        if mode is None or mode is RoundingMode.EXACT or unit is None:
            return line
        if line.by_days.is_nothing and line.over.is_nothing:
            above, below = line.exact, number(1)
        else:
            above, below = self.over(line), self.share.below
        exact = rounded(self.plan, above, below, mode, unit)
        exact = Scaled(self.plan.keep(exact.whole), exact.per)
        return replace(line, exact=exact, by_days=NOTHING, over=NOTHING)

    def refuse(self, path: str, what: str) -> TermsError:
        """The error for what has no formula here."""
        clause = self.settings.terms.clause(path)
        hint = codes.NOT_IN_COLUMNS.remedy
        return TermsError(Problem(codes.NOT_IN_COLUMNS, clause.place, what, clause.heading, hint))


def line_of(bench: Bench, index: int, charge: AnyCharge, before: Mapping[str, Line]) -> Line:
    """The line of a charge. `before` has the lines before it.

    Raises:
        TermsError: the charge has no formula here.
        TooLargeError: an amount can need more than 128 bits.
    """
    make = _BY_KIND.get(getattr(charge, "kind", ""))
    if make is None:
        raise bench.refuse(f"charge.{index}", f"{charge.item}: charges of kind {getattr(charge, 'kind', '')}")
    line = make(bench, index, charge, before)
    stands = all_of(line.stands, bench.prices.applies(charge))
    if isinstance(stands, pl.Expr):
        stands = bench.plan.truth(stands)
    return Line(
        line.item,
        _kept(bench.plan, when_amount(stands, line.exact, NOTHING)),
        _kept(bench.plan, when_amount(stands, line.by_days, NOTHING)),
        _kept(bench.plan, when_amount(stands, line.over, NOTHING)),
        charge.tax is not TaxClass.OUTSIDE,
        stands,
    )


def plain(charge: AnyCharge, exact: Scaled) -> Line:
    """A line of whole parts of a unit."""
    return Line(charge.item, exact, NOTHING, NOTHING, taxed=True, stands=True)


def _kept(plan: Plan, scaled: Scaled) -> Scaled:
    return Scaled(plan.keep(scaled.whole), scaled.per)


def _by_days(bench: Bench, charge: AnyCharge, full: Scaled) -> Line:
    """A fee, prorated where the charge is among the components."""
    is_component = bench.settings.component(charge.item)
    if bench.share.prorated is False:
        is_component = False
    full = _kept(bench.plan, full)
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
        assert bench.use is not None  # noqa: S101  # a share for no use is a charge by use
        fee = when_amount(bench.use.whole.is_(number(0)), fee * amount(charge.no_use_share), fee)
    return _by_days(bench, charge, fee)


def _quantity(bench: Bench, index: int, charge: QuantityCharge, _before: Mapping[str, Line]) -> Line:
    if charge.counted is Counted.DAY_BY_DAY:
        raise bench.refuse(f"charge.{index}.counted", f"{charge.item}: quantities counted day by day")
    name = f"quantity.{charge.item}"
    bench.prices.needed[name] = f"the quantity that is counted, from 0 to {bench.most_quantity}"
    bench.prices.checks[name] = pl.col(name).is_between(0, bench.most_quantity)
    counted = Scaled(column(pl.col(name), 0, bench.most_quantity), 1)
    return _by_days(bench, charge, bench.prices.price(charge, charge.price) * counted)


def _adjustment(bench: Bench, index: int, charge: AdjustmentCharge, _before: Mapping[str, Line]) -> Line:
    units = {row.month: _unit(charge, index, row, bench) for row in charge.month}
    per = parts_of(list(units.values()))
    scaled = [int(unit * per) for unit in units.values()]
    month = bench.prices.days.closing.dt.month_start()
    published = month.replace_strict(list(units), scaled, default=None, return_dtype=pl.Int64)
    unit = bench.plan.keep(column(published, min(scaled), max(scaled)))
    bench.prices.checks[f"month of {charge.item}"] = unit.expr.is_not_null()
    assert bench.use is not None  # noqa: S101  # an adjustment is a charge by use
    return bench.rounded(charge, plain(charge, bench.use * Scaled(unit, per)))


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
    if _is_exact(least) and _is_exact(reached):
        missing = least.exact + -reached.exact
        line = plain(charge, Scaled(larger(bench.plan.keep(missing.whole), number(0)), missing.per))
    else:
        missing = bench.over(least) + -bench.over(reached)
        line = _all_over(charge, Scaled(larger(bench.plan.keep(missing.whole), number(0)), missing.per))
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
        bench.prices.needed["number"] = "how many billing periods of the contract were charged before"
        bench.prices.checks["number"] = pl.col("number") >= 0
        line = replace(line, stands=pl.col("number") < charge.first_periods)
    return line


def _limited(bench: Bench, charge: AnyCharge, line: Line, base: Line) -> Line:
    """The credit, or what there is to be credited where that is less."""
    if _is_exact(line) and _is_exact(base):
        credit, least, per = common(line.exact, -base.exact)
        return plain(charge, Scaled(_not_past(bench, credit, least), per))
    credit, least, per = common(bench.over(line), -bench.over(base))
    return _all_over(charge, Scaled(_not_past(bench, credit, least), per))


def _not_past(bench: Bench, credit: Whole, least: Whole) -> Whole:
    nothing = number(0)
    least = bench.plan.keep(least)
    lowest = -larger(-least, nothing)
    return larger(bench.plan.keep(credit), bench.plan.keep(lowest))


def _one_off(bench: Bench, _index: int, charge: OneOffCharge, _before: Mapping[str, Line]) -> Line:
    name = "begins" if charge.at is OneOffAt.START else "closes"
    bench.prices.needed[name] = f"true in the row with which the contract's charges {name.removesuffix('s')}"
    bench.prices.checks[name] = pl.col(name).is_not_null()
    line = bench.rounded(charge, plain(charge, bench.prices.price(charge, charge.price)))
    return replace(line, stands=pl.col(name))


def _is_exact(line: Line) -> bool:
    return line.by_days.is_nothing and line.over.is_nothing


def _all_over(charge: AnyCharge, over: Scaled) -> Line:
    return Line(charge.item, NOTHING, NOTHING, over, taxed=True, stands=True)


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


def _usage(bench: Bench, index: int, charge: Any, _before: Mapping[str, Line]) -> Line:  # noqa: ANN401
    from .columnar_tiers import usage_line

    return usage_line(bench, index, charge)


_BY_KIND: Mapping[str, Callable[[Bench, int, Any, Mapping[str, Line]], Line]] = {
    "fixed": _fixed,
    "per-quantity": _quantity,
    "usage": _usage,
    "adjustment": _adjustment,
    "minimum": _minimum,
    "discount": _discount,
    "one-off": _one_off,
}
