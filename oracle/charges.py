"""The lines of a bill: each charge of the terms, over one part of a billing period."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from .adjustment import adjustment_unit
from .bills import Line, Operand, Situation, Step
from .calendar import Period, add_months, first_of_month
from .charge_rules import (
    AdjustmentCharge,
    AnyCharge,
    Cap,
    DiscountCharge,
    FixedCharge,
    MaximumCharge,
    MinimumCharge,
    OneOffCharge,
    PointAdjustment,
    QuantityCharge,
    SurchargeCharge,
    TerminationCharge,
    TierRow,
    UsageCharge,
)
from .charged_use import PricedUse, charged_units, use_of
from .money import RoundingMode, add_up, round_to
from .part import Part, Piece
from .periods import closing_day
from .prices import price, row_day, row_in_force
from .proration import fee_for, share_of
from .quantity import counted_quantity, quantity_on
from .settings import CapOn, Counted, OneOffAt, TaxClass, Tiers, Trigger, WholeFee
from .terms import Terms

_Bounded = tuple[Fraction, Fraction | None, Fraction]
"""A tier: the bound below it, its own bound (None for no bound), its rate."""
_ONE = Fraction(1)
_ZERO = Fraction(0)


@dataclass(slots=True)
class _Bench:
    """The work on one part: the lines so far by item, and its use, computed when first needed."""

    part: Part
    amounts: dict[str, Fraction] = field(default_factory=dict[str, Fraction])
    _use: PricedUse | None = None

    @property
    def use(self) -> PricedUse:
        if self._use is None:
            self._use = use_of(self.part)
        return self._use


def lines_of(part: Part) -> tuple[Line, ...]:
    """A line for every charge of the terms that applies, in their order.

    Raises:
        CaseError: a price or a meter reading that a charge needs is not there.
    """
    bench = _Bench(part)
    lines: list[Line] = []
    for index, charge in enumerate(part.terms.charge):
        if charge.when and not _applies(charge.when, part.pieces[-1].attributes):
            continue
        if charge.is_seldom and not _is_its_period(part, charge):
            continue
        line = _BY_KIND[charge.kind](bench, index, charge)
        if line is not None:
            bench.amounts[charge.item] = line.amount
            lines.append(line)
    return tuple(lines)


def _applies(when: Mapping[str, str], attributes: Mapping[str, str]) -> bool:
    return all(attributes.get(name) == value for name, value in when.items())


def _is_its_period(part: Part, charge: AnyCharge) -> bool:
    """Whether a charge that is left out of some billing periods is charged in this one."""
    number = part.number - (charge.after_periods or 0)
    if number < 0 or (charge.first_periods is not None and number >= charge.first_periods):
        return False
    in_turn = charge.every is None or number % charge.every == 0
    return in_turn and (charge.in_months is None or row_day(part, charge).month in charge.in_months)


def _fixed(bench: _Bench, index: int, charge: FixedCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return _full_fee(bench, index, charge, piece)

    return _by_pieces(bench, index, charge, full)


def _full_fee(bench: _Bench, index: int, charge: FixedCharge, piece: Piece) -> tuple[Fraction, list[Step]]:
    """The whole fee under a piece's attributes, with what changes it before proration."""
    fee, step = price(bench.part, index, charge, charge.price, piece.attributes)
    steps = [step]
    if charge.by_points is not None:
        fee = _by_points(bench.part, index, charge.by_points, piece, fee, steps)
    if charge.no_use_share is not None and bench.use.units == 0:
        operands: dict[str, Operand] = {"fee": fee, "share": charge.no_use_share}
        fee *= charge.no_use_share
        steps.append(Step("no-use", operands, fee, bench.part.terms.clause(f"charge.{index}.no_use_share")))
    return fee, steps


def _by_points(
    part: Part, index: int, points: PointAdjustment, piece: Piece, fee: Fraction, steps: list[Step]
) -> Fraction:
    value = Fraction(piece.attributes[points.attribute])
    factor = 1 + (points.base - value) * points.per_point
    operands: dict[str, Operand] = {"fee": fee, "value": value, "base": points.base, "factor": factor}
    steps.append(Step("by-points", operands, fee * factor, part.terms.clause(f"charge.{index}.by_points")))
    return fee * factor


