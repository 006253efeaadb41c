"""`[[charge]]`: what a bill is made of, one table an item."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..money import RoundingMode
from .rule import Amount, Bound, MissingSetting, Portion, RoundingUnit, Rule, Scaled, Typical, exact, require_iff
from .settings import CapOn, Counted, OneOffAt, RowOn, TaxClass, TierBound, Tiers, TiersPer

_BLOCKS = (Fraction(1), Fraction(1000))
"""Units that real systems charge together: each one, and 1,000 calls."""


class PriceRow(Rule):
    """A dated price. Either one `amount`, or `amounts` by the value of the contract's `attribute`, or the contract's
    `attribute` itself as the amount. With `per` the price is that amount x the contract's attribute of this name (a
    basic fee for each kW or kVA of contract power: 1,126.69 x 8). In force from `since` until the next row."""

    since: date
    amount: Amount | None = None
    attribute: str | None = None
    amounts: Mapping[str, Amount] | None = None
    per: str | None = None
    source: str

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.amount is None) == (self.attribute is None):
            raise ValueError("give either amount or attribute")
        if self.amounts is not None and self.attribute is None:
            raise ValueError("amounts needs the attribute that chooses among them")
        return self


class Tier(Rule):
    """A rate per unit of use, for the use up to and including `up_to`; the last tier has none. `fee` is charged once
    where the use reaches this tier and no later one, whatever `tiers` says of the rates (Tokyo Gas tables A, B and C:
    basic fee and unit rate by the month's use); it is prorated like a fixed fee."""

    up_to: Bound | None = None
    rate: Amount
    fee: Amount | None = None


class TierRow(Rule):
    """Dated tiers. In force from `since` until the next row."""

    since: date
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    source: str

    @property
    def has_fees(self) -> bool:
        """Whether any tier has a fee of its own."""
        return any(tier.fee is not None for tier in self.tiers)


Prices = Annotated[tuple[PriceRow, ...], Field(min_length=1)]


class AnyCharge(Rule):
    """What every charge has.

    `when`: only for contracts whose attributes have these values. `row_on`: which day picks the dated row, by default
    the one of `[versions]`. `rounding` with `rounding_unit`: a rounding of this line by itself, in place of the one
    for lines. `tax`: how it stands to consumption tax, by default as the tariff's prices.

    Of the billing periods charged the first `after_periods` are free of it (a fee after a year at no charge), it is
    charged in `first_periods` of those that follow (24 instalments), and of these in every `every`-th one, the first
    included (a fee every second month). `in_months`: only where the day that picks the dated row lies in one of these
    calendar months (summer: 7, 8, 9); where each day has its own row, the last day charged.
    """

    item: str
    when: Mapping[str, str] = Field(default_factory=dict)
    after_periods: Annotated[int, Field(ge=1), Typical((1,))] | None = None
    first_periods: Annotated[int, Field(ge=1), Typical((1, 12))] | None = None
    in_months: Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], Field(min_length=1)] | None = None
    row_on: RowOn | None = None
    rounding: RoundingMode | None = None
    rounding_unit: RoundingUnit | None = None
    tax: TaxClass | None = None
    every: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _rounding_with_its_unit(self) -> Self:
        rounds = self.rounding is not None and self.rounding is not RoundingMode.EXACT
        require_iff(self.rounding_unit, rounds, "rounding_unit", f"rounding {self.rounding or 'not given'}")
        return self

    @property
    def is_seldom(self) -> bool:
        """Whether it is left out of some billing periods."""
        return not (self.after_periods is self.first_periods is self.every is self.in_months is None)


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
    no_use_share: Portion | None = None
    by_points: PointAdjustment | None = None


class QuantityCharge(AnyCharge):
    """A fee for each billing period and each unit in use; the quantity comes from the contract's quantity events.

    Its `price` is for each unit, or with `tiers` the dated rows `tier_price` price the quantity like use (seats: the
    first 10 at 12, each further one at 9; a tier's `fee` is a package's price). `by_points` changes the fee as for a
    fixed one.
    """

    kind: Literal["per-quantity"]
    counted: Counted
    initial_quantity: Annotated[int, Field(ge=0)]
    price: tuple[PriceRow, ...] = ()
    tiers: Tiers | None = None
    tier_price: tuple[TierRow, ...] = ()
    by_points: PointAdjustment | None = None

    @model_validator(mode="after")
    def _one_price(self) -> Self:
        if bool(self.price) == bool(self.tier_price):
            if self.price:
                raise ValueError("give either price or tier_price")
            raise MissingSetting("price", "it, or tier_price, is needed")
        require_iff(self.tiers, bool(self.tier_price), "tiers", "tier_price" if self.tier_price else "price")
        if self.counted is Counted.DAY_BY_DAY:
            require_iff(self.tier_price or None, False, "tier_price", self.counted.value)  # a truth
            require_iff(self.by_points, False, "by_points", self.counted.value)  # the same
        return self


