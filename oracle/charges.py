"""The lines of a bill: each charge of the terms, over one part of a billing period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    MinimumCharge,
    OneOffCharge,
    QuantityCharge,
    TerminationCharge,
    TierRow,
    UsageCharge,
)
from .money import RoundingMode, add_up, round_to
from .part import Part, Piece
from .periods import closing_day
from .prices import price
from .proration import Share, fee_for, is_change_prorated, pieces_of, service_of, share_of
from .quantity import counted_quantity, quantity_on
from .row_days import RowDays, days_of_version, months_on, price_on, rows_on, spanned
from .rule import Clause
from .settings import CapOn, Counted, OneOffAt, RowOn, TaxClass, Tiers, Trigger, WholeFee
from .usage import units_used

_Bounded = tuple[Fraction, Fraction | None, Fraction]
"""A tier: the bound below it, its own bound (None for no bound), its rate."""
_ONE = Fraction(1)
_ZERO = Fraction(0)


@dataclass(slots=True)
class _Bench:
    """The work on one part: the lines so far by item, and its use, computed when first needed."""

    part: Part
    amounts: dict[str, Fraction] = field(default_factory=dict[str, Fraction])
    _units: Fraction | None = None

    @property
    def units(self) -> Fraction:
        if self._units is None:
            self._units = units_used(self.part.terms, self.part.contract, self.part.uses, self.part.window)
        return self._units


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
        line = _BY_KIND[charge.kind](bench, index, charge)
        if line is not None:
            bench.amounts[charge.item] = line.amount
            lines.append(line)
    return tuple(lines)


def _applies(when: Mapping[str, str], attributes: Mapping[str, str]) -> bool:
    return all(attributes.get(name) == value for name, value in when.items())


def _fixed(bench: _Bench, index: int, charge: FixedCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return _full_fee(bench, index, charge, piece)

    return _by_pieces(bench, index, charge, full)


def _full_fee(bench: _Bench, index: int, charge: FixedCharge, piece: Piece) -> tuple[Fraction, list[Step]]:
    """The whole fee under a piece's attributes, with what changes it before proration."""
    fee, steps = price_on(bench.part, index, charge, charge.price, piece.days, piece.attributes)
    points = charge.by_points
    if points is not None:
        value = Fraction(piece.attributes[points.attribute])
        factor = 1 + (points.base - value) * points.per_point
        operands: dict[str, Operand] = {"fee": fee, "value": value, "base": points.base, "factor": factor}
        fee *= factor
        steps.append(Step("by-points", operands, fee, bench.part.terms.clause(f"charge.{index}.by_points")))
    if charge.no_use_share is not None and bench.units == 0:
        operands = {"fee": fee, "share": charge.no_use_share}
        fee *= charge.no_use_share
        steps.append(Step("no-use", operands, fee, bench.part.terms.clause(f"charge.{index}.no_use_share")))
    return fee, steps


def _by_pieces(
    bench: _Bench,
    index: int,
    charge: AnyCharge,
    full: Callable[[Piece], tuple[Fraction, list[Step]]],
    quantity: Fraction = _ONE,
) -> Line | None:
    """A fee over the pieces of a part: each by its own days, or one whole fee.

    Where a change or a suspension inside the period is not prorated there is one fee, that of the plan that
    `change.whole_fee` names, for the days in service from the first to the last: prorated like a period without the
    change.
    """
    part, rule = bench.part, bench.part.terms.proration
    if charge.item not in rule.components or rule.trigger is Trigger.NEVER:
        return _whole(bench, index, charge, full, quantity)
    if not part.is_undivided and not is_change_prorated(rule):
        return _whole(bench, index, charge, full, quantity, share_of(part, service_of(part)))
    pieces = pieces_of(part)
    shares = [share_of(part, piece) for piece in pieces]
    if not part.is_undivided and not any(share.prorated for share in shares):
        return _whole(bench, index, charge, full, quantity, shares[0])
    amounts, steps = list[Fraction](), list[Step]()
    for piece, share in zip(pieces, shares, strict=True):
        if part.in_force is not None and not days_of_version(part, [piece.days]):
            continue
        fee, because = full(piece)
        steps += because
        charged = _by_days(part, fee, share, steps)
        amounts.append(_suspended(part, piece, charged, steps))
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    if len(amounts) > 1:
        steps.append(Step("sum-of-parts", {"parts": len(amounts)}, amount, part.terms.clause("proration")))
    return _rounded(bench, index, charge, quantity, amount, steps)


