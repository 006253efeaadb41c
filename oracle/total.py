"""From the lines to the total and the tax in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .bills import Line, Operand, Step
from .calendar import Period
from .history import Contract
from .money import RoundingMode, add_up, round_to
from .periods import closing_day
from .prices import row_in_force
from .rules import TaxRule
from .settings import PricesAre, TaxPer, TaxRateOn
from .terms import Terms


@dataclass(frozen=True, slots=True)
class Total:
    """The total with its tax, the tax (None outside tax), both in major units, and the steps to them."""

    total: Fraction
    tax: Fraction | None
    steps: tuple[Step, ...]


def total_of(
    terms: Terms, contract: Contract, lines: Sequence[Line], period: Period, billed: Period, issued: date
) -> Total:
    """Add up the lines, round, and extract or add the tax. What is outside the tax is rounded and added by itself."""
    taxed = [line for line in lines if line.taxed]
    steps: list[Step] = []
    total = _rounded_sum(terms, taxed, steps)
    outside = [line for line in lines if not line.taxed]
    tax: Fraction | None = None
    if terms.tax.prices is not PricesAre.OUTSIDE_TAX:
        tax, step = _tax(terms, taxed, total, _tax_row(terms, contract, period, billed, issued))
        steps.append(step)
        if terms.tax.prices is PricesAre.TAX_EXCLUSIVE:
            total += tax
            steps.append(Step("total-with-tax", {"tax": tax}, total, step.clause))
    if outside:
        apart = _rounded_sum(terms, outside, steps)
        total += apart
        steps.append(Step("outside-tax", {"amount": apart}, total, terms.clause("tax")))
    return Total(total, tax, tuple(steps))


def _rounded_sum(terms: Terms, lines: Sequence[Line], steps: list[Step]) -> Fraction:
    total = add_up(line.amount for line in lines)
    if len(lines) > 1:
        steps.append(Step("sum", {"lines": len(lines)}, total, terms.clause("charge")))
    rule = terms.rounding
    if rule.total is RoundingMode.EXACT or rule.total_unit is None:
        return total
    rounded = round_to(total, rule.total, rule.total_unit)
    operands: dict[str, Operand] = {"amount": total, "unit": rule.total_unit, "mode": rule.total.value}
    steps.append(Step("rounded", operands, rounded, terms.clause("rounding.total")))
    return rounded


def _tax(terms: Terms, lines: Sequence[Line], total: Fraction, row: tuple[int, date]) -> tuple[Fraction, Step]:
    rule, (number, day) = terms.tax, row
    assert rule.rounding is not None  # noqa: S101  # the vocabulary demands both unless outside tax
    assert rule.unit is not None  # noqa: S101  # the same
    rate = rule.rate[number].rate
    inclusive = rule.prices is PricesAre.TAX_INCLUSIVE
    key = ("tax", number)
    if key not in terms.memo:
        terms.memo[key] = rate / (1 + rate) if inclusive else rate
    factor: Fraction = terms.memo[key]
    exact = total * factor
    if rule.per is TaxPer.LINE:
        tax = add_up(round_to(line.amount * factor, rule.rounding, rule.unit) for line in lines)
    else:
        tax = round_to(exact, rule.rounding, rule.unit)
    operands: dict[str, Operand] = {
        "total": total,
        "rate": rate,
        "since": rule.rate[number].since,
        "source": rule.rate[number].source,
        "day": day,
        "exact": exact,
        "mode": rule.rounding.value,
        "unit": rule.unit,
    }
    what = "tax-inclusive" if inclusive else "tax-exclusive"
    if rule.per is TaxPer.LINE:
        what += "-by-line"
    return tax, Step(what, operands, tax, terms.clause(f"tax.rate.{number}"))


def _tax_row(terms: Terms, contract: Contract, period: Period, billed: Period, issued: date) -> tuple[int, date]:
    """The number of the tax rate that a bill carries, and the day that picked it."""
    match terms.tax.rate_on:
        case TaxRateOn.FIRST_BILLED_DAY:
            day = billed.start
        case TaxRateOn.PERIOD_END | TaxRateOn.FIXED_OR_CONTINUING:
            day = closing_day(terms.period, period)
        case TaxRateOn.ISSUE_DAY:
            day = issued
        case _:
            day = billed.last_day
    number, _ = row_in_force(terms.tax.rate, day)
    if terms.tax.rate_on is TaxRateOn.FIXED_OR_CONTINUING and _continues(terms.tax, number, contract, day):
        return number - 1, day
    return number, day


def _continues(rule: TaxRule, number: int, contract: Contract, closing: date) -> bool:
    """Whether a supply from before a new rate keeps the old one for a period closed on this day."""
    row = rule.rate[number]
    return (
        number > 0
        and row.continuing_until is not None
        and contract.start < row.since
        and closing <= row.continuing_until
    )
