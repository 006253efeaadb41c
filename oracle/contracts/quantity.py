"""The quantity of an item over a billing period."""

from datetime import date
from fractions import Fraction

from ..calendar import ONE_DAY, Period, add_months
from ..vocabulary import Counted, QuantityCharge
from .history import Contract, QuantityChange


def quantity_on(charge: QuantityCharge, contract: Contract, day: date) -> Fraction:
    """The quantity in use on `day`: that of the last change on or before it, or the terms' initial quantity."""
    changes = [
        event
        for event in contract.events
        if isinstance(event, QuantityChange) and event.item == charge.item and event.on <= day
    ]
    if not changes:
        return Fraction(charge.initial_quantity)
    latest = max(change.on for change in changes)
    return next(change.quantity for change in reversed(changes) if change.on == latest)


def counted_quantity(charge: QuantityCharge, contract: Contract, period: Period, used: Period) -> Fraction:
    """The quantity by which the fee of a billing period is multiplied; `used` are its days in service."""
    match charge.counted:
        case Counted.LAST_DAY:
            return _on_if_used(charge, contract, period.last_day, used)
        case Counted.FIRST_DAY:
            return _on_if_used(charge, contract, period.start, used)
        case Counted.LAST_DAY_USED:
            return quantity_on(charge, contract, used.last_day)
        case Counted.FIRST_DAY_USED:
            return quantity_on(charge, contract, used.start)
        case Counted.MAXIMUM:
            return max(_each_day(charge, contract, used))
        case Counted.MAXIMUM_OF_12_MONTHS:
            year = year_before(contract, used)
            days = {event.on for event in contract.events if isinstance(event, QuantityChange)}
            return max(quantity_on(charge, contract, day) for day in {year.start, *days} if day in year)
        case Counted.DAY_BY_DAY:
            return sum(_each_day(charge, contract, used), Fraction(0)) / period.days


def year_before(contract: Contract, used: Period) -> Period:
    """The 12 months up to the last day used, without the days before the contract's start."""
    return Period(min(used.start, max(contract.start, add_months(used.end, -12))), used.end)


def _on_if_used(charge: QuantityCharge, contract: Contract, day: date, used: Period) -> Fraction:
    return quantity_on(charge, contract, day) if day in used else Fraction(0)


def _each_day(charge: QuantityCharge, contract: Contract, used: Period) -> list[Fraction]:
    return [quantity_on(charge, contract, used.start + number * ONE_DAY) for number in range(used.days)]
