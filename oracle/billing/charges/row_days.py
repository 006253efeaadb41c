"""The dated rows that apply to days if each day has its own row or its own version of the terms."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Generic, NamedTuple

from ...calendar import Period, first_of_month, first_of_month_after
from ...contracts import Operand, Part, Step, StepKind
from ...money import add_up
from ...vocabulary import AnyCharge, PriceRow
from ..prices import DatedRow, price, price_of_row, row_day, row_in_force


class RowDays(NamedTuple, Generic[DatedRow]):
    """A dated row with the days that it applies to, and their share of all days, None if it applies to all of them."""

    number: int
    row: DatedRow
    days: Sequence[Period]
    ratio: Fraction | None


def rows_on(part: Part, charge: AnyCharge, rows: Sequence[DatedRow], days: Sequence[Period]) -> list[RowDays[DatedRow]]:
    """The rows of a charge that apply to `days`, in order; days under other versions of the terms are left out.

    There is one row for all days unless each day has its own.
    """
    day = row_day(part, charge)
    if day is not None and part.in_force is None:
        number, row = row_in_force(rows, day)
        return [RowDays(number, row, days, None)]
    of, inside = _count(days), days_of_version(part, days)
    if not inside:
        return []
    if day is not None:
        number, row = row_in_force(rows, day)
        return [RowDays(number, row, inside, _part(inside, of))]
    ends = [*(row.since for row in rows[1:]), date.max]
    found: list[RowDays[DatedRow]] = []
    since = date.min  # the first row applies to the days before all rows too
    for number, (row, end) in enumerate(zip(rows, ends, strict=True)):
        held = _common(inside, Period(since, end))
        since = end
        if held:
            found.append(RowDays(number, row, held, _part(held, of)))
    return found


def months_on(part: Part, days: Sequence[Period]) -> Iterator[tuple[date, Fraction, Period]]:
    """The calendar months of `days`, as their first day, each with its share of all days and the span of its days."""
    of, inside = _count(days), days_of_version(part, days)
    month = first_of_month(inside[0].start) if inside else date.max
    while inside and month < inside[-1].end:
        after = first_of_month_after(month)
        held = _common(inside, Period(month, after))
        if held:
            yield month, Fraction(_count(held), of), Period(held[0].start, held[-1].end)
        month = after


def days_of_version(part: Part, days: Sequence[Period]) -> tuple[Period, ...]:
    """The `days` on which the part's version of the terms is in force."""
    return tuple(days) if part.in_force is None else _common(days, part.in_force)


def price_on(
    part: Part, index: int, charge: AnyCharge, rows: Sequence[PriceRow], days: Period, attributes: Mapping[str, str]
) -> tuple[Fraction, list[Step]]:
    """The price of a charge for `days` and these attributes: that of one row, or the prices of several by their
    days."""
    if part.in_force is None and row_day(part, charge) is not None:
        fee, step = price(part, index, charge, rows, attributes)
        return fee, [step]

    def of_row(number: int, row: PriceRow) -> tuple[Fraction, list[Step]]:
        fee, step = price_of_row(part, index, charge, number, row, attributes)
        return fee, [step]

    return amount_on(part, index, charge, rows, days, of_row)


def amount_on(
    part: Part,
    index: int,
    charge: AnyCharge,
    rows: Sequence[DatedRow],
    days: Period,
    of_row: Callable[[int, DatedRow], tuple[Fraction, list[Step]]],
) -> tuple[Fraction, list[Step]]:
    """The amount of a charge for `days`: the amount that `of_row` gives for the one row, or those of several rows, each
    by its days. `of_row` gets the number of the row and the row."""
    amounts, steps, clause = list[Fraction](), list[Step](), part.terms.clause(f"charge.{index}")
    for one in rows_on(part, charge, rows, [days]):
        full, steps_to_row = of_row(one.number, one.row)
        steps += steps_to_row
        if one.ratio is not None:
            operands: dict[str, Operand] = {"full": full, "numerator": _count(one.days), "denominator": days.days}
            full *= one.ratio
            here = steps_to_row[-1].clause if steps_to_row else clause
            steps.append(Step(StepKind.ROW_DAYS, operands | {"used": spanned(one.days)}, full, here))
        amounts.append(full)
    if len(amounts) > 1:
        steps.append(Step(StepKind.SUM_OF_ROWS, {"rows": len(amounts)}, add_up(amounts), clause))
    return add_up(amounts), steps


def spanned(days: Sequence[Period]) -> Period:
    """The span from the first to the last of days in order."""
    return Period(days[0].start, days[-1].end)


def _part(days: Sequence[Period], of: int) -> Fraction | None:
    count = _count(days)
    return None if count == of else Fraction(count, of)


def _count(days: Sequence[Period]) -> int:
    return sum(one.days for one in days)


def _common(days: Sequence[Period], other: Period) -> tuple[Period, ...]:
    return tuple(common for one in days if (common := one.intersection(other)) is not None)