def _by_pieces(
    bench: _Bench,
    index: int,
    charge: AnyCharge,
    full: Callable[[Piece], tuple[Fraction, list[Step]]],
    quantity: Fraction = _ONE,
) -> Line | None:
    """A fee over the pieces of a part: prorated each by itself, or charged whole once."""
    part, rule = bench.part, bench.part.terms.proration
    if charge.item not in rule.components or rule.trigger is Trigger.NEVER:
        return _whole(bench, index, charge, full, quantity)
    shares = [share_of(part, piece) for piece in part.pieces]
    if len(shares) > 1 and not any(share.prorated for share in shares):
        return _whole(bench, index, charge, full, quantity)
    amounts, steps = list[Fraction](), list[Step]()
    for piece, share in zip(part.pieces, shares, strict=True):
        fee, because = full(piece)
        charged = fee_for(part.terms, fee, share)
        steps += because
        steps += share.steps
        if share.prorated:
            operands: dict[str, Operand] = {
                "full": fee,
                "numerator": share.numerator,
                "denominator": share.denominator,
            }
            steps.append(Step("prorated", operands, charged, part.terms.clause("proration")))
        amounts.append(_suspended(part, piece, charged, steps))
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    if len(part.pieces) > 1:
        steps.append(Step("sum-of-parts", {"parts": len(part.pieces)}, amount, part.terms.clause("proration")))
    return _rounded(bench, index, charge, quantity, amount, steps)


def _suspended(part: Part, piece: Piece, fee: Fraction, steps: list[Step]) -> Fraction:
    if piece.fee_share is None:
        return fee
    operands: dict[str, Operand] = {"fee": fee, "share": piece.fee_share, "used": piece.days}
    steps.append(Step("suspended", operands, fee * piece.fee_share, part.terms.clause("suspension.fee_share")))
    return fee * piece.fee_share


def _whole(
    bench: _Bench,
    index: int,
    charge: AnyCharge,
    full: Callable[[Piece], tuple[Fraction, list[Step]]],
    quantity: Fraction,
) -> Line | None:
    """A fee that is not prorated: that of the plan that the terms name where there are several."""
    part = bench.part
    rule = part.terms.change.whole_fee if part.terms.change else WholeFee.LAST
    if (rule is WholeFee.FIRST and not part.first) or (rule is WholeFee.LAST and not part.last):
        return None
    active = [piece for piece in part.pieces if piece.fee_share is None] or list(part.pieces)
    pieces = {WholeFee.FIRST: active[:1], WholeFee.LAST: active[-1:], WholeFee.EACH: _plans(active)}[rule]
    amounts, steps = list[Fraction](), list[Step]()
    for piece in pieces:
        fee, because = full(piece)
        steps += because
        if part.terms.proration.trigger is Trigger.NEVER:
            steps += share_of(part, piece).steps
        amounts.append(_suspended(part, piece, fee, steps))
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    return _rounded(bench, index, charge, quantity, amount, steps)


def _plans(pieces: Sequence[Piece]) -> list[Piece]:
    """One piece for each run of the same attributes."""
    return [
        piece for number, piece in enumerate(pieces) if not number or piece.attributes != pieces[number - 1].attributes
    ]


def _quantity(bench: _Bench, index: int, charge: QuantityCharge) -> Line | None:
    part = bench.part
    if charge.counted is Counted.DAY_BY_DAY:  # the days are in the quantity already
        return _day_by_day(bench, index, charge)
    quantity = counted_quantity(charge, part.contract, part.period, part.used)
    told = _counted(part, index, charge, quantity, part.used)

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        amount, steps = _price_of_quantity(part, index, charge, quantity, told, piece)
        if charge.by_points is not None:
            amount = _by_points(part, index, charge.by_points, piece, amount, steps)
        return amount, steps

    return _by_pieces(bench, index, charge, full, quantity)


def _price_of_quantity(
    part: Part, index: int, charge: QuantityCharge, quantity: Fraction, told: Step, piece: Piece
) -> tuple[Fraction, list[Step]]:
    """The whole fee for a quantity: a price for each unit, or tiers that it goes through like use."""
    if charge.tiers is None:
        fee, step = price(part, index, charge, charge.price, piece.attributes)
        times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
        return fee * quantity, [step, told, Step("times-quantity", times, fee * quantity, told.clause)]
    number, row = row_in_force(charge.tier_price, row_day(part, charge))
    clause = part.terms.clause(f"charge.{index}.tier_price.{number}")
    tiers, steps, amounts = _full_tiers(part, index, number, row), [told], list[Fraction]()
    source: dict[str, Operand] = {"since": row.since, "source": row.source}
    tier = _reached(tiers, quantity)
    if (fee := row.tiers[tier].fee) is not None:
        amounts.append(fee)
        steps.append(Step("tier-fee", {"tier": tier + 1, **source}, fee, clause))
    for low, high, rate in tiers:
        if units := _units_in(charge.tiers, quantity, low, high):
            amounts.append(units * rate)
            steps.append(Step("tier", {"units": units, "rate": rate, **source}, units * rate, clause))
    return add_up(amounts), steps


