"""Conditions on terms under which faults can show: their partial periods, use, month ends, dated figures."""

from collections.abc import Callable

from ...oracle import Terms
from ...oracle.vocabulary import (
    AdjustmentCharge,
    AnyCharge,
    CancellationEffect,
    ChangeEffect,
    DayBilled,
    DayCount,
    DueWhen,
    Estimates,
    FirstPeriod,
    FixedCharge,
    PeriodKind,
    ProrationRule,
    QuantityCharge,
    SurchargeCharge,
    Trigger,
    UsageCharge,
    WholePeriod,
)

_SHORTEST_MONTH = 28
_SAME_IN_A_MONTH = frozenset(
    {
        DayCount.BILLING_PERIOD,
        DayCount.START_MONTH,
        DayCount.LAST_USED_MONTH,
        DayCount.MONTH_BEFORE_BILLING_MONTH,
        DayCount.EACH_MONTH,
    }
)
"""The day counts that are equal if a billing period is a calendar month, closed on the 1st of the next."""


def prorates(terms: Terms) -> bool:
    """True if anything is prorated."""
    return terms.proration.trigger is not Trigger.NEVER and bool(situations(terms))


def situations(terms: Terms) -> frozenset[str]:
    """The situations of partial periods that contracts can have, by their names in `proration.denominator`."""
    found: set[str] = set()
    if starts_inside(terms):
        found.add("start")
    if ends_inside(terms):
        found.add("end")
    if changes(terms):
        found |= {"start"}
    if ends_inside(terms):
        found |= {"both"}
    if not _begins_with_use(terms):
        found -= {"start", "both"}
    if changes(terms):
        found.add("change")
    if terms.proration.whole_period is WholePeriod.PRORATED:
        found |= {"start", "end", "both"} if _begins_with_use(terms) else {"end"}
    only = terms.proration.only
    return frozenset(found if only is None else found & set(only))


def _begins_with_use(terms: Terms) -> bool:
    """True if charges can begin with the first day in service, so that a partial period counts as one of the start."""
    always_tried = terms.trial is not None and not terms.trial.when
    return terms.service.first_period is not FirstPeriod.FREE and not always_tried


def starts_inside(terms: Terms) -> bool:
    """True if charged use can begin inside a billing period."""
    anniversary = terms.period.kind is PeriodKind.ANNIVERSARY
    first = terms.service.first_period is FirstPeriod.CHARGED
    return first and (not anniversary or terms.service.start_day is DayBilled.NOT_BILLED)


def ends_inside(terms: Terms) -> bool:
    """True if charged use can end inside a billing period."""
    return terms.service.cancellation is CancellationEffect.ON_END_DAY


def changes(terms: Terms) -> bool:
    """True if some days of a period can be charged differently from its other days."""
    change = terms.change is not None and terms.change.effect is ChangeEffect.ON_DAY
    return change or suspends(terms) or terms.trial is not None


def changes_plans(terms: Terms) -> bool:
    """True if a plan can change inside a billing period."""
    return terms.change is not None and terms.change.effect is ChangeEffect.ON_DAY


def suspends(terms: Terms) -> bool:
    """True if suspended days cost less."""
    return terms.suspension is not None and terms.suspension.fee_share != 1


def divides_otherwise(count: DayCount) -> Callable[[Terms], bool]:
    """A condition: dividing by `count` can give a different share than the terms."""

    def differs(terms: Terms) -> bool:
        rule = terms.proration
        if not prorates(terms) or rule.denominator is None:
            return False
        new = _canonical(terms, count)
        return any(_canonical(terms, _divided_by(rule, name)) is not new for name in situations(terms))

    return differs


def _divided_by(rule: ProrationRule, situation: str) -> DayCount:
    assert rule.denominator is not None  # noqa: S101  # the vocabulary requires it for every trigger except never
    chosen: DayCount | None = getattr(rule.denominator, situation)
    return chosen or rule.denominator.both


