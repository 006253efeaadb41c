"""Faults of the proration ratio (F-01 to F-21)."""

from collections.abc import Callable
from fractions import Fraction

from ...oracle import Cancellation, QuantityChange, Terms, change_settings
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import (
    Base,
    Counted,
    DayCount,
    DiscountCharge,
    FirstPeriod,
    FixedCharge,
    MinimumCharge,
    Numerator,
    QuantityCharge,
    Trigger,
    UsageCharge,
    WholePeriod,
)
from ..example import contract, day, electricity, enex, example, monthly, quarterly, used, yearly
from ..fault import Family, Fault, Sign
from . import scope
from .settings import always, divided_by, proration

_NOTICE = "electricity retailer on a vendor's billing system, notice of 2018: system settings from 2016-04-01"
_LEAST_DIFFERENCE = 6
"""The notice: prorated only where the month before the billing month and the days used differ by 6 days or more."""
_MONTHS_OF_A_YEAR = 12
_HALF_APRIL = monthly("2024-04-16", "2024-04-30")
_HALF_JANUARY = monthly("2024-01-01", "2024-01-31", Cancellation(day("2024-01-15")), fee=9300)
_TEN_OF_31 = monthly("2024-07-22", "2024-07-31", fee=10000)
_SUMMER = monthly("2024-06-16", "2024-09-30", Cancellation(day("2024-09-10")))
_JANUARY_OF_A_YEAR = yearly("2024-01-01", "2024-02-29", Cancellation(day("2024-01-31")))


def _within_tolerance_not_at_all(terms: Terms) -> Terms:
    if terms.proration.trigger is Trigger.NEVER:
        return terms
    return change_settings(
        terms,
        {
            "proration.trigger": Trigger.DIFFERENCE_AT_LEAST,
            "proration.trigger_days": _LEAST_DIFFERENCE,
            "proration.trigger_reference": DayCount.MONTH_BEFORE_BILLING_MONTH,
            "proration.trigger_share": None,
        },
    )


def _threshold_off_by_one(terms: Terms) -> Terms:
    rule = terms.proration
    if rule.trigger is Trigger.DIFFERENCE_AT_LEAST and rule.trigger_days is not None:
        return change_settings(terms, {"proration.trigger_days": rule.trigger_days + 1})
    if rule.trigger is Trigger.FEWER_DAYS_THAN and rule.trigger_days is not None and rule.trigger_days > 1:
        return change_settings(terms, {"proration.trigger_days": rule.trigger_days - 1})
    return terms


def _never(terms: Terms) -> Terms:
    """No proration, and none of the settings that only proration needs."""
    if terms.proration.trigger is Trigger.NEVER:
        return terms
    return change_settings(terms, {"proration": {"trigger": Trigger.NEVER}})


def _wall_clock(terms: Terms) -> Terms:
    return proration(numerator=Numerator.DAYS_TO_ISSUE, whole_period=WholePeriod.PRORATED)(terms)


def _everything_prorated(terms: Terms) -> Terms:
    """Fees that the terms charge in full are prorated too; tiers are unchanged."""
    if terms.proration.trigger is Trigger.NEVER:
        return terms
    by_day = (FixedCharge, QuantityCharge, MinimumCharge, DiscountCharge)
    more = [
        one.item
        for one in terms.charge
        if isinstance(one, by_day)
        and one.item not in terms.proration.components
        and not (isinstance(one, QuantityCharge) and one.counted is Counted.DAY_BY_DAY)
    ]
    if not more:
        return terms
    return change_settings(terms, {"proration.components": (*terms.proration.components, *more)})


def _last_component_whole(terms: Terms) -> Terms:
    fees = [
        charge.item
        for charge in terms.charge
        if charge.item in terms.proration.components and not isinstance(charge, UsageCharge)
    ]
    if terms.proration.trigger is Trigger.NEVER or len(fees) <= 1:
        return terms
    return change_settings(
        terms, {"proration.components": tuple(item for item in terms.proration.components if item != fees[-1])}
    )


def _yearly(terms: Terms) -> bool:
    return scope.prorates(terms) and terms.period.months == _MONTHS_OF_A_YEAR


