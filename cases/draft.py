"""Build cases from the positions of their days in billing periods, for boundary cases and generated ones alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, cycle

from ..oracle import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    Period,
    QuantityChange,
    Terms,
    event_day,
    received_day,
)
from ..oracle.calendar import ONE_DAY, add_months
from ..oracle.contracts import billing_periods
from ..oracle.vocabulary import AdjustmentCharge, MigrationEnd, PeriodKind, QuantityCharge, ReadingDay, UsageCharge

TAIL = 2
"""Billing periods after the last event of every case, so that bills that must not exist are asked for too."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract by its days: `start`, and `end` if it is cancelled, both as named.

    `lengths` are the days of the reading periods from the one that starts on `first_reading`, for terms that bill by
    readings. `use` is the use of each reading; `uses`, if given, are used in turn instead. `events` are added to those
    that follow from the other fields; `runs` are those of the case. `periods` is the number of billing periods to bill
    beyond those that the events need.
    """

    tariff: str
    start: date
    end: date | None = None
    received: date | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    first_reading: date | None = None
    lengths: tuple[int, ...] = ()
    quantities: tuple[tuple[date, int], ...] = ()
    use: int = 0
    uses: tuple[int, ...] = ()
    events: tuple[Event, ...] = ()
    runs: tuple[date, ...] | None = None
    periods: int = 0


def reading_days(first: date, lengths: Sequence[int]) -> tuple[date, ...]:
    """The scheduled reading days with `lengths` days between them."""
    return tuple(
        accumulate((timedelta(days=length) for length in lengths), lambda day, more: day + more, initial=first)
    )


def before_opening(terms: Terms) -> timedelta:
    """The time from the opening reading day of a period to its first day: one day or none."""
    return ONE_DAY if terms.period.reading_day is ReadingDay.ENDS_PERIOD else timedelta(0)


def contract_of(draft: Draft, terms: Terms, name: str) -> Contract:
    """The contract of a draft, with the events that its terms need, in the order of the days they are received."""
    metered = terms.period.kind is PeriodKind.METER_READING
    opening = (draft.first_reading or draft.start) - before_opening(terms)
    readings = reading_days(opening, draft.lengths) if metered else ()
    events: list[tuple[date, Event]] = [(received_day(event), event) for event in draft.events]
    for charge in terms.charge:
        if isinstance(charge, QuantityCharge):
            events += [(day, QuantityChange(day, charge.item, Fraction(number))) for day, number in draft.quantities]
    if _reads(terms) and not any(isinstance(event, MeterReading) for event in draft.events):
        stub = Contract(name, draft.tariff, draft.start, draft.attributes, readings, draft.events)
        days = _days_read(draft, terms, stub)
        uses = draft.uses or (draft.use,)
        events += [(day, MeterReading(day, Fraction(use))) for day, use in zip(days, cycle(uses), strict=False)]
    if draft.end is not None:
        events.append((draft.received or draft.end, Cancellation(draft.end, draft.received)))
    events.sort(key=lambda dated: dated[0])
    return Contract(name, draft.tariff, draft.start, draft.attributes, readings, tuple(event for _, event in events))


def _reads(terms: Terms) -> bool:
    return any(isinstance(charge, UsageCharge | AdjustmentCharge) for charge in terms.charge)


def _days_read(draft: Draft, terms: Terms, stub: Contract) -> list[date]:
    """The days on which the meter is read: those that close a period, and the end day."""
    first = draft.start - before_opening(terms)
    if stub.readings:
        days = [day for day in stub.readings if day > first and (draft.end is None or day < draft.end)]
    else:
        last = max([draft.end or draft.start, *map(event_day, draft.events)])
        far = add_months(last, (TAIL + 3 + draft.periods) * (terms.period.months or 1))
        days = [one.end for one in billing_periods(terms.period, stub, far) if draft.end is None or one.end < draft.end]
    return days + ([draft.end] if draft.end else [])


def single(draft: Draft, terms: Terms) -> Case:
    """A case of one contract, billed for `TAIL` periods after its last event."""
    contract = contract_of(draft, terms, "1")
    through = billed_through(terms, contract, draft.periods)
    return Case("", (contract,), bill_through=through, runs=draft.runs)


def replacement_start(terms: Terms, end: date) -> date:
    """The start day of the service whose order ends a contract of these terms on the named day `end`."""
    return end + _days_between(terms)


def replaced_end(terms: Terms, start: date) -> date:
    """The named end day of a contract of these terms when the service that replaces it starts on `start`."""
    return start - _days_between(terms)


def _days_between(terms: Terms) -> timedelta:
    rule = terms.migration
    day_before = rule is not None and rule.end is MigrationEnd.DAY_BEFORE_NEW_START
    return ONE_DAY if day_before else timedelta(0)


def migration(old: Draft, new: Draft, terms: tuple[Terms, Terms]) -> Case:
    """A case of one customer whose second contract replaces the first: `new` starts on the `replacement_start` of
    `old`, whose end is given."""
    contracts = (contract_of(old, terms[0], "1"), contract_of(new, terms[1], "2"))
    through = max(billed_through(one, contract) for one, contract in zip(terms, contracts, strict=True))
    return Case("", contracts, bill_through=through)


def billed_through(terms: Terms, contract: Contract, more: int = 0) -> date:
    """A day on which no bill is due, after `TAIL` + `more` periods following the last event have been billed."""
    if terms.period.kind is PeriodKind.METER_READING:
        return contract.readings[-1] + 5 * ONE_DAY
    days = [event_day(event) for event in contract.events if not isinstance(event, MeterReading)]
    last = max([contract.start, *days])
    after = TAIL + 1 + more
    periods = billing_periods(terms.period, contract, add_months(last, (after + 2) * (terms.period.months or 1)))
    index = next((number for number, period in enumerate(periods) if last in period), 0)
    return _middle(periods[index + after])


def _middle(period: Period) -> date:
    return period.start + (period.days // 3) * ONE_DAY
