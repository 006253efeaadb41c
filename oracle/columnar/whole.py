"""Columns of whole numbers, each with the range of its values.

The range of every result follows, when the terms are compiled, from the ranges of its inputs. The range determines the
narrowest of 32, 64 and 128 bits, and a result that may not fit in 128 bits is refused, so nothing can overflow at run
time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm

import polars as pl


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges of the numbers in a frame, all bounds inclusive. A row outside them is not billed.

    `days` is the longest billing period. `use` is the least and the greatest use, in whole numbers of
    1/10**`use_places` of a unit. `quantity` is the largest quantity. `days_to_issue` is the least and the greatest
    number of days from the first day used to the day of issue, both included; it is below one if bills are issued
    before that day. `places` has, for each attribute that is an amount, the number of decimals in its column.
    """

    days: int
    use: tuple[int, int]
    use_places: int = 0
    quantity: int = 0
    days_to_issue: tuple[int, int] = (0, 0)
    places: Mapping[str, int] = field(default_factory=dict[str, int])


# pyright: reportUnknownMemberType=false


def where(condition: pl.Expr, yes: pl.Expr, no: pl.Expr) -> pl.Expr:
    """`yes` in the rows where the condition holds, `no` in the others."""
    return pl.when(condition).then(yes).otherwise(no)


def null_unless(condition: pl.Expr, yes: pl.Expr) -> pl.Expr:
    """`yes` in the rows where the condition holds, null in the others."""
    return pl.when(condition).then(yes)


def between(expr: pl.Expr, low: int, high: int) -> pl.Expr:
    """True in rows whose number lies in a range, both ends included."""
    return (expr >= low) & (expr <= high)


def by_day(day: pl.Expr, numbers: Mapping[date, int]) -> pl.Expr:
    """The number for a row's day, null for a day without one."""
    return day.replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=pl.Int64)


MOST = 2**127 - 1
"""The largest absolute value of a whole number in a column."""
_TYPES = {32: pl.Int32(), 64: pl.Int64(), 128: pl.Int128()}


