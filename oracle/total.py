"""From the lines to the total and the tax in it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from .bills import Line, Operand, Step
from .calendar import Period
from .charges import row_in_force
from .money import RoundingMode, round_to
from .periods import closing_day
from .settings import PricesAre, TaxRateOn
from .terms import Terms


def total_of(
    terms: Terms, lines: Sequence[Line], period: Period, billed: Period
) -> tuple[Fraction, Fraction | None, tuple[Step, ...]]:
    """The total with its tax, the tax (None outside tax), and the steps."""
    total = sum((line.amount for line in lines), Fraction(0))
    steps: list[Step] = []
    if len(lines) > 1:
        steps.append(Step("sum", {"lines": len(lines)}, total, terms.clause("charge")))
    if terms.rounding.total is not RoundingMode.EXACT:
        assert terms.rounding.total_unit is not None  # noqa: S101  # the vocabulary demands it with every other mode
        operands: dict[str, Operand] = {
            "amount": total,
            "unit": terms.rounding.total_unit,
            "mode": terms.rounding.total.value,
        }
        total = round_to(total, terms.rounding.total, terms.rounding.total_unit)
        steps.append(Step("rounded", operands, total, terms.clause("rounding.total")))
    if terms.tax.prices is PricesAre.OUTSIDE_TAX:
        return total, None, tuple(steps)
    tax, step = _tax(terms, total, _tax_day(terms, period, billed))
    if terms.tax.prices is PricesAre.TAX_EXCLUSIVE:
        total += tax
        added = Step("total-with-tax", {"tax": tax}, total, step.clause)
        return total, tax, (*steps, step, added)
    return total, tax, (*steps, step)


def _tax(terms: Terms, total: Fraction, day: date) -> tuple[Fraction, Step]:
    rule = terms.tax
    assert rule.rounding is not None  # noqa: S101  # the vocabulary demands both unless outside tax
    assert rule.unit is not None  # noqa: S101  # the same
    number, row = row_in_force(rule.rate, day)
    inclusive = rule.prices is PricesAre.TAX_INCLUSIVE
    exact = total * row.rate / (1 + row.rate) if inclusive else total * row.rate
    tax = round_to(exact, rule.rounding, rule.unit)
    operands: dict[str, Operand] = {
        "total": total,
        "rate": row.rate,
        "since": row.since,
        "day": day,
        "exact": exact,
        "mode": rule.rounding.value,
        "unit": rule.unit,
    }
    what = "tax-inclusive" if inclusive else "tax-exclusive"
    return tax, Step(what, operands, tax, terms.clause(f"tax.rate.{number}"))


def _tax_day(terms: Terms, period: Period, billed: Period) -> date:
    match terms.tax.rate_on:
        case TaxRateOn.FIRST_BILLED_DAY:
            return billed.start
        case TaxRateOn.PERIOD_END:
            return closing_day(terms.period, period)
        case _:
            return billed.last_day
