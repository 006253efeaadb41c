"""Interest on corrections (返還金の利息)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ..calendar import ONE_DAY, Period
from ..contracts import Bill, Line, Operand, Step, StepKind
from ..money import add_up, round_to
from ..vocabulary import FirstDay, InterestFrom, InterestOn, InterestYear, TaxClass
from .prices import row_in_force

ITEM = "interest"
"""The item of the line."""


def with_interest(correction: Bill, billed: date) -> Bill:
    """The correction of a bill issued on the day `billed`, with the interest that its terms require.

    The interest has the sign of the correction, so that it makes a refund larger. Its absolute value is rounded.
    """
    rule = correction.terms.billing.interest if correction.terms.billing else None
    if rule is None or (correction.total > 0 and rule.on is InterestOn.REFUNDS):
        return correction
    since = billed if rule.from_day is InterestFrom.BILL else correction.issued
    first = since if rule.first_day is FirstDay.COUNTED else since + ONE_DAY
    if first > correction.issued:
        return correction
    days = Period(first, correction.issued + ONE_DAY)
    number, row = row_in_force(rule.rate, since)
    years = _years(days, rule.year)
    exact = correction.total * row.rate * years
    rounded = round_to(abs(exact), rule.rounding, rule.unit)
    amount = -rounded if exact < 0 else rounded
    if amount == 0:
        return correction
    operands: dict[str, Operand] = {
        "amount": correction.total,
        "rate": row.rate,
        "since": row.since,
        "source": row.source,
        "period": days,
        "days": days.days,
        "years": years,
        "exact": exact,
        "mode": rule.rounding.value,
        "unit": rule.unit,
    }
    step = Step(StepKind.INTEREST, operands, amount, correction.terms.clause(f"billing.interest.rate.{number}"))
    total = correction.total + amount
    added = Step(StepKind.INTEREST_ADDED, {"amount": correction.total, "interest": amount}, total, step.clause)
    line = Line(ITEM, amount, Fraction(1), (step,), TaxClass.OUTSIDE)
    derivation = (*correction.derivation, added)
    return replace(correction, lines=(*correction.lines, line), total=total, derivation=derivation)


def _years(days: Period, year: InterestYear) -> Fraction:
    if year is InterestYear.DAYS_365:
        return Fraction(days.days, 365)
    parts: list[Fraction] = []
    start = days.start
    while start < days.end:
        new_year = date(start.year + 1, 1, 1)
        end = min(days.end, new_year)
        parts.append(Fraction((end - start).days, (new_year - date(start.year, 1, 1)).days))
        start = end
    return add_up(parts)
