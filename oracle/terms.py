"""The vocabulary of terms: one `Terms` is one version of one tariff, every rule with its clause.

Settings that can change an amount have no default. Numbers come from the document alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from .calendar import MonthEnd
from .money import RoundingMode
from .settings import (
    AboveWhole,
    CancellationEffect,
    Counted,
    DayBilled,
    DayCount,
    FirstPeriod,
    InForceOn,
    MigrationEnd,
    Numerator,
    PeriodKind,
    PricesAre,
    ReadingDay,
    SameDay,
    TaxRateOn,
    Tiers,
    Trigger,
    WholePeriod,
)

SettingValue = str | int | Decimal | date | bool


def _exact(value: object) -> Fraction:
    """A number of a document as a ratio; binary floating point is refused because it is not what was written."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError(f"{value!r} is not a decimal number")  # noqa: TRY004  # pydantic reports ValueError
    try:
        return Fraction(value)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is not a decimal number") from error


Amount = Annotated[Fraction, BeforeValidator(_exact)]
"""Money in major units, exact."""
Unit = Annotated[Fraction, BeforeValidator(_exact), Field(gt=0)]
"""What an amount is rounded to a multiple of, in major units."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule stands: the document, its heading, the words under the heading, the line of the rule (from 1)."""

    document: str
    heading: str
    line: int
    words: str

    @property
    def place(self) -> str:
        """`file:line`, as editors open it."""
        return f"{self.document}:{self.line}"


class Rule(BaseModel):
    """A table of a terms document. Unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class PeriodRule(Rule):
    """`[period]`: how time is cut into billing periods."""

    kind: PeriodKind
    reading_day: ReadingDay | None = None
    month_end: MonthEnd | None = None

    @model_validator(mode="after")
    def _needs_its_own_settings(self) -> Self:
        _only_where(self.reading_day, self.kind is PeriodKind.METER_READING, "reading_day", "meter-reading")
        _only_where(self.month_end, self.kind is PeriodKind.ANNIVERSARY, "month_end", "anniversary")
        return self


class ServiceRule(Rule):
    """`[service]`: from which day to which day a contract is charged."""

    start_day: DayBilled
    end_day: DayBilled
    same_day: SameDay
    cancellation: CancellationEffect
    first_period: FirstPeriod


class MigrationRule(Rule):
    """`[migration]`: the tariffs whose order carries the cancellation of this one, and the end day it names."""

    to: Annotated[tuple[str, ...], Field(min_length=1)]
    end: MigrationEnd


class VersionsRule(Rule):
    """`[versions]`: which version and which price row holds for a billing period."""

    in_force_on: InForceOn


class Denominators(Rule):
    """What proration divides by, for a period in which supply starts, ends, or does both."""

    start: DayCount
    end: DayCount
    both: DayCount


def _one_for_all(value: object) -> object:
    return {"start": value, "end": value, "both": value} if isinstance(value, str) else value


class ProrationRule(Rule):
    """`[proration]`: which fees are charged by the day, when, and how.

    `denominator` is one word for every case, or a table with `start`, `end` and `both`.
    """

    trigger: Trigger
    trigger_days: Annotated[int, Field(ge=1, le=366)] | None = None
    trigger_reference: DayCount | None = None
    numerator: Numerator | None = None
    denominator: Annotated[Denominators, BeforeValidator(_one_for_all)] | None = None
    whole_period: WholePeriod | None = None
    above_whole: AboveWhole | None = None
    components: tuple[str, ...] = ()

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
                    raise ValueError(f"{name} is missing: the trigger is {self.trigger.value}")
        by_days = self.trigger in {Trigger.DIFFERENCE_AT_LEAST, Trigger.FEWER_DAYS_THAN}
        _only_where(self.trigger_days, by_days, "trigger_days", self.trigger.value)
        _only_where(
            self.trigger_reference,
            self.trigger is Trigger.DIFFERENCE_AT_LEAST,
            "trigger_reference",
            self.trigger.value,
        )
        return self


class PriceRow(Rule):
    """A dated price. Either one `amount`, or `amounts` by the value of the contract's `attribute`, or the contract's
    `attribute` itself as the amount. In force from `since` until the next row."""

    since: date
    amount: Amount | None = None
    attribute: str | None = None
    amounts: Mapping[str, Amount] | None = None
    source: str

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.amount is None) == (self.attribute is None):
            raise ValueError("give either amount or attribute")
        if self.amounts is not None and self.attribute is None:
            raise ValueError("amounts needs the attribute that chooses among them")
        return self


class Tier(Rule):
    """A rate per unit of use, for the use up to and including `up_to`; the last tier has none."""

    up_to: Amount | None = None
    rate: Amount


class TierRow(Rule):
    """Dated tiers. In force from `since` until the next row."""

    since: date
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    source: str


class FixedCharge(Rule):
    """A fee for each billing period."""

    kind: Literal["fixed"]
    item: str
    price: Annotated[tuple[PriceRow, ...], Field(min_length=1)]


class QuantityCharge(Rule):
    """A fee for each billing period and each unit in use; the quantity comes from the contract's quantity events."""

    kind: Literal["per-quantity"]
    item: str
    counted: Counted
    initial_quantity: Annotated[int, Field(ge=0)]
    price: Annotated[tuple[PriceRow, ...], Field(min_length=1)]


