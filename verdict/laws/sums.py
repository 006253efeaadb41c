"""What a system billed for each billing period of the one contract of a law's case.

A bill belongs to the period that contains its first day (docs/decisions/0003-money-decides.md)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from ...adapters import ObservedBill
from ...oracle import Case, Period
from ...oracle.calendar import ONE_DAY
from ...oracle.money import RoundingMode
from ...oracle.vocabulary import PricesAre
from .context import LawContext, periods_until
from .law import Bills, Broken, What

_BEYOND = timedelta(days=800)
"""How far after the last day asked for a bill is still matched to a billing period."""


def bills_of(case: Case, bills: Bills) -> Bills:
    """The bills for the only contract of a case, in the order of their days."""
    (contract,) = case.contracts
    mine = [one for one in bills if one.contract in {contract.id, None}]
    return tuple(sorted(mine, key=lambda one: (one.first_day, one.last_day)))


def period_of(context: LawContext, case: Case, observed: ObservedBill) -> Period:
    """The billing period that contains the first day of a bill; the bill's own days where there is none."""
    (contract,) = case.contracts
    for period in periods_until(context, contract, min(observed.first_day, case.bill_through + _BEYOND)):
        if observed.first_day in period:
            return period
    return days_of(observed)


def days_of(observed: ObservedBill) -> Period:
    """The days that a bill says it is for, kept within the calendar; at least one day."""
    first_day = min(observed.first_day, date.max - ONE_DAY)
    return Period(first_day, max(min(observed.last_day, date.max - ONE_DAY), first_day) + ONE_DAY)


def by_period(context: LawContext, case: Case, bills: Bills) -> Mapping[Period, Fraction]:
    """The sum of the bills for each billing period, in major units, in the order of the periods."""
    sums: dict[Period, Fraction] = {}
    for one in bills_of(case, bills):
        period = period_of(context, case, one)
        sums[period] = sums.get(period, Fraction(0)) + Fraction(one.total)
    return dict(sorted(sums.items()))


def total_of(case: Case, bills: Bills) -> Fraction:
    """The sum of all bills for the contract of a case, in major units."""
    return sum((Fraction(one.total) for one in bills_of(case, bills)), Fraction(0))


def other_sums(
    first: Mapping[Period, Fraction], second: Mapping[Period, Fraction], within: Fraction = Fraction(0)
) -> Broken | None:
    """The first period whose two sums differ by more than `within`; a period without bills counts as 0."""
    for period in sorted({*first, *second}):
        one, two = first.get(period, Fraction(0)), second.get(period, Fraction(0))
        if abs(one - two) > within:
            return Broken(What.OTHER_SUM, (one, two), period)
    return None


def named_rounding(context: LawContext, answers: Sequence[Bills]) -> Fraction:
    """How far the roundings that the terms name can move a bill that is made in two parts, in major units: one unit
    for each rounding. Where the document does not state them, one unit of the last decimal that the system writes."""
    terms = context.terms
    if not (context.states("rounding") and context.states("charge")):
        places = [-int(one.total.as_tuple().exponent) for bills in answers for one in bills]
        return Fraction(1, 10 ** max(0, *places)) if places else Fraction(1)
    units = [terms.rounding.total_unit]
    if terms.tax.prices is PricesAre.TAX_EXCLUSIVE:
        units.append(terms.tax.unit)
    for charge in terms.charge:
        by_itself = charge.rounding is not None
        if not (by_itself and charge.rounding is RoundingMode.EXACT):
            units.append(charge.rounding_unit if by_itself else terms.rounding.line_unit)
    return sum((unit for unit in units if unit is not None), Fraction(0))
