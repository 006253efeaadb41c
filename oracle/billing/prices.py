"""The dated row and the price that apply to a charge."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from ..calendar import first_of_month
from ..contracts import Operand, Part, Step, StepKind, closing_day
from ..vocabulary import AnyCharge, PriceRow, RowOn


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


DatedRow = TypeVar("DatedRow", bound=_Dated)


def row_in_force(rows: Sequence[DatedRow], day: date) -> tuple[int, DatedRow]:
    """The last row with `since` on or before `day`, and its number; the first row if `day` is before all rows."""
    index = 0
    for number, row in enumerate(rows):
        if row.since <= day:
            index = number
    return index, rows[index]


def row_day(part: Part, charge: AnyCharge) -> date | None:
    """The day that picks a charge's dated row; None if each day has its own row (`row_days.py`)."""
    match charge.row_on:
        case None:
            return part.day
        case RowOn.FIRST_BILLED_DAY:
            return part.used.start
        case RowOn.LAST_BILLED_DAY:
            return part.used.last_day
        case RowOn.PERIOD_START:
            return part.period.start
        case RowOn.CLOSING_MONTH:
            return first_of_month(closing_day(part.terms.period, part.period))
        case RowOn.CONTRACT_START:
            return part.contract.start
        case RowOn.EACH_DAY:
            return None


def price(
    part: Part,
    index: int,
    charge: AnyCharge,
    rows: Sequence[PriceRow],
    attributes: Mapping[str, str],
    once: date | None = None,
) -> tuple[Fraction, Step]:
    """The price of a charge for a contract with these attributes, and the step that states it.

    If each day has its own row, the price is that of the day `once`, by default the last day charged.
    """
    number, row = row_in_force(rows, row_day(part, charge) or once or part.used.last_day)
    return price_of_row(part, index, charge, number, row, attributes)


def price_of_row(
    part: Part, index: int, charge: AnyCharge, number: int, row: PriceRow, attributes: Mapping[str, str]
) -> tuple[Fraction, Step]:
    """The price in the given row, with this number, for a contract with these attributes, and the step that states
    it."""
    operands: dict[str, Operand] = {"item": charge.item, "since": row.since, "source": row.source}
    clause = part.terms.clause(f"charge.{index}.price.{number}")
    if row.amount is not None and row.per is None:
        return row.amount, Step(StepKind.FEE, operands, row.amount, clause)
    amount = row.amount
    if amount is None:
        value = attributes[row.attribute or ""]
        amount = Fraction(value) if row.amounts is None else row.amounts[value]
        operands |= {"attribute": row.attribute or "", "value": value}
    if row.per is None:
        return amount, Step(StepKind.FEE_BY_ATTRIBUTE, operands, amount, clause)
    number_of = Fraction(attributes[row.per])
    operands |= {"fee": amount, "attribute": row.per, "value": number_of}
    return amount * number_of, Step(StepKind.FEE_PER_ATTRIBUTE, operands, amount * number_of, clause)