def _day_by_day(bench: _Bench, index: int, charge: QuantityCharge) -> Line:
    """Each piece's own quantity and price; suspended days as far as they cost something."""
    part, quantities, amounts, steps = bench.part, list[Fraction](), list[Fraction](), list[Step]()
    for piece in part.pieces:
        quantity = counted_quantity(charge, part.contract, part.period, piece.days)
        fee, step = price(part, index, charge, charge.price, piece.attributes)
        told = _counted(part, index, charge, quantity, piece.days)
        times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
        steps += [step, told, Step("times-quantity", times, fee * quantity, told.clause)]
        quantities.append(quantity)
        amounts.append(_suspended(part, piece, fee * quantity, steps))
    if len(amounts) > 1:
        together = Step("sum-of-parts", {"parts": len(amounts)}, add_up(amounts), part.terms.clause(f"charge.{index}"))
        steps.append(together)
    return _rounded(bench, index, charge, add_up(quantities), add_up(amounts), steps)


def _counted(part: Part, index: int, charge: QuantityCharge, quantity: Fraction, used: Period) -> Step:
    operands: dict[str, Operand] = {"item": charge.item, "period": part.period, "used": used}
    return Step(f"quantity-{charge.counted.value}", operands, quantity, part.terms.clause(f"charge.{index}.counted"))


def _usage(bench: _Bench, index: int, charge: UsageCharge) -> Line:
    part = bench.part
    number, row = row_in_force(charge.price, row_day(part, charge))
    clause = part.terms.clause(f"charge.{index}.price.{number}")
    use = bench.use
    steps = [Step("units-used", {"period": part.window}, use.read, clause), *use.steps]
    used = charged_units(part, index, charge, use.units, steps)
    amounts: list[Fraction] = []
    tiers = _tiers(bench, charge, index, number, row, steps)
    if row.has_fees:
        amounts.append(_tier_fee(bench, charge, index, number, row, _reached(tiers, used), steps))
    for low, high, rate in tiers:
        units = _units_in(charge.tiers, used, low, high)
        if units:
            amount = units * rate
            told: dict[str, Operand] = {"units": units, "rate": rate, "since": row.since, "source": row.source}
            steps.append(Step("tier", told, amount, clause))
            amounts.append(amount)
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    return _rounded(bench, index, charge, used, amount, steps)


def _reached(tiers: Sequence[_Bounded], used: Fraction) -> int:
    """The number of the tier that the use reaches, and no later one."""
    return next(number for number, (_, high, _) in enumerate(tiers) if high is None or used <= high)


def _tier_fee(
    bench: _Bench, charge: UsageCharge, index: int, number: int, row: TierRow, tier: int, steps: list[Step]
) -> Fraction:
    """The fee of the tier that the use reaches, by the day like a fixed fee; the line is rounded with the use in it."""
    fee = row.tiers[tier].fee
    if fee is None:
        return _ZERO
    operands: dict[str, Operand] = {"tier": tier + 1, "since": row.since, "source": row.source}
    step = Step("tier-fee", operands, fee, bench.part.terms.clause(f"charge.{index}.price.{number}"))
    line = _by_pieces(bench, index, _unrounded(bench.part.terms, index, charge), lambda _piece: (fee, [step]))
    steps += line.derivation if line is not None else ()
    return line.amount if line is not None else _ZERO


def _unrounded(terms: Terms, index: int, charge: UsageCharge) -> UsageCharge:
    key = ("unrounded", index)
    if key not in terms.memo:
        terms.memo[key] = charge.model_copy(update={"rounding": RoundingMode.EXACT, "rounding_unit": None})
    unrounded: UsageCharge = terms.memo[key]
    return unrounded


def _units_in(tiers: Tiers, used: Fraction, low: Fraction, high: Fraction | None) -> Fraction:
    """The units that a tier prices; use below zero is all in the first one."""
    if used <= low:
        return used if low == 0 else _ZERO
    if high is None or used <= high:
        return used if tiers is Tiers.VOLUME or low == 0 else used - low
    return _ZERO if tiers is Tiers.VOLUME else high - low


