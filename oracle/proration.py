"""Proration (日割計算): whether a period is charged by the day, over which denominator, and with what result."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .bills import Operand, Situation, Step
from .calendar import Period, days_in_month, month_before
from .periods import closing_day
from .settings import AboveWhole, DayCount, Numerator, Trigger, WholePeriod
from .terms import ProrationRule, Terms

_THIRTY = 30


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a full fee that a period is charged, and the steps that lead to it. 1 where it is not prorated."""

    ratio: Fraction
    numerator: int
    denominator: int
    prorated: bool
    steps: tuple[Step, ...]


_WHOLE = Fraction(1)


def share_of(terms: Terms, period: Period, used: Period, situation: Situation) -> Share:
    """The share of a full fee for the days `used` of a billing period.

    `situation` says whether the contract's first or last charged period is this one, even if it is used whole.
    """
    rule = terms.proration
    if situation is Situation.WHOLE or (used == period and rule.whole_period is not WholePeriod.PRORATED):
        return Share(_WHOLE, period.days, period.days, prorated=False, steps=())
    if rule.trigger is Trigger.NEVER:
        return _not_prorated(terms, period, used, "not-prorated-never", {})
    assert rule.denominator is not None  # noqa: S101  # the vocabulary demands it with every trigger but never
    numerator = _numerator(rule, used, situation)
    steps = [Step("days-used", {"used": used}, Fraction(numerator), terms.clause("proration.numerator"))]
    if numerator != used.days:
        steps[0] = Step("days-used-and-reading-day", {"used": used}, Fraction(numerator), steps[0].clause)
    skipped = _skipped(terms, period, used, numerator)
    if skipped:
        return _not_prorated(terms, period, used, *skipped, before=tuple(steps))
    name = {Situation.START: "start", Situation.END: "end"}.get(situation, "both")
    chosen: DayCount = getattr(rule.denominator, name)
    denominator, operands = count_days(terms, chosen, period, used)
    steps.append(
        Step(
            f"denominator-{chosen.value}",
            operands,
            Fraction(denominator),
            terms.clause(f"proration.denominator.{name}"),
        )
    )
    ratio = Fraction(numerator, denominator)
    if ratio > 1 and rule.above_whole is AboveWhole.FULL_FEE:
        days: dict[str, Operand] = {"numerator": numerator, "denominator": denominator}
        steps.append(Step("above-whole", days, None, terms.clause("proration.above_whole")))
        return Share(_WHOLE, numerator, denominator, prorated=False, steps=tuple(steps))
    return Share(ratio, numerator, denominator, prorated=True, steps=tuple(steps))


def count_days(terms: Terms, count: DayCount, period: Period, used: Period) -> tuple[int, dict[str, Operand]]:
    """The days that `count` names for a billing period and its used days, with what was counted.

    The billing month is the one in which the period is closed.
    """
    closing = closing_day(terms.period, period)
    match count:
        case DayCount.BILLING_PERIOD:
            return period.days, {"period": period}
        case DayCount.START_MONTH:
            return days_in_month(used.start), {"month": used.start}
        case DayCount.LAST_USED_MONTH:
            return days_in_month(used.last_day), {"month": used.last_day}
        case DayCount.BILLING_MONTH:
            return days_in_month(closing), {"month": closing}
        case DayCount.MONTH_BEFORE_BILLING_MONTH:
            month = month_before(closing)
            return days_in_month(month), {"month": month}
        case DayCount.THIRTY:
            return _THIRTY, {}


def _numerator(rule: ProrationRule, used: Period, situation: Situation) -> int:
    to_reading_day = situation is Situation.START
    if rule.numerator is Numerator.USED_DAYS_AND_READING_DAY and to_reading_day:
        return used.days + 1
    return used.days


def _skipped(terms: Terms, period: Period, used: Period, numerator: int) -> tuple[str, Mapping[str, Operand]] | None:
    """Why the trigger does not prorate this period; None if it does."""
    rule = terms.proration
    if rule.trigger is Trigger.DIFFERENCE_AT_LEAST:
        assert rule.trigger_reference is not None  # noqa: S101  # the vocabulary demands both with this trigger
        assert rule.trigger_days is not None  # noqa: S101  # the same
        reference, _ = count_days(terms, rule.trigger_reference, period, used)
        if abs(reference - numerator) < rule.trigger_days:
            difference = abs(reference - numerator)
            return "not-prorated-difference", {
                "reference": reference,
                "difference": difference,
                "least": rule.trigger_days,
            }
    if rule.trigger is Trigger.FEWER_DAYS_THAN:
        assert rule.trigger_days is not None  # noqa: S101  # the vocabulary demands it with this trigger
        if numerator >= rule.trigger_days:
            return "not-prorated-days", {"numerator": numerator, "least": rule.trigger_days}
    return None


def _not_prorated(
    terms: Terms,
    period: Period,
    used: Period,
    what: str,
    operands: Mapping[str, Operand],
    before: tuple[Step, ...] = (),
) -> Share:
    step = Step(what, {"used": used, **operands}, None, terms.clause("proration.trigger"))
    return Share(_WHOLE, used.days, period.days, prorated=False, steps=(*before, step))
