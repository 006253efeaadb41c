"""The total of a bill and the tax in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..calendar import Period
from ..contracts import Contract, Line, Operand, Step, StepKind, closing_day
from ..money import RoundingMode, add_up, round_to
from ..vocabulary import PricesAre, TaxClass, TaxPer, TaxRate, TaxRateOn, Terms
from .prices import row_in_force


@dataclass(frozen=True, slots=True)
class Total:
    """The total with its tax, the tax (None outside tax), both in major units, and the steps to them."""

    total: Fraction
    tax: Fraction | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The lines of a bill under one list of dated tax rates, the path of that list, and the lines' rounded sum."""

    path: str
    rows: Sequence[TaxRate]
    lines: Sequence[Line]
    total: Fraction


def total_of(
    terms: Terms, contract: Contract, lines: Sequence[Line], period: Period, billed: Period, issued: date
) -> Total:
    """Add up the lines, round, and extract or add the tax. Lines at the reduced rate and lines outside the tax are each
    rounded separately and added."""
    reduced = [line for line in lines if line.tax is TaxClass.REDUCED]
    outside = [line for line in lines if line.tax is TaxClass.OUTSIDE]
    steps: list[Step] = []
    tax: Fraction | None = None
    if not reduced:
        taxed = [line for line in lines if line.tax is not TaxClass.OUTSIDE] if outside else lines
        total = _rounded_sum(terms, taxed, steps, part=bool(outside))
        if terms.tax.prices is not PricesAre.OUTSIDE_TAX:
            group = _Group("tax.rate", terms.tax.rate, taxed, total)
            tax, step = _tax(terms, group, _tax_row(terms, group, contract, period, billed, issued))
            steps.append(step)
    else:
        standard = [line for line in lines if line.tax is TaxClass.STANDARD]
        groups = [
            _Group(path, rows, of, _rounded_sum(terms, of, steps, part=True))
            for path, rows, of in (("tax.rate", terms.tax.rate, standard), ("tax.reduced", terms.tax.reduced, reduced))
            if of
        ]
        total = add_up(group.total for group in groups)
        rows = [_tax_row(terms, group, contract, period, billed, issued) for group in groups]
        tax = _tax_of_groups(terms, groups, rows, steps)
    if terms.tax.prices is PricesAre.TAX_EXCLUSIVE and tax is not None:
        total += tax
        steps.append(Step(StepKind.TOTAL_WITH_TAX, {"tax": tax}, total, steps[-1].clause))
    if outside:
        untaxed = _rounded_sum(terms, outside, steps, part=True)
        total += untaxed
        steps.append(Step(StepKind.OUTSIDE_TAX, {"amount": untaxed}, total, terms.clause("tax")))
    return Total(total, tax, tuple(steps))


def _tax_of_groups(
    terms: Terms, groups: Sequence[_Group], rows: Sequence[tuple[int, date]], steps: list[Step]
) -> Fraction:
    """The tax on the lines of several rates: rounded for each rate and added, or added and rounded once."""
    once = terms.tax.per in {None, TaxPer.BILL}
    found = [_tax(terms, group, row, exact=once) for group, row in zip(groups, rows, strict=True)]
    steps += [step for _, step in found]
    together = add_up(tax for tax, _ in found)
    if once:
        mode, unit = _rounding(terms)
        tax = round_to(together, mode, unit)
        operands: dict[str, Operand] = {"amount": together, "unit": unit, "mode": mode.value}
        steps.append(Step(StepKind.TAX_TOGETHER, operands, tax, terms.clause("tax.rounding")))
        return tax
    if len(groups) > 1:
        steps.append(Step(StepKind.TAX_OF_RATES, {"rates": len(groups)}, together, terms.clause("tax.per")))
    return together