def _by_days(part: Part, fee: Fraction, share: Share, steps: list[Step]) -> Fraction:
    """The share of a fee, told with what leads to it."""
    charged = fee_for(part.terms, fee, share)
    steps += share.steps
    if share.prorated:
        operands: dict[str, Operand] = {"full": fee, "numerator": share.numerator, "denominator": share.denominator}
        steps.append(Step("prorated", operands, charged, part.terms.clause("proration")))
    return charged


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
    share: Share | None = None,
) -> Line | None:
    """One fee for the whole period, or the share of it: that of the plan that the terms name where there are
    several."""
    part = bench.part
    rule = part.terms.change.whole_fee if part.terms.change else WholeFee.LAST
    if (rule is WholeFee.FIRST and not part.first) or (rule is WholeFee.LAST and not part.last):
        return None
    active = [piece for piece in part.pieces if piece.fee_share is None] or list(part.pieces)
    pieces = {WholeFee.FIRST: active[:1], WholeFee.LAST: active[-1:], WholeFee.EACH: _plans(active)}[rule]
    amounts, steps = list[Fraction](), list[Step]()
    for piece in pieces:
        fee, because = full(piece if part.is_undivided else replace(piece, days=part.service))
        steps += because
        if share is not None:
            fee = _by_days(part, fee, share, steps)
        elif part.terms.proration.trigger is Trigger.NEVER:
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
        fee, steps = price_on(part, index, charge, charge.price, piece.days, piece.attributes)
        times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
        return fee * quantity, [*steps, told, Step("times-quantity", times, fee * quantity, told.clause)]

    return _by_pieces(bench, index, charge, full, quantity)


def _day_by_day(bench: _Bench, index: int, charge: QuantityCharge) -> Line:
    """The own quantity and price of each piece, and of each row in it; suspended days as far as they cost something."""
    part, quantities, amounts, steps = bench.part, list[Fraction](), list[Fraction](), list[Step]()
    for piece in part.pieces:
        for days in (days for row in rows_on(part, charge, charge.price, [piece.days]) for days in row.days):
            quantity = counted_quantity(charge, part.contract, part.period, days)
            fee, step = price(part, index, charge, charge.price, piece.attributes, once=days.start)
            told = _counted(part, index, charge, quantity, days)
            times: dict[str, Operand] = {"fee": fee, "quantity": quantity}
            steps += [step, told, Step("times-quantity", times, fee * quantity, told.clause)]
            quantities.append(quantity)
            amounts.append(_suspended(part, replace(piece, days=days), fee * quantity, steps))
    if len(amounts) > 1:
        together = Step("sum-of-parts", {"parts": len(amounts)}, add_up(amounts), part.terms.clause(f"charge.{index}"))
        steps.append(together)
    return _rounded(bench, index, charge, add_up(quantities), add_up(amounts), steps)


def _counted(part: Part, index: int, charge: QuantityCharge, quantity: Fraction, used: Period) -> Step:
    operands: dict[str, Operand] = {"item": charge.item, "period": part.period, "used": used}
    return Step(f"quantity-{charge.counted.value}", operands, quantity, part.terms.clause(f"charge.{index}.counted"))


