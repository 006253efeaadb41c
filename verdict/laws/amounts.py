"""Laws of sums that stay the same (a change to the same plan, a period reported in two halves) and of sums that only
grow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ...oracle import (
    Case,
    CaseError,
    Contract,
    Event,
    EventKind,
    MeterReading,
    Period,
    PlanChange,
    QuantityChange,
    Terms,
    event_day,
)
from ...oracle.billing import adjustment_unit
from ...oracle.calendar import ONE_DAY, first_of_month
from ...oracle.contracts import closing_day
from ...oracle.vocabulary import (
    AdjustmentCharge,
    AnyCharge,
    DiscountCharge,
    MaximumCharge,
    MinimumCharge,
    PriceRow,
    QuantityCharge,
    SurchargeCharge,
    TaxClass,
    Tiers,
    UsageCharge,
)
from .context import (
    LawContext,
    SimpleContract,
    billable,
    counted_items,
    middle,
    plans,
    readings_of,
    reads_use,
    simple_contract,
    single,
    through,
    with_history,
    without_tail,
)
from .law import Bills, Broken, Law, LawName, Trial, What, Why
from .sums import by_period, named_rounding, other_sums, total_of

_PERIODS = 2
"""Billing periods of a contract that a law looks at."""
_LESS, _MORE = Fraction(120), Fraction(270)
"""Use below and above the bounds of usual tiers."""


def _same_plan(context: LawContext) -> Sequence[Trial] | Why:
    """Changes to the same attributes, to the same tariff, and to both, inside a period and near its start."""
    why = _no_change(context)
    if why is not None:
        return why
    tariff = context.terms.tariff
    trials: list[Trial] = []
    for number, attributes in enumerate(_some(context, 3)):
        found = simple_contract(context, attributes, _PERIODS)
        if found is None:
            return Why.NO_CASE
        period = found.periods[-1]
        day = period.start + ONE_DAY if number == 1 else middle(period)
        change = PlanChange(day, None if attributes and number == 0 else tariff, attributes if number < 2 else {})  # noqa: PLR2004  # the third names the tariff alone
        trials += _changed(context, found, (change,), exact=True)
    return trials or Why.NO_CASE


def _no_change(context: LawContext) -> Why | None:
    if context.states("change") and context.terms.change is None:
        return Why.NO_CHANGE
    return None if context.space.may(EventKind.CHANGE) else Why.EVENTS_NOT_TAKEN


def _some(context: LawContext, number: int) -> Sequence[dict[str, str]]:
    chosen = plans(context)
    return [dict(chosen[index % len(chosen)]) for index in range(number)]


def _changed(context: LawContext, found: SimpleContract, events: Sequence[Event], *, exact: bool) -> Iterator[Trial]:
    """The trial of the contract without and with some events that change nothing."""
    before = with_history(context, found)
    yield from _reported_otherwise(context, found, before, _with(before, events), exact=exact)


def _with(contract: Contract, events: Sequence[Event]) -> Contract:
    return replace(contract, events=tuple(sorted((*contract.events, *events), key=event_day)))


def _reported_otherwise(
    context: LawContext, found: SimpleContract, before: Contract, after: Contract, *, exact: bool
) -> Iterator[Trial]:
    """The trial of two histories that give the same sum in every period, exactly or within the named roundings."""
    keep = without_tail(found).contract.readings
    day = through(context, found)
    one, two = (single(replace(contract, readings=keep), day) for contract in (before, after))

    def judged(cases: Sequence[Case], answers: Sequence[Bills]) -> Broken | Why | None:
        if not any(answers):
            return Why.NOTHING_BILLED
        within = Fraction(0) if exact else named_rounding(context, answers)
        before, after = (by_period(context, case, bills) for case, bills in zip(cases, answers, strict=True))
        return other_sums(before, after, within)

    if billable(context, one) and billable(context, two):
        yield Trial((one, two), judged)


def _split(context: LawContext) -> Sequence[Trial] | Why:
    """The reading that closes a period reported in two halves; a quantity reported again, and a change to the same
    attributes, inside the period."""
    trials: list[Trial] = []
    reads = reads_use(context) and context.space.may(EventKind.READING)
    counts = bool(counted_items(context)) and context.space.may(EventKind.QUANTITY)
    changes = _no_change(context) is None
    if not (reads or counts or changes):
        return Why.NOTHING_TO_SPLIT
    for attributes in _some(context, 2):
        found = simple_contract(context, attributes, _PERIODS)
        if found is None:
            return Why.NO_CASE
        day = middle(found.periods[-1])
        if reads:
            before = with_history(context, found)
            trials += _reported_otherwise(context, found, before, _split_reading(before, found), exact=False)
        if counts:
            again = QuantityChange(day, counted_items(context)[0], Fraction(2))
            trials += _changed(context, found, (again,), exact=False)
        if changes:
            trials += _changed(context, found, (PlanChange(day, None, attributes),), exact=False)
    return trials or Why.NO_CASE


def _split_reading(contract: Contract, found: SimpleContract) -> Contract:
    """The last reading reported in two halves, the first of them in the middle of the last period."""
    *others, last = contract.events
    if not isinstance(last, MeterReading) or last.used is None:
        return contract
    half = last.used / 2
    halves = (MeterReading(middle(found.periods[-1]), half), replace(last, used=last.used - half))
    return replace(contract, events=(*others, *halves))


def _more(context: LawContext) -> Sequence[Trial] | Why:
    """The same contract with little and with much use, and with a quantity of one and of three."""
    use = reads_use(context) and _bills_use(context)
    quantity = bool(counted_items(context)) and context.space.may(EventKind.QUANTITY)
    if not context.states("charge") or not (use or quantity):
        return Why.NO_AMOUNTS
    if use and not context.space.may(EventKind.READING):
        return Why.EVENTS_NOT_TAKEN
    trials: list[Trial] = []
    for attributes in _some(context, 2):
        found = simple_contract(context, attributes, _PERIODS)
        if found is None:
            return Why.NO_CASE
        if not dearer_with_more(context, found.periods):
            return Why.MAY_COST_LESS
        found = without_tail(found)
        if use:
            trials += _dearer(
                context, found, with_history(context, found, use=_LESS), with_history(context, found, use=_MORE)
            )
            trials += _dearer(
                context, found, with_history(context, found, use=_MORE), with_history(context, found, use=3 * _MORE)
            )
        if quantity:
            few, many = (with_history(context, found, quantity=Fraction(number)) for number in (1, 3))
            trials += _dearer(context, found, few, many)
    return trials or Why.NO_CASE


def _bills_use(context: LawContext) -> bool:
    return any(isinstance(charge, UsageCharge | AdjustmentCharge) for charge in context.terms.charge)


def _dearer(context: LawContext, found: SimpleContract, less: Contract, more: Contract) -> Iterator[Trial]:
    day = through(context, found)
    one, two = single(less, day), single(more, day)

    def judged(cases: Sequence[Case], answers: Sequence[Bills]) -> Broken | Why | None:
        if not any(answers):
            return Why.NOTHING_BILLED
        sums = total_of(cases[0], answers[0]), total_of(cases[1], answers[1])
        slack = 2 * named_rounding(context, answers) * len(found.periods)
        return Broken(What.COSTS_LESS, sums) if sums[1] < sums[0] - slack else None

    if billable(context, one) and billable(context, two):
        yield Trial((one, two), judged)


def dearer_with_more(context: LawContext, periods: Sequence[Period]) -> bool:
    """True if, by the terms, more use or a higher quantity in these periods cannot cost less, roundings apart.

    It may cost less where tiers are by volume; where a price or a rate is below zero, or an adjustment is further below
    zero than the lowest rate is above it; where several discounts, or a discount and a minimum, take from the same
    items; where use moves an amount out of a minimum into another class of tax. A price that the document does not
    state counts as not below zero, except for adjustments, which may have either sign.
    """
    return context.states("adjustment") and all(_dearer_by(terms, periods) for terms in readings_of(context))


def _dearer_by(terms: Terms, periods: Sequence[Period]) -> bool:
    discounts = [charge for charge in terms.charge if isinstance(charge, DiscountCharge) and charge.of]
    minimums = [charge for charge in terms.charge if isinstance(charge, MinimumCharge)]
    if len(discounts) + len(minimums) > 1 or any(charge.tax is TaxClass.OUTSIDE for charge in terms.charge):
        return False
    if any(isinstance(charge, MaximumCharge | SurchargeCharge) or _may_fall(charge) for charge in terms.charge):
        return False
    return all(_never_below_zero(charge.price) for charge in terms.charge if isinstance(charge, QuantityCharge)) and (
        _rates_hold(terms, periods, alone=not discounts and not minimums)
    )


def _may_fall(charge: AnyCharge) -> bool:
    """True if a charge can cost less in a higher tier: by the tier's fee, or by tiers of quantities."""
    if isinstance(charge, UsageCharge):
        return any(row.has_fees for row in charge.price)
    return isinstance(charge, QuantityCharge) and charge.tiers is not None


