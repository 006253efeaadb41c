"""What a law chooses its cases from: the terms of one tariff, what the document states of them, and plain contracts
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
"""Billing periods that a case goes on for after its last event."""
_READING_DAY = 10
"""The day of the month on which meters are read: none of those that months begin or end with."""
_YEARS = timedelta(days=6 * 365)
"""How far cases go into terms that do not say until when their figures are known."""
_USE = Fraction(240)
_QUANTITY = Fraction(2)

UnstatedTables = Mapping[str, frozenset[str]]
"""For each tariff the tables that its documents do not state, such as "charge" and "tax"."""


@dataclass(frozen=True, slots=True)
class LawContext:
    """One version of a tariff. `silent` are the tables that the document does not state: their place is filled, and
    no law may lean on them. `last` is the last day that a charged day of a case may be."""

    space: Space
    terms: Terms
    silent: frozenset[str]
    last: date

    @property
    def book(self) -> Book:
        return self.space.book

    def states(self, table: str) -> bool:
        """Whether the document states a table, such as "charge", or a setting, such as "service.cancellation"."""
        return table not in self.silent

    @property
    def is_priced(self) -> bool:
        """Whether the document states everything that a bill depends on."""
        return not self.silent


@dataclass(frozen=True, slots=True)
class SimpleContract:
    """A contract without events, and its first billing periods, all of which can be billed."""

    contract: Contract
    periods: tuple[Period, ...]


def grounds(space: Space, silent: UnstatedTables) -> tuple[LawContext, ...]:
    """The versions of all tariffs of a space, the newest of each tariff first, then those before."""
    found: list[tuple[int, LawContext]] = []
    for tariff in space.tariffs:
        versions = space.book.of(tariff)
        ends = [two.effective - ONE_DAY for _, two in pairwise(versions)] + [date.max]
        for age, (terms, end) in enumerate(zip(reversed(versions), reversed(ends), strict=True)):
            last = min(end, terms.figures_until or terms.ends or terms.effective + _YEARS)
            found.append((age, LawContext(space, terms, silent.get(tariff, frozenset()), last)))
    return tuple(ground for _, ground in sorted(found, key=lambda one: one[0]))


def readings_of(ground: LawContext) -> tuple[Terms, ...]:
    """The terms as chosen, and under each other reading that they admit."""
    read = [ground.terms]
    for one in ground.terms.reading:
        try:
            read.append(change_settings(ground.terms, {one.setting: one.value}))
        except TermsError:  # it makes sense together with another one only
            continue
    return tuple(read)


def plans(ground: LawContext) -> tuple[Mapping[str, str], ...]:
    """Attributes that a contract may have, those that tell most first; at least one plan."""
    return telling_attributes(ground.terms, ground.space.attributes)


def plain(
    ground: LawContext, attributes: Mapping[str, str], wanted: int, *, whole: bool = True
) -> SimpleContract | None:
    """A contract with up to `wanted` billing periods, from the first day of a period on, or from inside one.

    None where not one period lies in the days for which the terms' figures are known.
    """
    if ground.terms.period.kind is PeriodKind.METER_READING:
        found = _metered(ground, attributes, wanted)
    else:
        found = _monthly(ground, attributes, wanted)
    if found is None or whole:
        return found
    first = found.periods[0]
    contract = replace(found.contract, start=first.start + (first.days // 3) * ONE_DAY)
    periods = billing_periods(ground.terms.period, contract, found.periods[-1].start)[: len(found.periods)]
    kept = tuple(period for period in periods if period.last_day <= ground.last)
    return SimpleContract(contract, kept) if kept else None


def _metered(ground: LawContext, attributes: Mapping[str, str], wanted: int) -> SimpleContract | None:
    months = _closing_months(ground, wanted)
    if not months:
        return None
    days = [month.replace(day=_READING_DAY) for month in (add_months(months[0], -1), *months)]
    after = [add_months(days[-1], more) for more in range(1, TAIL + 1)]
    readings = (*days, *after)
    shift = ONE_DAY if ground.terms.period.reading_day is ReadingDay.ENDS_PERIOD else timedelta(0)
    start = max(days[0] + shift, ground.terms.effective)
    contract = Contract("1", ground.terms.tariff, start, attributes, readings)
    periods = billing_periods(ground.terms.period, contract, days[-1])[: len(months)]
    return SimpleContract(contract, periods) if start in periods[0] else None


def _closing_months(ground: LawContext, wanted: int) -> Sequence[date]:
    """Months on end in which billing periods close: of the published ones the longest run, where figures are
    published."""
    published = published_months(ground.terms)
    if published:
        inside = [one for one in published if ground.terms.effective < one.replace(day=_READING_DAY) <= ground.last]
        return _longest_run(inside)[:wanted]
    first = add_months(first_of_month_after(ground.terms.effective), 1)
    months = [add_months(first, number) for number in range(wanted)]
    return [month for month in months if month.replace(day=_READING_DAY) <= ground.last]


def _longest_run(months: Sequence[date]) -> Sequence[date]:
    runs: list[list[date]] = []
    for month in months:
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return max(runs, key=len) if runs else []


def _monthly(ground: LawContext, attributes: Mapping[str, str], wanted: int) -> SimpleContract | None:
    rule = ground.terms.period
    far = 12 * (wanted + 2)
    start = first_of_month_after(ground.terms.effective)
    contract = Contract("1", ground.terms.tariff, start, attributes)
    begins = [period.start for period in billing_periods(rule, contract, add_months(start, far))]
    start = next(day for day in begins if day >= start)
    contract = replace(contract, start=start)
    periods = billing_periods(rule, contract, add_months(start, far))[:wanted]
    published = published_months(ground.terms)
    kept: list[Period] = []
    for period in periods:
        if period.last_day > ground.last or (published and first_of_month(period.end) not in published):
            break
        kept.append(period)
    return SimpleContract(contract, tuple(kept)) if kept else None


def reads_use(ground: LawContext) -> bool:
    """Whether contracts need readings: the terms bill use, or the document states a metered period and no charges."""
    if not ground.states("charge"):
        return ground.terms.period.kind is PeriodKind.METER_READING
    return any(
        isinstance(charge, UsageCharge | AdjustmentCharge)
        or (isinstance(charge, FixedCharge) and charge.no_use_share is not None)
        for charge in ground.terms.charge
    )


def counted_items(ground: LawContext) -> tuple[str, ...]:
    """The items that have a quantity."""
    return tuple(charge.item for charge in ground.terms.charge if isinstance(charge, QuantityCharge))


def with_history(
    ground: LawContext,
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
    told: list[Event] = []
    if ground.space.may(EventKind.QUANTITY):
        told += [QuantityChange(start, item, quantity) for item in counted_items(ground)]
    if reads_use(ground):
        told += [MeterReading(day, use) for day in reading_days(ground, found, end)]
    told += events
    if end is not None:
        told.append(Cancellation(end))
    told.sort(key=event_day)
    return replace(found.contract, events=tuple(told))


def reading_days(ground: LawContext, found: SimpleContract, end: date | None = None) -> tuple[date, ...]:
    """The days on which the use of the periods is read: those that close them, and the end day."""
    days = [due_day(ground.terms.period, period) for period in found.periods]
    if end is None:
        return tuple(days)
    return (*(day for day in days if found.contract.start < day < end), end)


def through(ground: LawContext, found: SimpleContract) -> date:
    """A day on which nothing is due, so late that all of the periods have been billed."""
    if ground.terms.period.kind is PeriodKind.METER_READING:
        return due_day(ground.terms.period, found.periods[-1]) + 5 * ONE_DAY
    return _middle_after(ground, found, 0)


def long_through(ground: LawContext, found: SimpleContract) -> date:
    """A day on which nothing is due, `TAIL` periods later."""
    if ground.terms.period.kind is PeriodKind.METER_READING:
        return found.contract.readings[-1] + 5 * ONE_DAY
    return _middle_after(ground, found, TAIL)


def _middle_after(ground: LawContext, found: SimpleContract, more: int) -> date:
    """A third into the period that starts `more` periods after the last one has ended."""
    end = found.periods[-1].end
    periods = billing_periods(ground.terms.period, found.contract, add_months(end, 12 * (more + 1)))
    period = [one for one in periods if one.start >= end][more]
    return period.start + (period.days // 3) * ONE_DAY


def only_periods(found: SimpleContract) -> SimpleContract:
    """The contract with no more scheduled reading days than its periods have: nothing is due after them."""
    readings = found.contract.readings
    return replace(found, contract=replace(found.contract, readings=readings[: len(readings) - TAIL]))


def single(contract: Contract, bill_through: date, runs: tuple[date, ...] | None = None) -> Case:
    """A case of one contract."""
    return Case("", (contract,), bill_through, runs)


def billable(ground: LawContext, case: Case) -> bool:
    """Whether the terms can bill a case, as far as the document states them."""
    return not ground.is_priced or can_bill(ground.book, case)


def comes_to_nothing(ground: LawContext, case: Case) -> frozenset[Period]:
    """The billing periods that these terms are known to charge nothing for; none where no prices are stated."""
    if not ground.is_priced:
        return frozenset()
    bills = bill(ground.book, case)
    periods = {one.period for one in bills}
    return frozenset(period for period in periods if settled([one for one in bills if one.period == period]).total == 0)


def due_in(ground: LawContext, period: Period, start: date) -> date:
    """The day a period is due, as far as the document says it: at its end."""
    rule = ground.terms.billing
    return due_day(ground.terms.period, period, rule.due if rule else DueWhen.IN_ARREARS, start)


def middle(period: Period) -> date:
    """A day inside a period, off its edges where it has more than two days."""
    return period.start + (period.days // 2) * ONE_DAY


def periods_until(ground: LawContext, contract: Contract, until: date) -> Iterator[Period]:
    """The billing periods of a contract that start on or before `until`."""
    yield from billing_periods(ground.terms.period, contract, until)
