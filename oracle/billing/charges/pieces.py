"""A fee for the pieces of a part: each by its own days, or one fee for all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from ...contracts import Line, Operand, Part, Piece, Step, StepKind
from ...money import add_up
from ...vocabulary import AnyCharge, PointAdjustment, Trigger, WholeFee
from ..proration import ProrationShare, fee_for, is_change_prorated, pieces_of, service_of, share_of
from .row_days import days_of_version
from .work import ChargeWork, rounded_line

_ONE = Fraction(1)


def by_pieces(
    work: ChargeWork,
    index: int,
    charge: AnyCharge,
    full: Callable[[Piece], tuple[Fraction, list[Step]]],
    quantity: Fraction = _ONE,
) -> Line | None:
    """A fee for the pieces of a part: each by its own days, or one fee for all.

    If a change or suspension inside the period is not prorated, there is one fee, that of the plan that
    `change.whole_fee` names. It is prorated by the days in service from the first to the last, as if there were no
    change.
    """
    part, rule = work.part, work.part.terms.proration
    if charge.item not in rule.components or rule.trigger is Trigger.NEVER:
        return _whole(work, index, charge, full, quantity)
    if not part.is_undivided and not is_change_prorated(rule):
        return _whole(work, index, charge, full, quantity, share_of(part, service_of(part)))
    pieces = pieces_of(part)
    shares = [share_of(part, piece) for piece in pieces]
    if not part.is_undivided and not any(share.prorated for share in shares):
        return _whole(work, index, charge, full, quantity, shares[0])
    amounts, steps = list[Fraction](), list[Step]()
    for piece, share in zip(pieces, shares, strict=True):
        if part.in_force is not None and not days_of_version(part, [piece.days]):
            continue
        fee, steps_to_fee = full(piece)
        steps += steps_to_fee
        charged = _by_days(part, fee, share, steps)
        amounts.append(suspended(part, piece, charged, steps))
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    if len(amounts) > 1:
        steps.append(Step(StepKind.SUM_OF_PARTS, {"parts": len(amounts)}, amount, part.terms.clause("proration")))
    return rounded_line(work, index, charge, quantity, amount, steps)


def _by_days(part: Part, fee: Fraction, share: ProrationShare, steps: list[Step]) -> Fraction:
    """The share of a fee; the steps to it are added to `steps`."""
    charged = fee_for(part.terms, fee, share)
    steps += share.steps
    if share.prorated:
        operands: dict[str, Operand] = {"full": fee, "numerator": share.numerator, "denominator": share.denominator}
        steps.append(Step(StepKind.PRORATED, operands, charged, part.terms.clause("proration")))
    return charged


def suspended(part: Part, piece: Piece, fee: Fraction, steps: list[Step]) -> Fraction:
    """The share of a fee that suspended days cost, or the fee itself for days in service."""
    if piece.fee_share is None:
        return fee
    operands: dict[str, Operand] = {"fee": fee, "share": piece.fee_share, "used": piece.days}
    steps.append(Step(StepKind.SUSPENDED, operands, fee * piece.fee_share, part.terms.clause("suspension.fee_share")))
    return fee * piece.fee_share


def _whole(
    work: ChargeWork,
    index: int,
    charge: AnyCharge,
    full: Callable[[Piece], tuple[Fraction, list[Step]]],
    quantity: Fraction,
    share: ProrationShare | None = None,
) -> Line | None:
    """One full fee, or `share` of it, for the whole period: that of the plan that `change.whole_fee` names if there are
    several. None in a part that is not that plan's."""
    part = work.part
    rule = part.terms.change.whole_fee if part.terms.change else WholeFee.LAST
    if (rule is WholeFee.FIRST and not part.first) or (rule is WholeFee.LAST and not part.last):
        return None
    active = [piece for piece in part.pieces if piece.fee_share is None] or list(part.pieces)
    pieces = {WholeFee.FIRST: active[:1], WholeFee.LAST: active[-1:], WholeFee.EACH: _plans(active)}[rule]
    amounts, steps = list[Fraction](), list[Step]()
    for piece in pieces:
        fee, steps_to_fee = full(piece if part.is_undivided else replace(piece, days=part.service))
        steps += steps_to_fee
        if share is not None:
            fee = _by_days(part, fee, share, steps)
        elif part.terms.proration.trigger is Trigger.NEVER:
            steps += share_of(part, piece).steps
        amounts.append(suspended(part, piece, fee, steps))
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    return rounded_line(work, index, charge, quantity, amount, steps)


def _plans(pieces: Sequence[Piece]) -> list[Piece]:
    """The first of each run of pieces with the same attributes."""
    return [
        piece for number, piece in enumerate(pieces) if not number or piece.attributes != pieces[number - 1].attributes
    ]


def by_points(
    part: Part, index: int, points: PointAdjustment, piece: Piece, fee: Fraction, steps: list[Step]
) -> Fraction:
    """A fee changed by the contract's points, with the attributes of a piece."""
    value = Fraction(piece.attributes[points.attribute])
    factor = 1 + (points.base - value) * points.per_point
    operands: dict[str, Operand] = {"fee": fee, "value": value, "base": points.base, "factor": factor}
    steps.append(Step(StepKind.BY_POINTS, operands, fee * factor, part.terms.clause(f"charge.{index}.by_points")))
    return fee * factor
