"""A line of a bill by columns, and what lines are made from."""

from dataclasses import dataclass, replace

from .. import codes
from ..money import RoundingMode
from ..problems import Problem, TermsError
from ..vocabulary import AnyCharge, NegativeUse
from .prices import Prices
from .rounding import rounded
from .settings import Settings, Truth
from .share import Share
from .whole import NOTHING, Plan, Ranges, Scaled, larger, number


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

    @property
    def is_exact(self) -> bool:
        """Whether it is whole parts of a unit in every row."""
        return self.by_days.is_nothing and self.over.is_nothing


@dataclass(frozen=True, slots=True)
class Bench:
    """What lines are made from."""

    plan: Plan
    settings: Settings
    prices: Prices
    share: Share
    ranges: Ranges

    def used(self) -> Scaled:
        """The use that is priced, in a row that has one within the declared range."""
        (low, high), rule = self.ranges.use, self.settings.terms.usage
        negative = NegativeUse.REFUSED if rule is None else rule.negative
        if negative is NegativeUse.REFUSED:
            low = max(0, low)
        per = 10**self.ranges.use_places
        use = self.prices.whole("use", low, high, f"the use in parts of 1/{per}")
        if negative is NegativeUse.ZERO:
            use = larger(use, number(0))
        return Scaled(self.plan.once("use", lambda: use), per)

    def kept(self, scaled: Scaled) -> Scaled:
        """The same amounts as a column of their own."""
        return Scaled(self.plan.keep(scaled.whole), scaled.per)

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
        if line.is_exact:
            above, below = line.exact, number(1)
        else:
            above, below = self.over(line), self.share.below
        exact = rounded(self.plan, above, below, mode, unit)
        return replace(line, exact=self.kept(exact), by_days=NOTHING, over=NOTHING)

    def refuse(self, path: str, what: str) -> TermsError:
        """The error for what has no formula here."""
        clause = self.settings.terms.clause(path)
        hint = codes.NOT_IN_COLUMNS.remedy
        return TermsError(Problem(codes.NOT_IN_COLUMNS, clause.place, what, clause.heading, hint))


def plain(charge: AnyCharge, exact: Scaled) -> Line:
    """A line of whole parts of a unit."""
    return Line(charge.item, exact, NOTHING, NOTHING, taxed=True, stands=True)


def all_over(charge: AnyCharge, over: Scaled) -> Line:
    """A line over the share's denominator."""
    return Line(charge.item, NOTHING, NOTHING, over, taxed=True, stands=True)
