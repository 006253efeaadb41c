"""Hypothesis strategies for the `[[charge]]` tables of generated terms: every kind, with every key it may have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from hypothesis import strategies as st

from ...oracle.calendar import ONE_DAY, add_months, first_of_month
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import CapOn, Counted, OneOffAt, RowOn, TaxClass, TierBound, Tiers, TiersPer, is_faulty

Table = dict[str, Any]
Choice = TypeVar("Choice", bound=StrEnum)

SOURCE = "Generated terms"
_UNTAXED = frozenset({TaxClass.STANDARD, TaxClass.OUTSIDE})
_KINDS = (
    "fixed",
    "usage",
    "per-quantity",
    "one-off",
    "adjustment",
    "discount",
    "minimum",
    "maximum",
    "surcharge",
    "termination",
)
"""The simplest first, since failing examples are shrunk towards it."""
_BY_USE = frozenset({"usage", "adjustment"})
_OF_OTHERS = frozenset({"minimum", "maximum", "surcharge"})
"""The kinds that are computed from earlier charges, so that they cannot be the first."""
_ONCE = frozenset({"one-off", "termination"})
"""The kinds that are charged once."""
_MOST_CHARGES = 4
_PERIODS = 8
"""The most billing periods after the start for which a generated case is billed."""
_UNITS = ("1", "0.01", "10", "0.1", "0.05")

seldom = st.integers(0, 3).map(lambda number: number == 3)  # noqa: PLR2004  # one time in four
"""True one time in four; a failing example is shrunk to False."""
shares = st.sampled_from(("0", "0.5", "1", "0.3", "0.125")).map(Decimal)
units = st.sampled_from(_UNITS).map(Decimal)
_money = st.integers(0, 300_000).map(lambda cents: Decimal(cents).scaleb(-2))
_rates = st.integers(0, 5_000).map(lambda cents: Decimal(cents).scaleb(-2))


@dataclass(frozen=True, slots=True)
class ChargeContext:
    """The context of drawn charges: the terms' effective day, the `plans` of contracts, whether contracts have the
    attributes `fee` and `points`, whether charges by `usage` are possible (use is known when it is billed), the
    `months` of a billing period, and whether a reduced tax rate exists (`taxed`)."""

    effective: date
    plans: tuple[str, ...]
    fee: bool
    points: bool
    usage: bool
    months: int
    taxed: bool


def value(draw: st.DrawFn, choices: type[Choice]) -> str:
    """A value of a setting, as a document writes it; never one that is a fault in itself."""
    return draw(st.sampled_from([one for one in choices if not is_faulty(one)])).value


def rounding(draw: st.DrawFn, mode: str, unit: str) -> Table:
    """A rounding under these two keys, with a unit unless it is exact."""
    chosen = value(draw, RoundingMode)
    return {mode: chosen} if chosen == RoundingMode.EXACT else {mode: chosen, unit: draw(units)}


@st.composite
def charge_tables(draw: st.DrawFn, kinds: frozenset[str], context: ChargeContext) -> list[Table]:
    """One to four charges of these kinds; each item is named after its kind and position."""
    chosen = [kind for kind in _KINDS if kind in kinds and (context.usage or kind not in _BY_USE)]
    first = draw(st.sampled_from([kind for kind in chosen if kind not in _OF_OTHERS]))
    more = draw(st.lists(st.sampled_from(chosen), max_size=_MOST_CHARGES - 1))
    tables: list[Table] = []
    for number, kind in enumerate((first, *more), start=1):
        before = [str(table["item"]) for table in tables]
        named = {"item": f"{kind}-{number}", "kind": kind}
        seldom_charged = {} if kind in _ONCE else _periods(draw)
        tables.append({**named, **_any(draw, context), **seldom_charged, **_own(draw, context, kind, before)})
    return tables


def _any(draw: st.DrawFn, context: ChargeContext) -> Table:
    """The optional keys that every kind has; most charges have none of them."""
    table: Table = {}
    if draw(seldom):
        table |= rounding(draw, "rounding", "rounding_unit")
    if draw(seldom):
        table["row_on"] = value(draw, RowOn)
    if draw(seldom):
        table["tax"] = draw(st.sampled_from([one.value for one in TaxClass if context.taxed or one in _UNTAXED]))
    if context.plans and draw(seldom):
        table["when"] = _when(draw, context)
    return table


def _periods(draw: st.DrawFn) -> Table:
    """The billing periods that a charge is made in; most are made in all of them."""
    if not draw(seldom):
        return {}
    table: Table = {}
    for name in ("after_periods", "first_periods", "every"):
        if draw(seldom):
            table[name] = draw(st.integers(1, 3))
    if draw(seldom):
        table["in_months"] = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True))
    return table


def _when(draw: st.DrawFn, context: ChargeContext) -> Table:
    return {"plan": draw(st.sampled_from(context.plans))}


def _own(draw: st.DrawFn, context: ChargeContext, kind: str, before: Sequence[str]) -> Table:
    """The keys that are specific to a kind of charge."""
    match kind:
        case "fixed":
            return _fixed(draw, context)
        case "per-quantity":
            return _quantity(draw, context)
        case "usage":
            table: Table = {"tiers": value(draw, Tiers), "price": _tier_rows(draw, context)}
            if draw(seldom):
                table["block"] = draw(st.sampled_from((Decimal(1), Decimal(30), Decimal("0.5"))))
            if draw(seldom):
                table |= {"bound": value(draw, TierBound), "tiers_per": value(draw, TiersPer)}
            return table | _least(draw)
        case "adjustment":
            return _adjustment(draw, context) | _least(draw)
        case "minimum" | "maximum":
            return {"of": _items(draw, before), "price": _prices(draw, context)}
        case "surcharge":
            return {"of": _items(draw, before), "share": draw(shares)}
        case "discount":
            return _discount(draw, context, before)
        case "one-off":
            return {"at": value(draw, OneOffAt), "price": _prices(draw, context)}
        case _:
            return _termination(draw, context, before)


def _items(draw: st.DrawFn, before: Sequence[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(before), min_size=1, max_size=len(before), unique=True))


def _since(draw: st.DrawFn, context: ChargeContext) -> list[date]:
    """The days of one row or two; the first is in force on the effective day."""
    days = [context.effective - draw(st.integers(0, 400)) * ONE_DAY]
    if draw(seldom):
        days.append(context.effective + draw(st.integers(1, 500)) * ONE_DAY)
    return days


def _prices(draw: st.DrawFn, context: ChargeContext) -> list[Table]:
    return [{"since": since, "source": SOURCE, **_price(draw, context)} for since in _since(draw, context)]


def _price(draw: st.DrawFn, context: ChargeContext) -> Table:
    forms = ["amount", *(["amounts"] if context.plans else []), *(["attribute"] if context.fee else [])]
    match draw(st.sampled_from(forms)):
        case "amounts":
            return {"attribute": "plan", "amounts": {plan: draw(_money) for plan in context.plans}}
        case "attribute":
            return {"attribute": "fee"}
        case _:
            per = context.points and draw(seldom)
            return {"amount": draw(_money), **({"per": "points"} if per else {})}


def _least(draw: st.DrawFn) -> Table:
    return {"least_units": draw(st.integers(0, 40))} if draw(seldom) else {}


def _fixed(draw: st.DrawFn, context: ChargeContext) -> Table:
    table: Table = {"price": _prices(draw, context)}
    if context.usage and draw(seldom):
        table["no_use_share"] = draw(shares)
    if context.points and draw(seldom):
        table["by_points"] = {"attribute": "points", "base": 85, "per_point": Decimal("0.01")}
    return table


def _quantity(draw: st.DrawFn, context: ChargeContext) -> Table:
    counted = value(draw, Counted)
    table: Table = {"counted": counted, "initial_quantity": draw(st.integers(0, 3))}
    if counted == Counted.DAY_BY_DAY or not draw(seldom):
        return table | {"price": _prices(draw, context)}
    if context.points and draw(seldom):
        table["by_points"] = {"attribute": "points", "base": 85, "per_point": Decimal("0.01")}
    return table | {"tiers": value(draw, Tiers), "tier_price": _tier_rows(draw, context)}


def _tier_rows(draw: st.DrawFn, context: ChargeContext) -> list[Table]:
    return [{"since": since, "source": SOURCE, "tiers": _tiers(draw)} for since in _since(draw, context)]


def _tiers(draw: st.DrawFn) -> list[Table]:
    tiers: list[Table] = []
    bound = 0
    for width in draw(st.lists(st.integers(1, 200), max_size=2)):
        bound += width
        tiers.append({"up_to": bound, "rate": draw(_rates)})
    tiers.append({"rate": draw(_rates)})
    if draw(seldom):
        for tier in tiers:
            if draw(st.booleans()):
                tier["fee"] = draw(_money)
    return tiers


def _adjustment(draw: st.DrawFn, context: ChargeContext) -> Table:
    """A row for every month in which a generated case may be billed, cycling through one to three values."""
    first = add_months(first_of_month(context.effective), -1)
    published = _published(draw)
    months = 18 + _PERIODS * context.months
    rows: list[Table] = [
        {"month": add_months(first, number), "source": SOURCE, **published[number % len(published)]}
        for number in range(months)
    ]
    if "unit" in published[0]:
        return {"month": rows}
    formulas = [_formula(draw, first)]
    if draw(seldom):
        formulas.append(_formula(draw, add_months(first, draw(st.integers(1, 24)))))
    return {"formula": formulas, "month": rows}


def _published(draw: st.DrawFn) -> list[Table]:
    if draw(seldom):
        prices = st.fixed_dictionaries({"crude": st.integers(20_000, 90_000), "coal": st.integers(5_000, 60_000)})
        return [{"prices": one} for one in draw(st.lists(prices, min_size=1, max_size=3))]
    hundredths = st.integers(-500, 500).map(lambda number: Decimal(number).scaleb(-2))
    return [{"unit": one} for one in draw(st.lists(hundredths, min_size=1, max_size=3))]


def _formula(draw: st.DrawFn, since: date) -> Mapping[str, Any]:
    modes = st.sampled_from([mode.value for mode in RoundingMode if not is_faulty(mode)])
    return {
        "since": since,
        "coefficients": {"crude": Decimal("0.1970"), "coal": Decimal("0.2512")},
        "base": draw(st.integers(5_000, 40_000)),
        "base_unit": Decimal("0.228"),
        "per": 1000,
        "average_rounding": draw(modes),
        "average_unit": 100,
        "unit_rounding": draw(modes),
        "unit_unit": Decimal("0.01"),
        "source": SOURCE,
        **({"ceiling": draw(st.integers(18_000, 40_000))} if draw(seldom) else {}),
        **({"floor": draw(st.integers(5_000, 18_000))} if draw(seldom) else {}),
        **({"difference_rounding": "truncate", "difference_unit": 100} if draw(seldom) else {}),
    }


def _discount(draw: st.DrawFn, context: ChargeContext, before: Sequence[str]) -> Table:
    table: Table = {}
    if before and draw(st.booleans()):
        table["of"] = _items(draw, before)
    if "of" in table and draw(st.booleans()):
        table["share"] = draw(shares)
    else:
        table["price"] = _prices(draw, context)
    return table


def _termination(draw: st.DrawFn, context: ChargeContext, before: Sequence[str]) -> Table:
    table: Table = {
        "months": draw(st.integers(1, 24)),
        "per_month_left": draw(st.booleans()),
        "price": _prices(draw, context),
    }
    if draw(seldom):
        table["renews"] = True
        if table["months"] > 1 and draw(st.booleans()):
            table["renewal_months"] = draw(st.integers(1, table["months"] - 1))
    fees = [item for item in before if item.startswith(("fixed", "per-quantity"))]
    if fees and draw(seldom):
        since = context.effective + draw(st.integers(-100, 400)) * ONE_DAY
        table["cap"] = {"since": since, "on": value(draw, CapOn), "of": _items(draw, fees), "source": SOURCE}
    return table
