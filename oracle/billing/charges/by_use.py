"""The lines of charges by use: rates in tiers, and adjustments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product

from ...calendar import Period, first_of_month
from ...contracts import Line, Operand, Part, Piece, Situation, Step, StepKind, closing_day, units_of_readings
from ...money import RoundingMode, add_up, round_to
from ...vocabulary import AdjustmentCharge, Clause, RowOn, Terms, TierRow, TiersPer, UsageCharge
from ..proration import days_ratio
from .adjustment import adjustment_unit
from .charged_use import charged_units
from .pieces import by_pieces
from .row_days import RowDays, amount_on, days_of_version, months_on, rows_on, spanned
from .tiers import Bounded, full_tiers, reached_tier, units_in
from .work import ChargeWork, rounded_line

_ONE = Fraction(1)
_ZERO = Fraction(0)


def usage_line(work: ChargeWork, index: int, charge: UsageCharge) -> Line:
    """The use of the part at the rates of its tiers, with the fee of the highest tier that it reaches.

    If each day has its own row, or its own version of the terms, the use is spread evenly over the days.
    """
    part, use = work.part, work.use
    rows = rows_on(part, charge, charge.price, [piece.days for piece in part.pieces])
    if not rows:
        return rounded_line(work, index, charge, use.units, _ZERO, [])
    first = part.terms.clause(f"charge.{index}.price.{rows[0].number}")
    steps = [Step(StepKind.UNITS_USED, {"period": part.window}, use.read, first), *use.steps]
    used = charged_units(part, index, charge, use.units, steps)
    amounts: list[Fraction] = []
    reached: dict[int, int] = {}
    fees = len(steps)
    for held in rows:
        clause = part.terms.clause(f"charge.{index}.price.{held.number}")
        units = used if held.ratio is None else _use_by_days(used, held.ratio, spanned(held.days), clause, steps)
        tiers = _tiers(work, charge, index, held, steps)
        if _has_fees(part.terms, index, held):
            reached[held.number] = reached_tier(tiers, units, charge.bound)
            fees = fees if len(reached) > 1 else len(steps)
        each = (units,) if charge.tiers_per is not TiersPer.READING else _of_readings(part, units)
        for one, (at, (low, high, rate)) in product(each, enumerate(tiers)):
            inside = units_in(charge.tiers, one, low, high, first=at == 0, bound=charge.bound)
            if inside:
                amount, row = inside * rate, held.row
                operands: dict[str, Operand] = {"units": inside, "rate": rate, "since": row.since, "source": row.source}
                steps.append(Step(StepKind.TIER, operands, amount, clause))
                amounts.append(amount)
    if reached:
        fee, fee_steps = _tier_fees(work, index, charge, reached, used)
        steps[fees:fees] = fee_steps  # before the rates of the first row with fees
        amounts.append(fee)
    amount = amounts[0] if len(amounts) == 1 else add_up(amounts)
    return rounded_line(work, index, charge, used, amount, steps)


def _of_readings(part: Part, units: Fraction) -> Sequence[Fraction]:
    """The units split among the readings, in proportion to what was read."""
    read = units_of_readings(part.terms, part.uses, part.window)
    together = add_up(read)
    return [units * one / together for one in read] if together else (units,)


def _has_fees(terms: Terms, index: int, held: RowDays[TierRow]) -> bool:
    """True if the tiers of the row have fees; cached with the terms."""
    key = ("fees", index, held.number)
    if key not in terms.memo:
        terms.memo[key] = held.row.has_fees
    return bool(terms.memo[key])


def _tier_fees(
    work: ChargeWork, index: int, charge: UsageCharge, reached: Mapping[int, int], used: Fraction
) -> tuple[Fraction, Sequence[Step]]:
    """The fee of the tier that the use reaches, prorated like a fixed fee; the line as a whole is rounded later.

    `reached` has the tier for each row's own days. Rows of days before or after these, which are charged only because
    a start or end is not prorated, have the tier that all of the use reaches.
    """
    part = work.part

    def of_row(number: int, row: TierRow) -> tuple[Fraction, list[Step]]:
        tier = reached.get(number)
        if tier is None:
            tier = reached_tier(full_tiers(part, index, number, row), used, charge.bound)
        fee = row.tiers[tier].fee
        if fee is None:
            return _ZERO, []
        operands: dict[str, Operand] = {"tier": tier + 1, "since": row.since, "source": row.source}
        return fee, [Step(StepKind.TIER_FEE, operands, fee, part.terms.clause(f"charge.{index}.price.{number}"))]

    def full(piece: Piece) -> tuple[Fraction, list[Step]]:
        return amount_on(part, index, charge, charge.price, piece.days, of_row)

    line = by_pieces(work, index, _unrounded(part.terms, index, charge), full)
    return (_ZERO, ()) if line is None else (line.amount, line.derivation)


def _use_by_days(used: Fraction, ratio: Fraction, days: Period, clause: Clause, steps: list[Step]) -> Fraction:
    """The share of the use for the days of a row, with the use spread evenly over all days."""
    operands: dict[str, Operand] = {"units": used, "ratio": ratio, "used": days}
    steps.append(Step(StepKind.UNITS_BY_DAYS, operands, used * ratio, clause))
    return used * ratio


def _unrounded(terms: Terms, index: int, charge: UsageCharge) -> UsageCharge:
    key = ("unrounded", index)
    if key not in terms.memo:
        terms.memo[key] = charge.model_copy(update={"rounding": RoundingMode.EXACT, "rounding_unit": None})
    unrounded: UsageCharge = terms.memo[key]
    return unrounded


def _tiers(
    work: ChargeWork, charge: UsageCharge, index: int, held: RowDays[TierRow], steps: list[Step]
) -> Sequence[Bounded]:
    """The tiers with their bounds and rates; widths are prorated if the terms say so, and narrowed to the days of the
    row."""
    part, rule, row = work.part, work.part.terms.proration, held.row
    whole = len(part.pieces) == 1 and part.pieces[0].situation is Situation.WHOLE
    narrowed = rule.components if rule.widths is None else rule.widths
    prorated = not whole and charge.item in narrowed
    if len(row.tiers) == 1 or (not prorated and held.ratio is None):
        return full_tiers(part, index, held.number, row)
    ratio = (days_ratio(part, steps) if prorated else _ONE) * (held.ratio or _ONE)
    tiers: list[Bounded] = []
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
                operands: dict[str, Operand] = {
                    "width": width,
                    "ratio": ratio,
                    "exact": exact,
                    "mode": mode.value,
                    "unit": unit,
                }
                steps.append(Step(StepKind.TIER_WIDTH, operands, kept, part.terms.clause("proration.width_rounding")))
                width = kept
            high = low + width
        tiers.append((low, high, tier.rate))
        low = low if high is None else high
    return tiers


def adjustment_line(work: ChargeWork, index: int, charge: AdjustmentCharge) -> Line:
    """The use of the part at the adjustment of its month, or split by days at that of each month if the terms say
    so."""
    part, use, clause = work.part, work.use, work.part.terms.clause(f"charge.{index}")
    taken = list(use.steps)
    used = charged_units(part, index, charge, use.units, taken)
    if charge.row_on is not RowOn.EACH_DAY and part.in_force is None:
        month = first_of_month(closing_day(part.terms.period, part.period))
        unit, leading = adjustment_unit(part.terms, index, charge, month)
        operands: dict[str, Operand] = {"units": used, "rate": unit}
        step = Step(StepKind.TIMES_UNITS, operands, used * unit, clause)
        return rounded_line(work, index, charge, used, used * unit, [*leading, *taken, step])
    steps = taken
    amounts: list[Fraction] = []
    for month, ratio, days in _adjusted_months(part, charge):
        unit, leading = adjustment_unit(part.terms, index, charge, month)
        steps += leading
        units = used if ratio == 1 else _use_by_days(used, ratio, days, clause, steps)
        steps.append(Step(StepKind.TIMES_UNITS, {"units": units, "rate": unit}, units * unit, clause))
        amounts.append(units * unit)
    if len(amounts) > 1:
        steps.append(Step(StepKind.SUM_OF_ROWS, {"rows": len(amounts)}, add_up(amounts), clause))
    return rounded_line(work, index, charge, used, add_up(amounts), steps)


def _adjusted_months(part: Part, charge: AdjustmentCharge) -> Iterator[tuple[date, Fraction, Period]]:
    """The months whose adjustments apply, each with its share of the use and its days."""
    days = [piece.days for piece in part.pieces]
    if charge.row_on is RowOn.EACH_DAY:
        yield from months_on(part, days)
        return
    inside = days_of_version(part, days)
    if inside:
        ratio = Fraction(sum(one.days for one in inside), sum(one.days for one in days))
        yield first_of_month(closing_day(part.terms.period, part.period)), ratio, spanned(inside)
