"""Faults of the proration ratio."""

from ..oracle import Terms, change_settings
from ..oracle.settings import DayCount, Trigger
from .fault import Family, Fault, Sign

_NOTICE = "electricity retailer on a vendor's billing system, notice of 2018: system settings from 2016-04-01"
_LEAST_DIFFERENCE = 6
"""The notice: prorated only where the month before the billing month and the days used differ by 6 days or more."""


def _prorates(terms: Terms) -> bool:
    return terms.proration.trigger is not Trigger.NEVER


def _within_tolerance_not_at_all(terms: Terms) -> Terms:
    if not _prorates(terms):
        return terms
    return change_settings(
        terms,
        {
            "proration.trigger": Trigger.DIFFERENCE_AT_LEAST,
            "proration.trigger_days": _LEAST_DIFFERENCE,
            "proration.trigger_reference": DayCount.MONTH_BEFORE_BILLING_MONTH,
        },
    )


def _by_the_month_before(terms: Terms) -> Terms:
    if not _prorates(terms):
        return terms
    return change_settings(terms, {"proration.denominator": DayCount.MONTH_BEFORE_BILLING_MONTH})


F_02 = Fault(
    id="F-02",
    name="proration skipped within five days",
    formula="always prorate => full fee if |days of the month before the billing month - days used| <= 5",
    family=Family.PRORATION,
    sign=Sign.OVER,
    evidence=_NOTICE,
    terms=_within_tolerance_not_at_all,
)
F_07 = Fault(
    id="F-07",
    name="divided by the days of the month before the billing month",
    formula="days used / D => days used / days of the month before the billing month",
    family=Family.PRORATION,
    sign=Sign.EITHER,
    evidence=_NOTICE,
    terms=_by_the_month_before,
)
