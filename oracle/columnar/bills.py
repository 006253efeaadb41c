"""The second oracle: bills of a Polars frame by columns, in exact whole numbers.

It bills the same terms as the scalar oracle with independent arithmetic; both give the same bills.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

import polars as pl

# pyright: reportUnknownMemberType=false
from .. import codes
from ..problems import CaseError, Problem, TermsError
from ..vocabulary import Terms
from .days import Days
from .line import ColumnLine, ColumnWork
from .lines import column_line
from .prices import PriceColumns
from .refusals import refused
from .settings import SettingColumns, Varying, all_of
from .share import ShareColumns, share_columns
from .total import TotalColumns, total_columns
from .whole import MOST, Plan, Ranges, TooLargeError, levels, null_unless, number

_T = TypeVar("_T")
_LINE_PARTS = 10_000
"""A prorated line can have more decimals than its prices: it is given in parts of a unit at least as small as
1/10,000."""
_DAYS = {
    "period_start": "the first day of the billing period",
    "period_end": "the day after its last day",
    "used_start": "the first day charged",
    "used_end": "the day after the last day charged",
    "situation": "whole, start, end, start-and-end or change",
}


@dataclass(frozen=True, slots=True)
class CompiledTerms:
    """Terms as expressions over columns.

    `columns` are those that a frame must have, each with a description. Totals and tax are whole numbers of
    1/`parts` of a major unit, the line of an item whole numbers of 1/`line_parts[item]`.
    """

    terms: Terms
    columns: Mapping[str, str]
    parts: int
    line_parts: Mapping[str, int]
    stages: tuple[tuple[pl.Expr, ...], ...] = field(repr=False)
    outputs: tuple[pl.Expr, ...] = field(repr=False)


def compile_terms(
    terms: Terms, ranges: Ranges, varying: Varying | None = None, first_effective: date | None = None
) -> CompiledTerms:
    """The terms as expressions over the columns of a frame.

    `varying` names the settings that are columns of the frame, such as `proration.trigger`, each with the values that
    the column may have; the column `proration.components.ITEM` says whether that item is prorated. All other settings
    are those of the terms. `first_effective` is the effective day of the first version of the tariff if these terms are
    a later version.

    Raises:
        TermsError: a rule or a setting has no formula here, or an amount could need more than 128 bits.
    """
    problems = list(refused(terms))
    if problems:
        raise TermsError(problems)
    return _Compiler(terms, ranges, varying or {}, first_effective or terms.effective).compiled()


def bill_frame(compiled: CompiledTerms, frame: pl.LazyFrame | pl.DataFrame) -> pl.LazyFrame:
    """The rows of a frame with their bills, as a lazy frame: nothing is computed until it is collected.

    A row is a billing period of a contract, or the part of it under one plan, with one uninterrupted span of charged
    days:

    - `period_start`, `period_end`, `used_start`, `used_end` (dates): the billing period, and the days of it that are
      charged. The ends are the days after the last ones.
    - `situation` (text): whether the contract starts in these days (`start`), ends with them (`end`), both
      (`start-and-end`), or neither (`whole`, or `change` if days are missing for another reason). A period that is
      used in full may be `start` or `end` too: `proration.whole_period` decides what that means.
    - a column for each attribute that prices or conditions depend on: text, or whole numbers for an amount.
    - `use`: whole numbers of 1/10**`use_places` of a unit, if a charge depends on use.
    - `contract_start`, `issued`, `number`, `begins`, `closes`, `quantity.ITEM`: if the terms need them.
    - a column for each setting in `varying` of `compile_terms`. The product of a frame of periods and a frame of
      settings therefore bills every period under all settings.

    `compiled.columns` lists what these terms need. Added are `total` and `tax` (whole numbers of 1/`parts`; no tax
    outside the tax) and `line.ITEM` (whole numbers of 1/`line_parts[ITEM]`), null if an item is not charged or its
    amount is not such a whole number.

    The `total` of a row that cannot be billed is null: its days contradict each other, a number is outside the declared
    ranges, an attribute or the use is missing, use below zero is refused, nothing is published for a month, or these
    terms are not in force on its day. An unknown value in a text column is an error of Polars when the frame is
    collected.

    Raises:
        CaseError: the frame lacks a column.
    """
    rows = frame.lazy()
    names = rows.collect_schema().names()
    missing = [name for name in compiled.columns if name not in names]
    if missing:
        problems = [
            Problem(codes.NO_COLUMN, name, f"the frame has no column {name}: {compiled.columns[name]}")
            for name in missing
        ]
        raise CaseError(problems)
    added = [expr.meta.output_name() for expr in compiled.outputs]
    for stage in compiled.stages:
        rows = rows.with_columns(stage)
    rows = rows.with_columns(compiled.outputs)
    return rows.select([*(name for name in names if name not in added), *added])


class _Compiler:
    """Compiles terms into columns."""

    def __init__(self, terms: Terms, ranges: Ranges, varying: Varying, first_effective: date) -> None:
        self.terms, self.ranges = terms, ranges
        self.plan = Plan()
        self.settings = SettingColumns(self.plan, terms, varying)
        self.days = Days(self.plan, terms.period, ranges.days)
        self.prices = PriceColumns(terms, self.days, first_effective, ranges.places)

    def compiled(self) -> CompiledTerms:
        """The compiled terms.

        Raises:
            TermsError: see `compile_terms`.
        """
        share = self._bounded("proration", self._share)
        work = ColumnWork(self.plan, self.settings, self.prices, share, self.ranges)
        lines: dict[str, ColumnLine] = {}
        for index, charge in enumerate(self.terms.charge):
            lines[charge.item] = self._bounded(
                f"charge.{index}", partial(column_line, work, index, charge, dict(lines)), charge.item
            )
        total = self._bounded("rounding.total", lambda: total_columns(work, tuple(lines.values())), "the total")
        own = {item: self._bounded("charge", partial(_line_column, work, line), item) for item, line in lines.items()}
        parts = total.total.per
        outputs = [*self._total_columns(total), *(expr.alias(f"line.{item}") for item, (expr, _) in own.items())]
        columns = {**_DAYS, **self.prices.needed, **dict.fromkeys(self.settings.varying, "a setting")}
        line_parts = {item: per for item, (_, per) in own.items()}
        return CompiledTerms(self.terms, columns, parts, line_parts, levels(self.plan.stages), tuple(outputs))

    def _share(self) -> ShareColumns:
        return share_columns(self.plan, self.settings, self.days, self.prices, self.ranges.days_to_issue)

    def _total_columns(self, total: TotalColumns) -> tuple[pl.Expr, pl.Expr]:
        """The total and the tax, null in rows that cannot be billed."""
        checks = [self.days.are_days, pl.col("situation").is_not_null(), *self.settings.declared(), self._in_force()]
        billed = self.plan.truth(pl.all_horizontal(*checks, *self.prices.checks.values()))
        total_column = null_unless(billed, total.total.whole.cast(64)).alias("total")
        if total.has_tax is False:
            return total_column, pl.lit(None, pl.Int64).alias("tax")
        taxed = billed if total.has_tax is True else billed & total.has_tax
        return total_column, null_unless(taxed, total.tax.whole.cast(64)).alias("tax")

    def _in_force(self) -> pl.Expr:
        day = self.prices.day
        here = day >= self.terms.effective
        return here if self.terms.ends is None else here & (day <= self.terms.ends)

    def _bounded(self, path: str, make: Callable[[], _T], what: str = "") -> _T:
        """The result of `make`, or an error that names the clause if an amount is too large.

        Raises:
            TermsError: a result could need more than 128 bits.
        """
        try:
            return make()
        except TooLargeError as error:
            clause = self.terms.clause(path)
            low, high = self.ranges.use
            ranges = f"use from {low} to {high} in parts of 1/{10**self.ranges.use_places}, {self.ranges.days} days"
            message = f"{what or path} can need whole numbers up to {error.bound} ({ranges}); at most {MOST} is allowed"
            problem = Problem(codes.TOO_LARGE, clause.place, message, clause.heading, codes.TOO_LARGE.remedy)
            raise TermsError(problem) from error


def _line_column(work: ColumnWork, line: ColumnLine) -> tuple[pl.Expr, int]:
    """The column of a line, null in rows where it is not charged or not a whole number of parts, and the parts per
    unit."""
    if line.is_exact:
        whole, per, exact = line.exact.whole, line.exact.per, True
    else:
        over = work.over(line)
        finer = max(1, _LINE_PARTS // over.per)
        above, per = work.plan.keep(over.whole * number(finer)), over.per * finer
        whole = work.plan.keep(above // work.share.below)
        exact = (whole * work.share.below).is_(above)
    charged = all_of(line.stands, exact)
    expr = whole.cast(64)
    return (null_unless(charged, expr) if isinstance(charged, pl.Expr) else expr), per
