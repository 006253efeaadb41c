"""The base of every table of a terms document: exact amounts, and the clause that a rule belongs to."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def exact(value: object) -> Fraction:
    """A number of a document as a fraction; a binary float is refused because it is not the number that was written.

    Raises:
        ValueError: the value is not a decimal number.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError(f"{value!r} is not a decimal number")  # noqa: TRY004  # pydantic reports ValueError
    try:
        return Fraction(value)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is not a decimal number") from error


@dataclass(frozen=True, slots=True)
class Typical:
    """Values that real systems use for a setting; a neighbour of the terms may have any of them instead."""

    values: tuple[int | Fraction | Enum, ...]


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number that real systems get wrong by a power of ten, or set to zero."""


@dataclass(frozen=True, slots=True)
class OffByOne:
    """A bound that real systems get wrong by one."""


Amount = Annotated[Fraction, BeforeValidator(exact), Scaled()]
"""Money in major units, or a number of units, exact."""
Bound = Annotated[Fraction, BeforeValidator(exact), OffByOne()]
"""The number of units up to and including which something holds."""
RoundingUnit = Annotated[
    Fraction, BeforeValidator(exact), Field(gt=0), Typical(tuple(Fraction(1, 10**n) for n in range(4)))
]
"""The unit, in major units, that an amount is rounded to a multiple of."""
Portion = Annotated[Fraction, BeforeValidator(exact), Field(ge=0, le=1), Typical((Fraction(0), Fraction(1)))]
"""A part of a whole: 0.5 for a half."""


class MissingSetting(ValueError):  # noqa: N818  # pydantic reports it as the error of a value
    """A rule needs the setting `name`, but it is not given."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"{name} is missing: {why}")


class MeaninglessSetting(ValueError):  # noqa: N818  # the same
    """A rule gives the setting `name`, which has no meaning with its other settings."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"{name} has no meaning with {why}")


@dataclass(frozen=True, slots=True)
class Clause:
    """The place of a rule: its document, the heading, the text under the heading, and the line of the rule (from 1)."""

    document: str
    heading: str
    line: int
    words: str

    @property
    def place(self) -> str:
        """`file:line`, as editors open it."""
        return f"{self.document}:{self.line}"


class Rule(BaseModel):
    """A table of a terms document. Unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


def require_iff(value: object, needed: bool, name: str, what: str) -> None:  # noqa: FBT001  # the condition
    """Require a setting where it is needed, and refuse it where it has no meaning.

    Raises:
        MissingSetting: it is needed but not given.
        MeaninglessSetting: it is given but has no meaning.
    """
    if needed and value is None:
        raise MissingSetting(name, f"it is needed with {what}")
    if not needed and value is not None:
        raise MeaninglessSetting(name, what)
