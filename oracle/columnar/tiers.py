"""Tiers by columns: the use of a row priced by the tiers of its dated row, their widths prorated where the terms say
so."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from ..money import RoundingMode
from ..vocabulary import TierBound, TierRow, Tiers, TiersPer, UsageCharge
from .line import Bench, Line, all_over, plain
from .rounding import rounded
from .settings import Choice, Truth, all_of, negated, when_amount
from .whole import NOTHING, Scaled, amount, common, larger, number


def usage_line(bench: Bench, index: int, charge: UsageCharge, _before: Mapping[str, Line]) -> Line:
    """The line of a charge by use."""
    if charge.tiers_per is TiersPer.READING:
        raise bench.refuse(f"charge.{index}.tiers_per", f"{charge.item}: tiers that begin anew with each reading")
    if charge.bound is TierBound.UPPER_TIER and charge.tiers is Tiers.VOLUME:
        raise bench.refuse(f"charge.{index}.bound", f"{charge.item}: a use equal to a bound in the tier above it")
    return _Tiers(bench, charge).line()


class _Tiers:
    """Dated rows with as many tiers as the longest of them has: a row with fewer has none above its last bound."""

    def __init__(self, bench: Bench, charge: UsageCharge) -> None:
        self.bench, self.charge = bench, charge
        self.use = bench.used()
        self.bounds = max(len(row.tiers) for row in charge.price) - 1
        is_component = bench.settings.component(charge.item)
        self.prorated: Truth = all_of(is_component, bench.share.prorated) if self.bounds else False
        if self.prorated is not False and bench.share.above.low < 0:
            raise bench.refuse("proration.numerator", f"{charge.item}: widths of tiers over days below zero")

    def line(self) -> Line:
        rates = [self.bench.kept(self._of_rows(lambda row, at=at: _rate(row, at))) for at in range(self.bounds + 1)]
        bounds = self._bounds()
        over = self._is_over
        # Where a bound is a fraction of a unit, the use is compared with it in parts of the share's denominator.
        use = self.bench.kept(Scaled(self.use.whole * self.bench.share.below, self.use.per)) if over else self.use
        price = self._graduated if self.charge.tiers is Tiers.GRADUATED else self._volume
        found = price(use, bounds, rates)
        line = all_over(self.charge, found) if over else plain(self.charge, found)
        return self.bench.rounded(self.charge, line)

    def _graduated(self, use: Scaled, bounds: list[Scaled], rates: list[Scaled]) -> Scaled:
        """All of the use at the first rate, and what is above each bound at what the next rate is more or less."""
        found = use * rates[0]
        for bound, below, above in zip(bounds, rates, rates[1:], strict=False):
            one, two, per = common(use, bound)
            past = Scaled(larger(self.bench.plan.keep(one - two), number(0)), per)
            found += past * self.bench.kept(above + -below)
        return found

    def _volume(self, use: Scaled, bounds: list[Scaled], rates: list[Scaled]) -> Scaled:
        """All of the use at the rate of the tier that it reaches."""
        rate = rates[-1]
        for bound, own in reversed(list(zip(bounds, rates, strict=False))):
            one, two, _ = common(use, bound)
            rate = when_amount(one <= two, own, rate)
        return use * rate

    @property
    def _is_over(self) -> bool:
        """Whether bounds stand over the share's denominator: prorated widths are not rounded."""
        return self.prorated is not False and RoundingMode.EXACT in self._modes().values

    def _modes(self) -> Choice[RoundingMode]:
        rule = self.bench.settings.terms.proration
        return self.bench.settings.choice(
            "proration.width_rounding", RoundingMode, rule.width_rounding or RoundingMode.EXACT
        )

    def _bounds(self) -> list[Scaled]:
        """Each bound, the sum of the widths up to it."""
        found: list[Scaled] = []
        before = NOTHING
        for at in range(self.bounds):
            before = self.bench.kept(before + self._width(at))
            found.append(before)
        return found

    def _width(self, at: int) -> Scaled:
        full = self._of_rows(lambda row: _width(row, at))
        if self.prorated is False:
            return full
        share, plan = self.bench.share, self.bench.plan
        full = self.bench.kept(full)
        unit = self.bench.settings.terms.proration.width_unit or Fraction(1)
        whole = Scaled(full.whole * share.below, full.per)
        part = Scaled(full.whole * share.above, full.per)
        over = self._is_over

        def kept(mode: RoundingMode) -> Scaled:
            if mode is RoundingMode.EXACT:
                return part
            found = rounded(plan, part, share.below, mode, unit)
            return Scaled(found.whole * share.below, found.per) if over else found

        prorated = all_of(self.prorated, negated(share.above.is_(share.below)))
        return when_amount(prorated, self._modes().amount(kept), whole if over else full)

    def _of_rows(self, make: Callable[[TierRow], Scaled]) -> Scaled:
        return self.bench.prices.in_force(self.charge, self.charge.price, make)


def _rate(row: TierRow, at: int) -> Scaled:
    return amount(row.tiers[min(at, len(row.tiers) - 1)].rate)


def _width(row: TierRow, at: int) -> Scaled:
    """The width of a tier; none for one that the row does not have."""
    bounds = [tier.up_to for tier in row.tiers if tier.up_to is not None]
    if at >= len(bounds):
        return NOTHING
    return amount(bounds[at] - (bounds[at - 1] if at else 0))
