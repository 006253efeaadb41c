"""What a law chooses its cases from: the terms of one tariff, which of them the document states, and simple contracts
under them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ...cases import Space, published_months, telling_attributes
from ...oracle import (
    Book,
    Cancellation,
    Case,
    Contract,
    Event,
    EventKind,
    MeterReading,
    Period,
    QuantityChange,
    Terms,
    TermsError,
    bill,
    can_bill,
    change_settings,
    event_day,
    settled,
)
from ...oracle.calendar import ONE_DAY, add_months, first_of_month, first_of_month_after
from ...oracle.contracts import billing_periods, due_day
from ...oracle.vocabulary import (
    AdjustmentCharge,
    DueWhen,
    FixedCharge,
    PeriodKind,
    QuantityCharge,
    ReadingDay,
    UsageCharge,
)

TAIL = 2
"""Billing periods by which a case outlasts its last event."""
_READING_DAY = 10
"""The day of the month on which meters are read: well inside the month."""
_YEARS = timedelta(days=6 * 365)
"""How far cases reach into terms that do not state until when their figures are known."""
_USE = Fraction(240)
"""Use between two readings."""
_QUANTITY = Fraction(2)
"""The quantity of each item that has one."""

UnstatedTables = Mapping[str, frozenset[str]]
"""For each tariff the tables that its documents do not state, such as "charge" and "tax"."""


@dataclass(frozen=True, slots=True)
class LawContext:
    """One version of a tariff.

    `silent` are the tables that the document does not state: they are filled in, and no law may rely on them. `last` is
    the last day, inclusive, that a case may have charged.
    """

    space: Space
    terms: Terms
    silent: frozenset[str]
    last: date

    @property
    def book(self) -> Book:
        return self.space.book

    def states(self, table: str) -> bool:
        """True if the document states a table, such as "charge", or a setting, such as "service.cancellation"."""
        return table not in self.silent

    @property
    def is_priced(self) -> bool:
        """True if the document states everything that a bill depends on."""
        return not self.silent


@dataclass(frozen=True, slots=True)
class SimpleContract:
    """A contract without events, and its first billing periods, all of which can be billed."""

    contract: Contract
    periods: tuple[Period, ...]


def law_contexts(space: Space, silent: UnstatedTables) -> tuple[LawContext, ...]:
    """A context for each version of each tariff of a space: the newest version of every tariff first, then the ones
    before."""
    found: list[tuple[int, LawContext]] = []
    for tariff in space.tariffs:
        versions = space.book.of(tariff)
        ends = [two.effective - ONE_DAY for _, two in pairwise(versions)] + [date.max]
        for age, (terms, end) in enumerate(zip(reversed(versions), reversed(ends), strict=True)):
            last = min(end, terms.figures_until or terms.ends or terms.effective + _YEARS)
            found.append((age, LawContext(space, terms, silent.get(tariff, frozenset()), last)))
    return tuple(context for _, context in sorted(found, key=lambda one: one[0]))


def readings_of(context: LawContext) -> tuple[Terms, ...]:
    """The terms as chosen, and under each other reading that they admit."""
    read = [context.terms]
    for one in context.terms.reading:
        try:
            read.append(change_settings(context.terms, {one.setting: one.value}))
        except TermsError:  # makes sense only together with another reading
            continue
    return tuple(read)


def plans(context: LawContext) -> tuple[Mapping[str, str], ...]:
    """Sets of attributes that a contract may have, those that change most in a bill first; at least one set."""
    return telling_attributes(context.terms, context.space.attributes)


def simple_contract(
    context: LawContext, attributes: Mapping[str, str], wanted: int, *, whole: bool = True
) -> SimpleContract | None:
    """A contract with up to `wanted` billing periods; it starts on the first day of a period, or inside one where
    `whole` is False.

    None where no period lies in the days for which the terms' figures are known.
    """
    if context.terms.period.kind is PeriodKind.METER_READING:
        found = _metered(context, attributes, wanted)
    else:
        found = _monthly(context, attributes, wanted)
    if found is None or whole:
        return found
    first = found.periods[0]
    contract = replace(found.contract, start=first.start + (first.days // 3) * ONE_DAY)
    periods = billing_periods(context.terms.period, contract, found.periods[-1].start)[: len(found.periods)]
    kept = tuple(period for period in periods if period.last_day <= context.last)
    return SimpleContract(contract, kept) if kept else None


def _metered(context: LawContext, attributes: Mapping[str, str], wanted: int) -> SimpleContract | None:
    months = _closing_months(context, wanted)
    if not months:
        return None
    days = [month.replace(day=_READING_DAY) for month in (add_months(months[0], -1), *months)]
    after = [add_months(days[-1], more) for more in range(1, TAIL + 1)]
    readings = (*days, *after)
    shift = ONE_DAY if context.terms.period.reading_day is ReadingDay.ENDS_PERIOD else timedelta(0)
    start = max(days[0] + shift, context.terms.effective)
    contract = Contract("1", context.terms.tariff, start, attributes, readings)
    periods = billing_periods(context.terms.period, contract, days[-1])[: len(months)]
    return SimpleContract(contract, periods) if start in periods[0] else None


def _closing_months(context: LawContext, wanted: int) -> Sequence[date]:
    """Up to `wanted` consecutive months in which billing periods close. Where figures are published by month, they are
    taken from the longest run of published months."""
    published = published_months(context.terms)
    if published:
        inside = [one for one in published if context.terms.effective < one.replace(day=_READING_DAY) <= context.last]
        return _longest_run(inside)[:wanted]
    first = add_months(first_of_month_after(context.terms.effective), 1)
    months = [add_months(first, number) for number in range(wanted)]
    return [month for month in months if month.replace(day=_READING_DAY) <= context.last]


def _longest_run(months: Sequence[date]) -> Sequence[date]:
    runs: list[list[date]] = []
    for month in months:
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return max(runs, key=len) if runs else []


def _monthly(context: LawContext, attributes: Mapping[str, str], wanted: int) -> SimpleContract | None:
    rule = context.terms.period
    far = 12 * (wanted + 2)
    start = first_of_month_after(context.terms.effective)
    contract = Contract("1", context.terms.tariff, start, attributes)
    begins = [period.start for period in billing_periods(rule, contract, add_months(start, far))]
    start = next(day for day in begins if day >= start)
    contract = replace(contract, start=start)
    periods = billing_periods(rule, contract, add_months(start, far))[:wanted]
    published = published_months(context.terms)
    kept: list[Period] = []
    for period in periods:
        if period.last_day > context.last or (published and first_of_month(period.end) not in published):
            break
        kept.append(period)
    return SimpleContract(contract, tuple(kept)) if kept else None


def reads_use(context: LawContext) -> bool:
    """True if contracts need readings: the terms bill use, or the document states a metered period and no charges."""
    if not context.states("charge"):
        return context.terms.period.kind is PeriodKind.METER_READING
    return any(
        isinstance(charge, UsageCharge | AdjustmentCharge)
        or (isinstance(charge, FixedCharge) and charge.no_use_share is not None)
        for charge in context.terms.charge
    )


def counted_items(context: LawContext) -> tuple[str, ...]:
    """The items that have a quantity."""
    return tuple(charge.item for charge in context.terms.charge if isinstance(charge, QuantityCharge))


def with_history(
    context: LawContext,
    found: SimpleContract,
    *,
    end: date | None = None,
    use: Fraction = _USE,
    quantity: Fraction = _QUANTITY,
    events: Sequence[Event] = (),
) -> Contract:
    """The contract with the quantities and readings that its terms need, `events`, and an end where one is given; all
    events in the order of their days."""
    start = found.contract.start
    history: list[Event] = []
    if context.space.may(EventKind.QUANTITY):
        history += [QuantityChange(start, item, quantity) for item in counted_items(context)]
    if reads_use(context):
        history += [MeterReading(day, use) for day in reading_days(context, found, end)]
    history += events
    if end is not None:
        history.append(Cancellation(end))
    history.sort(key=event_day)
    return replace(found.contract, events=tuple(history))


def reading_days(context: LawContext, found: SimpleContract, end: date | None = None) -> tuple[date, ...]:
    """The days on which meters are read: those that close the periods, and the end day where there is one."""
    days = [due_day(context.terms.period, period) for period in found.periods]
    if end is None:
        return tuple(days)
    return (*(day for day in days if found.contract.start < day < end), end)


def through(context: LawContext, found: SimpleContract) -> date:
    """The day to bill through: nothing is due on it, and all of the periods have been billed by then."""
    if context.terms.period.kind is PeriodKind.METER_READING:
        return due_day(context.terms.period, found.periods[-1]) + 5 * ONE_DAY
    return _middle_after(context, found, 0)


def long_through(context: LawContext, found: SimpleContract) -> date:
    """The same, `TAIL` periods later."""
    if context.terms.period.kind is PeriodKind.METER_READING:
        return found.contract.readings[-1] + 5 * ONE_DAY
    return _middle_after(context, found, TAIL)


def _middle_after(context: LawContext, found: SimpleContract, more: int) -> date:
    """A third of the way into the period after the contract's last one, or into the one `more` periods later."""
    end = found.periods[-1].end
    periods = billing_periods(context.terms.period, found.contract, add_months(end, 12 * (more + 1)))
    period = [one for one in periods if one.start >= end][more]
    return period.start + (period.days // 3) * ONE_DAY


def without_tail(found: SimpleContract) -> SimpleContract:
    """The contract with the scheduled reading days of its periods alone: nothing is due after them."""
    readings = found.contract.readings
    return replace(found, contract=replace(found.contract, readings=readings[: len(readings) - TAIL]))


def single(contract: Contract, bill_through: date, runs: tuple[date, ...] | None = None) -> Case:
    """A case of one contract."""
    return Case("", (contract,), bill_through, runs)


def billable(context: LawContext, case: Case) -> bool:
    """True if the terms can bill a case. Where the document does not state all of them, every case counts as one that
    they can."""
    return not context.is_priced or can_bill(context.book, case)


def periods_without_charge(context: LawContext, case: Case) -> frozenset[Period]:
    """The billing periods that these terms charge nothing for; none where the document does not state all of them."""
    if not context.is_priced:
        return frozenset()
    bills = bill(context.book, case)
    periods = {one.period for one in bills}
    return frozenset(period for period in periods if settled([one for one in bills if one.period == period]).total == 0)


def due_in(context: LawContext, period: Period, start: date) -> date:
    """The day a period is due; at its end where the document does not say."""
    rule = context.terms.billing
    return due_day(context.terms.period, period, rule.due if rule else DueWhen.IN_ARREARS, start)


def middle(period: Period) -> date:
    """A day inside a period, off its edges where it has more than two days."""
    return period.start + (period.days // 2) * ONE_DAY


def periods_until(context: LawContext, contract: Contract, until: date) -> Iterator[Period]:
    """The billing periods of a contract that start on or before `until`."""
    yield from billing_periods(context.terms.period, contract, until)
