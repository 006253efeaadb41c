"""Faults of use, tiers and meters (F-64 to F-85)."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from ...oracle import Book, Case, Contract, Event, MeterReading, MeterReplacement, Terms, change_settings
from ...oracle.vocabulary import (
    BoundaryReading,
    DueWhen,
    Estimates,
    FixedCharge,
    MinimumCharge,
    NegativeUse,
    QuantityCharge,
    TierBound,
    Tiers,
    TiersPer,
    Trigger,
    UsageCharge,
)
from ..example import day, electricity, metered, register, saas, used
from ..fault import Family, Fault, Sign
from . import scope
from .settings import Change, of_charges

_MINOR_UNITS = 100
_MULTIPLIER = 10
_JUNE = "2024-06-01 2024-07-01"
_SUMMER = "2024-06-01 2024-07-01 2024-08-01"


def _bound_above(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    if not isinstance(charge, UsageCharge) or charge.tiers is not Tiers.VOLUME:
        return {}
    return {"bound": TierBound.LOWER_TIER if charge.bound is TierBound.UPPER_TIER else TierBound.UPPER_TIER}


def _one_unit_narrower(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    if not isinstance(charge, UsageCharge):
        return {}
    return {
        f"price.{at}.tiers.{tier}.up_to": one.up_to - 1
        for at, row in enumerate(charge.price)
        for tier, one in enumerate(row.tiers)
        if one.up_to is not None and one.up_to > 1
    }


def _swapped(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    if not isinstance(charge, UsageCharge) or not _has_tiers(charge):
        return {}
    return {"tiers": Tiers.VOLUME if charge.tiers is Tiers.GRADUATED else Tiers.GRADUATED}


def _nothing_above_the_last_bound(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    if not isinstance(charge, UsageCharge):
        return {}
    return {
        f"price.{at}.tiers.{len(row.tiers) - 1}.rate": 0 for at, row in enumerate(charge.price) if len(row.tiers) > 1
    }


def _has_tiers(charge: UsageCharge) -> bool:
    return any(len(row.tiers) > 1 for row in charge.price)


def _anew_for_each_reading(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    return {"tiers_per": TiersPer.READING} if isinstance(charge, UsageCharge) and _has_tiers(charge) else {}


def _tiers_of_a_whole_period(terms: Terms) -> Terms:
    """Proration without usage charges that have tiers; none at all if only these are prorated."""
    rule = terms.proration
    by_use = {charge.item for charge in scope.usage_charges(terms) if _has_tiers(charge)}
    kept = tuple(item for item in rule.components if item not in by_use)
    if rule.trigger is Trigger.NEVER or len(kept) == len(rule.components):
        return terms
    return change_settings(terms, {"proration.components": kept} if kept else {"proration": {"trigger": Trigger.NEVER}})


def _minimum_not_prorated(terms: Terms) -> Terms:
    rule = terms.proration
    least = {charge.item for charge in terms.charge if isinstance(charge, MinimumCharge)}
    kept = tuple(item for item in rule.components if item not in least)
    if rule.trigger is Trigger.NEVER or len(kept) == len(rule.components) or not kept:
        return terms
    return change_settings(terms, {"proration.components": kept})


def _minimum_added(terms: Terms) -> Terms:
    """Each minimum is charged as an additional fee."""
    charges = [
        {key: value for key, value in one.model_dump(exclude_none=True).items() if key != "of"} | {"kind": "fixed"}
        if isinstance(one, MinimumCharge)
        else one.model_dump(exclude_none=True)
        for one in terms.charge
    ]
    if not any(isinstance(one, MinimumCharge) for one in terms.charge):
        return terms
    return change_settings(terms, {"charge": charges})


def _usage(**settings: object) -> Change:
    """These settings of `[usage]`; terms without that table get one that refuses use below zero and corrects estimates
    with the next reading."""

    def change(terms: Terms) -> Terms:
        if not scope.uses(terms):
            return terms
        bare = {"negative": NegativeUse.REFUSED, "estimates": Estimates.NEXT_READING}
        table = terms.usage.model_dump(exclude_none=True) if terms.usage else {}
        return change_settings(terms, {"usage": {**bare, **table, **settings}})

    return change


def _no_rollover(terms: Terms) -> Terms:
    if terms.usage is None or terms.usage.register_digits is None:
        return terms
    return change_settings(terms, {"usage.register_digits": None, "usage.negative": NegativeUse.CREDITED})


def _negative_is_none(terms: Terms) -> Terms:
    if terms.usage is None or terms.usage.negative is not NegativeUse.CREDITED:
        return terms
    return change_settings(terms, {"usage.negative": NegativeUse.ZERO})


def _credits_negative(terms: Terms) -> bool:
    return scope.uses(terms) and terms.usage is not None and terms.usage.negative is NegativeUse.CREDITED


def _readings(seen: Callable[[MeterReading], MeterReading]) -> Callable[[Book, Case], Case]:
    """A history with changed readings."""

    def see(_book: Book, case: Case) -> Case:
        contracts = tuple(
            replace(
                one, events=tuple(seen(event) if isinstance(event, MeterReading) else event for event in one.events)
            )
            for one in case.contracts
        )
        return replace(case, contracts=contracts)

    return see


def _without_sign(reading: MeterReading) -> MeterReading:
    return reading if reading.used is None else replace(reading, used=abs(reading.used))


def _without_id(reading: MeterReading) -> MeterReading:
    return replace(reading, id=None)


def _scaled(reading: MeterReading) -> MeterReading:
    return reading if reading.used is None else replace(reading, used=reading.used * _MULTIPLIER)


def _registers_as_use(_book: Book, case: Case) -> Case:
    return replace(case, contracts=tuple(_register_as_use(one) for one in case.contracts))


def _register_as_use(contract: Contract) -> Contract:
    """Each register value but the first taken as the use since the previous reading; meter replacements are dropped."""
    first = min((e.on for e in contract.events if isinstance(e, MeterReading) and e.register is not None), default=None)
    events: list[Event] = []
    for event in contract.events:
        if isinstance(event, MeterReplacement):
            continue
        if isinstance(event, MeterReading) and event.register is not None:
            if event.on == first:
                continue
            event = replace(event, used=event.register, register=None)  # noqa: PLW2901  # the same reading, misread
        events.append(event)
    return replace(contract, events=tuple(events))


def _replacements(seen: Callable[[MeterReplacement, Fraction], MeterReplacement]) -> Callable[[Book, Case], Case]:
    """A history with changed meter replacements; `seen` gets each one and the register value last read before it."""

    def see(_book: Book, case: Case) -> Case:
        return replace(case, contracts=tuple(_with_replacements(one, seen) for one in case.contracts))

    return see


def _with_replacements(contract: Contract, seen: Callable[[MeterReplacement, Fraction], MeterReplacement]) -> Contract:
    def read_before(event: MeterReplacement) -> Fraction:
        shown = [
            (one.on, one.register)
            for one in contract.events
            if isinstance(one, MeterReading) and one.register is not None and one.on <= event.on
        ]
        return max(shown)[1] if shown else event.final

    events = tuple(
        seen(event, read_before(event)) if isinstance(event, MeterReplacement) else event for event in contract.events
    )
    return replace(contract, events=events)


def _final_lost(event: MeterReplacement, before: Fraction) -> MeterReplacement:
    return replace(event, final=before)


def _initial_lost(event: MeterReplacement, _before: Fraction) -> MeterReplacement:
    return replace(event, initial=Fraction(0))


def _in_minor_units(number: int, terms: Terms) -> dict[str, object]:
    charge = terms.charge[number]
    if not isinstance(charge, FixedCharge | QuantityCharge):
        return {}
    found: dict[str, object] = {}
    for at, row in enumerate(charge.price):
        if row.amount is not None:
            found[f"price.{at}.amount"] = row.amount * _MINOR_UNITS
        for name, amount in (row.amounts or {}).items():
            found[f"price.{at}.amounts.{name}"] = amount * _MINOR_UNITS
    return found


def _nothing_without_use(number: int, terms: Terms) -> dict[str, object]:
    due = terms.billing.due if terms.billing else DueWhen.IN_ARREARS
    metered = scope.uses(terms) and due is DueWhen.IN_ARREARS
    return {"no_use_share": Decimal(0)} if metered and isinstance(terms.charge[number], FixedCharge) else {}


def _boundary_matters(terms: Terms) -> bool:
    return scope.reads_each_period(terms)


_HALF_JUNE = electricity("2024-06-16", _JUNE, used("2024-07-01", 100))
_REPLACED = electricity(
    "2024-06-01",
    _JUNE,
    register("2024-06-01", 1000),
    MeterReplacement(day("2024-06-16"), Fraction(1060), Fraction(500)),
    register("2024-07-01", 540),
)
_TWO_MONTHS = electricity("2024-06-01", _SUMMER, used("2024-07-01", 100), used("2024-08-01", 50))

USAGE = (
    Fault(
        id="F-64",
        name="use equal to a bound falls into the other tier",
        formula="up to and including B => below B",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="genai-prices#587; lago-front#3489; Azure BillingCodeSamples#15 (199 and 200)",
        starred=True,
        terms=of_charges(_bound_above),
        matters=scope.tiered,
        trigger=metered("2024-01-31", used("2024-01-31", 120)),
    ),
    Fault(
        id="F-65",
        name="tiers are a unit too narrow",
        formula="up to B => up to B - 1",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="lago-front#3489; Azure BillingCodeSamples#15 (51 for 50 units)",
        terms=of_charges(_one_unit_narrower),
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 150)),
    ),
    Fault(
        id="F-66",
        name="graduated and volume tiers are mixed up",
        formula="each tier's rate for its part => the last tier's rate for all, or the other way round",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="genai-prices#241; litellm#28047; candela#638; killbill#719",
        starred=True,
        terms=of_charges(_swapped),
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 121)),
    ),
    Fault(
        id="F-67",
        name="use above the last bound is free",
        formula="the last tier's rate => 0",
        family=Family.USAGE,
        sign=Sign.UNDER,
        evidence="VibeCodingTracker#225; SAM#1834",
        terms=of_charges(_nothing_above_the_last_bound),
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 400)),
    ),
    Fault(
        id="F-69",
        name="tiers are not narrowed in a partial period",
        formula="up to B x n / D => up to B",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="electricity retailer, notice of 2018 (tiers that should have been narrowed); "
        "OpenStudio-HPXML#1859; SAM#275, ssc#536",
        starred=True,
        terms=_tiers_of_a_whole_period,
        matters=scope.prorates,
        trigger=_HALF_JUNE,
    ),
    Fault(
        id="F-70a",
        name="tiers start again with each reading",
        formula="tiers of the use of the period => of each reading",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="openmeter#1787, openmeter#2627; lago-api#5616; flexprice#2364",
        starred=True,
        terms=of_charges(_anew_for_each_reading),
        trigger=electricity("2024-06-01", _JUNE, used("2024-06-16", 120), used("2024-07-01", 120)),
    ),
    Fault(
        id="F-70b",
        name="the register value is taken for the use",
        formula="register - register before => register",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="polar#6625, polar#9090; openmeter#1787",
        starred=True,
        case=_registers_as_use,
        matters=scope.uses,
        trigger=electricity("2024-06-01", _JUNE, register("2024-06-01", 1000), register("2024-07-01", 1100)),
    ),
    Fault(
        id="F-71a",
        name="the minimum is not prorated",
        formula="at least M x n / D => at least M",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="lago-api#1000, lago-api#1669; openmeter#2627",
        terms=_minimum_not_prorated,
        matters=scope.prorates,
        trigger=electricity("2024-06-16", _JUNE, used("2024-07-01", 0), fee=100, minimum="agreed"),
    ),
    Fault(
        id="F-71b",
        name="the minimum is added on top",
        formula="max(M, fees) => M + fees",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="lago-api#6123, lago-api#4524; pysam#145",
        terms=_minimum_added,
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 0), minimum="agreed"),
    ),
    Fault(
        id="F-73",
        name="a register that rolls over is taken for negative use",
        formula="00010 - 99990 + 100000 => 00010 - 99990",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="HA core#169598, HA core#178137; ha_carrier#326; Utah R746-310-9",
        starred=True,
        terms=_no_rollover,
        matters=scope.uses,
        trigger=electricity("2024-06-01", _JUNE, register("2024-06-01", 99990), register("2024-07-01", 10)),
    ),
    Fault(
        id="F-74a",
        name="the last use of a replaced meter is lost",
        formula="old meter to its end + new meter => new meter",
        family=Family.USAGE,
        sign=Sign.UNDER,
        evidence="Nobeoka city (10 years); HA frontend#29595",
        case=_replacements(_final_lost),
        matters=scope.uses,
        trigger=_REPLACED,
    ),
    Fault(
        id="F-74b",
        name="a new meter is assumed to start at zero",
        formula="new register - its first one => new register",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="Hydro One (a bill of $11,000 after a change of meter)",
        case=_replacements(_initial_lost),
        matters=scope.uses,
        trigger=_REPLACED,
    ),
    Fault(
        id="F-76a",
        name="negative use is dropped",
        formula="use with its sign => max(0, use)",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="lago-api#5906, lago-api#2966; HA#169598",
        terms=_negative_is_none,
        matters=scope.uses,
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", -25)),
    ),
    Fault(
        id="F-76b",
        name="negative use is charged",
        formula="use with its sign => |use|",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="lago-api#4570; cgrates#3018; openhermit#216",
        case=_readings(_without_sign),
        matters=_credits_negative,
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", -25)),
    ),
    Fault(
        id="F-77",
        name="a reading reported twice counts twice",
        formula="one reading for each id => one for each message",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="cgrates#243; flexprice#2763; open-saas#688; vexa#519 (four times)",
        starred=True,
        case=_readings(_without_id),
        matters=scope.uses,
        trigger=electricity(
            "2024-06-01", _JUNE, used("2024-07-01", 100, "reading-1"), used("2024-07-01", 100, "reading-1")
        ),
    ),
    Fault(
        id="F-78a",
        name="the closing reading counts in the next period",
        formula="a reading between two periods belongs to the one it closes => to the next",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="lago-api#4082, lago-api#4549; killbill#1934",
        starred=True,
        terms=_usage(boundary=BoundaryReading.NEXT_PERIOD),
        matters=_boundary_matters,
        trigger=_TWO_MONTHS,
    ),
    Fault(
        id="F-78b",
        name="the closing reading counts in both periods",
        formula="a reading between two periods belongs to the one it closes => to both",
        family=Family.USAGE,
        sign=Sign.EITHER,
        evidence="convoy#2690; FOCUS_Spec#398",
        starred=True,
        terms=_usage(boundary=BoundaryReading.BOTH_PERIODS),
        matters=_boundary_matters,
        trigger=_TWO_MONTHS,
    ),
    Fault(
        id="F-80a",
        name="minor units are taken for major ones",
        formula="P => 100 x P",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="lago-api#643; InvoicePlane#1677; Paymenter#1258",
        terms=of_charges(_in_minor_units),
        trigger=saas("2025-01-01", "2025-02-01"),
    ),
    Fault(
        id="F-80b",
        name="a meter's multiplier is wrong by a factor of ten",
        formula="u => 10 x u",
        family=Family.USAGE,
        sign=Sign.OVER,
        evidence="green-button#6 (a hundredfold); Alston (Ccf for Mcf, about $1.5 m)",
        case=_readings(_scaled),
        matters=scope.uses,
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 100)),
    ),
    Fault(
        id="F-85",
        name="without use there is no basic fee",
        formula="fixed fee + 0 => 0",
        family=Family.USAGE,
        sign=Sign.UNDER,
        evidence="EnergyPlus#2098; Uji city (49 contracts)",
        terms=of_charges(_nothing_without_use),
        trigger=electricity("2024-06-01", _JUNE, used("2024-07-01", 0)),
    ),
)
"""The faults of this family."""
