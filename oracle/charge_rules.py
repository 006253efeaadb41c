"""`[[charge]]`: what a bill is made of, one table an item."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .money import RoundingMode
from .rule import Amount, Bound, Rule, Share, Unit, only_where
from .settings import CapOn, Counted, OneOffAt, RowOn, TaxClass, Tiers


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

    up_to: Bound | None = None
    rate: Amount


class TierRow(Rule):
    """Dated tiers. In force from `since` until the next row."""

    since: date
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    source: str


Prices = Annotated[tuple[PriceRow, ...], Field(min_length=1)]


class AnyCharge(Rule):
    """What every charge has.

    `when`: only for contracts whose attributes have these values. `row_on`: which day picks the dated row, by default
    the one of `[versions]`. `rounding` with `rounding_unit`: a rounding of this line by itself, in place of the one
    for lines. `tax`: how it stands to consumption tax, by default as the tariff's prices.
    """

    item: str
    when: Mapping[str, str] = Field(default_factory=dict)
    row_on: RowOn | None = None
    rounding: RoundingMode | None = None
    rounding_unit: Unit | None = None
    tax: TaxClass | None = None

    @model_validator(mode="after")
    def _rounding_with_its_unit(self) -> Self:
        rounds = self.rounding is not None and self.rounding is not RoundingMode.EXACT
        only_where(self.rounding_unit, rounds, "rounding_unit", f"rounding {self.rounding or 'not given'}")
        return self


class PointAdjustment(Rule):
    """`by_points`: the fee changes by `per_point` of itself for each point that the contract's `attribute` lies below
    `base` (power factor: 0.01 for each per cent below 85)."""

    attribute: str
    base: Amount
    per_point: Amount


class FixedCharge(AnyCharge):
    """A fee for each billing period. `no_use_share` is the part of it that is charged where nothing at all was used."""

    kind: Literal["fixed"]
    price: Prices
    no_use_share: Share | None = None
    by_points: PointAdjustment | None = None


class QuantityCharge(AnyCharge):
    """A fee for each billing period and each unit in use; the quantity comes from the contract's quantity events."""

    kind: Literal["per-quantity"]
    counted: Counted
    initial_quantity: Annotated[int, Field(ge=0)]
    price: Prices


class UsageCharge(AnyCharge):
    """A rate for each unit of use, in tiers (one tier without a bound is a plain rate, such as a levy); the use comes
    from the contract's readings."""

    kind: Literal["usage"]
    tiers: Tiers
    price: Annotated[tuple[TierRow, ...], Field(min_length=1)]


class Formula(Rule):
    """How the adjustment of a month comes from published prices.

    average = sum of price x coefficient, rounded; unit = (average - base) x base_unit / per, rounded. In force for
    bills of the month of `since` and later.
    """

    since: date
    coefficients: Annotated[Mapping[str, Amount], Field(min_length=1)]
    base: Amount
    base_unit: Amount
    per: Unit
    average_rounding: RoundingMode
    average_unit: Unit
    unit_rounding: RoundingMode
    unit_unit: Unit
    ceiling: Amount | None = None
    source: str


class Month(Rule):
    """What was published for the bills of a month, named by its first day: the `prices` that the formula takes, or
    the `unit` itself."""

    month: date
    prices: Mapping[str, Amount] | None = None
    unit: Amount | None = None
    source: str

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.prices is None) == (self.unit is None):
            raise ValueError("give either prices or unit")
        if self.month.day != 1:
            raise ValueError("month is named by its first day")
        return self


class AdjustmentCharge(AnyCharge):
    """An amount for each unit of use that changes every month with published prices (fuel adjustment); below zero it
    is a credit. The month is the one in which the period is closed."""

    kind: Literal["adjustment"]
    formula: tuple[Formula, ...] = ()
    month: Annotated[tuple[Month, ...], Field(min_length=1)]


class MinimumCharge(AnyCharge):
    """What is missing to a least amount for the items in `of` together; nothing where they reach it."""

    kind: Literal["minimum"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    price: Prices


class DiscountCharge(AnyCharge):
    """A credit for each billing period: a fixed price, or a `share` of the items in `of`, and never more than those
    items where `of` is given. `first_periods` limits it to the first billing periods charged (free months that
    end)."""

    kind: Literal["discount"]
    of: tuple[str, ...] = ()
    share: Share | None = None
    price: tuple[PriceRow, ...] = ()
    first_periods: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (not self.price):
            raise ValueError("give either share or price")
        if self.share is not None and not self.of:
            raise ValueError("of is missing: a share needs the items it is taken of")
        return self


class OneOffCharge(AnyCharge):
    """A fee charged once."""

    kind: Literal["one-off"]
    at: OneOffAt
    price: Prices


class Cap(Rule):
    """`cap`: from `since` the fee is at most one period's full fee for the items in `of`; `on` names the day that
    decides."""

    since: date
    on: CapOn
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str


class TerminationCharge(AnyCharge):
    """A fee for a cancellation before `months` months from the start are over: the price, or the price for each month
    left that has begun where `per_month_left` is true."""

    kind: Literal["termination"]
    months: Annotated[int, Field(ge=1)]
    per_month_left: bool
    price: Prices
    cap: Cap | None = None


Charge = Annotated[
    FixedCharge
    | QuantityCharge
    | UsageCharge
    | AdjustmentCharge
    | MinimumCharge
    | DiscountCharge
    | OneOffCharge
    | TerminationCharge,
    Field(discriminator="kind"),
]
KINDS = frozenset({"fixed", "per-quantity", "usage", "adjustment", "minimum", "discount", "one-off", "termination"})
"""The words of `kind`."""


def goes_by_use(charge: AnyCharge) -> bool:
    """Whether the amount of a charge depends on the use of the period."""
    if isinstance(charge, FixedCharge):
        return charge.no_use_share is not None
    return isinstance(charge, UsageCharge | AdjustmentCharge)
