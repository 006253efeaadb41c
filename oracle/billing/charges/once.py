"""The lines of charges that are charged once: one-off and early-termination fees."""

from datetime import date
from fractions import Fraction

from ...calendar import add_months
from ...contracts import Line, Operand, Step, StepKind
from ...vocabulary import Cap, CapOn, FixedCharge, OneOffAt, OneOffCharge, QuantityCharge, TerminationCharge
from ..prices import price
from .by_quantity import price_of_quantity_on_last_day
from .work import ChargeWork, applies, rounded_line

_ONE = Fraction(1)
_ZERO = Fraction(0)


def one_off_line(work: ChargeWork, index: int, charge: OneOffCharge) -> Line | None:
    """The fee at the start or the end of a contract; None in other parts."""
    part = work.part
    if not (part.begins if charge.at is OneOffAt.START else part.closes):
        return None
    day = part.used.start if charge.at is OneOffAt.START else part.used.last_day
    fee, step = price(part, index, charge, charge.price, part.pieces[-1].attributes, once=day)
    return rounded_line(work, index, charge, _ONE, fee, [step])


def termination_line(work: ChargeWork, index: int, charge: TerminationCharge) -> Line | None:
    """The fee for an end before the term is over; None if there is no fee."""
    part = work.part
    cancellation = part.contract.cancellation
    if cancellation is None or not part.closes:
        return None
    end = part.end_of_use or cancellation.end
    left = _months_left(charge, part.contract.start, end)
    if left == 0:
        return None
    clause = part.terms.clause(f"charge.{index}.months")
    fee, step = price(part, index, charge, charge.price, part.pieces[-1].attributes)
    quantity = Fraction(left) if charge.per_month_left else _ONE
    operands: dict[str, Operand] = {"end": cancellation.end, "left": left, "months": charge.months, "fee": fee}
    steps = [step, Step(StepKind.EARLY_TERMINATION, operands, fee * quantity, clause)]
    amount = fee * quantity
    if charge.cap is not None:
        amount = _capped(work, index, charge.cap, amount, steps)
    return rounded_line(work, index, charge, _ONE, amount, steps)


def _months_left(charge: TerminationCharge, start: date, end: date) -> int:
    """The months of the current term that are left on `end`, counting a started one; 0 if cancelling is free."""
    before = 0
    if charge.renews:
        while add_months(start, before + charge.months) <= end:
            before += charge.months
        if before and end <= add_months(start, before + (charge.renewal_months or 0)):
            return 0
    return sum(add_months(start, before + month) > end for month in range(1, charge.months + 1))


def _capped(work: ChargeWork, index: int, cap: Cap, amount: Fraction, steps: list[Step]) -> Fraction:
    part = work.part
    cancellation = part.contract.cancellation
    ended = cancellation.end if cancellation is not None else part.used.last_day
    if (part.contract.start if cap.on is CapOn.CONTRACT_START else ended) < cap.since:
        return amount
    most, attributes = _ZERO, part.pieces[-1].attributes
    for number, charge in enumerate(part.terms.charge):
        if charge.item not in cap.of or not applies(charge.when, attributes):
            continue
        if isinstance(charge, FixedCharge):
            most += price(part, number, charge, charge.price, attributes)[0]
        elif isinstance(charge, QuantityCharge):
            most += price_of_quantity_on_last_day(part, number, charge, attributes)
    if amount <= most:
        return amount
    operands: dict[str, Operand] = {"items": ", ".join(cap.of), "since": cap.since, "source": cap.source}
    steps.append(Step(StepKind.CAP, operands, most, part.terms.clause(f"charge.{index}.cap")))
    return most