def _monthly(terms: Terms) -> bool:
    return scope.prorates(terms) and (terms.period.months or 1) == 1


def _one_sided(*situations: str) -> Callable[[Terms], Terms]:
    """Proration in only some of the situations in which the terms prorate."""

    def change(terms: Terms) -> Terms:
        rule = terms.proration
        if rule.trigger is Trigger.NEVER:
            return terms
        kept = [name for name in situations if rule.only is None or name in rule.only]
        return change_settings(terms, {"proration.only": tuple(kept)})

    return change


def _ends_prorated(terms: Terms) -> bool:
    return scope.prorates(terms) and bool({"end", "both"} & scope.situations(terms))


def _starts_charged(terms: Terms) -> bool:
    return terms.service.first_period is FirstPeriod.CHARGED and scope.starts_inside(terms)


def _early(of: Base, unit: str, mode: RoundingMode) -> Callable[[Terms], Terms]:
    return proration(early_rounding={"of": of, "mode": mode, "unit": unit})


PRORATION = (
    Fault(
        id="F-01",
        name="a partial period is charged in full",
        formula="P x n / D => P",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="electricity retailer, notice of 2018; Tokyu Power Supply, notice of 2018-09-14 (277 cases); "
        "lago-api#1481, costasiella#328, OCA/contract#197",
        starred=True,
        terms=_never,
        matters=scope.prorates,
        trigger=_HALF_APRIL,
    ),
    Fault(
        id="F-02",
        name="proration skipped within five days",
        formula="always prorate => full fee if |days of the month before the billing month - days used| <= 5",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence=_NOTICE,
        starred=True,
        terms=_within_tolerance_not_at_all,
        matters=scope.prorates,
        trigger=enex("2016-05-12", "2016-05-08 2016-06-08"),
    ),
    Fault(
        id="F-03",
        name="the tolerance is off by one day",
        formula="prorate if the difference is 5 days or more => 6 or more",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="ENEOS Denki's published 5 days beside the 6 of the 2018 notice; St Charles MN 80 %; "
        "Haluene, notice of 2019-05",
        starred=True,
        terms=_threshold_off_by_one,
        matters=scope.prorates,
        trigger=electricity("2024-07-06", "2024-07-01 2024-08-01", used("2024-08-01", 0), fee=3100),
    ),
    Fault(
        id="F-04",
        name="divided by 30, whatever the month",
        formula="n / D => n / 30",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="commcare-hq#12963, killbill#1942",
        starred=True,
        terms=divided_by(DayCount.THIRTY),
        matters=scope.divides_otherwise(DayCount.THIRTY),
        trigger=monthly("2025-02-15", "2025-02-28", fee=8400),
    ),
    Fault(
        id="F-05",
        name="divided by the days of the month of the first day used",
        formula="n / D => n / days of the month of the first day used",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="electricity retailer, notice of 2018: the rule from 2018-06-25 on, and so a fault before it",
        terms=divided_by(DayCount.START_MONTH),
        matters=scope.divides_otherwise(DayCount.START_MONTH),
        trigger=enex("2017-02-16", "2017-01-27 2017-03-01"),
    ),
    Fault(
        id="F-06a",
        name="divided by the days of the month of the last day used",
        formula="n / D => n / days of the month of the last day used",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="iGRID divides each month by its own days; electricity retailer, notice of 2018: from 2018-06-25 on",
        starred=True,
        terms=divided_by(DayCount.LAST_USED_MONTH),
        matters=scope.divides_otherwise(DayCount.LAST_USED_MONTH),
        trigger=enex("2017-01-30", "2017-01-27 2017-03-01"),
    ),
    Fault(
        id="F-06b",
        name="divided by the days of the month after the period",
        formula="n / D => n / days of the month in which the period is closed",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="microsoft/BCApps#5718: 27 to 29 February 2020 by 31",
        starred=True,
        terms=divided_by(DayCount.BILLING_MONTH),
        matters=scope.divides_otherwise(DayCount.BILLING_MONTH),
        trigger=monthly("2020-02-27", "2020-02-29", fee=90000),
    ),
    Fault(
        id="F-07",
        name="divided by the days of the month before the billing month",
        formula="days used / D => days used / days of the month before the billing month",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence=_NOTICE,
        starred=True,
        terms=divided_by(DayCount.MONTH_BEFORE_BILLING_MONTH),
        matters=scope.divides_otherwise(DayCount.MONTH_BEFORE_BILLING_MONTH),
        trigger=enex("2018-05-22", "2018-05-09 2018-06-11"),
    ),
    Fault(
        id="F-08",
        name="divided by the days that are left of the period",
        formula="D => days from the first day used to the end of the period",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="lago-api#6194 (91 days taken as 42)",
        starred=True,
        terms=divided_by(DayCount.REST_OF_PERIOD),
        matters=scope.divides_otherwise(DayCount.REST_OF_PERIOD),
        trigger=example(
            "quarterly-fee-example",
            "2023-06-30",
            contract("quarterly-fee-example", "2023-05-20", {"fee": "9100"}, Cancellation(day("2023-06-10"))),
        ),
    ),
    Fault(
        id="F-09",
        name="divided by one day too few",
        formula="D => last day - first day",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="erpnext#36880, erpnext#36953",
        terms=divided_by(DayCount.PERIOD_LESS_ONE),
        matters=scope.divides_otherwise(DayCount.PERIOD_LESS_ONE),
        trigger=_HALF_JANUARY,
    ),
    Fault(
        id="F-10a",
        name="the day after the last one is counted",
        formula="n => n + 1",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="Chargebee's switch for the cancellation day; lago-api#1179",
        starred=True,
        terms=proration(numerator=Numerator.USED_DAYS_AND_NEXT),
        matters=scope.prorates,
        trigger=_HALF_JANUARY,
    ),
    Fault(
        id="F-10b",
        name="the last day is not counted",
        formula="n => n - 1",
        family=Family.PRORATION,
        sign=Sign.UNDER,
        evidence="lago-api#5522 (short by exactly one day)",
        starred=True,
        terms=proration(numerator=Numerator.USED_DAYS_LESS_ONE),
        matters=scope.prorates,
        trigger=_HALF_JANUARY,
    ),
    Fault(
        id="F-10c",
        name="the first day of the contract is not counted",
        formula="n => n - 1 where the contract starts",
        family=Family.PRORATION,
        sign=Sign.UNDER,
        evidence="lago-api#1179 (start day in another time zone)",
        starred=True,
        terms=proration(numerator=Numerator.USED_DAYS_LESS_FIRST),
        matters=scope.prorates_a_start,
        trigger=monthly("2024-01-17", "2024-01-31", fee=9300),
    ),
    Fault(
        id="F-12a",
        name="a yearly fee divided by 366 days",
        formula="n / 365 => n / 366",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="Tuleva onboarding-service#1566 (0.27 % of a fee by 365 days)",
        terms=always({"proration.denominator": DayCount.DAYS_366}, _yearly),
        matters=scope.divides_otherwise(DayCount.DAYS_366),
        trigger=_JANUARY_OF_A_YEAR,
    ),
    Fault(
        id="F-12b",
        name="a yearly fee divided by 360 days",
        formula="n / 365 => n / 360",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="yegor256/0rsk#635 (twelve months of 30 days)",
        terms=always({"proration.denominator": DayCount.DAYS_360}, _yearly),
        matters=scope.divides_otherwise(DayCount.DAYS_360),
        trigger=_JANUARY_OF_A_YEAR,
    ),
    Fault(
        id="F-12c",
        name="a monthly fee divided by a twelfth of 365 days",
        formula="n / D => n x 12 / 365",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="pysam#123, pysam#145 (months as twelfths of a year)",
        terms=always({"proration.denominator": DayCount.MONTH_OF_365}, _monthly),
        matters=scope.divides_otherwise(DayCount.MONTH_OF_365),
        trigger=_TEN_OF_31,
    ),
    Fault(
        id="F-13",
        name="days are counted up to the day of the billing run",
        formula="n => days from the first day used to the day of issue",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="erpnext#23681, erpnext#42779, erpnext#49635 (the proration factor uses today)",
        starred=True,
        terms=_wall_clock,
        matters=scope.prorates,
        trigger=quarterly("2023-07-01", "2023-07-01", fee=1099000),
    ),
    Fault(
        id="F-14a",
        name="the ratio is rounded to one decimal",
        formula="P x n / D => P x round(n / D, 1)",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="erpnext#36953 (7 of 30 days as 0.2)",
        starred=True,
        terms=_early(Base.RATIO, "0.1", RoundingMode.HALF_UP),
        matters=scope.prorates,
        trigger=_TEN_OF_31,
    ),
    Fault(
        id="F-14b",
        name="the ratio is rounded to two decimals",
        formula="P x n / D => P x round(n / D, 2)",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="lago-api#3963, lago-api#851",
        starred=True,
        terms=_early(Base.RATIO, "0.01", RoundingMode.HALF_UP),
        matters=scope.prorates,
        trigger=_TEN_OF_31,
    ),
    Fault(
        id="F-14c",
        name="the ratio is rounded to four decimals",
        formula="P x n / D => P x round(n / D, 4)",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="lago-api#4313 (193.33 + 48.33 for 241.67), killbill#1124",
        starred=True,
        terms=_early(Base.RATIO, "0.0001", RoundingMode.HALF_UP),
        matters=scope.prorates,
        trigger=_TEN_OF_31,
    ),
    Fault(
        id="F-14d",
        name="the fee of a day is cut before it is multiplied",
        formula="P x n / D => floor(P / D) x n",
        family=Family.PRORATION,
        sign=Sign.UNDER,
        evidence="openpos#943; erpnext#36953 rounds before it multiplies",
        starred=True,
        terms=_early(Base.DAY_RATE, "1", RoundingMode.FLOOR),
        matters=scope.prorates,
        trigger=_TEN_OF_31,
    ),
    Fault(
        id="F-16",
        name="prorated twice",
        formula="P x r => P x r x r",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="lago-api#1778; woocommerce-subscriptions-core#723",
        terms=proration(times=2),
        matters=scope.prorates,
        trigger=_HALF_APRIL,
    ),
    Fault(
        id="F-18a",
        name="only the start is prorated",
        formula="P x r at the start and at the end => P x r at the start, P at the end",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="lago-api#158, lago-api#171 (proration in the first period only)",
        terms=_one_sided("start", "change"),
        matters=_ends_prorated,
        trigger=_SUMMER,
    ),
    Fault(
        id="F-18b",
        name="only the end is prorated",
        formula="P x r at the start and at the end => P at the start, P x r at the end",
        family=Family.PRORATION,
        sign=Sign.OVER,
        evidence="Tokyu Power Supply, notice of 2018-09-14, the other way round: proration on one side only",
        terms=_one_sided("end", "change"),
        matters=scope.prorates_a_start,
        trigger=_SUMMER,
    ),
    Fault(
        id="F-18c",
        name="the first part of a period is free",
        formula="P x r in the period of the start => 0",
        family=Family.PRORATION,
        sign=Sign.UNDER,
        evidence="glific#1604 (the month of the start was not charged)",
        terms=always({"service.first_period": FirstPeriod.FREE_UNLESS_WHOLE}, _starts_charged),
        matters=_starts_charged,
        trigger=_SUMMER,
    ),
    Fault(
        id="F-21a",
        name="a fee that is charged in full is prorated",
        formula="P => P x n / D",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="killbill#1545; OCA/contract#197; the 2018 notice leaves open what prorated fees are",
        terms=_everything_prorated,
        matters=scope.prorates,
        trigger=monthly("2024-04-16", "2024-04-30", support="telephone"),
    ),
    Fault(
        id="F-21b",
        name="one of the prorated fees is charged in full",
        formula="P x n / D => P, for one of the fees",
        family=Family.PRORATION,
        sign=Sign.EITHER,
        evidence="ENEOS Denki prorates fee and tiers; Zuora's proration of usage is a switch of its own",
        terms=_last_component_whole,
        matters=scope.prorates,
        trigger=monthly("2024-04-16", "2024-04-30", QuantityChange(day("2024-04-16"), "lines", Fraction(2))),
    ),
)
"""The faults of this family."""
