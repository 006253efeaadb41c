"""What the 2018 notice published, recognised in a divergence by its days and amounts."""

from fractions import Fraction

from ..oracle import Bill
from ..oracle.billing import count_days
from ..oracle.contracts import StepKind
from ..oracle.money import round_to
from ..oracle.vocabulary import DayCount
from ..verdict import Divergence, Kind

_TOLERANCE = 5
"""Up to this many missing days the system did not prorate."""


def full_though_days_are_missing(divergence: Divergence) -> bool:
    """True if a period that is 1 to 5 days short is billed in full."""
    return divergence.finding.kind is Kind.CHARGED_IN_FULL and 1 <= _days_short(divergence) <= _TOLERANCE


def divided_by_the_wrong_days(divergence: Divergence) -> bool:
    """True if a period that is 6 or more days short is divided by the days of the month before the billing month."""
    expected, observed = divergence.difference.expected, divergence.difference.observed
    if divergence.finding.kind is not Kind.WRONG_SHARE or expected is None or _days_short(divergence) <= _TOLERANCE:
        return False
    return sum((Fraction(one.total) for one in observed), Fraction(0)) == _by_the_month_before(expected)


def _days_short(divergence: Divergence) -> int:
    expected = divergence.difference.expected
    return 0 if expected is None else expected.period.days - expected.billed.days


def _by_the_month_before(expected: Bill) -> Fraction:
    """The total that the bill would have if it were divided by the days of that month."""
    days, _ = count_days(expected.terms, DayCount.MONTH_BEFORE_BILLING_MONTH, expected.period, expected.billed)
    amount = Fraction(0)
    for line in expected.lines:
        prorated = next((step.operands for step in line.derivation if step.kind is StepKind.PRORATED), None)
        amount += line.amount * Fraction(str(prorated["denominator"])) / days if prorated else line.amount
    rounding = expected.terms.rounding
    return amount if rounding.total_unit is None else round_to(amount, rounding.total, rounding.total_unit)
