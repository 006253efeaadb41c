"""Hypothesis strategies for terms: any valid terms of the whole vocabulary, for laws that hold under any terms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from ...oracle import Clause, Terms, change_settings
from ...oracle.calendar import ONE_DAY, MonthEnd, add_months
from ...oracle.changes import SettingValues
from ...oracle.documents import Document, build_terms
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import (
    KINDS,
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
    is_faulty,
)
from .charges import SOURCE, ChargeContext, Table, charge_tables, rounding, seldom, shares, units, value

_NAME = "generated.md"
_LENGTHS = {TrialUnit.DAYS: 40, TrialUnit.MONTHS: 2, TrialUnit.PERIODS: 2}
_MONTHS = (1, 2, 3, 4, 6, 12)
_BILLING_DAYS = ("1", "15", "28", "29", "30", "31")
_EARLY_UNITS = ("0.1", "0.01", "0.0001")
_BY_MONTHS = (Numerator.MONTHS_BEGUN.value, Numerator.WHOLE_MONTHS.value)
_days = st.sampled_from(
    [one.value for one in DayCount if one not in {DayCount.STEPS, DayCount.MONTHS_OF_PERIOD}],
)
_SITUATIONS = ("start", "end", "both", "change")
_YEARS = 30
"""The years after which generated terms end, if at all: later than any case made for them."""


@st.composite
def terms(draw: st.DrawFn, kinds: frozenset[str] = KINDS, settings: SettingValues | None = None) -> Terms:
    """Any valid terms, with charges of these kinds.

    `settings`, in the form that `change_settings` takes, replace what was drawn. Prices and rates are not below zero;
    adjustments may be. Every month in which a case of `contracts` can be billed has its adjustment.
    """
    period = draw(_period())
    effective = draw(st.dates(date(2014, 1, 1), date(2024, 12, 31)))
    billing = _billing(draw, effective)
    usage = billing.get("due") != DueWhen.IN_ADVANCE
    plans = draw(st.sampled_from(((), ("basic",), ("basic", "pro"), ("basic", "pro", "max"))))
    tax = _tax(draw, effective)
    taxed = "reduced" in tax
    context = ChargeContext(effective, plans, draw(st.booleans()), draw(seldom), usage, period.get("months", 1), taxed)
    charges = draw(charge_tables(kinds, context))
    items = [str(charge["item"]) for charge in charges]
    if not billing and any(charge["kind"] in {"termination", "one-off"} for charge in charges):
        billing = {"due": DueWhen.IN_ARREARS, "corrections": value(draw, Corrections)}
    header = _header(draw, effective)
    table: Table = {
        **header,
        "attribute": _attributes(draw, context, period),
        "period": period,
        "service": _service(draw),
        "versions": {"in_force_on": value(draw, InForceOn)},
        "proration": draw(_proration(items)),
        "charge": charges,
        "rounding": rounding(draw, "line", "line_unit") | rounding(draw, "total", "total_unit"),
        "tax": tax,
        **({"billing": billing} if billing else {}),
        **_optional(draw, context),
    }
    table["reading"] = _readings(draw, table)
    made = build_terms(Document(_NAME, "Generated terms", "", table, {"": Clause(_NAME, "Generated terms", 1, "")}, ()))
    return change_settings(made, settings) if settings else made


def _header(draw: st.DrawFn, effective: date) -> Table:
    table: Table = {
        "tariff": "generated",
        "language": draw(st.sampled_from(("en", "ja"))),
        "currency": draw(st.sampled_from(("JPY", "USD", "KWD"))),
        "effective": effective,
        "source": SOURCE,
    }
    if draw(seldom):
        table["ends"] = add_months(effective, 12 * _YEARS)
    if draw(seldom):
        table["figures_until"] = add_months(effective, 12 * _YEARS)
    return table


def _attributes(draw: st.DrawFn, context: ChargeContext, period: Table) -> list[Table]:
    found: list[Table] = []
    if context.plans:
        found.append({"name": "plan", "values": list(context.plans)})
    if context.fee:
        bounds: list[Table] = [{"minimum": 100, "maximum": draw(st.integers(100, 9_000))}]
        if context.plans and draw(seldom):
            bounds.insert(0, {"when": {"plan": context.plans[0]}, "minimum": 1, "maximum": 99})
        found.append({"name": "fee", "bounds": bounds})
    if context.points:
        found.append({"name": "points", "bounds": [{"minimum": 50, "maximum": 100}]})
    if "billing_day_attribute" in period:
        found.append({"name": "billing_day", "values": list(_BILLING_DAYS)})
    return found


@st.composite
def _period(draw: st.DrawFn) -> Table:
    kind = draw(st.sampled_from(tuple(PeriodKind)))
    table: Table = {"kind": kind.value}
    if kind is PeriodKind.METER_READING:
        return table | {"reading_day": value(draw, ReadingDay)}
    if kind is not PeriodKind.CALENDAR_MONTH:
        table["month_end"] = value(draw, MonthEnd)
    if kind is PeriodKind.BILLING_DAY:
        by_attribute = draw(seldom)
        table |= {"billing_day_attribute": "billing_day"} if by_attribute else {"billing_day": draw(st.integers(1, 31))}
    if draw(seldom):
        table["months"] = draw(st.sampled_from(_MONTHS))
    return table


def _billing(draw: st.DrawFn, effective: date) -> Table:
    """The table, empty for terms without it."""
    if draw(seldom):
        return {}
    table: Table = {"due": value(draw, DueWhen), "corrections": value(draw, Corrections)}
    if draw(seldom):
        table["runs"] = value(draw, Runs)
    if draw(seldom):
        table["interest"] = _interest(draw, effective)
    return table


def _interest(draw: st.DrawFn, effective: date) -> Table:
    """Interest on refunds, at one rate or at two."""
    since = [effective - draw(st.integers(0, 400)) * ONE_DAY]
    if draw(seldom):
        since.append(effective + draw(st.integers(1, 500)) * ONE_DAY)
    rate = st.integers(0, 200).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    return {
        "from_day": value(draw, InterestFrom),
        "first_day": value(draw, FirstDay),
        "on": value(draw, InterestOn),
        "year": value(draw, InterestYear),
        "rounding": value(draw, RoundingMode),
        "unit": draw(units),
        "rate": [{"since": day, "rate": draw(rate), "source": SOURCE} for day in since],
    }


def _service(draw: st.DrawFn) -> Table:
    return {
        "start_day": value(draw, DayBilled),
        "end_day": value(draw, DayBilled),
        "same_day": value(draw, SameDay),
        "cancellation": value(draw, CancellationEffect),
        "first_period": value(draw, FirstPeriod),
    }


def _optional(draw: st.DrawFn, context: ChargeContext) -> Table:
    """The optional tables."""
    tables: Table = {}
    if draw(seldom):
        unit = draw(st.sampled_from(tuple(TrialUnit)))
        trial: Table = {"length": draw(st.integers(1, _LENGTHS[unit])), "unit": unit.value}
        if context.plans and draw(seldom):
            trial["when"] = {"plan": context.plans[-1]}
        tables["trial"] = trial
    if draw(st.booleans()):
        tables["change"] = {
            "day": value(draw, ChangeDay),
            "effect": value(draw, ChangeEffect),
            "whole_fee": value(draw, WholeFee),
        }
    if draw(st.booleans()):
        tables["suspension"] = {
            "fee_share": draw(shares),
            "suspension_day": value(draw, DayBilled),
            "resumption_day": value(draw, DayBilled),
        }
    if draw(seldom):
        tables["migration"] = {"to": ["another-tariff"], "end": value(draw, MigrationEnd)}
    if context.usage and draw(st.booleans()):
        usage: Table = {"negative": value(draw, NegativeUse), "estimates": value(draw, Estimates)}
        if draw(seldom):
            usage["register_digits"] = draw(st.integers(4, 6))
        if draw(seldom):
            usage |= {"multiplier_attribute": "points"} if context.points else {"multiplier": Decimal("1.03")}
        if draw(seldom):
            usage |= rounding(draw, "rounding", "unit")
        if draw(seldom):
            usage["boundary"] = value(draw, BoundaryReading)
        tables["usage"] = usage
    return tables


@st.composite
def _proration(draw: st.DrawFn, items: Sequence[str]) -> Table:
    trigger = draw(st.sampled_from(tuple(Trigger)))
    table: Table = {"trigger": trigger.value}
    match trigger:
        case Trigger.NEVER:
            return table
        case Trigger.DIFFERENCE_AT_LEAST:
            table |= {"trigger_days": draw(st.integers(1, 40)), "trigger_reference": draw(_days)}
        case Trigger.FEWER_DAYS_THAN:
            table["trigger_days"] = draw(st.integers(1, 40))
        case Trigger.SHARE_BELOW:
            table["trigger_share"] = draw(shares)
        case _:
            pass
    table |= _ratio(draw, trigger)
    table |= {
        "whole_period": value(draw, WholePeriod),
        "above_whole": value(draw, AboveWhole),
        "components": draw(st.lists(st.sampled_from(items), min_size=1, max_size=len(items), unique=True)),
    }
    by_use = [item for item in items if item.startswith(("usage", "adjustment"))]
    if by_use and draw(seldom):
        table["widths"] = draw(st.lists(st.sampled_from(by_use), max_size=len(by_use), unique=True))
    narrowed = {*table["components"], *table.get("widths", ())} & {*by_use}
    if draw(seldom) or narrowed:
        table |= {"width_rounding": value(draw, RoundingMode), "width_unit": draw(units)}
    if draw(seldom):
        unit = Decimal(draw(st.sampled_from(_EARLY_UNITS)))
        modes = [one.value for one in RoundingMode if one is not RoundingMode.EXACT and not is_faulty(one)]
        table["early_rounding"] = {"of": value(draw, Base), "mode": draw(st.sampled_from(modes)), "unit": unit}
    if draw(seldom):
        table["only"] = draw(st.lists(st.sampled_from(_SITUATIONS), min_size=1, unique=True))
    if draw(seldom):
        table["times"] = draw(st.integers(1, 2))
    return table


def _ratio(draw: st.DrawFn, trigger: Trigger) -> Table:
    """The numerator and denominator: days by days, or months by months."""
    if trigger is Trigger.ALWAYS and draw(seldom):
        return {"numerator": draw(st.sampled_from(_BY_MONTHS)), "denominator": DayCount.MONTHS_OF_PERIOD.value}
    numerators = [one.value for one in Numerator if one.value not in _BY_MONTHS]
    table: Table = {"numerator": draw(st.sampled_from(numerators)), "denominator": _denominator(draw)}
    if DayCount.STEPS.value in str(table["denominator"]):
        table["step"] = [{"up_to_days": 10, "share": draw(shares)}, {"up_to_days": 20, "share": draw(shares)}]
    return table


def _denominator(draw: st.DrawFn) -> str | Table:
    choices = _days | st.just(DayCount.STEPS.value)
    if not draw(seldom):
        return draw(choices)
    situations = _SITUATIONS if draw(st.booleans()) else _SITUATIONS[:-1]
    return {situation: draw(choices) for situation in situations}


def _tax(draw: st.DrawFn, effective: date) -> Table:
    prices = value(draw, PricesAre)
    if prices == PricesAre.OUTSIDE_TAX:
        return {"prices": prices}
    since = [effective - draw(st.integers(0, 400)) * ONE_DAY]
    if draw(seldom):
        since.append(effective + draw(st.integers(1, 500)) * ONE_DAY)
    percent = st.integers(0, 250).map(lambda thousandths: Decimal(thousandths).scaleb(-3))
    rows: list[Table] = [{"since": day, "rate": draw(percent), "source": SOURCE} for day in since]
    if draw(seldom):
        rows[-1]["continuing_until"] = since[-1] + draw(st.integers(0, 60)) * ONE_DAY
    table: Table = {
        "prices": prices,
        "rate_on": value(draw, TaxRateOn),
        "rounding": value(draw, RoundingMode),
        "unit": draw(units),
        "rate": rows,
    }
    if draw(seldom):
        table["reduced"] = [{"since": since[0], "rate": draw(percent), "source": SOURCE}]
    return table | ({"per": value(draw, TaxPer)} if draw(seldom) else {})


def _readings(draw: st.DrawFn, table: Table) -> list[Table]:
    """Sometimes another admissible value of one setting."""
    if not draw(seldom):
        return []
    others = [one.value for one in DayBilled if one.value != table["service"]["end_day"]]
    return [{"setting": "service.end_day", "value": others[0], "why": "The clause does not say."}]
