"""The lines of charges computed from other lines: minimums, maximums, surcharges, discounts."""

from fractions import Fraction

from ...contracts import Line, Operand, Piece, Step, StepKind
from ...vocabulary import DiscountCharge, MaximumCharge, MinimumCharge, SurchargeCharge
from .pieces import by_pieces
from .row_days import price_on
from .work import ChargeWork, rounded_line, sum_of

_ONE = Fraction(1)
_ZERO = Fraction(0)


def minimum_line(work: ChargeWork, index: int, charge: MinimumCharge) -> Line | None:
    """The shortfall to the minimum for the days of the part; None if the terms charge it in another part."""

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return price_on(work.part, index, charge, charge.price, piece.days, piece.attributes)

    least = by_pieces(work, index, charge, full)
    if least is None:
        return None
    reached = sum_of(work, charge.of)
    missing = max(_ZERO, least.amount - reached)
    operands: dict[str, Operand] = {"least": least.amount, "reached": reached, "items": ", ".join(charge.of)}
    step = Step(StepKind.MINIMUM, operands, missing, work.part.terms.clause(f"charge.{index}"))
    return rounded_line(work, index, charge, _ONE, missing, [*least.derivation, step])


def maximum_line(work: ChargeWork, index: int, charge: MaximumCharge) -> Line | None:
    """The credit of what exceeds the maximum for the days of the part; None if the terms credit it in another part."""

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return price_on(work.part, index, charge, charge.price, piece.days, piece.attributes)

    most = by_pieces(work, index, charge, full)
    if most is None:
        return None
    sum_of_items = sum_of(work, charge.of)
    above = max(_ZERO, sum_of_items - most.amount)
    operands: dict[str, Operand] = {"most": most.amount, "reached": sum_of_items, "items": ", ".join(charge.of)}
    step = Step(StepKind.MAXIMUM, operands, -above, work.part.terms.clause(f"charge.{index}"))
    return rounded_line(work, index, charge, _ONE, -above, [*most.derivation, step])


def surcharge_line(work: ChargeWork, index: int, charge: SurchargeCharge) -> Line:
    """The share of the sum of the items in the part."""
    base = sum_of(work, charge.of)
    operands: dict[str, Operand] = {"items": ", ".join(charge.of), "base": base, "share": charge.share}
    step = Step(StepKind.SURCHARGE, operands, base * charge.share, work.part.terms.clause(f"charge.{index}"))
    return rounded_line(work, index, charge, _ONE, base * charge.share, [step])


def discount_line(work: ChargeWork, index: int, charge: DiscountCharge) -> Line | None:
    """The credit for the days of the part, never more than the items that it is taken off, if the terms name any."""
    part = work.part
    clause = part.terms.clause(f"charge.{index}")
    base = sum_of(work, charge.of)
    if charge.share is not None:
        off, operands = base * charge.share, {"items": ", ".join(charge.of), "base": base, "share": charge.share}
        return rounded_line(work, index, charge, _ONE, -off, [Step(StepKind.DISCOUNT_SHARE, operands, -off, clause)])

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        fee, steps = price_on(part, index, charge, charge.price, piece.days, piece.attributes)
        return -fee, steps

    line = by_pieces(work, index, charge, full)
    base = max(_ZERO, base)
    if line is None or not charge.of or -line.amount <= base:
        return line
    step = Step(StepKind.DISCOUNT_LIMIT, {"items": ", ".join(charge.of), "base": base}, -base, clause)
    return rounded_line(work, index, charge, _ONE, -base, [*line.derivation, step])
