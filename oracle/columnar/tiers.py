"""Tiers as columns: the use of a row priced by the tiers of its dated row, with widths prorated if the terms say so."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..money import RoundingMode
from ..vocabulary import TierBound, TierRow, Tiers, TiersPer, UsageCharge
from .line import ColumnLine, ColumnWork, all_over, plain
from .rounding import rounded_column
from .settings import Choice, Truth, all_of, negated, when_amount
from .whole import NOTHING, ScaledColumn, amount, common, larger, number


def usage_columns(work: ColumnWork, index: int, charge: UsageCharge, _before: Mapping[str, ColumnLine]) -> ColumnLine:
    """The line of a charge by use."""
    if charge.tiers_per is TiersPer.READING:
        raise work.refuse(f"charge.{index}.tiers_per", f"{charge.item}: tiers that begin anew with each reading")
    if charge.bound is TierBound.UPPER_TIER and charge.tiers is Tiers.VOLUME:
        raise work.refuse(f"charge.{index}.bound", f"{charge.item}: a use equal to a bound in the tier above it")
    return _Tiers(work, charge).line()


class _Tiers:
    """The tiers of dated rows, all with as many tiers as the longest row; the extra tiers of shorter rows are empty."""

    def __init__(self, work: ColumnWork, charge: UsageCharge) -> None:
        self.work, self.charge = work, charge
        self.use = work.used()
        self.bounds = max(len(row.tiers) for row in charge.price) - 1
        is_component = work.settings.component(charge.item)
        self.prorated: Truth = all_of(is_component, work.share.prorated) if self.bounds else False
        if self.prorated is not False and work.share.above.low < 0:
            raise work.refuse("proration.numerator", f"{charge.item}: widths of tiers over days below zero")

    def line(self) -> ColumnLine:
        rates = [self.work.kept(self._of_rows(lambda row, at=at: _rate(row, at))) for at in range(self.bounds + 1)]
        bounds = self._bounds()
        over = self._is_over
        # If bounds are fractions of a unit, both they and the use are multiplied by the share's denominator.
        use = self.work.kept(ScaledColumn(self.use.whole * self.work.share.below, self.use.per)) if over else self.use
        price = self._graduated if self.charge.tiers is Tiers.GRADUATED else self._volume
        found = price(use, bounds, rates)
        line = all_over(self.charge, found) if over else plain(self.charge, found)
        return self.work.rounded(self.charge, line)

    def _graduated(self, use: ScaledColumn, bounds: list[ScaledColumn], rates: list[ScaledColumn]) -> ScaledColumn:
        """All of the use at the first rate, plus the use above each bound at the difference to the next rate."""
        found = use * rates[0]
        for bound, below, above in zip(bounds, rates, rates[1:], strict=False):
            one, two, per = common(use, bound)
            past = ScaledColumn(larger(self.work.plan.keep(one - two), number(0)), per)
            found += past * self.work.kept(above + -below)
        return found

    def _volume(self, use: ScaledColumn, bounds: list[ScaledColumn], rates: list[ScaledColumn]) -> ScaledColumn:
        """All of the use at the rate of the highest tier that it reaches."""
        rate = rates[-1]
        for bound, own in reversed(list(zip(bounds, rates, strict=False))):
            one, two, _ = common(use, bound)
            rate = when_amount(one <= two, own, rate)
        return use * rate

    @property
    def _is_over(self) -> bool:
        """True if bounds are multiplied by the share's denominator, because prorated widths are not rounded."""
        return self.prorated is not False and RoundingMode.EXACT in self._modes().values

    def _modes(self) -> Choice[RoundingMode]:
        rule = self.work.settings.terms.proration
        return self.work.settings.choice(
            "proration.width_rounding", RoundingMode, rule.width_rounding or RoundingMode.EXACT
        )

    def _bounds(self) -> list[ScaledColumn]:
        """The bounds: each is the sum of the widths up to it."""
        found: list[ScaledColumn] = []
        before = NOTHING
        for at in range(self.bounds):
            before = self.work.kept(before + self._width(at))
            found.append(before)
        return found

    def _width(self, at: int) -> ScaledColumn:
        full = self._of_rows(lambda row: _width(row, at))
        if self.prorated is False:
            return full
        share, plan = self.work.share, self.work.plan
        full = self.work.kept(full)
        unit = self.work.settings.terms.proration.width_unit or Fraction(1)
        whole = ScaledColumn(full.whole * share.below, full.per)
        part = ScaledColumn(full.whole * share.above, full.per)
        over = self._is_over

        def kept(mode: RoundingMode) -> ScaledColumn:
            if mode is RoundingMode.EXACT:
                return part
            found = rounded_column(plan, part, share.below, mode, unit)
            return ScaledColumn(found.whole * share.below, found.per) if over else found

        prorated = all_of(self.prorated, negated(share.above.is_(share.below)))
        return when_amount(prorated, self._modes().amount(kept), whole if over else full)

    def _of_rows(self, make: Callable[[TierRow], ScaledColumn]) -> ScaledColumn:
        return self.work.prices.in_force(self.charge, self.charge.price, make)


def _rate(row: TierRow, at: int) -> ScaledColumn:
    return amount(row.tiers[min(at, len(row.tiers) - 1)].rate)


def _width(row: TierRow, at: int) -> ScaledColumn:
    """The width of a tier; zero for a tier that the row does not have."""
    bounds = [tier.up_to for tier in row.tiers if tier.up_to is not None]
    if at >= len(bounds):
        return NOTHING
    return amount(bounds[at] - (bounds[at - 1] if at else 0))
