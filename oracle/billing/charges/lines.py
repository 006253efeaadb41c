"""The lines of a bill: each charge of the terms for one part of a billing period."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ...contracts import Line, Operand, Part, Piece, Step, StepKind
from ...vocabulary import AnyCharge, FixedCharge, Terms
from ..prices import row_day
from .by_quantity import quantity_line
from .by_use import adjustment_line, usage_line
from .of_others import discount_line, maximum_line, minimum_line, surcharge_line
from .once import one_off_line, termination_line
from .pieces import by_pieces, by_points
from .row_days import price_on
from .work import ChargeWork, applies


def lines_of(part: Part) -> tuple[Line, ...]:
    """A line for every charge that applies, in the order of the terms.

    Raises:
        CaseError: a price or a meter reading that a charge needs is missing.
    """
    work = ChargeWork(part)
    lines: list[Line] = []
    for index, charge in enumerate(part.terms.charge):
        line = line_of(work, index, charge)
        if line is not None:
            work.amounts[charge.item] = line.amount
            lines.append(line)
    return tuple(lines)


def line_of(work: ChargeWork, index: int, charge: AnyCharge) -> Line | None:
    """The line of one charge, given with its number in the terms; None if it does not apply.

    Raises:
        CaseError: a price or a meter reading that the charge needs is missing.
    """
    part = work.part
    if charge.when and not applies(charge.when, part.pieces[-1].attributes):
        return None
    if index in _seldom(part.terms) and not _is_its_period(part, charge):
        return None
    return _BY_KIND[getattr(charge, "kind")](work, index, charge)  # noqa: B009  # each kind of charge has its own


def _seldom(terms: Terms) -> frozenset[int]:
    """The numbers of the charges that are left out of some billing periods; cached with the terms."""
    if "seldom" not in terms.memo:
        terms.memo["seldom"] = frozenset(number for number, charge in enumerate(terms.charge) if charge.is_seldom)
    seldom: frozenset[int] = terms.memo["seldom"]
    return seldom


def _is_its_period(part: Part, charge: AnyCharge) -> bool:
    """True if a charge that is left out of some billing periods is charged in this one."""
    number = part.number - (charge.after_periods or 0)
    if number < 0 or (charge.first_periods is not None and number >= charge.first_periods):
        return False
    if charge.every is not None and number % charge.every != 0:
        return False
    day = row_day(part, charge) or part.used.last_day
    return charge.in_months is None or day.month in charge.in_months


def _fixed(work: ChargeWork, index: int, charge: FixedCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return _full_fee(work, index, charge, piece)

    return by_pieces(work, index, charge, full)


def _full_fee(work: ChargeWork, index: int, charge: FixedCharge, piece: Piece) -> tuple[Fraction, list[Step]]:
    """The full fee for a piece's attributes, with everything that changes it before proration."""
    fee, steps = price_on(work.part, index, charge, charge.price, piece.days, piece.attributes)
    if charge.by_points is not None:
        fee = by_points(work.part, index, charge.by_points, piece, fee, steps)
    if charge.no_use_share is not None and work.use.units == 0:
        operands: dict[str, Operand] = {"fee": fee, "share": charge.no_use_share}
        fee *= charge.no_use_share
        steps.append(Step(StepKind.NO_USE, operands, fee, work.part.terms.clause(f"charge.{index}.no_use_share")))
    return fee, steps


_BY_KIND: Mapping[str, Callable[[ChargeWork, int, Any], Line | None]] = {
    "fixed": _fixed,
    "per-quantity": quantity_line,
    "usage": usage_line,
    "adjustment": adjustment_line,
    "minimum": minimum_line,
    "maximum": maximum_line,
    "surcharge": surcharge_line,
    "discount": discount_line,
    "one-off": one_off_line,
    "termination": termination_line,
}
