"""Settings of columnar bills: each is the one value of the terms, or a column with values declared for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Generic, TypeVar

import polars as pl

from .. import codes
from ..problems import Problem, TermsError, nearest
from ..vocabulary import Terms
from .refusals import WITHOUT_FORMULA
from .whole import Plan, ScaledColumn, Whole, choose, either

Varying = Mapping[str, Sequence[object]]
"""For the path of each setting that is a column of the frame, the values that it may have."""
Truth = pl.Expr | bool
_T = TypeVar("_T")

COMPONENT = "proration.components."
INTEGERS = frozenset({"proration.trigger_days"})
PATHS = INTEGERS | {
    "proration.trigger",
    "proration.trigger_reference",
    "proration.trigger_share",
    "proration.numerator",
    "proration.denominator.start",
    "proration.denominator.end",
    "proration.denominator.both",
    "proration.denominator.change",
    "proration.whole_period",
    "proration.above_whole",
    "proration.width_rounding",
    "rounding.total",
    "tax.prices",
    "tax.rate_on",
    "tax.rounding",
}
"""The settings that can be columns, besides those of each component."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[_T]):
    """The values that a setting can have, and the condition for each; None if there is only one."""

    values: tuple[_T, ...]
    conditions: Mapping[_T, pl.Expr] | None

    def is_(self, *wanted: _T) -> Truth:
        """True in rows with one of these values."""
        found = [value for value in self.values if value in wanted]
        if not found or len(found) == len(self.values):
            return bool(found)
        assert self.conditions is not None  # noqa: S101  # several values need a column
        return reduce(lambda one, two: one | two, [self.conditions[value] for value in found])

    def whole(self, make: Callable[[_T], Whole]) -> Whole:
        """The number for a row's value."""
        found = make(self.values[-1])
        for value in self.values[:-1]:
            found = when(self.is_(value), make(value), found)
        return found

    def amount(self, make: Callable[[_T], ScaledColumn]) -> ScaledColumn:
        """The amount for a row's value."""
        found = make(self.values[-1])
        for value in self.values[:-1]:
            found = when_amount(self.is_(value), make(value), found)
        return found

    def truth(self, make: Callable[[_T], Truth]) -> Truth:
        """The truth for a row's value."""
        found = make(self.values[-1])
        for value in self.values[:-1]:
            here = self.is_(value)
            found = any_of(all_of(here, make(value)), all_of(negated(here), found))
        return found


