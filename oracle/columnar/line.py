"""A line of a bill as columns, and the shared inputs of lines."""

from dataclasses import dataclass, replace

from .. import codes
from ..money import RoundingMode
from ..problems import Problem, TermsError
from ..vocabulary import AnyCharge, NegativeUse
from .prices import PriceColumns
from .rounding import rounded_column
from .settings import SettingColumns, Truth
from .share import ShareColumns
from .whole import NOTHING, Plan, Ranges, ScaledColumn, larger, number


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One item: `exact` + `by_days` × the share's fee + `over` / the share's denominator, in major units.

    `stands` is true in rows where the item is charged; in the others it is zero.
    """

    item: str
    exact: ScaledColumn
    by_days: ScaledColumn
    over: ScaledColumn
    taxed: bool
    stands: Truth

    @property
    def is_exact(self) -> bool:
        """True if the amount is whole parts of a unit in every row."""
        return self.by_days.is_nothing and self.over.is_nothing


@dataclass(frozen=True, slots=True)
class ColumnWork:
    """The inputs of the lines of a bill."""

    plan: Plan
    settings: SettingColumns
    prices: PriceColumns
    share: ShareColumns
    ranges: Ranges

    def used(self) -> ScaledColumn:
        """The use that is priced; rows without one in the declared range are not billed."""
        (low, high), rule = self.ranges.use, self.settings.terms.usage
        negative = NegativeUse.REFUSED if rule is None else rule.negative
        if negative is NegativeUse.REFUSED:
            low = max(0, low)
        per = 10**self.ranges.use_places
        use = self.prices.whole("use", low, high, f"the use in parts of 1/{per}")
        if negative is NegativeUse.ZERO:
            use = larger(use, number(0))
        return ScaledColumn(self.plan.once("use", lambda: use), per)

    def kept(self, scaled: ScaledColumn) -> ScaledColumn:
        """The same amounts as a column of their own."""
        return ScaledColumn(self.plan.keep(scaled.whole), scaled.per)

    def over(self, line: ColumnLine) -> ScaledColumn:
        """The amount of a line, multiplied by the share's denominator."""
        exact = ScaledColumn(line.exact.whole * self.share.below, line.exact.per)
        days = ScaledColumn(line.by_days.whole * self.share.fee_above, line.by_days.per)
        return exact + days + line.over

    def rounded(self, charge: AnyCharge, line: ColumnLine) -> ColumnLine:
        """The line, rounded as the charge or the terms say."""
        rule = self.settings.terms.rounding
        own = charge.rounding is not None
        mode, unit = (charge.rounding, charge.rounding_unit) if own else (rule.line, rule.line_unit)
        if mode is None or mode is RoundingMode.EXACT or unit is None:
            return line
        if line.is_exact:
            above, below = line.exact, number(1)
        else:
            above, below = self.over(line), self.share.below
        exact = rounded_column(self.plan, above, below, mode, unit)
        return replace(line, exact=self.kept(exact), by_days=NOTHING, over=NOTHING)

    def refuse(self, path: str, what: str) -> TermsError:
        """The error for a rule without a formula here."""
        clause = self.settings.terms.clause(path)
        message, hint = f"not billed in columns: {what}", codes.NOT_IN_COLUMNS.remedy
        return TermsError(Problem(codes.NOT_IN_COLUMNS, clause.place, message, clause.heading, hint))


def plain(charge: AnyCharge, exact: ScaledColumn) -> ColumnLine:
    """A line of whole parts of a unit."""
    return ColumnLine(charge.item, exact, NOTHING, NOTHING, taxed=True, stands=True)


def all_over(charge: AnyCharge, over: ScaledColumn) -> ColumnLine:
    """A line over the share's denominator."""
    return ColumnLine(charge.item, NOTHING, NOTHING, over, taxed=True, stands=True)