class UsageCharge(AnyCharge):
    """A rate for each unit of use, in tiers (one tier without a bound is a plain rate, such as a levy); the use comes
    from the contract's readings. `bound` says which tier a use equal to a bound belongs to, the lower one where it is
    not given; `tiers_per` what the tiers begin anew with, the billing period where it is not given.

    At least `least_units` are charged (a levy on the 15 kWh of a minimum fee), prorated where the item is among the
    components of proration and rounded like tiers' widths. With `block` what is charged are blocks of so many units,
    one begun counted as a whole: bounds, rates, least units and quantity are by the block (0.4 for each 1,000 calls or
    part of them).
    """

    kind: Literal["usage"]
    tiers: Tiers
    bound: TierBound | None = None
    tiers_per: TiersPer | None = None
    least_units: Amount | None = None
    block: Annotated[Fraction, BeforeValidator(exact), Field(gt=0), Typical(_BLOCKS), Scaled()] | None = None
    price: Annotated[tuple[TierRow, ...], Field(min_length=1)]


class Formula(Rule):
    """How the adjustment of a month comes from published prices.

    average = sum of price x coefficient, rounded, at most `ceiling` and at least `floor`; unit = (average - base) x
    base_unit / per, rounded. The difference is rounded by itself before it is multiplied where `difference_rounding`
    says so (raw material costs of Japanese city gas: cut to whole 100 yen). In force for bills of the month of `since`
    and later.
    """

    since: date
    coefficients: Annotated[Mapping[str, Amount], Field(min_length=1)]
    base: Amount
    base_unit: Amount
    per: RoundingUnit
    average_rounding: RoundingMode
    average_unit: RoundingUnit
    unit_rounding: RoundingMode
    unit_unit: RoundingUnit
    ceiling: Amount | None = None
    floor: Amount | None = None
    difference_rounding: RoundingMode | None = None
    difference_unit: RoundingUnit | None = None
    source: str

    @model_validator(mode="after")
    def _complete(self) -> Self:
        rounds = self.difference_rounding is not None and self.difference_rounding is not RoundingMode.EXACT
        what = f"difference_rounding {self.difference_rounding or 'not given'}"
        require_iff(self.difference_unit, rounds, "difference_unit", what)
        if self.ceiling is not None and self.floor is not None and self.ceiling < self.floor:
            raise ValueError("ceiling is below floor")
        return self


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
            raise ValueError("month must be the first day of a month")
        return self


class AdjustmentCharge(AnyCharge):
    """An amount for each unit of use that changes every month with published prices (fuel adjustment); below zero it
    is a credit. The month is the one in which the period is closed; one that is not there cannot be billed, and
    `month = []` says that none is published yet. At least `least_units` are charged, as for a charge by use."""

    kind: Literal["adjustment"]
    formula: tuple[Formula, ...] = ()
    month: tuple[Month, ...]
    least_units: Amount | None = None


class MinimumCharge(AnyCharge):
    """What is missing to a least amount for the items in `of` together; nothing where they reach it."""

    kind: Literal["minimum"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    price: Prices


class MaximumCharge(AnyCharge):
    """A credit of what the items in `of` together exceed a largest amount by (a spending cap, monthly maximum); nothing
    where they do not exceed it."""

    kind: Literal["maximum"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    price: Prices


class SurchargeCharge(AnyCharge):
    """A `share` of what the items in `of` come to, 0.1 for 10 % (support plans by the use, franchise fees, the
    universal service contribution of US telecom)."""

    kind: Literal["surcharge"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    share: Annotated[Amount, Field(ge=0)]


class DiscountCharge(AnyCharge):
    """A credit for each billing period: a fixed price, or a `share` of the items in `of`, and never more than those
    items where `of` is given."""

    kind: Literal["discount"]
    of: tuple[str, ...] = ()
    share: Portion | None = None
    price: tuple[PriceRow, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (not self.price):
            raise ValueError("give either share or price")
        if self.share is not None and not self.of:
            raise ValueError("of is missing: a share needs the items it is taken from")
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
    left that has begun where `per_month_left` is true.

    Where `renews` is true a term is followed by another of as many months, and a cancellation within that one costs
    the fee too, but for its first `renewal_months`, in which it is free (two-year contracts of Japanese mobile
    carriers: 更新月).
    """

    kind: Literal["termination"]
    months: Annotated[int, Field(ge=1)]
    per_month_left: bool
    renews: bool | None = None
    renewal_months: Annotated[int, Field(ge=1), Typical((1, 2, 3))] | None = None
    price: Prices
    cap: Cap | None = None

    @model_validator(mode="after")
    def _renewals(self) -> Self:
        if not self.renews:
            require_iff(self.renewal_months, bool(self.renews), "renewal_months", "a term that does not renew")
        if self.renewal_months is not None and self.renewal_months >= self.months:
            raise ValueError("renewal_months must be less than months")
        return self


Charge = Annotated[
    FixedCharge
    | QuantityCharge
    | UsageCharge
    | AdjustmentCharge
    | MinimumCharge
    | MaximumCharge
    | SurchargeCharge
    | DiscountCharge
    | OneOffCharge
    | TerminationCharge,
    Field(discriminator="kind"),
]
KINDS = frozenset(
    {
        "fixed",
        "per-quantity",
        "usage",
        "adjustment",
        "minimum",
        "maximum",
        "surcharge",
        "discount",
        "one-off",
        "termination",
    }
)
"""The words of `kind`."""


def goes_by_use(charge: AnyCharge) -> bool:
    """Whether the amount of a charge comes from the use of the period itself: its rates, the fees of its tiers, its
    least units, its share for no use. What is taken of other charges, a surcharge on use, stands beside one of these in
    the same terms."""
    if isinstance(charge, FixedCharge):
        return charge.no_use_share is not None
    return isinstance(charge, UsageCharge | AdjustmentCharge)
