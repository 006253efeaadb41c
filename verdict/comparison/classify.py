"""Which kind of divergence a wrong total is, and which setting of the terms it violates."""

from collections.abc import Iterator
from fractions import Fraction

from ...oracle import Bill, Contract, Line, Period, Situation
from ...oracle.calendar import ONE_DAY
from ...oracle.contracts import StepKind
from ...oracle.money import RoundingMode, exact_string, round_to
from ...oracle.vocabulary import PricesAre, QuantityCharge
from .kinds import Kind

_MOST_QUANTITY = 1000
"""Quantities below this one are tried as explanations of a wrong amount."""

_DAYS_OF_MONTHS, _DAYS_OF_YEARS = range(28, 32), (360, 365, 366)
_CENT = Fraction(1, 100)


def kind_of_amount(contract: Contract, expected: Bill, total: Fraction) -> tuple[Kind, str, str]:
    """The kind, the path of the setting, and a detail ("" for none), for a bill whose total is not the expected one."""
    prorated = [line for line in expected.lines if _full_fee(line) is not None]
    if prorated and total == _total_with(expected, [_full_fee(line) or line.amount for line in expected.lines]):
        return Kind.CHARGED_IN_FULL, "proration.trigger", ""
    near = _by_rounding_alone(expected, total)
    if near and not prorated:
        return Kind.WRONG_ROUNDING, "rounding.total", ""
    for index, quantity in _explaining_quantities(expected, total):
        return Kind.WRONG_QUANTITY, f"charge.{index}.counted", f"quantity {quantity}"
    if prorated:
        detail = "differs by less than the unit of rounding" if near else ""
        return Kind.WRONG_SHARE, f"proration.denominator.{_name(expected.situation)}", detail
    if 0 < total < expected.total and _looks_prorated(contract, expected, total):
        return Kind.PRORATED_UNDULY, "proration.trigger", ""
    return Kind.WRONG_AMOUNT, "charge", ""


def _name(situation: Situation) -> str:
    return {Situation.START: "start", Situation.END: "end"}.get(situation, "both")


def _full_fee(line: Line) -> Fraction | None:
    """The fee before proration; None for a line that is not prorated."""
    for step in line.derivation:
        if step.kind is StepKind.PRORATED and isinstance(full := step.operands["full"], Fraction):
            return full
    return None


def _total_with(expected: Bill, amounts: list[Fraction]) -> Fraction:
    """The total that a bill would have with other amounts on its lines."""
    rounding = expected.terms.rounding
    total = sum(amounts, Fraction(0))
    if rounding.total is not RoundingMode.EXACT and rounding.total_unit is not None:
        total = round_to(total, rounding.total, rounding.total_unit)
    tax = expected.terms.tax
    if tax.prices is PricesAre.TAX_EXCLUSIVE and tax.rounding is not None and tax.unit is not None:
        total += round_to(total * _rate(expected), tax.rounding, tax.unit)
    return total


def _rate(expected: Bill) -> Fraction:
    """The rate of the tax step of a bill; 0 where it has none."""
    for step in expected.derivation:
        if isinstance(rate := step.operands.get("rate"), Fraction):
            return rate
    return Fraction(0)


def _by_rounding_alone(expected: Bill, total: Fraction) -> bool:
    unit = expected.terms.rounding.total_unit
    exact = sum((line.amount for line in expected.lines), Fraction(0))
    if expected.terms.tax.prices is PricesAre.TAX_EXCLUSIVE:
        exact *= 1 + _rate(expected)
    return unit is not None and abs(total - exact) < unit


def _explaining_quantities(expected: Bill, total: Fraction) -> Iterator[tuple[int, str]]:
    """The charges, by their index, for which another quantity than that of the terms gives the total; with that
    quantity."""
    for index, charge in enumerate(expected.terms.charge):
        if not isinstance(charge, QuantityCharge):
            continue
        line = next((one for one in expected.lines if one.item == charge.item), None)
        steps = line.derivation if line is not None else ()
        fee = next((step.operands["fee"] for step in steps if step.kind is StepKind.TIMES_QUANTITY), None)
        if line is None or not isinstance(fee, Fraction) or fee <= 0:
            continue
        for quantity in range(_MOST_QUANTITY):
            amounts = [fee * quantity if one is line else one.amount for one in expected.lines]
            reached = _total_with(expected, amounts)
            if reached == total:
                yield index, exact_string(Fraction(quantity)) or ""
            if reached >= total:
                break


def _looks_prorated(contract: Contract, expected: Bill, total: Fraction) -> bool:
    """True if a total is the expected one times the days of use over the days of a month, a year or the period, give or
    take a day of use and a unit of rounding."""
    used = _days_of_use(contract, expected.period)
    if used == expected.period.days:
        return False
    wholes = {expected.period.days, *_DAYS_OF_MONTHS, *_DAYS_OF_YEARS}
    unit = expected.terms.rounding.total_unit or expected.terms.rounding.line_unit or expected.terms.tax.unit or _CENT
    shares = (Fraction(days, whole) for days in (used - 1, used, used + 1) for whole in wholes)
    return any(share < 1 and abs(total - expected.total * share) <= unit for share in shares)


def _days_of_use(contract: Contract, period: Period) -> int:
    end = period.end if contract.cancellation is None else min(period.end, contract.cancellation.end + ONE_DAY)
    return max(0, (end - max(period.start, contract.start)).days)