class SettingColumns:
    """The settings of terms, or the columns that replace them.

    Raises:
        TermsError: a setting cannot be a column, or no value is declared for it.
    """

    def __init__(self, plan: Plan, terms: Terms, varying: Varying) -> None:
        self.plan, self.terms, self.varying = plan, terms, varying
        self._codes: dict[tuple[str, tuple[str, ...]], pl.Expr] = {}
        items = [charge.item for charge in terms.charge]
        for path, values in varying.items():
            known = path in PATHS or path.removeprefix(COMPONENT) in items
            if not known:
                allowed = [*sorted(PATHS), *(f"{COMPONENT}{item}" for item in items)]
                message = f'"{path}" cannot be a column'
                raise TermsError(Problem(codes.NOT_IN_COLUMNS, "", message, hint=nearest(path, allowed)))
            if not values:
                message = f"{path}: no value is declared for the column"
                raise TermsError(Problem(codes.NOT_IN_COLUMNS, "", message))

    def choice(self, path: str, kind: Callable[[str], _T], given: _T | None) -> Choice[_T]:
        """The values of a setting, parsed by `kind`; without a column it is `given`, the value of the terms.

        Raises:
            TermsError: neither the terms nor a column have a value, or a value is not allowed or has no formula.
        """
        if path not in self.varying:
            if given is None:
                clause = self.terms.clause(path)
                message = f"{path} is missing: a value in a column needs it"
                raise TermsError(Problem(codes.MISSING, clause.place, message, clause.heading, codes.MISSING.remedy))
            return Choice((given,), None)
        parsed: dict[_T, pl.Expr] = {}
        for text in self.texts(path):
            value, here = self._parsed(path, kind, text), self._has(path, text)
            if value in WITHOUT_FORMULA:
                message = f"{path}: {text} has no formula in columns"
                raise TermsError(Problem(codes.NOT_IN_COLUMNS, "", message, hint=codes.NOT_IN_COLUMNS.remedy))
            before = parsed.get(value)  # 0.8 and 0.80 are texts of the same value
            parsed[value] = here if before is None else before | here
        values = tuple(parsed)
        if len(values) == 1:
            return Choice(values, None)
        return Choice(values, parsed)

    def texts(self, path: str) -> tuple[str, ...]:
        """The values declared for a column, as text."""
        return tuple(dict.fromkeys(str(value) for value in self.varying[path]))

    def codes(self, path: str, words: tuple[str, ...]) -> pl.Expr:
        """The position of a row's value in `words`. Any other value is an error when the frame is billed."""
        key = (path, words)
        if key not in self._codes:
            self._codes[key] = self.plan.truth(pl.col(path).cast(pl.Enum(words)).to_physical())
        return self._codes[key]

    def _has(self, path: str, text: str) -> pl.Expr:
        if path in INTEGERS:
            return pl.col(path) == int(text)
        words = self.texts(path)
        return self.codes(path, words) == words.index(text)

    def component(self, item: str) -> Truth:
        """True in rows that prorate the charge."""
        path = f"{COMPONENT}{item}"
        if path not in self.varying:
            return item in self.terms.proration.components
        values = {bool(value) for value in self.varying[path]}
        return pl.col(path) if len(values) > 1 else values.pop()

    def declared(self) -> list[pl.Expr]:
        """For each column, true in rows with one of the values declared for it."""
        found: list[pl.Expr] = []
        for path, values in self.varying.items():
            if path.startswith(COMPONENT):
                found.append(pl.col(path).is_in(sorted({bool(value) for value in values})))
            elif path in INTEGERS:
                found.append(pl.col(path).is_in([int(str(value)) for value in values]))
            else:
                found.append(self.codes(path, self.texts(path)).is_not_null())
        return found

    def _parsed(self, path: str, kind: Callable[[str], _T], text: str) -> _T:
        try:
            return kind(text)
        except ValueError as error:
            allowed = [str(one) for one in kind] if isinstance(kind, type) and issubclass(kind, StrEnum) else []
            message = f'{path}: "{text}" is not allowed'
            raise TermsError(Problem(codes.BAD_VALUE, "", message, hint=nearest(text, allowed))) from error


def all_of(*truths: Truth) -> Truth:
    """True where all of `truths` hold."""
    if any(one is False for one in truths):
        return False
    found = [one for one in truths if isinstance(one, pl.Expr)]
    return reduce(lambda one, two: one & two, found) if found else True


def any_of(*truths: Truth) -> Truth:
    """True where at least one of `truths` holds."""
    if any(one is True for one in truths):
        return True
    found = [one for one in truths if isinstance(one, pl.Expr)]
    return reduce(lambda one, two: one | two, found) if found else False


def negated(truth: Truth) -> Truth:
    """True where `truth` does not hold."""
    return ~truth if isinstance(truth, pl.Expr) else not truth


def when(truth: Truth, yes: Whole, no: Whole) -> Whole:
    """`yes` where `truth` holds, otherwise `no`."""
    if isinstance(truth, pl.Expr):
        return choose(truth, yes, no)
    return yes if truth else no


def when_amount(truth: Truth, yes: ScaledColumn, no: ScaledColumn) -> ScaledColumn:
    """`yes` where `truth` holds, otherwise `no`."""
    if isinstance(truth, pl.Expr):
        return either(truth, yes, no)
    return yes if truth else no
