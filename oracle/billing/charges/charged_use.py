"""The units that a charge prices, from the use that was read."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ...contracts import Operand, Part, Step, StepKind, units_used
from ...money import RoundingMode, round_to
from ...vocabulary import AdjustmentCharge, Trigger, UsageCharge
from ..proration import days_ratio

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class PricedUse:
    """The use of a part as it was `read`, the `units` that are priced, and the steps from one to the other."""

    read: Fraction
    units: Fraction
    steps: tuple[Step, ...] = ()


def use_of(part: Part) -> PricedUse:
    """The use of a part, multiplied and rounded as `[usage]` says.

    Raises:
        CaseError: no reading closes the part, or use below zero is refused.
    """
    terms, rule = part.terms, part.terms.usage
    read = units = units_used(terms, part.contract, part.uses, part.window)
    if rule is None or (rule.multiplier is rule.multiplier_attribute is rule.rounding is None):
        return PricedUse(read, units)
    steps: list[Step] = []
    multiplier = rule.multiplier
    if rule.multiplier_attribute is not None:
        multiplier = Fraction(part.pieces[-1].attributes[rule.multiplier_attribute])
    if multiplier is not None:
        units = read * multiplier
        multiplied: dict[str, Operand] = {"units": read, "factor": multiplier}
        steps.append(Step(StepKind.USE_MULTIPLIED, multiplied, units, terms.clause("usage.multiplier")))
    if rule.rounding is not None and rule.unit is not None:
        rounded: dict[str, Operand] = {"units": units, "unit": rule.unit, "mode": rule.rounding.value}
        units = round_to(units, rule.rounding, rule.unit)
        steps.append(Step(StepKind.USE_ROUNDED, rounded, units, terms.clause("usage.rounding")))
    return PricedUse(read, units, tuple(steps))


def charged_units(
    part: Part, index: int, charge: UsageCharge | AdjustmentCharge, used: Fraction, steps: list[Step]
) -> Fraction:
    """The units that a charge prices: `used`, in blocks if the charge has them, and at least its least units.

    A started block of use below zero counts in full too. The steps are added to `steps`.
    """
    if isinstance(charge, UsageCharge) and charge.block is not None:
        count = used / charge.block
        blocks: dict[str, Operand] = {"units": used, "block": charge.block}
        used = Fraction(ceil(count) if count >= 0 else floor(count))
        steps.append(Step(StepKind.BLOCKS, blocks, used, part.terms.clause(f"charge.{index}.block")))
    if charge.least_units is not None:
        least = _for_the_days(part, index, charge, charge.least_units, steps)
        if used < least:
            operands: dict[str, Operand] = {"units": used, "least_units": least}
            steps.append(Step(StepKind.LEAST_UNITS, operands, least, part.terms.clause(f"charge.{index}.least_units")))
            used = least
    return used


def _for_the_days(
    part: Part, index: int, charge: UsageCharge | AdjustmentCharge, least: Fraction, steps: list[Step]
) -> Fraction:
    """The least units for the days of the part, rounded like tier widths; suspended days count for their share."""
    rule = part.terms.proration
    if charge.item not in rule.components or rule.trigger is Trigger.NEVER:
        return least
    leading: list[Step] = []
    ratio = days_ratio(part, leading, suspended=True)
    if ratio == 1:
        return least
    mode, unit = rule.width_rounding or RoundingMode.EXACT, rule.width_unit or _ONE
    exact = least * ratio
    kept = round_to(exact, mode, unit)
    operands: dict[str, Operand] = {
        "least_units": least,
        "ratio": ratio,
        "exact": exact,
        "mode": mode.value,
        "unit": unit,
    }
    steps += leading
    steps.append(Step(StepKind.LEAST_UNITS_PRORATED, operands, kept, part.terms.clause(f"charge.{index}.least_units")))
    return kept
