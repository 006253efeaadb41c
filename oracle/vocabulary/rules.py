"""The tables of a terms document that say when and how to bill. `charge_rules.py` says what is billed."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from ..calendar import MonthEnd
from ..money import RoundingMode
from .rule import Amount, MissingSetting, Portion, RoundingUnit, Rule, Scaled, Typical, exact, require_iff
from .settings import (
    AboveWhole,
    Base,
    BoundaryReading,
    CancellationEffect,
    ChangeDay,
    ChangeEffect,
    Corrections,
    DayBilled,
    DayCount,
    DueWhen,
    Estimates,
    FirstDay,
    FirstPeriod,
    InForceOn,
    InterestFrom,
    InterestOn,
    InterestYear,
    MigrationEnd,
    NegativeUse,
    Numerator,
    PeriodKind,
    PricesAre,
    ReadingDay,
    Runs,
    SameDay,
    TaxPer,
    TaxRateOn,
    TrialUnit,
    Trigger,
    WholeFee,
    WholePeriod,
)

_QUARTERS_AND_YEARS = frozenset({1, 2, 3, 4, 6, 12})
_TRIGGER_DAYS = (3, 4, 5, 6, 7, 10, 15, 28, 29, 30, 31)
"""Thresholds of days that real systems use to decide whether to prorate."""
_TRIGGER_REFERENCES = (
    DayCount.MONTH_BEFORE_BILLING_MONTH,
    DayCount.BILLING_PERIOD,
    DayCount.START_MONTH,
    DayCount.LAST_USED_MONTH,
    DayCount.BILLING_MONTH,
    DayCount.THIRTY,
    DayCount.PERIOD_LESS_ONE,
    DayCount.REST_OF_PERIOD,
)
"""The day counts that are about a month long: a period differs from a year by far more than any threshold."""

_UNSCALED = (Fraction(1),)
"""A multiplier of 1: systems forget the multiplier of a meter."""


class PeriodRule(Rule):
    """`[period]`: how time is cut into billing periods.

    `months` is the length of calendar, anniversary and billing-day periods, 1 if not given; calendar periods of several
    months are counted from January. `billing_day` is the day of the month on which periods start, or
    `billing_day_attribute` names the contract's attribute that holds it; `month_end` says which day is used in a month
    that is too short for it.
    """

    kind: PeriodKind
    reading_day: ReadingDay | None = None
    month_end: MonthEnd | None = None
    months: Annotated[int, Field(ge=1, le=12), Typical((1, 3, 12))] | None = None
    billing_day: Annotated[int, Field(ge=1, le=31), Typical((1, 10, 15, 20, 25, 28, 31))] | None = None
    billing_day_attribute: str | None = None

    @model_validator(mode="after")
    def _needs_its_own_settings(self) -> Self:
        metered = self.kind is PeriodKind.METER_READING
        by_day = self.kind is PeriodKind.BILLING_DAY
        require_iff(self.reading_day, metered, "reading_day", self.kind.value)
        require_iff(self.month_end, self.kind is PeriodKind.ANNIVERSARY or by_day, "month_end", self.kind.value)
        if self.months is not None and (metered or self.months not in _QUARTERS_AND_YEARS):
            raise ValueError("months must be 1, 2, 3, 4, 6 or 12, and has no meaning with meter-reading")
        given = self.billing_day is not None or self.billing_day_attribute is not None
        if by_day and not given:
            raise MissingSetting("billing_day", f"it, or billing_day_attribute, is needed with {self.kind.value}")
        if not by_day:
            require_iff(self.billing_day, by_day, "billing_day", self.kind.value)
            require_iff(self.billing_day_attribute, by_day, "billing_day_attribute", self.kind.value)
        if self.billing_day is not None and self.billing_day_attribute is not None:
            raise ValueError("give either billing_day or billing_day_attribute")
        return self


class InterestRate(Rule):
    """A dated yearly rate of interest, as a ratio: 0.03 for 3 %. In force from `since` until the next row."""

    since: date
    rate: Annotated[Fraction, BeforeValidator(exact), Field(ge=0, lt=1)]
    source: str


class InterestRule(Rule):
    """`[billing.interest]`: the interest on a correction, for each period separately, as a line `interest` outside the
    tax.

    Simple interest = amount x rate x days / `year`, its absolute value rounded. The days are those from `from_day` up
    to and including the day of the correction; `first_day` says whether the first one counts. The rate is the one in
    force on the day that `from_day` names, and does not change afterwards (as under the Japanese Civil Code).
    """

    from_day: InterestFrom
    first_day: FirstDay
    on: InterestOn
    year: InterestYear
    rounding: RoundingMode
    unit: RoundingUnit
    rate: Annotated[tuple[InterestRate, ...], Field(min_length=1)]


class BillingRule(Rule):
    """`[billing]`: when a bill falls due, and how a bill already issued is corrected. Without it bills are in arrears,
    and an event reported too late cannot be billed. `runs` says what a billing run bills, everything due if not given;
    `interest` is the interest on corrections, none if not given."""

    due: DueWhen
    corrections: Corrections
    runs: Runs | None = None
    interest: InterestRule | None = None


class ServiceRule(Rule):
    """`[service]`: from which day to which day a contract is charged."""

    start_day: DayBilled
    end_day: DayBilled
    same_day: SameDay
    cancellation: CancellationEffect
    first_period: FirstPeriod


class TrialRule(Rule):
    """`[trial]`: a time at the start of the service that costs nothing, for contracts with the attributes in `when`."""

    length: Annotated[int, Field(ge=1)]
    unit: TrialUnit
    when: Mapping[str, str] = Field(default_factory=dict)


class MigrationRule(Rule):
    """`[migration]`: ordering one of the tariffs `to` cancels a contract of this tariff, with the end day that `end`
    says."""

    to: Annotated[tuple[str, ...], Field(min_length=1)]
    end: MigrationEnd


class ChangeRule(Rule):
    """`[change]`: a change of plan or attributes during a contract. The last of several changes that count from the
    same day holds; a change there and back on one day is no change. `whole_fee` says which plan's fee is charged where
    a change does not prorate it."""

    day: ChangeDay
    effect: ChangeEffect
    whole_fee: WholeFee


class SuspensionRule(Rule):
    """`[suspension]`: the share of the fees that a suspended day costs (0 for nothing, 1 for all), and whether the
    named days of suspension and resumption are billed like days in service."""

    fee_share: Portion
    suspension_day: DayBilled
    resumption_day: DayBilled


class VersionsRule(Rule):
    """`[versions]`: which version of the terms and which price row apply to a billing period. If the version changes
    inside a period, the later version decides which of the two applies."""

    in_force_on: InForceOn


class Denominators(Rule):
    """What proration divides by in a period in which the contract starts, ends, does both, or changes."""

    start: DayCount
    end: DayCount
    both: DayCount
    change: DayCount | None = None


def _one_for_all(value: object) -> object:
    if isinstance(value, str):
        return {"start": value, "end": value, "both": value, "change": value}
    return value


class EarlyRounding(Rule):
    """`proration.early_rounding`: a rounding before the fee is multiplied by the days."""

    of: Base
    mode: RoundingMode
    unit: RoundingUnit

    @model_validator(mode="after")
    def _rounds(self) -> Self:
        if self.mode is RoundingMode.EXACT:
            raise ValueError("mode exact rounds nothing: leave early_rounding out")
        return self


class ProrationStep(Rule):
    """`[[proration.step]]`: the share of the fee for up to and including `up_to_days` days used (`up_to_days = 15`,
    `share = 0.5`: half the fee). More days than in the last step cost the full fee."""

    up_to_days: Annotated[int, Field(ge=1, le=366)]
    share: Portion


class ProrationRule(Rule):
    """`[proration]`: which fees are charged by the day, when, and how.

    `denominator` is one value for every situation, or a table with `start`, `end`, `both` and `change`.
    `width_rounding` and `width_unit` round each tier's width if the usage charge is among the `components`, or among
    `widths` if these are given; the fees of its tiers and its least units are prorated if it is among the `components`.
    `step` lists the steps for the denominator `steps`. `times` is 2 if the share is applied twice.

    The `trigger` looks at the days in service of the whole billing period, whichever tariffs they are under. `only`
    limits proration to some of the situations. If a change is not among them, or the trigger does not prorate it, there
    is one fee, that of the plan that `change.whole_fee` names, and the tiers of one period; both are prorated by the
    days in service from the first to the last, as if there were no change. Suspensions are treated in the same way. If
    a change is prorated but the start is not, the first plan is charged from the first day of the period; if the end is
    not, the last plan is charged to its last day.
    """

    trigger: Trigger
    trigger_days: Annotated[int, Field(ge=1, le=366), Typical(_TRIGGER_DAYS)] | None = None
    trigger_reference: Annotated[DayCount, Typical(_TRIGGER_REFERENCES)] | None = None
    trigger_share: Portion | None = None
    numerator: Numerator | None = None
    denominator: Annotated[Denominators, BeforeValidator(_one_for_all)] | None = None
    whole_period: WholePeriod | None = None
    above_whole: AboveWhole | None = None
    step: tuple[ProrationStep, ...] = ()
    components: tuple[str, ...] = ()
    widths: tuple[str, ...] | None = None
    width_rounding: RoundingMode | None = None
    width_unit: RoundingUnit | None = None
    early_rounding: EarlyRounding | None = None
    only: tuple[str, ...] | None = None
    times: Annotated[int, Field(ge=1, le=2), Typical((2,))] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.trigger is not Trigger.NEVER:
            given = {
                "numerator": self.numerator,
                "denominator": self.denominator,
                "whole_period": self.whole_period,
                "above_whole": self.above_whole,
                "components": self.components or None,
            }
            for name, value in given.items():
                if value is None:
                    raise MissingSetting(name, f"the trigger is {self.trigger.value}")
        by_days = self.trigger in {Trigger.DIFFERENCE_AT_LEAST, Trigger.FEWER_DAYS_THAN}
        word = self.trigger.value
        require_iff(self.trigger_days, by_days, "trigger_days", word)
        require_iff(self.trigger_reference, self.trigger is Trigger.DIFFERENCE_AT_LEAST, "trigger_reference", word)
        require_iff(self.trigger_share, self.trigger is Trigger.SHARE_BELOW, "trigger_share", word)
        if (self.width_rounding is None) != (self.width_unit is None):
            raise ValueError("width_rounding and width_unit go together")
        wrong = set(self.only or ()) - {"start", "end", "both", "change"}
        if wrong:
            raise ValueError(f"only: {', '.join(sorted(wrong))} is not one of start, end, both, change")
        return self

    @model_validator(mode="after")
    def _steps(self) -> Self:
        by_steps = DayCount.STEPS in self._denominators()
        require_iff(self.step or None, by_steps, "step", "the denominator steps" if by_steps else "another denominator")
        for one, two in pairwise(self.step):
            if two.up_to_days <= one.up_to_days:
                raise ValueError(f"step: up_to_days {two.up_to_days} is not above the {one.up_to_days} before it")
        return self

    @model_validator(mode="after")
    def _months_over_months(self) -> Self:
        """Months are divided only by months, and no trigger compares them with days."""
        by_months = self.numerator in {Numerator.MONTHS_BEGUN, Numerator.WHOLE_MONTHS}
        divided = {one is DayCount.MONTHS_OF_PERIOD for one in self._denominators()}
        if divided and divided != {by_months}:
            raise ValueError(
                "months-of-period needs the numerator months-begun or whole-months, and these need months-of-period"
            )
        if by_months and self.trigger is not Trigger.ALWAYS:
            raise ValueError(f"numerator {self.numerator} needs the trigger always")
        if self.trigger_reference in {DayCount.STEPS, DayCount.MONTHS_OF_PERIOD}:
            raise ValueError(f"trigger_reference {self.trigger_reference} is not a number of days")
        return self

    def _denominators(self) -> set[DayCount]:
        found = self.denominator
        every = (found.start, found.end, found.both, found.change) if found else ()
        return {one for one in every if one is not None}


class UsageRule(Rule):
    """`[usage]`: how readings become use. `register_digits` is the number of digits of a register that rolls over.
    `boundary` says which period a reading on the day between two periods belongs to, the earlier one if not given.

    `multiplier` multiplies the use that was read (a current transformer's ratio, line losses), or
    `multiplier_attribute` names the contract's attribute that holds it, with its value on the last day charged.
    `rounding` with `unit` rounds the use of a billing period before it is priced (electricity: half-up to 1 kWh; gas:
    cut to 1 m3); without it the use is priced as it was read.
    """

    negative: NegativeUse
    estimates: Estimates
    boundary: BoundaryReading | None = None
    register_digits: Annotated[int, Field(ge=1, le=12)] | None = None
    multiplier: Annotated[Fraction, BeforeValidator(exact), Field(gt=0), Typical(_UNSCALED), Scaled()] | None = None
    multiplier_attribute: str | None = None
    rounding: RoundingMode | None = None
    unit: RoundingUnit | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        rounds = self.rounding is not None and self.rounding is not RoundingMode.EXACT
        require_iff(self.unit, rounds, "unit", f"rounding {self.rounding or 'not given'}")
        if self.multiplier is not None and self.multiplier_attribute is not None:
            raise ValueError("give either multiplier or multiplier_attribute")
        return self


class Bounds(Rule):
    """The lowest and highest amount of an attribute, both inclusive, for contracts with the attributes in `when`."""

    when: Mapping[str, str] = Field(default_factory=dict)
    minimum: Amount
    maximum: Amount

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum is above maximum")
        return self


class AttributeRule(Rule):
    """`[[attribute]]`: an attribute that every contract must have: one of `values`, or an amount within the first of
    the `bounds` that apply."""

    name: str
    values: tuple[str, ...] | None = None
    bounds: tuple[Bounds, ...] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if bool(self.values) == bool(self.bounds):
            raise ValueError("give either values or bounds")
        return self


class RoundingRule(Rule):
    """`[rounding]`: where amounts are rounded, and to what."""

    line: RoundingMode
    line_unit: RoundingUnit | None = None
    total: RoundingMode
    total_unit: RoundingUnit | None = None

    @model_validator(mode="after")
    def _units(self) -> Self:
        for name, mode, unit in (("line", self.line, self.line_unit), ("total", self.total, self.total_unit)):
            require_iff(unit, mode is not RoundingMode.EXACT, f"{name}_unit", f"rounding of the {name} {mode.value}")
        return self


class TaxRate(Rule):
    """A dated rate of tax, as a ratio: 0.08 for 8 %. In force from `since` until the next row.

    A contract from before `since` keeps the previous rate for periods closed up to and including `continuing_until`.
    """

    since: date
    rate: Annotated[Fraction, BeforeValidator(exact), Field(ge=0, lt=1)]
    source: str
    continuing_until: date | None = None


class TaxRule(Rule):
    """`[tax]`: whether prices include consumption tax, which rate applies to a bill, and what the tax is rounded on
    (`per`, the bill if not given). `[[tax.reduced]]` has the rates of charges with `tax = "reduced"`, dated like
    `[[tax.rate]]`; the sum of these charges is rounded separately, like the total."""

    prices: PricesAre
    rate_on: TaxRateOn | None = None
    per: TaxPer | None = None
    rounding: RoundingMode | None = None
    unit: RoundingUnit | None = None
    rate: tuple[TaxRate, ...] = ()
    reduced: tuple[TaxRate, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        taxed = self.prices is not PricesAre.OUTSIDE_TAX
        for name, value in (("rate_on", self.rate_on), ("rounding", self.rounding), ("unit", self.unit)):
            require_iff(value, taxed, name, f"prices {self.prices.value}")
        require_iff(self.rate or None, taxed, "rate", f"prices {self.prices.value}")
        if not taxed:
            require_iff(self.reduced or None, taxed, "reduced", f"prices {self.prices.value}")
        return self


class Reading(Rule):
    """`[[reading]]`: another admissible value of a setting, where the text of the terms allows both."""

    setting: str
    value: Any
    why: str