def _tiers(
    bench: _Bench, charge: UsageCharge, index: int, number: int, row: TierRow, steps: list[Step]
) -> Sequence[_Bounded]:
    """Each tier as the bound below it, its own bound and its rate, its width prorated where the terms say so."""
    part, rule = bench.part, bench.part.terms.proration
    whole = len(part.pieces) == 1 and part.pieces[0].situation is Situation.WHOLE
    narrowed = rule.components if rule.widths is None else rule.widths
    if whole or charge.item not in narrowed or len(row.tiers) == 1:
        return _full_tiers(part, index, number, row)
    shares = [share_of(part, piece) for piece in part.pieces]
    ratio = add_up(share.ratio for share in shares)
    if any(share.prorated for share in shares):
        steps += [step for share in shares for step in share.steps]
    tiers: list[_Bounded] = []
    low = before = _ZERO
    for tier in row.tiers:
        high = tier.up_to
        if high is not None:
            width = high - before
            before = high
            if ratio != _ONE:
                exact = width * ratio
                mode, unit = rule.width_rounding or RoundingMode.EXACT, rule.width_unit or _ONE
                kept = round_to(exact, mode, unit)
                told: dict[str, Operand] = {
                    "width": width,
                    "ratio": ratio,
                    "exact": exact,
                    "mode": mode.value,
                    "unit": unit,
                }
                steps.append(Step("tier-width", told, kept, part.terms.clause("proration.width_rounding")))
                width = kept
            high = low + width
        tiers.append((low, high, tier.rate))
        low = low if high is None else high
    return tiers


def _full_tiers(part: Part, index: int, number: int, row: TierRow) -> Sequence[_Bounded]:
    """The tiers of a whole period, worked out once for the terms."""
    key = ("tiers", index, number)
    if key not in part.terms.memo:
        lows = [_ZERO, *(tier.up_to for tier in row.tiers if tier.up_to is not None)]
        part.terms.memo[key] = [(low, tier.up_to, tier.rate) for low, tier in zip(lows, row.tiers, strict=False)]
    tiers: Sequence[_Bounded] = part.terms.memo[key]
    return tiers


def _adjustment(bench: _Bench, index: int, charge: AdjustmentCharge) -> Line:
    part = bench.part
    month = first_of_month(closing_day(part.terms.period, part.period))
    unit, steps = adjustment_unit(part.terms, index, charge, month)
    use = bench.use
    taken = list(use.steps)
    units = charged_units(part, index, charge, use.units, taken)
    amount = units * unit
    told: dict[str, Operand] = {"units": units, "rate": unit}
    step = Step("times-units", told, amount, part.terms.clause(f"charge.{index}"))
    return _rounded(bench, index, charge, units, amount, [*steps, *taken, step])


