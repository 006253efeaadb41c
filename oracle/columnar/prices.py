"""Prices as columns: the dated row picked by the day of a frame's row, and the price for its attributes."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Protocol, TypeVar

import polars as pl

from .. import codes
from ..calendar import first_of_month, first_of_month_after
from ..problems import Problem, TermsError
from ..vocabulary import AnyCharge, InForceOn, PriceRow, RowOn, Terms
from .days import Days
from .settings import Truth, when_amount
from .whole import ScaledColumn, Whole, amount, between, choose, column, number, scale_of, where


class Dated(Protocol):
    """A row in force from `since` on."""

    @property
    def since(self) -> date: ...


_Row = TypeVar("_Row", bound=Dated)


class PriceColumns:
    """The prices of a row, by its days and its attributes.

    `places` has the number of decimals in the column of each attribute that is an amount. `needed` collects the columns
    that are read with their descriptions, `checks` the conditions under which a row is as declared.
    """

    def __init__(self, terms: Terms, days: Days, first_effective: date, places: Mapping[str, int]) -> None:
        self.terms, self.days, self.first_effective, self.places = terms, days, first_effective, places
        self.needed: dict[str, str] = {}
        self.checks: dict[str, pl.Expr] = {}
        self._since_kept: dict[tuple[RowOn | None, date], pl.Expr] = {}

    @property
    def day(self) -> pl.Expr:
        """The day that picks the version of the terms."""
        match self.terms.versions.in_force_on:
            case InForceOn.FIRST_BILLED_DAY:
                return self.days.used_start
            case InForceOn.LAST_BILLED_DAY:
                return self.days.last_used
            case InForceOn.PERIOD_START:
                first = pl.lit(self.first_effective)
                return where(self.days.period_start < first, first, self.days.period_start)
            case InForceOn.CONTRACT_START:
                return self.contract_start
            case InForceOn.EACH_DAY | InForceOn.ISSUE_DAY:
                clause, hint = self.terms.clause("versions.in_force_on"), codes.NOT_IN_COLUMNS.remedy
                each = self.terms.versions.in_force_on is InForceOn.EACH_DAY
                which = "each day" if each else "the day of issue"
                message = f"not billed in columns: the version of {which}"
                raise TermsError(Problem(codes.NOT_IN_COLUMNS, clause.place, message, clause.heading, hint))

    @property
    def contract_start(self) -> pl.Expr:
        """The day the contract started."""
        return self.given("contract_start", "the day the contract started")

    @contextmanager
    def checked_where(self, applies: Truth) -> Generator[None, None, None]:
        """Columns read inside this context are required only in rows where `applies` is true."""
        if not isinstance(applies, pl.Expr):
            yield
            return
        before, self.checks = self.checks, {}
        yield
        for name, check in self.checks.items():
            before[f"{name}, {len(before)}"] = check | ~applies
        self.checks = before

    def given(self, name: str, what: str) -> pl.Expr:
        """A column in which every row must have a value."""
        self.needed[name] = what
        self.checks[name] = pl.col(name).is_not_null()
        return pl.col(name)

    def whole(self, name: str, low: int, high: int, what: str) -> Whole:
        """A column of whole numbers that must lie in a range, both ends included."""
        self.needed[name] = f"{what}, a whole number from {low} to {high}"
        self.checks[name] = between(pl.col(name), low, high)
        return column(pl.col(name), low, high)

    def in_force(self, charge: AnyCharge, rows: Sequence[_Row], make: Callable[[_Row], ScaledColumn]) -> ScaledColumn:
        """The amount of the last row in force on the charge's day; on days before all rows, that of the first."""
        found = make(rows[0])
        for row in rows[1:]:
            found = when_amount(self._since(charge, row.since), make(row), found)
        return found

    def price(self, charge: AnyCharge, rows: Sequence[PriceRow]) -> ScaledColumn:
        """The price of a charge for a row's attributes."""
        return self.in_force(charge, rows, self._of_row)

    def applies(self, charge: AnyCharge) -> Truth:
        """True in rows whose attributes meet the condition of the charge."""
        found: Truth = True
        for name, value in charge.when.items():
            here = self._attribute(name).eq_missing(pl.lit(value, pl.String))
            found = here if found is True else found & here
        return found

    def stated(self, name: str) -> ScaledColumn:
        """An attribute that is an amount, within the bounds that the terms set."""
        (rule,) = (one for one in self.terms.attribute if one.name == name)
        if rule.bounds is None:
            values = [Fraction(value) for value in rule.values or ()]
            low, high = min(values), max(values)
        else:
            low = min(bounds.minimum for bounds in rule.bounds)
            high = max(bounds.maximum for bounds in rule.bounds)
        per = 10 ** self.places.get(name, 0)
        what = f"the contract's {name} in parts of 1/{per}"
        return ScaledColumn(self.whole(name, ceil(low * per), floor(high * per), what), per)

    def _since(self, charge: AnyCharge, since: date) -> pl.Expr:
        """True in rows whose day for the charge is on or after `since`."""
        key = (charge.row_on, since)
        if key not in self._since_kept:
            self._since_kept[key] = self.days.plan.truth(self._on_or_after(charge, since))
        return self._since_kept[key]

    def _on_or_after(self, charge: AnyCharge, since: date) -> pl.Expr:
        match charge.row_on:
            case None:
                return self.day >= since
            case RowOn.FIRST_BILLED_DAY:
                return self.days.used_start >= since
            case RowOn.LAST_BILLED_DAY:
                return self.days.last_used >= since
            case RowOn.PERIOD_START:
                return self.days.period_start >= since
            case RowOn.CLOSING_MONTH:  # compare with the first of a month on or after the day
                first = since if since == first_of_month(since) else first_of_month_after(since)
                return self.days.closing >= first
            case RowOn.CONTRACT_START:
                return self.contract_start >= since
            case RowOn.EACH_DAY:
                raise AssertionError("rows for each day have been refused")

    def _of_row(self, row: PriceRow) -> ScaledColumn:
        if row.amount is not None:
            return amount(row.amount)
        name = row.attribute or ""
        if row.amounts is None:
            return self.stated(name)
        per = scale_of(list(row.amounts.values()))
        words = self._attribute(name)
        self.checks[name] = words.is_not_null()
        (*others, last) = row.amounts.items()
        found = number(int(last[1] * per))
        for value, fee in others:
            found = choose(words == value, number(int(fee * per)), found)
        return ScaledColumn(found, per)

    def _attribute(self, name: str) -> pl.Expr:
        """An attribute as text; a value that the terms do not have is an error when the frame is billed."""
        rule = next((one for one in self.terms.attribute if one.name == name), None)
        words = (rule.values if rule is not None else None) or ()
        self.needed[name] = f"one of {', '.join(words)}"
        return pl.col(name).cast(pl.Enum(words))