def _canonical(terms: Terms, count: DayCount) -> DayCount:
    """One representative of all day counts that are equal to `count` under these terms."""
    monthly = terms.period.kind is PeriodKind.CALENDAR_MONTH and (terms.period.months or 1) == 1
    if monthly and count in _SAME_IN_A_MONTH:
        return DayCount.BILLING_PERIOD
    by_day = terms.period.kind is PeriodKind.BILLING_DAY and (terms.period.months or 1) == 1
    if by_day and not short_months_matter(terms) and count is DayCount.MONTH_BEFORE_BILLING_MONTH:
        return DayCount.BILLING_PERIOD  # from a day to the same day of the next month: as long as the first month
    if count is DayCount.REST_OF_PERIOD and not (starts_inside(terms) or changes(terms)):
        return DayCount.BILLING_PERIOD
    return count


def prorates_a_start(terms: Terms) -> bool:
    """True if a period in which a contract starts can be prorated."""
    return prorates(terms) and bool({"start", "both"} & situations(terms))


def short_months_matter(terms: Terms) -> bool:
    """True if a period can start on a day that some months do not have."""
    rule = terms.period
    if rule.kind is PeriodKind.ANNIVERSARY:
        return True
    return rule.kind is PeriodKind.BILLING_DAY and any(number > _SHORTEST_MONTH for number in _billing_days(terms))


def _billing_days(terms: Terms) -> list[int]:
    if terms.period.billing_day is not None:
        return [terms.period.billing_day]
    values = next((rule.values for rule in terms.attribute if rule.name == terms.period.billing_day_attribute), None)
    return [int(value) for value in values or ("31",) if value.isdecimal()]


def stepping(terms: Terms) -> bool:
    """True if periods are counted from a day of the contract or a billing day, not from readings or calendar months."""
    return terms.period.kind in {PeriodKind.ANNIVERSARY, PeriodKind.BILLING_DAY}


def uses(terms: Terms) -> bool:
    """True if anything is charged by use."""
    return any(isinstance(charge, UsageCharge | AdjustmentCharge) for charge in terms.charge)


def tiered(terms: Terms) -> bool:
    """True if use is charged in more than one tier."""
    return any(len(row.tiers) > 1 for charge in usage_charges(terms) for row in charge.price)


def usage_charges(terms: Terms) -> list[UsageCharge]:
    """The charges by use."""
    return [charge for charge in terms.charge if isinstance(charge, UsageCharge)]


def by_quantity(terms: Terms) -> bool:
    """True if anything is charged by a registered quantity."""
    return any(isinstance(charge, QuantityCharge) for charge in terms.charge)


def reads_each_period(terms: Terms) -> bool:
    """True if a period's use is that of its readings, not spread over days."""
    return uses(terms) and (terms.usage is None or terms.usage.estimates is not Estimates.SPREAD_BY_DAYS)


def in_advance(terms: Terms) -> bool:
    """True if periods are paid ahead."""
    return terms.billing is not None and terms.billing.due is DueWhen.IN_ADVANCE


def corrects(terms: Terms) -> bool:
    """True if the terms have a rule for events received late."""
    return terms.billing is not None


def chooses(name: str, charge: AnyCharge) -> bool:
    """True if an attribute picks the price of a charge or decides whether it applies."""
    rows = charge.price if isinstance(charge, FixedCharge | QuantityCharge) else ()
    return name in charge.when or any(row.attribute == name for row in rows)


def dated_prices(terms: Terms) -> bool:
    """True if a price picked by the day of `[versions]` changes while the terms are in force."""
    return any(
        charge.row_on is None and any(row.since > terms.effective for row in charge.price)
        for charge in terms.charge
        if not isinstance(charge, AdjustmentCharge | SurchargeCharge)
    )


def dated_tax(terms: Terms) -> bool:
    """True if the tax rate changes while the terms are in force."""
    return any(row.since > terms.effective for row in terms.tax.rate)


def tax_changes_inside(terms: Terms) -> bool:
    """True if the tax rate can change inside a billing period; for calendar months, a change on the 1st does not."""
    monthly = terms.period.kind is PeriodKind.CALENDAR_MONTH and (terms.period.months or 1) == 1
    return any(row.since > terms.effective and not (monthly and row.since.day == 1) for row in terms.tax.rate)