def _never_below_zero(rows: Sequence[PriceRow]) -> bool:
    amounts = [amount for row in rows for amount in (row.amount, *(row.amounts or {}).values()) if amount is not None]
    return all(amount >= 0 for amount in amounts)


def _rates_hold(terms: Terms, periods: Sequence[Period], *, alone: bool) -> bool:
    """True if no unit of use costs less than nothing, adjustments below zero included. Those are allowed only where
    nothing else is taken from the charges by use (`alone`) and no charge by use is prorated."""
    by_use = [charge for charge in terms.charge if isinstance(charge, UsageCharge)]
    if any(charge.tiers is Tiers.VOLUME and any(len(row.tiers) > 1 for row in charge.price) for charge in by_use):
        return False
    lowest = [min(tier.rate for row in charge.price for tier in row.tiers) for charge in by_use]
    units = list(_adjustments(terms, periods))
    if any(rate < 0 for rate in lowest):
        return False
    if all(unit >= 0 for unit in units):
        return True
    always = [rate for rate, charge in zip(lowest, by_use, strict=True) if not charge.when]
    prorated = {charge.item for charge in terms.charge if isinstance(charge, UsageCharge | AdjustmentCharge)}
    several = sum(isinstance(charge, AdjustmentCharge) for charge in terms.charge)
    return (
        alone
        and not prorated & set(terms.proration.components)
        and sum(always, Fraction(0)) + several * min(units) >= 0
    )


def _adjustments(terms: Terms, periods: Sequence[Period]) -> Iterator[Fraction]:
    """The units of the months in which the periods are closed."""
    months = {first_of_month(closing_day(terms.period, period)) for period in periods}
    for index, charge in enumerate(terms.charge):
        if isinstance(charge, AdjustmentCharge):
            for month in sorted(months):
                try:
                    yield adjustment_unit(terms, index, charge, month)[0]
                except CaseError:  # nothing is published for that month, so no bill is made in it
                    continue


SAME_PLAN = Law(
    LawName.SAME_PLAN,
    "A change to the plan that the contract already has does not change any bill.",
    _same_plan,
    "change",
)
SPLIT_PERIOD = Law(
    LawName.SPLIT_PERIOD,
    "A period reported in two halves costs the same as in one, apart from the roundings that the terms name.",
    _split,
    "rounding",
)
MORE_USE = Law(
    LawName.MORE_USE,
    "More use, or a higher quantity, never costs less.",
    _more,
    "charge",
)
