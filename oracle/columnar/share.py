"""Proration as columns: the share of a full fee that is charged for a row's days."""

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from ..contracts import Situation
from ..vocabulary import AboveWhole, Base, DayCount, EarlyRounding, Numerator, ProrationRule, Trigger, WholePeriod
from .days import EVERY_MONTH, Days
from .prices import PriceColumns
from .rounding import rounded_column, whole_ratio
from .settings import Choice, SettingColumns, Truth, all_of, any_of, negated, when, when_amount
from .whole import Plan, ScaledColumn, Whole, between, column, larger, number, where

ONE = number(1)
_NAMES = {
    "start": Situation.START,
    "end": Situation.END,
    "both": Situation.BOTH,
    "change": Situation.CHANGE,
}


@dataclass(frozen=True, slots=True)
class ShareColumns:
    """The share `above` / `below` of a full fee, 1 / 1 in rows that are not prorated.

    If the terms round the fee of a day, that fee is the full fee divided by `day` (a fraction), and it is then
    multiplied by `fee_above` / `below`. In rows that are not prorated the fee is unchanged.
    """

    prorated: Truth
    above: Whole
    below: Whole
    fee_above: Whole
    day: tuple[Whole, Whole] | None
    early: EarlyRounding | None


def share_columns(
    plan: Plan, settings: SettingColumns, days: Days, prices: PriceColumns, to_issue: tuple[int, int]
) -> ShareColumns:
    """The share for each row, from its days, its situation and the settings of proration."""
    rule = settings.terms.proration
    trigger = settings.choice("proration.trigger", Trigger, rule.trigger)
    if trigger.values == (Trigger.NEVER,):
        return ShareColumns(False, ONE, ONE, ONE, None, None)
    return _ShareBuilder(plan, settings, days, rule, prices, to_issue).share(trigger)


