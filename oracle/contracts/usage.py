"""The use of a billing period from its readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .. import codes
from ..calendar import ONE_DAY, Period
from ..problems import CaseError, Problem
from ..vocabulary import BoundaryReading, Estimates, NegativeUse, PeriodKind, ReadingDay, Terms, UsageRule
from .history import Contract, MeterReading, MeterReplacement


@dataclass(frozen=True, slots=True)
class MeteredUse:
    """The use up to a reading on the day `on`, from the day `since`; None if that day is not known."""

    on: date
    since: date | None
    units: Fraction
    estimated: bool


def units_used(terms: Terms, contract: Contract, uses: Sequence[MeteredUse], window: Period) -> Fraction:
    """The use of a period: that of the readings after its opening one, up to and including its closing one.

    Raises:
        CaseError: no reading closes the period, or use below zero is refused.
    """
    rule = terms.usage
    if rule is not None and rule.estimates is Estimates.SPREAD_BY_DAYS:
        return _spread(terms, contract, uses, window, after_opening=_is_after_opening(terms))
    after_opening = _is_after_opening(terms)
    boundary = rule.boundary if rule is not None else None
    if boundary is None or boundary is BoundaryReading.CLOSED_PERIOD:
        found = [one for one in uses if _is_in(one.on, window, after_opening=after_opening)]
    else:
        found = [one for one in uses if _is_between(one.on, window, boundary, after_opening=after_opening)]
    if not found and (boundary is BoundaryReading.NEXT_PERIOD or _ended_by(contract, window)):
        return Fraction(0)
    if not found:
        message = f"no reading closes the period {window.start} to {window.last_day}"
        raise CaseError(Problem(codes.BAD_EVENT, f"contract {contract.id}", message))
    units = found[0].units if len(found) == 1 else sum((one.units for one in found), Fraction(0))
    return _not_negative(terms, contract, units, window)


def _ended_by(contract: Contract, window: Period) -> bool:
    """True if the named end day is not after the first of these days: the contract was last read then, so they have no
    use."""
    cancellation = contract.cancellation
    return cancellation is not None and cancellation.end <= window.start


def uses_of(rule: UsageRule | None, contract: Contract) -> tuple[MeteredUse, ...]:
    """The use between readings, as reported or as the difference of two register values."""
    found: list[MeteredUse] = []
    register: Fraction | None = None
    carried = Fraction(0)
    since: date | None = contract.start if _reports_use(contract) else None
    for event in sorted(_metered(contract), key=lambda one: one.on):
        if isinstance(event, MeterReplacement):
            if register is not None:
                carried += _turned(rule, event.final - register)
            register = event.initial
            continue
        if event.used is not None:
            units = event.used + carried if carried else event.used
            found.append(MeteredUse(event.on, since, units, event.estimated))
            carried = Fraction(0)
        elif event.register is not None:
            if register is not None:
                units = _turned(rule, event.register - register) + carried
                found.append(MeteredUse(event.on, since, units, event.estimated))
                carried = Fraction(0)
            register = event.register
        since = event.on
    return tuple(found)


def _reports_use(contract: Contract) -> bool:
    """True if readings report the use itself, so that the first one covers the days from the start."""
    return any(isinstance(event, MeterReading) and event.used is not None for event in contract.events)


def _metered(contract: Contract) -> Sequence[MeterReading | MeterReplacement]:
    return [event for event in contract.events if isinstance(event, MeterReading | MeterReplacement)]


def _turned(rule: UsageRule | None, difference: Fraction) -> Fraction:
    """The use between two register values; a register that went back by more than half its range has rolled over."""
    if rule is None or rule.register_digits is None or difference >= 0:
        return difference
    turn = Fraction(10**rule.register_digits)
    return difference + turn if -difference * 2 > turn else difference


def _not_negative(terms: Terms, contract: Contract, units: Fraction, window: Period) -> Fraction:
    rule = terms.usage
    if units >= 0 or (rule is not None and rule.negative is NegativeUse.CREDITED):
        return units
    if rule is not None and rule.negative is NegativeUse.ZERO:
        return Fraction(0)
    read = [event.on for event in _metered(contract) if event.on in window or event.on == window.end]
    place = f"contract {contract.id}, reading on {max(read, default=window.end)}"
    message = f"the use from {window.start} to {window.last_day} is {units}, below zero"
    raise CaseError(Problem(codes.BAD_EVENT, place, message, terms.clause("usage.negative").heading))


def _is_after_opening(terms: Terms) -> bool:
    """True if a reading on the first day of a period closes the period before it."""
    rule = terms.period
    return rule.kind is not PeriodKind.METER_READING or rule.reading_day is ReadingDay.STARTS_PERIOD


def is_read_in(terms: Terms, day: date, window: Period) -> bool:
    """True if a reading on `day` closes `window` or lies inside it, so that its use belongs to these days."""
    return _is_in(day, window, after_opening=_is_after_opening(terms))


def _is_in(day: date, window: Period, *, after_opening: bool) -> bool:
    return window.start < day <= window.end if after_opening else day in window


def _is_between(day: date, window: Period, boundary: BoundaryReading, *, after_opening: bool) -> bool:
    """Like `_is_in`, but a reading on the day between two periods belongs to the later one, or to both."""
    opening = window.start if after_opening else window.start - ONE_DAY
    closing = window.end if after_opening else window.last_day
    return opening <= day < closing or (boundary is BoundaryReading.BOTH_PERIODS and day == closing)


def units_of_readings(terms: Terms, uses: Sequence[MeteredUse], window: Period) -> tuple[Fraction, ...]:
    """The use of each reading that closes a period or lies in it."""
    after_opening = _is_after_opening(terms)
    return tuple(one.units for one in uses if _is_in(one.on, window, after_opening=after_opening))


def _spread(
    terms: Terms, contract: Contract, uses: Sequence[MeteredUse], window: Period, *, after_opening: bool
) -> Fraction:
    """The use of the window's days; the use between two actual readings is spread evenly over the days between them.

    Estimated readings count until an actual one follows.
    """
    sofar = Fraction(0), False
    stretch: list[MeteredUse] = []
    for one in uses:
        stretch.append(one)
        if not one.estimated:
            sofar = _add(sofar, stretch, window, after_opening=after_opening, actual=True)
            stretch = []
    total, covered = _add(sofar, stretch, window, after_opening=after_opening, actual=False)
    if not covered:
        message = f"no reading closes the period {window.start} to {window.last_day}"
        raise CaseError(Problem(codes.BAD_EVENT, f"contract {contract.id}", message))
    return _not_negative(terms, contract, total, window)


def _add(
    sofar: tuple[Fraction, bool], stretch: Sequence[MeteredUse], window: Period, *, after_opening: bool, actual: bool
) -> tuple[Fraction, bool]:
    """The units so far and whether any reading covers them, with those of another stretch of readings added."""
    total, covered = sofar
    inside = [one for one in stretch if _is_in(one.on, window, after_opening=after_opening)]
    since = stretch[0].since if stretch else None
    if not actual or len(stretch) == 1 or since is None:
        return total + sum((one.units for one in inside), Fraction(0)), covered or bool(inside)
    shift = 0 * ONE_DAY if after_opening else ONE_DAY  # intervals (start, end] include the closing reading day
    if since >= stretch[-1].on:
        return total + sum((one.units for one in inside), Fraction(0)), covered or bool(inside)
    whole = Period(since + shift, stretch[-1].on + shift)
    common = whole.intersection(window)
    if common is None:
        return sofar
    units = sum((one.units for one in stretch), Fraction(0))
    return total + units * common.days / whole.days, True