def _usage(bench: _Bench, index: int, charge: UsageCharge) -> Line:
    part, used = bench.part, bench.units
    steps: list[Step] = []
    amounts: list[Fraction] = []
    for held in rows_on(part, charge, charge.price, [piece.days for piece in part.pieces]):
        clause = part.terms.clause(f"charge.{index}.price.{held.number}")
        if not steps:
            steps.append(Step("units-used", {"period": part.window}, used, clause))
        units = used if held.ratio is None else _use_by_days(used, held.ratio, spanned(held.days), clause, steps)
        for at, (low, high, rate) in enumerate(_tiers(bench, charge, index, held, steps)):
            inside = _units_in(charge.tiers, units, low, high, first=at == 0)
            if inside:
                amount, row = inside * rate, held.row
                told: dict[str, Operand] = {"units": inside, "rate": rate, "since": row.since, "source": row.source}
                steps.append(Step("tier", told, amount, clause))
                amounts.append(amount)
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    return _rounded(bench, index, charge, used, amount, steps)


def _use_by_days(used: Fraction, ratio: Fraction, days: Period, clause: Clause, steps: list[Step]) -> Fraction:
    """The use of the days that a row holds on, spread evenly over all days."""
    told: dict[str, Operand] = {"units": used, "ratio": ratio, "used": days}
    steps.append(Step("units-by-days", told, used * ratio, clause))
    return used * ratio


def _units_in(tiers: Tiers, used: Fraction, low: Fraction, high: Fraction | None, *, first: bool) -> Fraction:
    """The units that a tier prices; use below zero is all in the first one, even where its width comes to nothing."""
    if used <= low:
        return used if first else _ZERO
    if high is None or used <= high:
        return used if tiers is Tiers.VOLUME or low == 0 else used - low
    return _ZERO if tiers is Tiers.VOLUME else high - low


def _tiers(
    bench: _Bench, charge: UsageCharge, index: int, held: RowDays[TierRow], steps: list[Step]
) -> Sequence[_Bounded]:
    """Each tier as the bound below it, its own bound and its rate, its width prorated where the terms say so, and
    narrowed to the days that its row holds on."""
    part, rule, row = bench.part, bench.part.terms.proration, held.row
    whole = len(part.pieces) == 1 and part.pieces[0].situation is Situation.WHOLE
    prorated = not whole and charge.item in rule.components
    if len(row.tiers) == 1 or (not prorated and held.ratio is None):
        return _full_tiers(part, index, held.number, row)
    ratio = (_width_ratio(part, steps) if prorated else _ONE) * (held.ratio or _ONE)
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


def _width_ratio(part: Part, steps: list[Step]) -> Fraction:
    """The part of a whole tier's width for the pieces of a part; that of one period where a change is not prorated."""
    pieces = pieces_of(part) if part.is_undivided or is_change_prorated(part.terms.proration) else (service_of(part),)
    shares = [share_of(part, piece) for piece in pieces]
    if not any(share.prorated for share in shares):
        return _ONE
    ratio = add_up(share.ratio for share in shares)
    if ratio != 1:
        steps += [step for share in shares for step in share.steps]
    return ratio


def _full_tiers(part: Part, index: int, number: int, row: TierRow) -> Sequence[_Bounded]:
    """The tiers of a whole period, worked out once for the terms."""
    key = ("tiers", index, number)
    if key not in part.terms.memo:
        lows = [_ZERO, *(tier.up_to for tier in row.tiers if tier.up_to is not None)]
        part.terms.memo[key] = [(low, tier.up_to, tier.rate) for low, tier in zip(lows, row.tiers, strict=False)]
    tiers: Sequence[_Bounded] = part.terms.memo[key]
    return tiers


def _adjustment(bench: _Bench, index: int, charge: AdjustmentCharge) -> Line:
    part, used, clause = bench.part, bench.units, bench.part.terms.clause(f"charge.{index}")
    if charge.row_on is not RowOn.EACH_DAY and part.in_force is None:
        month = first_of_month(closing_day(part.terms.period, part.period))
        unit, leading = adjustment_unit(part.terms, index, charge, month)
        told: dict[str, Operand] = {"units": used, "rate": unit}
        return _rounded(
            bench, index, charge, used, used * unit, [*leading, Step("times-units", told, used * unit, clause)]
        )
    steps: list[Step] = []
    amounts: list[Fraction] = []
    for month, ratio, days in _adjusted_months(part, charge):
        unit, leading = adjustment_unit(part.terms, index, charge, month)
        steps += leading
        units = used if ratio == 1 else _use_by_days(used, ratio, days, clause, steps)
        steps.append(Step("times-units", {"units": units, "rate": unit}, units * unit, clause))
        amounts.append(units * unit)
    if len(amounts) > 1:
        steps.append(Step("sum-of-rows", {"rows": len(amounts)}, add_up(amounts), clause))
    return _rounded(bench, index, charge, used, add_up(amounts), steps)


