"""The lines of a bill: each charge of the terms, over one billing period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from . import codes
from .bills import Line, Operand, Situation, Step
from .calendar import Period
from .history import Contract, MeterReading
from .money import RoundingMode, round_to
from .problems import CaseError, Problem
from .proration import Share, share_of
from .quantity import counted_quantity
from .settings import Counted, PeriodKind, ReadingDay, Tiers
from .terms import FixedCharge, PriceRow, QuantityCharge, Terms, TierRow, UsageCharge


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


_Row = TypeVar("_Row", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Usage:
    """What the lines of one bill are made from: the terms in force, the period, the days of it in service, and the day
    whose price rows hold."""

    terms: Terms
    contract: Contract
    period: Period
    used: Period
    situation: Situation
    day: date


def lines_of(usage: Usage) -> tuple[Line, ...]:
    """A line for every charge of the terms, in their order.

    Raises:
        CaseError: a price or a meter reading that a charge needs is not there.
    """
    return tuple(_line(usage, index) for index in range(len(usage.terms.charge)))


def row_in_force(rows: Sequence[_Row], day: date) -> tuple[int, _Row]:
    """The last row with `since` on or before `day`, and its number; the first row for days before all of them."""
    index = max((i for i, row in enumerate(rows) if row.since <= day), default=0)
    return index, rows[index]


def _line(usage: Usage, index: int) -> Line:
    charge = usage.terms.charge[index]
    match charge:
        case FixedCharge():
            fee, steps = _fee(usage, index, charge)
            return _prorated(usage, index, Fraction(1), fee, steps)
        case QuantityCharge():
            fee, steps = _fee(usage, index, charge)
            quantity = counted_quantity(charge, usage.contract, usage.period, usage.used)
            clause = usage.terms.clause(f"charge.{index}.counted")
            counted: dict[str, Operand] = {"item": charge.item, "period": usage.period, "used": usage.used}
            steps.append(Step(f"quantity-{charge.counted.value}", counted, quantity, clause))
            steps.append(Step("times-quantity", {"fee": fee, "quantity": quantity}, fee * quantity, clause))
            if charge.counted is Counted.DAY_BY_DAY:  # the days are in the quantity already
                return _rounded(usage, index, quantity, fee * quantity, steps)
            return _prorated(usage, index, quantity, fee * quantity, steps)
        case UsageCharge():
            return _usage_line(usage, index, charge)


def _fee(usage: Usage, index: int, charge: FixedCharge | QuantityCharge) -> tuple[Fraction, list[Step]]:
    number, row = row_in_force(charge.price, usage.day)
    fee = _priced(row, usage.contract)
    operands: dict[str, Operand] = {"item": charge.item, "since": row.since, "source": row.source}
    if row.attribute is not None:
        operands |= {"attribute": row.attribute, "value": usage.contract.attributes[row.attribute]}
    clause = usage.terms.clause(f"charge.{index}.price.{number}")
    return fee, [Step("fee-by-attribute" if row.attribute else "fee", operands, fee, clause)]


def _priced(row: PriceRow, contract: Contract) -> Fraction:
    if row.amount is not None:
        return row.amount
    value = contract.attributes[row.attribute or ""]
    return Fraction(value) if row.amounts is None else row.amounts[value]


def _prorated(usage: Usage, index: int, quantity: Fraction, full: Fraction, steps: list[Step]) -> Line:
    if usage.terms.charge[index].item not in usage.terms.proration.components:
        return _rounded(usage, index, quantity, full, steps)
    share: Share = share_of(usage.terms, usage.period, usage.used, usage.situation)
    amount = full * share.ratio
    steps.extend(share.steps)
    if share.prorated:
        operands: dict[str, Operand] = {
            "full": full,
            "numerator": share.numerator,
            "denominator": share.denominator,
        }
        steps.append(Step("prorated", operands, amount, usage.terms.clause("proration")))
    return _rounded(usage, index, quantity, amount, steps)


def _rounded(usage: Usage, index: int, quantity: Fraction, amount: Fraction, steps: list[Step]) -> Line:
    rule = usage.terms.rounding
    if rule.line is not RoundingMode.EXACT:
        assert rule.line_unit is not None  # noqa: S101  # the vocabulary demands it with every other mode
        rounded = round_to(amount, rule.line, rule.line_unit)
        operands: dict[str, Operand] = {"amount": amount, "unit": rule.line_unit, "mode": rule.line.value}
        steps.append(Step("rounded", operands, rounded, usage.terms.clause("rounding.line")))
        amount = rounded
    return Line(usage.terms.charge[index].item, amount, quantity, tuple(steps))


def _usage_line(usage: Usage, index: int, charge: UsageCharge) -> Line:
    used = _units_used(usage)
    number, row = row_in_force(charge.price, usage.day)
    clause = usage.terms.clause(f"charge.{index}.price.{number}")
    steps = [Step("units-used", {"period": usage.period}, used, clause)]
    amount = Fraction(0)
    for low, high, rate in _tiers(row):
        if charge.tiers is Tiers.VOLUME:
            units = used if low < used and (high is None or used <= high) else Fraction(0)
        else:
            units = max(Fraction(0), (used if high is None else min(used, high)) - low)
        if units:
            steps.append(Step("tier", {"units": units, "rate": rate, "since": row.since}, units * rate, clause))
            amount += units * rate
    return _rounded(usage, index, used, amount, steps)


def _tiers(row: TierRow) -> list[tuple[Fraction, Fraction | None, Fraction]]:
    """Each tier as the bound below it, its own bound and its rate."""
    bounds = [Fraction(0), *(tier.up_to for tier in row.tiers[:-1] if tier.up_to is not None)]
    return [(low, tier.up_to, tier.rate) for low, tier in zip(bounds, row.tiers, strict=True)]


def _units_used(usage: Usage) -> Fraction:
    """The use of the readings that close the period: after its opening reading, up to its closing one."""
    rule, period = usage.terms.period, usage.period
    after_opening = rule.kind is PeriodKind.METER_READING and rule.reading_day is ReadingDay.STARTS_PERIOD
    readings = [
        event
        for event in usage.contract.events
        if isinstance(event, MeterReading)
        and (period.start < event.on <= period.end if after_opening else event.on in period)
    ]
    if not readings:
        message = f"no reading closes the period {period.start} to {period.last_day}"
        raise CaseError(Problem(codes.BAD_EVENT, f"contract {usage.contract.id}", message))
    return sum((reading.used for reading in readings), Fraction(0))