class TooLargeError(Exception):
    """A result may not fit in 128 bits. `bound` is its largest possible absolute value."""

    def __init__(self, bound: int) -> None:
        self.bound = bound
        super().__init__(f"up to {bound}")


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole numbers from `low` to `high`, both included, in a column of this many bits."""

    expr: pl.Expr
    low: int
    high: int
    bits: int

    @property
    def constant(self) -> int | None:
        """The number if it is the same in every row, else None."""
        return self.low if self.low == self.high else None

    def cast(self, bits: int) -> pl.Expr:
        """The column with at least this many bits."""
        if bits <= self.bits:
            return self.expr
        return pl.lit(self.low, _TYPES[bits]) if self.constant is not None else self.expr.cast(_TYPES[bits])

    def within(self, low: int, high: int) -> "Whole":
        """The same numbers with a narrower range, which the caller knows and the ranges alone do not imply."""
        return Whole(self.expr, max(low, self.low), min(high, self.high), self.bits)

    def __add__(self, other: "Whole") -> "Whole":
        if self.constant == 0:
            return other
        if other.constant == 0:
            return self
        return _both(self, other, self.low + other.low, self.high + other.high, lambda one, two: one + two)

    def __sub__(self, other: "Whole") -> "Whole":
        if other.constant == 0:
            return self
        return _both(self, other, self.low - other.high, self.high - other.low, lambda one, two: one - two)

    def __mul__(self, other: "Whole") -> "Whole":
        if self.constant == 1:
            return other
        if other.constant == 1:
            return self
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return _both(self, other, min(ends), max(ends), lambda one, two: one * two)

    def __floordiv__(self, other: "Whole") -> "Whole":
        """Divided and rounded towards minus infinity, as Polars divides whole numbers. The divisor is above zero."""
        if other.low <= 0:
            raise ValueError("a divisor in a column is above zero")
        if other.constant == 1:
            return self
        ends = [one // two for one in (self.low, self.high) for two in (other.low, other.high)]
        found = _both(self, other, min(ends), max(ends), lambda one, two: one // two)
        return narrowed(found)

    def __neg__(self) -> "Whole":
        return number(0) - self

    def __lt__(self, other: "Whole") -> pl.Expr:
        bits = max(self.bits, other.bits)
        return self.cast(bits) < other.cast(bits)

    def __le__(self, other: "Whole") -> pl.Expr:
        bits = max(self.bits, other.bits)
        return self.cast(bits) <= other.cast(bits)

    def is_(self, other: "Whole") -> pl.Expr:
        """True in rows where the numbers are equal."""
        bits = max(self.bits, other.bits)
        return self.cast(bits) == other.cast(bits)


def number(value: int) -> Whole:
    """The same number in every row."""
    bits = _bits(value, value)
    return Whole(pl.lit(value, _TYPES[bits]), value, value, bits)


def column(expr: pl.Expr, low: int, high: int) -> Whole:
    """The whole numbers of an expression; the caller must check that rows lie in this range."""
    bits = _bits(low, high)
    return Whole(expr.cast(_TYPES[bits], strict=False), low, high, bits)


def narrowed(whole: Whole) -> Whole:
    """The same numbers in 64 bits if they are in 128 and fit: wide columns are slow."""
    bits = _bits(whole.low, whole.high)
    if whole.bits <= 64 or bits == whole.bits:  # noqa: PLR2004  # below 128 bits the width matters little
        return whole
    return Whole(whole.expr.cast(_TYPES[64], strict=False), whole.low, whole.high, 64)


def choose(condition: pl.Expr, yes: Whole, no: Whole) -> Whole:
    """`yes` in the rows where the condition holds, `no` in the others."""
    if yes.constant is not None and yes.constant == no.constant:
        return yes
    bits = max(yes.bits, no.bits)
    expr = where(condition, yes.cast(bits), no.cast(bits))
    return Whole(expr, min(yes.low, no.low), max(yes.high, no.high), bits)


def larger(one: Whole, two: Whole) -> Whole:
    """The larger of two numbers."""
    if one.low >= two.high:
        return one
    if two.low >= one.high:
        return two
    chosen = choose(two < one, one, two)
    return chosen.within(max(one.low, two.low), max(one.high, two.high))


def _both(one: Whole, two: Whole, low: int, high: int, combine: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Whole:
    if low == high:
        return number(low)
    bits = max(one.bits, two.bits, _bits(low, high))
    return Whole(combine(one.cast(bits), two.cast(bits)), low, high, bits)


def _bits(low: int, high: int) -> int:
    bound = max(abs(low), abs(high))
    for bits in _TYPES:
        if bound < 2 ** (bits - 1):
            return bits
    raise TooLargeError(bound)


@dataclass(frozen=True, slots=True)
class ScaledColumn:
    """Exact amounts: whole numbers of 1/`per`."""

    whole: Whole
    per: int

    def __add__(self, other: "ScaledColumn") -> "ScaledColumn":
        one, two, per = common(self, other)
        return ScaledColumn(one + two, per)

    def __mul__(self, other: "ScaledColumn") -> "ScaledColumn":
        return ScaledColumn(self.whole * other.whole, self.per * other.per)

    def __neg__(self) -> "ScaledColumn":
        return ScaledColumn(-self.whole, self.per)

    @property
    def is_nothing(self) -> bool:
        """True if the amount is zero in every row."""
        return self.whole.constant == 0


NOTHING = ScaledColumn(number(0), 1)


def common(one: ScaledColumn, two: ScaledColumn) -> tuple[Whole, Whole, int]:
    """Both amounts as whole numbers of the same part of a unit, and the number of parts per unit."""
    per = lcm(one.per, two.per)
    return one.whole * number(per // one.per), two.whole * number(per // two.per), per


def amount(value: Fraction, per: int | None = None) -> ScaledColumn:
    """The same amount in every row, in parts of a power of ten where that is exact, or in parts of `per`."""
    if per is None:
        per = scale_of([value])
    return ScaledColumn(number(int(value * per)), per)


def scale_of(values: list[Fraction]) -> int:
    """The least power of ten by which all values become whole numbers, or the least such number if no power of ten
    does."""
    per = lcm(*(value.denominator for value in values))
    for places in range(40):
        if 10**places % per == 0:
            return 10**places
    return per


def either(condition: pl.Expr, yes: ScaledColumn, no: ScaledColumn) -> ScaledColumn:
    """`yes` in the rows where the condition holds, `no` in the others."""
    if no.is_nothing:
        no = ScaledColumn(number(0), yes.per)
    if yes.is_nothing:
        yes = ScaledColumn(number(0), no.per)
    one, two, per = common(yes, no)
    return ScaledColumn(choose(condition, one, two), per)


@dataclass(slots=True)
class Plan:
    """Named intermediate columns in the order in which they are computed, so that shared ones are computed once."""

    stages: list[pl.Expr] = field(default_factory=list[pl.Expr])
    _kept: dict[object, Whole] = field(default_factory=dict[object, Whole])

    def keep(self, whole: Whole) -> Whole:
        """The same numbers as a column of their own."""
        if whole.constant is not None:
            return whole
        return Whole(self.truth(whole.expr), whole.low, whole.high, whole.bits)

    def truth(self, expr: pl.Expr) -> pl.Expr:
        """Any expression as a column of its own."""
        name = f"{TEMPORARY}{len(self.stages)}"
        self.stages.append(expr.alias(name))
        return pl.col(name)

    def once(self, key: object, make: Callable[[], Whole]) -> Whole:
        """The column of this key, made when it is first asked for."""
        if key not in self._kept:
            self._kept[key] = self.keep(make())
        return self._kept[key]


TEMPORARY = "__yakkan_"
"""The prefix of the names of intermediate columns."""


def levels(stages: Sequence[pl.Expr]) -> tuple[tuple[pl.Expr, ...], ...]:
    """The columns of a plan in groups, each of which needs only the groups before it."""
    level: dict[str, int] = {}
    groups: list[list[pl.Expr]] = []
    for expr in stages:
        at = max((level[name] + 1 for name in expr.meta.root_names() if name in level), default=0)
        level[expr.meta.output_name()] = at
        if at == len(groups):
            groups.append([])
        groups[at].append(expr)
    return tuple(tuple(group) for group in groups)
