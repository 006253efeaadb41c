"""The state shared by the charges of one part of a billing period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ...contracts import Line, Operand, Part, Step, StepKind
from ...money import RoundingMode, add_up, round_to
from ...vocabulary import AnyCharge, TaxClass
from .charged_use import PricedUse, use_of


@dataclass(slots=True)
class ChargeWork:
    """A part with the amounts of the lines so far, by item, and its use, computed when first needed."""

    part: Part
    amounts: dict[str, Fraction] = field(default_factory=dict[str, Fraction])
    _use: PricedUse | None = None

    @property
    def use(self) -> PricedUse:
        if self._use is None:
            self._use = use_of(self.part)
        return self._use


def applies(when: Mapping[str, str], attributes: Mapping[str, str]) -> bool:
    """True if a contract with `attributes` meets the condition `when`."""
    return all(attributes.get(name) == value for name, value in when.items())


def sum_of(work: ChargeWork, items: Sequence[str]) -> Fraction:
    """The sum of the lines so far for these items."""
    return add_up(work.amounts[item] for item in items if item in work.amounts)


def rounded_line(
    work: ChargeWork, index: int, charge: AnyCharge, quantity: Fraction, amount: Fraction, steps: Sequence[Step]
) -> Line:
    """The line of a charge, rounded as the charge itself or the terms say."""
    rule = work.part.terms.rounding
    if charge.rounding is not None:
        mode, unit, path = charge.rounding, charge.rounding_unit, f"charge.{index}.rounding"
    else:
        mode, unit, path = rule.line, rule.line_unit, "rounding.line"
    if mode is not RoundingMode.EXACT and unit is not None:
        rounded = round_to(amount, mode, unit)
        operands: dict[str, Operand] = {"amount": amount, "unit": unit, "mode": mode.value}
        steps = (*steps, Step(StepKind.ROUNDED, operands, rounded, work.part.terms.clause(path)))
        amount = rounded
    return Line(charge.item, amount, quantity, tuple(steps), charge.tax or TaxClass.STANDARD)