def _rounded_sum(terms: Terms, lines: Sequence[Line], steps: list[Step], *, part: bool = False) -> Fraction:
    """The sum of lines, rounded like a total. With `part` they are only some of the bill's lines, and the step names
    them."""
    total = add_up(line.amount for line in lines)
    if len(lines) > 1:
        addends: dict[str, Operand] = {"lines": len(lines)}
        if part:
            addends["items"] = ", ".join(line.item for line in lines)
        steps.append(Step(StepKind.SUM, addends, total, terms.clause("charge")))
    rule = terms.rounding
    if rule.total is RoundingMode.EXACT or rule.total_unit is None:
        return total
    rounded = round_to(total, rule.total, rule.total_unit)
    operands: dict[str, Operand] = {"amount": total, "unit": rule.total_unit, "mode": rule.total.value}
    steps.append(Step(StepKind.ROUNDED, operands, rounded, terms.clause("rounding.total")))
    return rounded


def _tax(terms: Terms, group: _Group, row: tuple[int, date], *, exact: bool = False) -> tuple[Fraction, Step]:
    """The tax on the lines of one rate; with `exact` it is not rounded, but later together with that of other rates."""
    rule, (number, day) = terms.tax, row
    mode, unit = _rounding(terms)
    rate = group.rows[number].rate
    inclusive = rule.prices is PricesAre.TAX_INCLUSIVE
    key = (group.path, number)
    if key not in terms.memo:
        terms.memo[key] = rate / (1 + rate) if inclusive else rate
    factor: Fraction = terms.memo[key]
    tax = of_total = group.total * factor
    if rule.per is TaxPer.LINE:
        tax = add_up(round_to(line.amount * factor, mode, unit) for line in group.lines)
    elif not exact:
        tax = round_to(of_total, mode, unit)
    operands: dict[str, Operand] = {
        "total": group.total,
        "rate": rate,
        "since": group.rows[number].since,
        "source": group.rows[number].source,
        "day": day,
        "exact": of_total,
        "mode": mode.value,
        "unit": unit,
    }
    if rule.per is TaxPer.LINE:
        kind = StepKind.TAX_INCLUSIVE_BY_LINE if inclusive else StepKind.TAX_EXCLUSIVE_BY_LINE
    elif exact:
        kind = StepKind.TAX_INCLUSIVE_OF_RATE if inclusive else StepKind.TAX_EXCLUSIVE_OF_RATE
    else:
        kind = StepKind.TAX_INCLUSIVE if inclusive else StepKind.TAX_EXCLUSIVE
    return tax, Step(kind, operands, tax, terms.clause(f"{group.path}.{number}"))


def _rounding(terms: Terms) -> tuple[RoundingMode, Fraction]:
    rule = terms.tax
    assert rule.rounding is not None  # noqa: S101  # the vocabulary requires both unless outside tax
    assert rule.unit is not None  # noqa: S101  # likewise
    return rule.rounding, rule.unit


def _tax_row(
    terms: Terms, group: _Group, contract: Contract, period: Period, billed: Period, issued: date
) -> tuple[int, date]:
    """The number of the tax rate that applies to the lines, and the day that picked it."""
    match terms.tax.rate_on:
        case TaxRateOn.FIRST_BILLED_DAY:
            day = billed.start
        case TaxRateOn.PERIOD_END | TaxRateOn.FIXED_OR_CONTINUING:
            day = closing_day(terms.period, period)
        case TaxRateOn.ISSUE_DAY:
            day = issued
        case _:
            day = billed.last_day
    number, _ = row_in_force(group.rows, day)
    if terms.tax.rate_on is TaxRateOn.FIXED_OR_CONTINUING and _continues(group.rows, number, contract, day):
        return number - 1, day
    return number, day


def _continues(rows: Sequence[TaxRate], number: int, contract: Contract, closing: date) -> bool:
    """True if a contract from before a new rate keeps the old one for a period closed on the day `closing`."""
    row = rows[number]
    return (
        number > 0
        and row.continuing_until is not None
        and contract.start < row.since
        and closing <= row.continuing_until
    )
