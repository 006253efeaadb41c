"""The named roundings in whole numbers: the ratio of two columns as the whole number that the mode says."""

from fractions import Fraction

from ..money import RoundingMode
from .whole import Plan, ScaledColumn, Whole, choose, number

_HALVES = frozenset({RoundingMode.HALF_UP, RoundingMode.HALF_EVEN})


def whole_ratio(plan: Plan, above: Whole, below: Whole, mode: RoundingMode) -> Whole:
    """`above` / `below` as a whole number; `below` is above zero. `EXACT` has no such result and must not be passed."""
    match mode:
        case RoundingMode.CEILING:
            return -((-above) // below)
        case RoundingMode.TRUNCATE if above.low < 0:
            above = plan.keep(above)
            return choose(above < number(0), -((-above) // below), above // below)
        case RoundingMode.HALF_UP:
            above, two = plan.keep(above), number(2)
            up = (above * two + below) // (below * two)
            if above.low >= 0:
                return up
            return choose(above < number(0), -((below - above * two) // (below * two)), up)
        case RoundingMode.HALF_UPWARD:
            two = number(2)
            return (plan.keep(above) * two + below) // (below * two)
        case RoundingMode.HALF_EVEN:
            return _half_even(plan, plan.keep(above), plan.keep(below))
        case _:
            return above // below


def _half_even(plan: Plan, above: Whole, below: Whole) -> Whole:
    down = plan.keep(above // below)
    rest = plan.keep(((above - down * below) * number(2)).within(0, 2 * below.high))
    odd = (down - (down // number(2)) * number(2)).within(0, 1)
    up = (below < rest) | (below.is_(rest) & odd.is_(number(1)))
    return choose(up, down + number(1), down)


def rounded_column(plan: Plan, above: ScaledColumn, below: Whole, mode: RoundingMode, unit: Fraction) -> ScaledColumn:
    """The amount `above` / `below`, rounded to a multiple of `unit`."""
    count = whole_ratio(
        plan,
        above.whole * number(unit.denominator),
        below * number(above.per * unit.numerator),
        mode,
    )
    return ScaledColumn(count * number(unit.numerator), unit.denominator)


def rounded_number(value: Fraction, mode: RoundingMode, unit: Fraction) -> Fraction:
    """One number rounded to a multiple of `unit`, for values that are the same in every row."""
    above, below = value.numerator * unit.denominator, value.denominator * unit.numerator
    down, rest = divmod(above, below)
    match mode:
        case RoundingMode.EXACT:
            return value
        case RoundingMode.FLOOR:
            up = False
        case RoundingMode.CEILING:
            up = rest > 0
        case RoundingMode.TRUNCATE:
            up = rest > 0 and above < 0
        case RoundingMode.HALF_UP:
            up = 2 * rest > below or (2 * rest == below and above >= 0)
        case RoundingMode.HALF_UPWARD:
            up = 2 * rest >= below
        case RoundingMode.HALF_EVEN:
            up = 2 * rest > below or (2 * rest == below and down % 2 == 1)
    return (down + up) * unit
