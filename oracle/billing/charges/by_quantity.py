"""The lines of charges by quantity: a price for each unit in use, or tiers."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ...calendar import Period
from ...contracts import Line, Operand, Part, Piece, Step, StepKind, counted_quantity, quantity_on
from ...money import add_up
from ...vocabulary import Counted, QuantityCharge, TierRow, Tiers
from ..prices import price, row_day, row_in_force
from .pieces import by_pieces, by_points, suspended
from .row_days import amount_on, price_on, rows_on
from .tiers import full_tiers, reached_tier, units_in
from .work import ChargeWork, rounded_line


def quantity_line(work: ChargeWork, index: int, charge: QuantityCharge) -> Line | None:
    """The fee for the quantity in use; None if it is charged in another part."""
    part = work.part
    if charge.counted is Counted.DAY_BY_DAY:  # the quantity already accounts for the days
        return _day_by_day(work, index, charge)
    quantity = counted_quantity(charge, part.contract, part.period, part.used)
    counted = _counted(part, index, charge, quantity, part.used)

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        amount, steps = _price_of_quantity(part, index, charge, quantity, counted, piece)
        if charge.by_points is not None:
            amount = by_points(part, index, charge.by_points, piece, amount, steps)
        return amount, steps

    return by_pieces(work, index, charge, full, quantity)


def _price_of_quantity(
    part: Part, index: int, charge: QuantityCharge, quantity: Fraction, counted: Step, piece: Piece
) -> tuple[Fraction, list[Step]]:
    """The full fee for a quantity: a price for each unit, or tiers as for use."""
    if charge.tiers is None:
        fee, steps = price_on(part, index, charge, charge.price, piece.days, piece.attributes)
        times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
        step = Step(StepKind.TIMES_QUANTITY, times, fee * quantity, counted.clause)
        return fee * quantity, [*steps, counted, step]
    tiers = charge.tiers

    def of_row(number: int, row: TierRow) -> tuple[Fraction, list[Step]]:
        return _price_of_tiers(part, index, tiers, number, row, quantity)

    amount, steps = amount_on(part, index, charge, charge.tier_price, piece.days, of_row)
    return amount, [counted, *steps]


def _price_of_tiers(
    part: Part, index: int, tiers: Tiers, number: int, row: TierRow, quantity: Fraction
) -> tuple[Fraction, list[Step]]:
    clause = part.terms.clause(f"charge.{index}.tier_price.{number}")
    bounded, steps, amounts = full_tiers(part, index, number, row), list[Step](), list[Fraction]()
    source: dict[str, Operand] = {"since": row.since, "source": row.source}
    tier = reached_tier(bounded, quantity)
    if (fee := row.tiers[tier].fee) is not None:
        amounts.append(fee)
        steps.append(Step(StepKind.TIER_FEE, {"tier": tier + 1, **source}, fee, clause))
    for at, (low, high, rate) in enumerate(bounded):
        if units := units_in(tiers, quantity, low, high, first=at == 0):
            amounts.append(units * rate)
            steps.append(Step(StepKind.TIER, {"units": units, "rate": rate, **source}, units * rate, clause))
    return add_up(amounts), steps


def _day_by_day(work: ChargeWork, index: int, charge: QuantityCharge) -> Line:
    """Each piece, and each row's days in it, with its own quantity and price; suspended days cost their share."""
    part, quantities, amounts, steps = work.part, list[Fraction](), list[Fraction](), list[Step]()
    for piece in part.pieces:
        for days in (days for row in rows_on(part, charge, charge.price, [piece.days]) for days in row.days):
            quantity = counted_quantity(charge, part.contract, part.period, days)
            fee, step = price(part, index, charge, charge.price, piece.attributes, once=days.start)
            counted = _counted(part, index, charge, quantity, days)
            times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
            steps += [step, counted, Step(StepKind.TIMES_QUANTITY, times, fee * quantity, counted.clause)]
            quantities.append(quantity)
            amounts.append(suspended(part, replace(piece, days=days), fee * quantity, steps))
    if len(amounts) > 1:
        together = Step(
            StepKind.SUM_OF_PARTS, {"parts": len(amounts)}, add_up(amounts), part.terms.clause(f"charge.{index}")
        )
        steps.append(together)
    return rounded_line(work, index, charge, add_up(quantities), add_up(amounts), steps)


def _counted(part: Part, index: int, charge: QuantityCharge, quantity: Fraction, used: Period) -> Step:
    operands: dict[str, Operand] = {"item": charge.item, "period": part.period, "used": used}
    return Step(
        StepKind(f"quantity-{charge.counted.value}"), operands, quantity, part.terms.clause(f"charge.{index}.counted")
    )


def price_of_quantity_on_last_day(
    part: Part, index: int, charge: QuantityCharge, attributes: Mapping[str, str]
) -> Fraction:
    """One period's fee for the quantity in use on the last day charged, at that day's price."""
    quantity = quantity_on(charge, part.contract, part.used.last_day)
    if charge.tiers is None:
        fee, _ = price(part, index, charge, charge.price, attributes)
        return fee * quantity
    number, row = row_in_force(charge.tier_price, row_day(part, charge) or part.used.last_day)
    fee, _ = _price_of_tiers(part, index, charge.tiers, number, row, quantity)
    return fee