class UsageCharge(Rule):
    """A rate for each unit of use, in tiers; the use comes from the contract's readings."""

    kind: Literal["usage"]
    item: str
    tiers: Tiers
    price: Annotated[tuple[TierRow, ...], Field(min_length=1)]


Charge = Annotated[FixedCharge | QuantityCharge | UsageCharge, Field(discriminator="kind")]


class Bounds(Rule):
    """The lowest and highest amount of an attribute, both allowed, for contracts whose attributes are as in `when`."""

    when: Mapping[str, str] = Field(default_factory=dict)
    minimum: Amount
    maximum: Amount

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum is above maximum")
        return self


class AttributeRule(Rule):
    """`[[attribute]]`: what a contract must say of itself: one of `values`, or an amount within the first `bounds` that
    apply."""

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
    line_unit: Unit | None = None
    total: RoundingMode
    total_unit: Unit | None = None

    @model_validator(mode="after")
    def _units(self) -> Self:
        exact = RoundingMode.EXACT
        _only_where(self.line_unit, self.line is not exact, "line_unit", f"rounding of the line {self.line.value}")
        _only_where(
            self.total_unit,
            self.total is not exact,
            "total_unit",
            f"rounding of the total {self.total.value}",
        )
        return self


class TaxRate(Rule):
    """A dated rate of tax, as a ratio: 0.08 for 8 %. In force from `since` until the next row."""

    since: date
    rate: Annotated[Fraction, BeforeValidator(_exact), Field(ge=0, lt=1)]
    source: str


class TaxRule(Rule):
    """`[tax]`: how the prices stand to consumption tax, and which rate a bill carries."""

    prices: PricesAre
    rate_on: TaxRateOn | None = None
    rounding: RoundingMode | None = None
    unit: Unit | None = None
    rate: tuple[TaxRate, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        taxed = self.prices is not PricesAre.OUTSIDE_TAX
        for name, value in (("rate_on", self.rate_on), ("rounding", self.rounding), ("unit", self.unit)):
            _only_where(value, taxed, name, f"prices {self.prices.value}")
        if bool(self.rate) != taxed:
            raise ValueError(f"rate {'is missing' if taxed else 'has no meaning'}: prices are {self.prices.value}")
        return self


class Reading(Rule):
    """`[[reading]]`: another admissible value of a setting, where the words of the terms allow both."""

    setting: str
    value: Any
    why: str


class Terms(Rule):
    """One version of one tariff, in force from `effective` to `ends`, its last day, or until the next version.

    `figures_until` is the last day for which the document's figures were read from their source; later bills are made
    from the last rows, and searches stay before it. `text` is the document itself.
    """

    tariff: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    effective: date
    ends: date | None = None
    figures_until: date | None = None
    source: str
    attribute: tuple[AttributeRule, ...] = ()
    period: PeriodRule
    service: ServiceRule
    migration: MigrationRule | None = None
    versions: VersionsRule
    proration: ProrationRule
    charge: Annotated[tuple[Charge, ...], Field(min_length=1)]
    rounding: RoundingRule
    tax: TaxRule
    reading: tuple[Reading, ...] = ()
    text: Annotated[str, Field(repr=False)] = ""
    clauses: Mapping[str, Clause] = Field(default_factory=dict[str, Clause])

    def clause(self, path: str) -> Clause:
        """The clause of the setting at `path`, such as `proration.denominator.end`; of the table around it if the
        setting has none of its own."""
        parts = path.split(".")
        for length in range(len(parts), 0, -1):
            found = self.clauses.get(".".join(parts[:length]))
            if found:
                return found
        return self.clauses[""]


def _only_where(value: object, needed: bool, name: str, what: str) -> None:  # noqa: FBT001  # a truth, not a mode
    if needed and value is None:
        raise ValueError(f"{name} is missing: it is needed with {what}")
    if not needed and value is not None:
        raise ValueError(f"{name} has no meaning with {what}")