def _minimum(bench: _Bench, index: int, charge: MinimumCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        fee, step = price(bench.part, index, charge, charge.price, piece.attributes)
        return fee, [step]

    least = _by_pieces(bench, index, charge, full)
    if least is None:
        return None
    reached = _sum_of(bench, charge.of)
    missing = max(_ZERO, least.amount - reached)
    told: dict[str, Operand] = {"least": least.amount, "reached": reached, "items": ", ".join(charge.of)}
    step = Step("minimum", told, missing, bench.part.terms.clause(f"charge.{index}"))
    return _rounded(bench, index, charge, _ONE, missing, [*least.derivation, step])


def _maximum(bench: _Bench, index: int, charge: MaximumCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        fee, step = price(bench.part, index, charge, charge.price, piece.attributes)
        return fee, [step]

    most = _by_pieces(bench, index, charge, full)
    if most is None:
        return None
    sum_of_items = _sum_of(bench, charge.of)
    above = max(_ZERO, sum_of_items - most.amount)
    told: dict[str, Operand] = {"most": most.amount, "reached": sum_of_items, "items": ", ".join(charge.of)}
    step = Step("maximum", told, -above, bench.part.terms.clause(f"charge.{index}"))
    return _rounded(bench, index, charge, _ONE, -above, [*most.derivation, step])


def _surcharge(bench: _Bench, index: int, charge: SurchargeCharge) -> Line:
    base = _sum_of(bench, charge.of)
    told: dict[str, Operand] = {"items": ", ".join(charge.of), "base": base, "share": charge.share}
    step = Step("surcharge", told, base * charge.share, bench.part.terms.clause(f"charge.{index}"))
    return _rounded(bench, index, charge, _ONE, base * charge.share, [step])


def _discount(bench: _Bench, index: int, charge: DiscountCharge) -> Line | None:
    part = bench.part
    clause = part.terms.clause(f"charge.{index}")
    base = _sum_of(bench, charge.of)
    if charge.share is not None:
        off, told = base * charge.share, {"items": ", ".join(charge.of), "base": base, "share": charge.share}
        return _rounded(bench, index, charge, _ONE, -off, [Step("discount-share", told, -off, clause)])

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        fee, step = price(part, index, charge, charge.price, piece.attributes)
        return -fee, [step]

    line = _by_pieces(bench, index, charge, full)
    base = max(_ZERO, base)
    if line is None or not charge.of or -line.amount <= base:
        return line
    step = Step("discount-limit", {"items": ", ".join(charge.of), "base": base}, -base, clause)
    return _rounded(bench, index, charge, _ONE, -base, [*line.derivation, step])


def _sum_of(bench: _Bench, items: Sequence[str]) -> Fraction:
    return add_up(bench.amounts[item] for item in items if item in bench.amounts)


def _one_off(bench: _Bench, index: int, charge: OneOffCharge) -> Line | None:
    part = bench.part
    if not (part.begins if charge.at is OneOffAt.START else part.closes):
        return None
    fee, step = price(part, index, charge, charge.price, part.pieces[-1].attributes)
    return _rounded(bench, index, charge, _ONE, fee, [step])


def _termination(bench: _Bench, index: int, charge: TerminationCharge) -> Line | None:
    part = bench.part
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
    told: dict[str, Operand] = {"end": cancellation.end, "left": left, "months": charge.months, "fee": fee}
    steps = [step, Step("early-termination", told, fee * quantity, clause)]
    amount = fee * quantity
    if charge.cap is not None:
        amount = _capped(bench, index, charge.cap, amount, steps)
    return _rounded(bench, index, charge, _ONE, amount, steps)


def _months_left(charge: TerminationCharge, start: date, end: date) -> int:
    """The months of the running term that are left on `end`, one that has begun among them; none where it is free."""
    before = 0
    if charge.renews:
        while add_months(start, before + charge.months) <= end:
            before += charge.months
        if before and end <= add_months(start, before + (charge.renewal_months or 0)):
            return 0
    return sum(add_months(start, before + month) > end for month in range(1, charge.months + 1))


def _capped(bench: _Bench, index: int, cap: Cap, amount: Fraction, steps: list[Step]) -> Fraction:
    part = bench.part
    cancellation = part.contract.cancellation
    ended = cancellation.end if cancellation is not None else part.used.last_day
    if (part.contract.start if cap.on is CapOn.CONTRACT_START else ended) < cap.since:
        return amount
    most, attributes = _ZERO, part.pieces[-1].attributes
    for number, charge in enumerate(part.terms.charge):
        if charge.item not in cap.of or not _applies(charge.when, attributes):
            continue
        if isinstance(charge, FixedCharge | QuantityCharge):
            most += _whole_fee(part, number, charge, attributes)
    if amount <= most:
        return amount
    told: dict[str, Operand] = {"items": ", ".join(cap.of), "since": cap.since, "source": cap.source}
    steps.append(Step("cap", told, most, part.terms.clause(f"charge.{index}.cap")))
    return most


def _whole_fee(
    part: Part, number: int, charge: FixedCharge | QuantityCharge, attributes: Mapping[str, str]
) -> Fraction:
    """One period's fee on the last day charged, for what is in use then."""
    if isinstance(charge, FixedCharge):
        fee, _ = price(part, number, charge, charge.price, attributes)
        return fee
    quantity = quantity_on(charge, part.contract, part.used.last_day)
    told = _counted(part, number, charge, quantity, part.used)
    fee, _ = _price_of_quantity(part, number, charge, quantity, told, part.pieces[-1])
    return fee


def _rounded(
    bench: _Bench, index: int, charge: AnyCharge, quantity: Fraction, amount: Fraction, steps: Sequence[Step]
) -> Line:
    rule = bench.part.terms.rounding
    if charge.rounding is not None:
        mode, unit, path = charge.rounding, charge.rounding_unit, f"charge.{index}.rounding"
    else:
        mode, unit, path = rule.line, rule.line_unit, "rounding.line"
    if mode is not RoundingMode.EXACT and unit is not None:
        rounded = round_to(amount, mode, unit)
        operands: dict[str, Operand] = {"amount": amount, "unit": unit, "mode": mode.value}
        steps = (*steps, Step("rounded", operands, rounded, bench.part.terms.clause(path)))
        amount = rounded
    return Line(charge.item, amount, quantity, tuple(steps), charge.tax or TaxClass.STANDARD)


_BY_KIND: Mapping[str, Callable[[_Bench, int, Any], Line | None]] = {
    "fixed": _fixed,
    "per-quantity": _quantity,
    "usage": _usage,
    "adjustment": _adjustment,
    "minimum": _minimum,
    "maximum": _maximum,
    "surcharge": _surcharge,
    "discount": _discount,
    "one-off": _one_off,
    "termination": _termination,
}
