"""The total of a row and the tax in it, as columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from ..money import RoundingMode
from ..vocabulary import PricesAre, TaxPer, TaxRateOn
from .line import ColumnLine, ColumnWork
from .rounding import rounded_column
from .settings import Choice, all_of, when
from .whole import NOTHING, ScaledColumn, Whole, number, scale_of


@dataclass(frozen=True, slots=True)
class TotalColumns:
    """The total including tax, and the tax, which is zero in rows where `has_tax` does not hold."""

    total: ScaledColumn
    tax: ScaledColumn
    has_tax: pl.Expr | bool


def total_columns(work: ColumnWork, lines: Sequence[ColumnLine]) -> TotalColumns:
    """Add up the lines, round, and extract or add the tax; lines outside the tax are rounded separately and added.

    Raises:
        TermsError: totals or tax are not rounded, so that they may not be whole parts of a unit.
        TooLargeError: an amount can need more than 128 bits.
    """
    terms, settings = work.settings.terms, work.settings
    mode = settings.choice("rounding.total", RoundingMode, terms.rounding.total)
    unit = terms.rounding.total_unit
    if RoundingMode.EXACT in mode.values or unit is None:
        raise work.refuse("rounding.total", "totals that are not rounded")
    total = _rounded_sum(work, [line for line in lines if line.taxed], mode, unit)
    outside = [line for line in lines if not line.taxed]
    prices = settings.choice("tax.prices", PricesAre, terms.tax.prices)
    tax = NOTHING
    if prices.values != (PricesAre.OUTSIDE_TAX,):
        tax = _Tax(work, prices).of([line for line in lines if line.taxed], total)
        tax = work.kept(prices.amount(lambda one: NOTHING if one is PricesAre.OUTSIDE_TAX else tax))
        total += prices.amount(lambda one: tax if one is PricesAre.TAX_EXCLUSIVE else NOTHING)
    if outside:
        total += _rounded_sum(work, outside, mode, unit)
    per = scale_of([Fraction(1, total.per), Fraction(1, tax.per)])
    total = ScaledColumn(total.whole * number(per // total.per), per)
    tax = ScaledColumn(tax.whole * number(per // tax.per), per)
    return TotalColumns(work.kept(total), tax, prices.is_(PricesAre.TAX_INCLUSIVE, PricesAre.TAX_EXCLUSIVE))


def _rounded_sum(
    work: ColumnWork, lines: Sequence[ColumnLine], mode: Choice[RoundingMode], unit: Fraction
) -> ScaledColumn:
    exact = sum((line.exact for line in lines), NOTHING)
    by_days = sum((line.by_days for line in lines), NOTHING)
    over = sum((line.over for line in lines), NOTHING)
    below = number(1)
    if not (by_days.is_nothing and over.is_nothing):
        exact = work.over(ColumnLine("", exact, by_days, over, taxed=True, stands=True))
        below = work.share.below
    exact = work.kept(exact)
    return work.kept(mode.amount(lambda one: rounded_column(work.plan, exact, below, one, unit)))


class _Tax:
    """The tax at the rate of a row's day."""

    def __init__(self, work: ColumnWork, prices: Choice[PricesAre]) -> None:
        self.work, self.prices, self.rule = work, prices, work.settings.terms.tax
        if not self.rule.rate or self.rule.unit is None:
            raise work.refuse("tax", "tax by a column under terms that have no rate")

    def of(self, lines: Sequence[ColumnLine], total: ScaledColumn) -> ScaledColumn:
        """The tax on the total, or on each line."""
        above = self.work.plan.keep(self._by_rate(self._above))
        below = self.work.plan.keep(self._by_rate(self._below))
        if self.rule.per is not TaxPer.LINE:
            return self._rounded(total, above, below, number(1))
        tax = NOTHING
        for line in lines:
            whole = line.exact if line.is_exact else self.work.over(line)
            tax += self._rounded(whole, above, below, number(1) if line.is_exact else self.work.share.below)
        return tax

    def _rounded(self, amount: ScaledColumn, above: Whole, below: Whole, share_below: Whole) -> ScaledColumn:
        unit = self.rule.unit
        assert unit is not None  # noqa: S101  # checked at the start
        mode = self.work.settings.choice("tax.rounding", RoundingMode, self.rule.rounding)
        if RoundingMode.EXACT in mode.values:
            raise self.work.refuse("tax.rounding", "tax that is not rounded")
        part = self.work.kept(ScaledColumn(amount.whole * above, amount.per))
        over = share_below * below
        return mode.amount(lambda one: rounded_column(self.work.plan, part, over, one, unit))

    def _above(self, rate: Fraction) -> Whole:
        return number(rate.numerator)

    def _below(self, rate: Fraction) -> Whole:
        def of(prices: PricesAre) -> Whole:
            inside = prices is PricesAre.TAX_INCLUSIVE
            return number(rate.denominator + rate.numerator) if inside else number(rate.denominator)

        taxed = tuple(one for one in self.prices.values if one is not PricesAre.OUTSIDE_TAX)
        found = of(taxed[-1])
        for one in taxed[:-1]:
            found = when(self.prices.is_(one), of(one), found)
        return found

    def _by_rate(self, make: Callable[[Fraction], Whole]) -> Whole:
        on = self.work.settings.choice("tax.rate_on", TaxRateOn, self.rule.rate_on)
        return on.whole(lambda one: self._on(one, make))

    def _on(self, on: TaxRateOn, make: Callable[[Fraction], Whole]) -> Whole:
        prices, days, rows = self.work.prices, self.work.prices.days, self.rule.rate
        match on:
            case TaxRateOn.FIRST_BILLED_DAY:
                day = days.used_start
            case TaxRateOn.LAST_BILLED_DAY:
                day = days.last_used
            case TaxRateOn.ISSUE_DAY:
                day = prices.given("issued", "the day the bill is issued")
            case _:
                day = days.closing
        found = make(rows[0].rate)
        for number_of_row, row in enumerate(rows[1:], start=1):
            here = make(row.rate)
            if on is TaxRateOn.FIXED_OR_CONTINUING and row.continuing_until is not None:
                continues = all_of(prices.contract_start < row.since, day <= row.continuing_until)
                here = when(continues, make(rows[number_of_row - 1].rate), here)
            found = when(day >= row.since, here, found)
        return found
