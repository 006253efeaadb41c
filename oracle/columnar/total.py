"""From the lines of a row to its total and the tax in it, by columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from ..money import RoundingMode
from ..vocabulary import PricesAre, TaxPer, TaxRateOn
from .line import Bench, Line
from .rounding import rounded
from .settings import Choice, all_of, when
from .whole import NOTHING, Scaled, Whole, number, parts_of


@dataclass(frozen=True, slots=True)
class Total:
    """The total with its tax, and the tax, nothing in the rows where `has_tax` does not hold."""

    total: Scaled
    tax: Scaled
    has_tax: pl.Expr | bool


def total_of(bench: Bench, lines: Sequence[Line]) -> Total:
    """Add up the lines, round, and extract or add the tax; what is outside the tax is rounded and added by itself.

    Raises:
        TermsError: totals are not rounded, so that they need not be whole parts of a unit.
        TooLargeError: an amount can need more than 128 bits.
    """
    terms, settings = bench.settings.terms, bench.settings
    mode = settings.choice("rounding.total", RoundingMode, terms.rounding.total)
    unit = terms.rounding.total_unit
    if RoundingMode.EXACT in mode.values or unit is None:
        raise bench.refuse("rounding.total", "totals that are not rounded")
    total = _rounded_sum(bench, [line for line in lines if line.taxed], mode, unit)
    outside = [line for line in lines if not line.taxed]
    prices = settings.choice("tax.prices", PricesAre, terms.tax.prices)
    tax = NOTHING
    if prices.values != (PricesAre.OUTSIDE_TAX,):
        tax = _Tax(bench, prices).of([line for line in lines if line.taxed], total)
        tax = bench.kept(prices.amount(lambda one: NOTHING if one is PricesAre.OUTSIDE_TAX else tax))
        total += prices.amount(lambda one: tax if one is PricesAre.TAX_EXCLUSIVE else NOTHING)
    if outside:
        total += _rounded_sum(bench, outside, mode, unit)
    per = parts_of([Fraction(1, total.per), Fraction(1, tax.per)])
    total = Scaled(total.whole * number(per // total.per), per)
    tax = Scaled(tax.whole * number(per // tax.per), per)
    return Total(bench.kept(total), tax, prices.is_(PricesAre.TAX_INCLUSIVE, PricesAre.TAX_EXCLUSIVE))


def _rounded_sum(bench: Bench, lines: Sequence[Line], mode: Choice[RoundingMode], unit: Fraction) -> Scaled:
    exact = sum((line.exact for line in lines), NOTHING)
    by_days = sum((line.by_days for line in lines), NOTHING)
    over = sum((line.over for line in lines), NOTHING)
    below = number(1)
    if not (by_days.is_nothing and over.is_nothing):
        exact = bench.over(Line("", exact, by_days, over, taxed=True, stands=True))
        below = bench.share.below
    exact = bench.kept(exact)
    return bench.kept(mode.amount(lambda one: rounded(bench.plan, exact, below, one, unit)))


class _Tax:
    """The tax by the rate of a row's day."""

    def __init__(self, bench: Bench, prices: Choice[PricesAre]) -> None:
        self.bench, self.prices, self.rule = bench, prices, bench.settings.terms.tax
        if not self.rule.rate or self.rule.unit is None:
            raise bench.refuse("tax", "tax by a column under terms that have no rate")

    def of(self, lines: Sequence[Line], total: Scaled) -> Scaled:
        """The tax on the total, or on each line."""
        above = self.bench.plan.keep(self._by_rate(self._above))
        below = self.bench.plan.keep(self._by_rate(self._below))
        if self.rule.per is not TaxPer.LINE:
            return self._rounded(total, above, below, number(1))
        tax = NOTHING
        for line in lines:
            whole = line.exact if line.is_exact else self.bench.over(line)
            tax += self._rounded(whole, above, below, number(1) if line.is_exact else self.bench.share.below)
        return tax

    def _rounded(self, amount: Scaled, above: Whole, below: Whole, share_below: Whole) -> Scaled:
        unit = self.rule.unit
        assert unit is not None  # noqa: S101  # asked for at the start
        mode = self.bench.settings.choice("tax.rounding", RoundingMode, self.rule.rounding)
        if RoundingMode.EXACT in mode.values:
            raise self.bench.refuse("tax.rounding", "tax that is not rounded")
        part = self.bench.kept(Scaled(amount.whole * above, amount.per))
        over = share_below * below
        return mode.amount(lambda one: rounded(self.bench.plan, part, over, one, unit))

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
        on = self.bench.settings.choice("tax.rate_on", TaxRateOn, self.rule.rate_on)
        return on.whole(lambda one: self._on(one, make))

    def _on(self, on: TaxRateOn, make: Callable[[Fraction], Whole]) -> Whole:
        prices, days, rows = self.bench.prices, self.bench.prices.days, self.rule.rate
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
