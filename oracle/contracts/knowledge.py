"""What the company knows of a contract at the end of a day, and on which days its bills are made."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..calendar import ONE_DAY, Period
from ..documents import Book
from ..vocabulary import DueWhen, Estimates, OneOffAt, OneOffCharge, PeriodKind, TerminationCharge, Terms, goes_by_use
from .history import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    Withdrawal,
    event_day,
    received_day,
)
from .life import life_of
from .periods import billing_periods, due_day
from .usage import is_read_in


def known(contract: Contract, day: date) -> Contract:
    """The contract with only the events that the company has learned of by the end of `day`."""
    events = tuple(event for event in contract.events if received_day(event) <= day)
    return contract if len(events) == len(contract.events) else replace(contract, events=events)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a contract is billed. `days` are the days on which something can be billed or corrected, up to the last one
    asked for.

    `late` is an event that is not known when its period is billed, so that a bill may have to be corrected; None if
    there is no such event. `waits` are the periods whose closing reading is not known on the day they are due, each
    with the day on which it is.
    """

    terms: Terms
    days: tuple[date, ...]
    late: Event | None
    waits: Mapping[Period, date]

    def issued(self, due: date) -> date | None:
        """The first day of the schedule on or after `due`; None if there is none."""
        index = bisect_left(self.days, due)
        return self.days[index] if index < len(self.days) else None


def schedule_of(book: Book, case: Case, contract: Contract) -> Schedule:
    """The days of a case on which a contract is billed: the case's runs, or else the days when something is due or
    becomes known."""
    terms = book.in_force(contract.tariff, contract.start)
    rule = terms.billing.due if terms.billing else DueWhen.IN_ARREARS
    periods = billing_periods(terms.period, contract, case.bill_through)
    due = [due_day(terms.period, period, rule, contract.start) for period in periods]
    waits = _waits(book, terms, contract, periods, due) if rule is DueWhen.IN_ARREARS else {}
    if waits:
        due = [waits.get(period, day) for period, day in zip(periods, due, strict=True)]
    if case.runs is not None:
        days = sorted(set(case.runs))
    else:
        days = sorted({*due, *(received_day(event) for event in contract.events)})
    schedule = Schedule(terms, tuple(day for day in days if day <= case.bill_through), late=None, waits=waits)
    late = _late_event(book, contract, schedule, periods, due, rule)
    if late is None and case.runs is None:
        return replace(schedule, days=tuple(day for day in sorted(due) if day <= case.bill_through))
    return replace(schedule, late=late)


def _waits(
    book: Book, terms: Terms, contract: Contract, periods: Sequence[Period], due: Sequence[date]
) -> dict[Period, date]:
    """The periods in arrears that wait for a reading, each with the day on which it is known.

    The use of a period from registers, or spread over days, is known only together with the readings before it.
    """
    metered = [event for event in contract.events if isinstance(event, MeterReading | MeterReplacement)]
    by_readings = terms.period.kind is PeriodKind.METER_READING  # due with the closing readings, unless these are late
    late = any(received_day(event) > event.on for event in metered)
    if not metered or (by_readings and not late) or not _is_read(book, terms, contract):
        return {}
    spread = terms.usage is not None and terms.usage.estimates is Estimates.SPREAD_BY_DAYS
    moves = any(isinstance(event, PlanChange) and event.tariff is not None for event in contract.events)
    waits: dict[Period, date] = {}
    for period, day in zip(periods, due, strict=True):
        inside = [one for one in metered if isinstance(one, MeterReading) and is_read_in(terms, one.on, period)]
        last = max((one.on for one in inside), default=None)
        closing = [one for one in inside if one.on == last]
        if last is None:
            continue
        needed = [min(received_day(one) for one in closing)]
        if spread or any(one.register is not None for one in closing):
            needed += [received_day(one) for one in metered if one.on <= last and one not in closing]
        elif moves:  # each tariff's part has a reading that closes it
            needed += [received_day(one) for one in inside if one.on < last]
        if max(needed) > day:
            waits[period] = max(needed)
    return waits


def _is_read(book: Book, terms: Terms, contract: Contract) -> bool:
    """True if billing depends on readings: the periods end with them, or a charge depends on use."""
    tariffs = {contract.tariff, *(event.tariff for event in contract.events if isinstance(event, PlanChange))}
    return terms.period.kind is PeriodKind.METER_READING or any(
        goes_by_use(charge) for tariff in tariffs if tariff for one in book.of(tariff) for charge in one.charge
    )


def _last_charged_day(book: Book, contract: Contract, end: date) -> date:
    life = life_of(book, contract, end)
    return contract.start if life is None or life.end is None else life.end - ONE_DAY


def _closing_costs(terms: Terms) -> bool:
    """True if the last period of a contract has closing fees, which a correction may have to add."""
    return terms.billing is not None and any(
        isinstance(charge, TerminationCharge) or (isinstance(charge, OneOffCharge) and charge.at is OneOffAt.END)
        for charge in terms.charge
    )


def _late_event(
    book: Book, contract: Contract, schedule: Schedule, periods: Sequence[Period], due: Sequence[date], rule: DueWhen
) -> Event | None:
    spread = schedule.terms.usage is not None and schedule.terms.usage.estimates is Estimates.SPREAD_BY_DAYS
    for event in contract.events:
        if isinstance(event, MeterReading | MeterReplacement):
            if spread and getattr(event, "estimated", False):
                return event
            if received_day(event) > event.on and _is_missed(schedule, event, periods, due):
                return event
            continue
        if isinstance(event, Withdrawal) or (rule is DueWhen.IN_ADVANCE and event_day(event) > contract.start):
            return event
        day = event_day(event)
        if isinstance(event, Cancellation) and _closing_costs(schedule.terms):
            day = min(day, _last_charged_day(book, contract, day))  # the period with the closing fees
        number = next((n for n, period in enumerate(periods) if day in period), None)
        billed = None if number is None else schedule.issued(due[number])
        if billed is not None and received_day(event) > billed:
            return event
    return None


def _is_missed(
    schedule: Schedule, event: MeterReading | MeterReplacement, periods: Sequence[Period], due: Sequence[date]
) -> bool:
    """True if a bill was issued without a reading of its period."""
    number = next((n for n, period in enumerate(periods) if is_read_in(schedule.terms, event.on, period)), None)
    billed = None if number is None else schedule.issued(due[number])
    return billed is not None and received_day(event) > billed
