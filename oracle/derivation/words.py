"""The words of a derivation in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..contracts import StepKind
from ..money import RoundingMode


@dataclass(frozen=True, slots=True)
class Words:
    """Templates in one language; the names in braces are filled by `oracle/derivation/explain.py`.

    `steps` has words for every `StepKind`, `roundings` for every rounding. Last days are included.
    """

    contract: str
    terms: str
    period: str
    month: str
    days: str
    price_row: str
    month_row: str
    tax_row: str
    total: str
    taxed_bill: str
    untaxed_bill: str
    no_bill: str
    steps: Mapping[StepKind, str]
    roundings: Mapping[RoundingMode, str]