def _adjusted_months(part: Part, charge: AdjustmentCharge) -> Iterator[tuple[date, Fraction, Period]]:
    """The months whose adjustment holds, each with its share of the use and its days."""
    days = [piece.days for piece in part.pieces]
    if charge.row_on is RowOn.EACH_DAY:
        yield from months_on(part, days)
        return
    inside = days_of_version(part, days)
    if inside:
        ratio = Fraction(sum(one.days for one in inside), sum(one.days for one in days))
        yield first_of_month(closing_day(part.terms.period, part.period)), ratio, spanned(inside)


def _minimum(bench: _Bench, index: int, charge: MinimumCharge) -> Line | None:
    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return price_on(bench.part, index, charge, charge.price, piece.days, piece.attributes)

    least = _by_pieces(bench, index, charge, full)
    if least is None:
        return None
    reached = _sum_of(bench, charge.of)
    missing = max(_ZERO, least.amount - reached)
    told: dict[str, Operand] = {"least": least.amount, "reached": reached, "items": ", ".join(charge.of)}
    step = Step("minimum", told, missing, bench.part.terms.clause(f"charge.{index}"))
    return _rounded(bench, index, charge, _ONE, missing, [*least.derivation, step])


def _discount(bench: _Bench, index: int, charge: DiscountCharge) -> Line | None:
    part = bench.part
    clause = part.terms.clause(f"charge.{index}")
    if charge.first_periods is not None and part.number >= charge.first_periods:
        return None
    base = _sum_of(bench, charge.of)
    if charge.share is not None:
        off, told = base * charge.share, {"items": ", ".join(charge.of), "base": base, "share": charge.share}
        return _rounded(bench, index, charge, _ONE, -off, [Step("discount-share", told, -off, clause)])

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        fee, steps = price_on(part, index, charge, charge.price, piece.days, piece.attributes)
        return -fee, steps

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
    day = part.used.start if charge.at is OneOffAt.START else part.used.last_day
    fee, step = price(part, index, charge, charge.price, part.pieces[-1].attributes, once=day)
    return _rounded(bench, index, charge, _ONE, fee, [step])


def _termination(bench: _Bench, index: int, charge: TerminationCharge) -> Line | None:
    part = bench.part
    cancellation = part.contract.cancellation
    if cancellation is None or not part.closes:
        return None
    end = part.end_of_use or cancellation.end
    left = sum(add_months(part.contract.start, month) > end for month in range(1, charge.months + 1))
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
            fee, _ = price(part, number, charge, charge.price, attributes)
            counted = isinstance(charge, QuantityCharge)
            most += fee * quantity_on(charge, part.contract, part.used.last_day) if counted else fee
    if amount <= most:
        return amount
    told: dict[str, Operand] = {"items": ", ".join(cap.of), "since": cap.since, "source": cap.source}
    steps.append(Step("cap", told, most, part.terms.clause(f"charge.{index}.cap")))
    return most


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
    return Line(charge.item, amount, quantity, tuple(steps), charge.tax is not TaxClass.OUTSIDE)


_BY_KIND: Mapping[str, Callable[[_Bench, int, Any], Line | None]] = {
    "fixed": _fixed,
    "per-quantity": _quantity,
    "usage": _usage,
    "adjustment": _adjustment,
    "minimum": _minimum,
    "discount": _discount,
    "one-off": _one_off,
    "termination": _termination,
}
