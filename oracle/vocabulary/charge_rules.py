"""`[[charge]]`: what a bill consists of, one table for each item."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..money import RoundingMode
from .rule import Amount, Bound, MissingSetting, Portion, RoundingUnit, Rule, Scaled, Typical, exact, require_iff
from .settings import CapOn, Counted, OneOffAt, RowOn, TaxClass, TierBound, Tiers, TiersPer

_BLOCKS = (Fraction(1), Fraction(1000))
"""Block sizes of real systems: single units, and 1,000 calls."""


class PriceRow(Rule):
    """A dated price: one `amount`, or `amounts` by the value of the contract's `attribute`, or the contract's
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
    """A rate per unit of use, for use up to and including `up_to`; the last tier has no `up_to`. `fee` is charged once
    if this is the highest tier that the use reaches, whichever value `tiers` has (Tokyo Gas tables A, B and C: basic
    fee and unit rate by the month's use); it is prorated like a fixed fee."""

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
        """True if any tier has a fee of its own."""
        return any(tier.fee is not None for tier in self.tiers)


Prices = Annotated[tuple[PriceRow, ...], Field(min_length=1)]


class AnyCharge(Rule):
    """What every charge has.

    `when`: only for contracts whose attributes have these values. `row_on`: which day picks the dated row, by default
    the one of `[versions]`. `rounding` with `rounding_unit`: a rounding of this line instead of the one for lines.
    `tax`: its tax class, by default that of the tariff's prices.

    The charge is left out of the first `after_periods` billing periods charged (a fee after a free year) and then
    charged in the next `first_periods` ones (24 instalments), in every `every`-th of these beginning with the first (a
    fee every second month). `in_months`: only if the day that picks the dated row is in one of these calendar months
    (summer: 7, 8, 9); if each day has its own row, the last day charged decides.
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
        """True if the charge is left out of some billing periods."""
        return not (self.after_periods is self.first_periods is self.every is self.in_months is None)


class PointAdjustment(Rule):
    """`by_points`: the fee rises by the share `per_point` for each point that the contract's `attribute` is below
    `base`, and falls for each point above (power factor: 0.01 for each per cent below 85)."""

    attribute: str
    base: Amount
    per_point: Amount


class FixedCharge(AnyCharge):
    """A fee for each billing period. `no_use_share` is the share of it that is charged if nothing was used."""

    kind: Literal["fixed"]
    price: Prices
    no_use_share: Portion | None = None
    by_points: PointAdjustment | None = None


class QuantityCharge(AnyCharge):
    """A fee for each billing period and each unit in use; the quantity comes from the contract's quantity events.

    `price` is the price of one unit; with `tiers` the dated rows of `tier_price` price the quantity like use (seats:
    the first 10 at 12, each further one at 9; a tier's `fee` is the price of a package). `by_points` changes the fee
    like a fixed one.
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
            require_iff(self.tier_price or None, False, "tier_price", self.counted.value)  # refused whatever it is
            require_iff(self.by_points, False, "by_points", self.counted.value)  # likewise
        return self


class UsageCharge(AnyCharge):
    """A rate for each unit of use, in tiers (one tier without a bound is a plain rate, such as a levy); the use comes
    from the contract's readings. `bound` says which tier use equal to a bound belongs to, the lower one if not given;
    `tiers_per` says what the tiers start again with, the billing period if not given.

    At least `least_units` are charged (a levy on the 15 kWh of a minimum fee); they are prorated if the item is among
    the components of proration, and then rounded like the widths of tiers. With `block` the use is charged in blocks of
    that many units, a started block in full; bounds, rates, least units and the quantity then count blocks (0.4 for
    each 1,000 calls or part of them).
    """

    kind: Literal["usage"]
    tiers: Tiers
    bound: TierBound | None = None
    tiers_per: TiersPer | None = None
    least_units: Amount | None = None
    block: Annotated[Fraction, BeforeValidator(exact), Field(gt=0), Typical(_BLOCKS), Scaled()] | None = None
    price: Annotated[tuple[TierRow, ...], Field(min_length=1)]


class Formula(Rule):
    """How the adjustment of a month follows from published prices.

    average = sum of price x coefficient, rounded, at most `ceiling` and at least `floor`; unit = (average - base) x
    base_unit / per, rounded. With `difference_rounding` the difference is rounded before it is multiplied (raw material
    costs of Japanese city gas: cut to whole 100 yen). In force for bills of the month of `since` and later.
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
    """What was published for the bills of a `month`, given as its first day: the `prices` for the formula, or the
    `unit` itself."""

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
    is a credit. The month is the one in which the period is closed. A month without a row cannot be billed;
    `month = []` says that none is published yet. At least `least_units` are charged, as with a usage charge."""

    kind: Literal["adjustment"]
    formula: tuple[Formula, ...] = ()
    month: tuple[Month, ...]
    least_units: Amount | None = None


class MinimumCharge(AnyCharge):
    """The amount by which the items in `of` together fall short of a minimum; zero if they reach it."""

    kind: Literal["minimum"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    price: Prices


class MaximumCharge(AnyCharge):
    """A credit of the amount by which the items in `of` together exceed a maximum (a spending cap, a monthly maximum);
    zero if they do not exceed it."""

    kind: Literal["maximum"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    price: Prices


class SurchargeCharge(AnyCharge):
    """A `share` of the sum of the items in `of`, 0.1 for 10 % (support plans by usage, franchise fees, the universal
    service contribution of US telecom)."""

    kind: Literal["surcharge"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    share: Annotated[Amount, Field(ge=0)]


class DiscountCharge(AnyCharge):
    """A credit for each billing period: a fixed price, or a `share` of the items in `of`. If `of` is given, it is never
    more than those items."""

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
    """`cap`: from `since` on, the fee is at most one period's full fee for the items in `of`; `on` names the day that
    is compared with `since`."""

    since: date
    on: CapOn
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    source: str


class TerminationCharge(AnyCharge):
    """A fee for a cancellation before `months` months from the start are over: the price, or with `per_month_left` the
    price for each remaining month, a started one in full.

    With `renews` each term is followed by another one of the same length, and a cancellation within it costs the fee
    too, except in its first `renewal_months`, when it is free (two-year contracts of Japanese mobile carriers: 更新月).
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
"""The values of `kind`."""


def goes_by_use(charge: AnyCharge) -> bool:
    """True if the amount of a charge depends directly on the use of the period: its rates, the fees of its tiers, its
    least units, its share for no use. Charges computed from other charges do not count: terms with a surcharge on use
    have the charge for the use too."""
    if isinstance(charge, FixedCharge):
        return charge.no_use_share is not None
    return isinstance(charge, UsageCharge | AdjustmentCharge)
