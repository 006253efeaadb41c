"""Hypothesis strategies for contracts under given terms: any history that these terms can bill, reported in time or
late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from ...oracle import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    Period,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Terms,
    Withdrawal,
    event_day,
    received_day,
)
from ...oracle.calendar import ONE_DAY, add_months, days_in_month
from ...oracle.contracts import billing_periods, due_day
from ...oracle.vocabulary import (
    AdjustmentCharge,
    DueWhen,
    Estimates,
    FixedCharge,
    NegativeUse,
    PeriodKind,
    QuantityCharge,
    ReadingDay,
    UsageCharge,
    UsageRule,
)
from ..attributes import attributes
from ..draft import TAIL, reading_days
from .charges import seldom

_LENGTHS = (30, 31, 29, 28, 32, 33, 27, 35, 26, 36)
_USED = (1, 2, 3, 2, 3)
"""The number of billing periods that a contract is used in, before `TAIL` more."""
_YEAR = 400
"""Days after the terms took effect within which a contract starts."""
_EARLY = 40
_LATE = 45
"""The most days by which the company learns of an event before or after its day; less than two billing periods."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The frame of drawn events: a contract's terms, billing periods and days, up to the `last` day on which something
    may happen; with `late` the company may learn of it after the bill."""

    terms: Terms
    attributes: Mapping[str, str]
    periods: tuple[Period, ...]
    start: date
    end: date | None
    last: date
    late: bool

    @property
    def charged_periods(self) -> tuple[Period, ...]:
        """The periods that may be charged: all without an end, else up to one after the period of the last day."""
        number = next((n for n, period in enumerate(self.periods) if self.last in period), len(self.periods) - 1)
        return self.periods if self.end is None else self.periods[: number + 2]


@st.composite
def contracts(draw: st.DrawFn, terms: Terms, *, late: bool = True, runs: bool = True) -> Case:
    """Any contract that `terms` can bill, for `TAIL` billing periods after its last event.

    With `late` events may be reported after the bill that they change, and cancellations may be withdrawn, if the terms
    have a rule for it; with `runs` billing may be run on any days.
    """
    start = terms.effective + draw(st.integers(0, _YEAR)) * ONE_DAY
    if draw(st.booleans()):
        start = max(terms.effective, start.replace(day=draw(st.sampled_from((1, days_in_month(start), 28, 2, 15)))))
    chosen = draw(attributes(terms, {}))
    readings: tuple[date, ...] = ()
    used = draw(st.sampled_from(_USED))
    if terms.period.kind is PeriodKind.METER_READING:
        readings = _scheduled(draw, terms, start, used)
    bare = Contract("contract", terms.tariff, start, chosen, readings)
    periods = billing_periods(terms.period, bare, add_months(start, 12 * (max(_USED) + TAIL + 1)))[: used + TAIL]
    frame = _frame(draw, terms, bare, periods, used, late=late and terms.billing is not None)
    through = readings[-1] if readings else periods[-1].last_day
    case = Case("case", (Contract(bare.id, bare.tariff, start, chosen, readings, _events(draw, frame)),), through)
    return Case(case.id, case.contracts, through, _runs(draw, start, through)) if runs and draw(seldom) else case


def _scheduled(draw: st.DrawFn, terms: Terms, start: date, used: int) -> tuple[date, ...]:
    """The scheduled reading days of `used` + `TAIL` periods; the first is before the start, or on it if a reading day
    starts a period."""
    lengths = [draw(st.sampled_from(_LENGTHS)) for _ in range(used + TAIL)]
    first = 1 if terms.period.reading_day is ReadingDay.ENDS_PERIOD else 0
    return reading_days(start - draw(st.integers(first, lengths[0] - 1 + first)) * ONE_DAY, lengths)


def _frame(
    draw: st.DrawFn, terms: Terms, bare: Contract, periods: tuple[Period, ...], used: int, *, late: bool
) -> _Frame:
    frame = _Frame(terms, bare.attributes, periods, bare.start, None, periods[used - 1].last_day, late)
    if not draw(st.booleans()):
        return frame
    end = _day(draw, frame)
    return _Frame(terms, bare.attributes, periods, bare.start, end, end, late)


def _day(draw: st.DrawFn, frame: _Frame, first: date | None = None) -> date:
    """A day on which something may happen; half of the time at the edge of a billing period or of the contract."""
    first = first or frame.start
    edges = {day for period in frame.periods for day in (period.start, period.start + ONE_DAY, period.last_day)}
    near = sorted(day for day in {first, frame.last, *edges} if first <= day <= frame.last)
    if near and draw(st.booleans()):
        return draw(st.sampled_from(near))
    return first + draw(st.integers(0, max(0, (frame.last - first).days))) * ONE_DAY


def _events(draw: st.DrawFn, frame: _Frame) -> tuple[Event, ...]:
    """All events in the order of their days, then cancellations and withdrawals in the order they are received."""
    events: list[Event] = []
    if _needs_use(frame.terms):
        events += _readings(draw, frame)
    for charge in frame.terms.charge:
        if isinstance(charge, QuantityCharge):
            events += _quantities(draw, frame, charge.item)
    if frame.terms.change is not None:
        events += _changes(draw, frame)
    if frame.terms.suspension is not None:
        events += _stops(draw, frame)
    events.sort(key=event_day)
    return (*events, *_ending(draw, frame))


def _needs_use(terms: Terms) -> bool:
    return any(
        isinstance(charge, UsageCharge | AdjustmentCharge)
        or (isinstance(charge, FixedCharge) and charge.no_use_share is not None)
        for charge in terms.charge
    )


def _received(draw: st.DrawFn, frame: _Frame, day: date) -> date | None:
    """The day on which the company learns of an event on `day`: that day, an earlier one, or a later one if allowed."""
    if not draw(seldom):
        return None
    days = draw(st.integers(-_EARLY, _LATE if frame.late else 0))
    return day + days * ONE_DAY


def _quantities(draw: st.DrawFn, frame: _Frame, item: str) -> list[Event]:
    days = sorted({_day(draw, frame) for _ in range(draw(st.integers(0, 2)))})
    return [QuantityChange(day, item, Fraction(draw(st.integers(0, 4))), _received(draw, frame, day)) for day in days]


def _changes(draw: st.DrawFn, frame: _Frame) -> list[Event]:
    """Up to two changes of attributes, sometimes to those that the contract already has."""
    days = sorted({_day(draw, frame) for _ in range(draw(st.integers(0, 2)))})
    found: list[Event] = []
    for day in days:
        tariff = frame.terms.tariff if draw(seldom) else None
        found.append(PlanChange(day, tariff, draw(attributes(frame.terms, {})), _received(draw, frame, day)))
    return found


def _stops(draw: st.DrawFn, frame: _Frame) -> list[Event]:
    """Up to two consecutive suspensions, of which the last may lack its resumption, received in their order."""
    days = sorted(_day(draw, frame) for _ in range(draw(st.integers(0, 4))))
    found: list[Event] = []
    last = date.min
    for number, day in enumerate(days):
        received = _received(draw, frame, day)
        if last > (received or day):
            received = last
        last = received or day
        found.append(Resumption(day, received) if number % 2 else Suspension(day, received))
    return found


def _ending(draw: st.DrawFn, frame: _Frame) -> list[Event]:
    """The cancellation of a contract that ends, sometimes after a withdrawn one; otherwise nothing or a withdrawn
    one."""
    found: list[Event] = []
    last = frame.start
    if frame.late and draw(seldom):
        withdrawn = _day(draw, frame)
        last = withdrawn + draw(st.integers(-_EARLY, _LATE)) * ONE_DAY
        found.append(Cancellation(withdrawn, last))
        last += draw(st.integers(0, _LATE)) * ONE_DAY
        found.append(Withdrawal(max(last, frame.start)))
    if frame.end is not None:
        received = _received(draw, frame, frame.end)
        if frame.terms.billing is None:
            received = max(frame.start, _before_the_last_period(frame, frame.end))
        elif found:
            received = max(last, received or frame.end)
        found.append(Cancellation(frame.end, received))
    return found


def _before_the_last_period(frame: _Frame, end: date) -> date:
    """The day before the period of the last day used: an end received by then never needs a corrected bill."""
    starts = [period.start for period in frame.periods if period.start < end]
    return max(starts, default=frame.start) - ONE_DAY


def _runs(draw: st.DrawFn, start: date, through: date) -> tuple[date, ...]:
    """Up to four days of billing runs in order, sometimes a day twice, and usually the last day asked for as well."""
    days = st.integers(0, (through - start).days)
    early = tuple(start + number * ONE_DAY for number in sorted(draw(st.lists(days, max_size=4))))
    return early if draw(seldom) else (*early, through)


def _readings(draw: st.DrawFn, frame: _Frame) -> list[Event]:
    """A reading that closes each period, and sometimes others on the start day, in between, and on the end day."""
    rule = frame.terms.usage
    due = [due_day(frame.terms.period, period, DueWhen.IN_ARREARS) for period in frame.charged_periods]
    days = {*due, *([frame.start] if draw(seldom) else [])}
    if draw(seldom):
        days.add(_day(draw, frame))
    if frame.end is not None and draw(st.booleans()):
        days.add(frame.end)
    estimates = rule is not None and (rule.estimates is Estimates.NEXT_READING or frame.late)
    in_order = sorted(days)
    estimated = [estimates and day != in_order[-1] and draw(seldom) for day in in_order]
    if frame.start not in due and draw(seldom):  # a register's initial reading on that day cannot close a period too
        return _by_register(draw, frame, rule, list(zip(in_order, estimated, strict=True)))
    least = -100 if rule is not None and rule.negative is not NegativeUse.REFUSED else 0
    uses = st.one_of(st.integers(least, 500), st.sampled_from((0, 1, 120)))
    tenths = st.sampled_from((1, 1, 10))
    read: list[Event] = []
    for number, (day, guess) in enumerate(zip(in_order, estimated, strict=True)):
        one = MeterReading(day, Fraction(draw(uses), draw(tenths)), None, guess, _read_on(draw, frame, day))
        if draw(seldom):
            one = replace(one, id=f"reading-{number}")
            read += [replace(one, received=received_day(one) + ONE_DAY)] if draw(seldom) else []
        read.append(one)
    return read


def _read_on(draw: st.DrawFn, frame: _Frame, day: date) -> date | None:
    """The day on which the company learns of a reading: None for its own day, or a later one if allowed."""
    return day + draw(st.integers(0, _LATE)) * ONE_DAY if frame.late and draw(seldom) else None


def _by_register(
    draw: st.DrawFn, frame: _Frame, rule: UsageRule | None, days: Sequence[tuple[date, bool]]
) -> list[Event]:
    """Readings of a register, with its initial value on the start day. It rolls over if the terms give its number of
    digits, and sometimes the meter is replaced on the day before a reading."""
    digits = rule.register_digits if rule is not None else None
    turn = 10 ** (digits or 12)
    register = turn - 300 if digits else 0
    found: list[Event] = [MeterReading(frame.start, register=Fraction(register))]
    later = [(day, guess) for day, guess in days if day > frame.start]
    replaced = draw(st.sampled_from(later))[0] if later and draw(seldom) else None
    for day, guess in later:
        if day == replaced:
            final = (register + draw(st.integers(0, 100))) % turn
            register = 7
            changed = max(frame.start, day - ONE_DAY)
            received = _read_on(draw, frame, changed)
            found.append(MeterReplacement(changed, Fraction(final), Fraction(register), received))
        register = (register + draw(st.integers(0, 499))) % turn
        found.append(MeterReading(day, None, Fraction(register), guess, _read_on(draw, frame, day)))
    return found
