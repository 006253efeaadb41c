"""The bills that the oracle makes: lines, total, and the derivation of every amount."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ..calendar import Period
from ..vocabulary import TaxClass, Terms
from .steps import Step


class Situation(StrEnum):
    """How the charged days of a billing period relate to the contract."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    BOTH = "start-and-end"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a bill. `amount` is in major units, after the rounding of lines, if any; `tax` is its tax class."""

    item: str
    amount: Fraction
    quantity: Fraction
    derivation: tuple[Step, ...]
    tax: TaxClass = TaxClass.STANDARD

    @property
    def taxed(self) -> bool:
        """False for lines outside the tax."""
        return self.tax is not TaxClass.OUTSIDE


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill for one billing period of one contract.

    `period` is the whole billing period and `billed` the days of it that are billed; `total` is in major units and
    includes `tax`; `derivation` leads from the lines to the total; `terms` is the version that applies. A `correction`
    is the difference to bills issued before for the same period.
    """

    contract: str
    tariff: str
    period: Period
    billed: Period
    situation: Situation
    issued: date
    lines: tuple[Line, ...]
    tax: Fraction | None
    total: Fraction
    derivation: tuple[Step, ...]
    terms: Terms = field(repr=False, compare=False)
    correction: bool = False