class _ShareBuilder:
    """Builds the columns of the share."""

    def __init__(
        self,
        plan: Plan,
        settings: SettingColumns,
        days: Days,
        rule: ProrationRule,
        prices: PriceColumns,
        to_issue: tuple[int, int],
    ) -> None:
        self.plan, self.settings, self.days, self.rule = plan, settings, days, rule
        self.prices, self.to_issue = prices, to_issue
        self.situation = pl.col("situation").cast(pl.Enum([one.value for one in Situation]))

    def share(self, trigger: Choice[Trigger]) -> ShareColumns:
        used = self.plan.keep(self._used())
        count = self._count()
        above, below = self._ratio(used, count)
        prorated = all_of(self._can_prorate(), self._triggered(trigger, used))
        limit = self.settings.choice("proration.above_whole", AboveWhole, self.rule.above_whole)
        full = limit.is_(AboveWhole.FULL_FEE)
        if full is not False:
            prorated = all_of(prorated, negated(all_of(full, below < above)))
        if isinstance(prorated, pl.Expr):
            prorated = self.plan.truth(prorated)
        above, below = self.plan.keep(when(prorated, above, ONE)), self.plan.keep(when(prorated, below, ONE))
        early = self.rule.early_rounding
        if early is not None and early.of is Base.RATIO and early.mode.value != "exact":
            above, below = self._rounded_ratio(early, prorated, above, below)
        if early is None or early.of is not Base.DAY_RATE or early.mode.value == "exact":
            above, below = self._times(above), self._times(below)
            return ShareColumns(prorated, above, below, above, None, None)
        return self._by_day(early, prorated, used, count, above, below)

    def _can_prorate(self) -> Truth:
        """True in rows that are prorated if the trigger says so."""
        whole = self.settings.choice("proration.whole_period", WholePeriod, self.rule.whole_period)
        partial = self.situation != Situation.WHOLE.value
        if self.rule.only is not None:
            partial = self.situation.is_in([_NAMES[name].value for name in self.rule.only])
        return all_of(partial, any_of(whole.is_(WholePeriod.PRORATED), ~self.days.all_used))

    def _used(self) -> Whole:
        numerator = self.settings.choice("proration.numerator", Numerator, self.rule.numerator)

        def counted(what: Numerator) -> Whole:
            used = self.days.used
            match what:
                case Numerator.USED_DAYS:
                    return used
                case Numerator.USED_DAYS_AND_READING_DAY:
                    starts = self.situation == Situation.START.value
                    return when(starts, used + ONE, used)
                case Numerator.USED_DAYS_AND_NEXT:
                    return used + ONE
                case Numerator.USED_DAYS_LESS_ONE:
                    return used - ONE
                case Numerator.USED_DAYS_LESS_FIRST:
                    starts = self.situation.is_in([Situation.START.value, Situation.BOTH.value])
                    return when(starts, used - ONE, used)
                case Numerator.DAYS_30_360:
                    return self.days.thirty_360()
                case Numerator.DAYS_TO_ISSUE:
                    issued = self.prices.given("issued", "the day the bill is issued")
                    days = self.days.to_issue(issued, *self.to_issue)
                    self.prices.checks["days to issue"] = between(days.expr, *self.to_issue)
                    return days
                case Numerator.MONTHS_BEGUN | Numerator.WHOLE_MONTHS:
                    raise AssertionError("months have been refused")

        return numerator.whole(counted)

    def _count(self) -> Choice[DayCount]:
        """The day count that a row is divided by, according to its situation."""
        given = self.rule.denominator
        choices: dict[str, Choice[DayCount]] = {}
        for name in _NAMES:
            path = f"proration.denominator.{name}"
            own = None if given is None else getattr(given, name)
            if own is None and name == "change" and path not in self.settings.varying:
                choices[name] = choices["both"]
            else:
                choices[name] = self.settings.choice(path, DayCount, own)
        values = tuple(dict.fromkeys(value for choice in choices.values() for value in choice.values))
        if len(values) == 1:
            return Choice(values, None)
        chosen = self._code(choices["both"], "both", values)
        for name in ("start", "end", "change"):
            if choices[name] is not choices["both"]:
                here = self.situation == _NAMES[name].value
                chosen = where(here, self._code(choices[name], name, values), chosen)
        kept = self.plan.truth(chosen)
        return Choice(values, {value: kept == code for code, value in enumerate(values)})

    def _code(self, choice: Choice[DayCount], name: str, values: tuple[DayCount, ...]) -> pl.Expr:
        """The position of a row's day count in `values`."""
        if choice.conditions is None:
            return pl.lit(values.index(choice.values[0]), pl.UInt8)
        words = tuple(value.value for value in values)
        return self.settings.codes(f"proration.denominator.{name}", words).cast(pl.UInt8)

    def _ratio(self, used: Whole, count: Choice[DayCount]) -> tuple[Whole, Whole]:
        def above(what: DayCount) -> Whole:
            if what is DayCount.EACH_MONTH:
                return self.days.each_month()
            return used * number(self.days.count(what)[1])

        def below(what: DayCount) -> Whole:
            return number(EVERY_MONTH) if what is DayCount.EACH_MONTH else self.days.count(what)[0]

        # Most day counts have the divisor 1, so that value is the default of the conditions.
        plain = [what for what in count.values if what is not DayCount.EACH_MONTH and self.days.count(what)[1] == 1]
        others = [what for what in count.values if what not in plain]
        found = above(plain[0] if plain else others[0])
        for what in others:
            found = when(count.is_(what), above(what), found)
        return self.plan.keep(found), self.plan.keep(count.whole(below))

    def _triggered(self, trigger: Choice[Trigger], used: Whole) -> Truth:
        def prorates(what: Trigger) -> Truth:
            match what:
                case Trigger.ALWAYS:
                    return True
                case Trigger.NEVER:
                    return False
                case Trigger.DIFFERENCE_AT_LEAST:
                    return self._differs(used)
                case Trigger.SHARE_BELOW:
                    return self._is_small(used)
                case Trigger.FEWER_DAYS_THAN:
                    return used < self._trigger_days()

        return trigger.truth(prorates)

    def _trigger_days(self) -> Whole:
        path = "proration.trigger_days"
        choice = self.settings.choice(path, int, self.rule.trigger_days)
        if choice.conditions is None:
            return number(choice.values[0])
        return column(pl.col(path), min(choice.values), max(choice.values))

    def _differs(self, used: Whole) -> pl.Expr:
        reference = self.settings.choice("proration.trigger_reference", DayCount, self.rule.trigger_reference)
        parts = max(self.days.count(what)[1] for what in reference.values)

        def scaled(what: DayCount) -> Whole:
            days, over = self.days.count(what)
            return days * number(parts // over)

        other, own = self.plan.keep(reference.whole(scaled)), used * number(parts)
        least = self._trigger_days() * number(parts)
        return least <= larger(other - own, own - other)

    def _is_small(self, used: Whole) -> Truth:
        share = self.settings.choice("proration.trigger_share", Fraction, self.rule.trigger_share)
        return share.truth(lambda part: used * number(part.denominator) < self.days.period * number(part.numerator))

    def _rounded_ratio(self, early: EarlyRounding, prorated: Truth, above: Whole, below: Whole) -> tuple[Whole, Whole]:
        ratio = rounded_column(self.plan, ScaledColumn(above, 1), below, early.mode, early.unit)
        above = when(prorated, ratio.whole, ONE)
        return self.plan.keep(above), self.plan.keep(when(prorated, number(ratio.per), ONE))

    def _times(self, whole: Whole) -> Whole:
        return self.plan.keep(whole * whole) if self.rule.times == 2 else whole  # noqa: PLR2004  # applied twice

    def _by_day(
        self,
        early: EarlyRounding,
        prorated: Truth,
        used: Whole,
        count: Choice[DayCount],
        above: Whole,
        below: Whole,
    ) -> ShareColumns:
        """The fee of a day, and the days it is multiplied by. A share that is not a ratio of days has no such days:
        then the full fee is rounded, and multiplied by the share."""
        own: Truth = count.is_(DayCount.EACH_MONTH)
        if self.rule.times == 2:  # noqa: PLR2004  # applied twice
            own = any_of(own, negated(any_of(above.is_(number(0)), above.is_(below))))
        own = all_of(own, prorated)
        if isinstance(own, pl.Expr):
            own = self.plan.truth(own)
        plain = all_of(prorated, negated(own))
        counted = {what: (ONE, 1) if what is DayCount.EACH_MONTH else self.days.count(what) for what in count.values}
        days = when(plain, count.whole(lambda what: counted[what][0]), ONE)
        parts = when(plain, count.whole(lambda what: number(counted[what][1])), ONE)
        above, below = self._times(above), self._times(below)
        fee_above = self.plan.keep(when(plain, used * below, above))
        return ShareColumns(prorated, above, below, fee_above, (self.plan.keep(days), self.plan.keep(parts)), early)


def fee_column(plan: Plan, full: ScaledColumn, share: ShareColumns) -> ScaledColumn:
    """The amount that the share is applied to: the full fee, or the rounded fee of a day."""
    if share.day is None or share.early is None or share.prorated is False:
        return full
    days, parts = share.day
    per = full.per * share.early.unit.numerator
    unit = share.early.unit.denominator
    count = whole_ratio(plan, full.whole * parts * number(unit), days * number(per), share.early.mode)
    by_day = ScaledColumn(count * number(share.early.unit.numerator), unit)
    return when_amount(share.prorated, by_day, full)
