"""The kinds of divergence. Each is searched for and made small on its own, so that none hides another."""

from dataclasses import dataclass
from enum import StrEnum

from ...oracle import Situation


class Kind(StrEnum):
    """What is wrong with a bill, compared with what the terms say."""

    CHARGED_IN_FULL = "charged-in-full"
    """The terms prorate this period; the bill has the full fee."""
    WRONG_SHARE = "wrong-share"
    """The terms prorate this period; the bill has another amount, not the full fee."""
    PRORATED_UNDULY = "prorated-unduly"
    """The terms charge this period in full; the bill has less, and the contract starts or is cancelled in it."""
    WRONG_QUANTITY = "wrong-quantity"
    """The bill would be right for another quantity."""
    WRONG_ROUNDING = "wrong-rounding"
    """A bill that is not prorated differs from the exact sum by less than the unit of rounding."""
    WRONG_AMOUNT = "wrong-amount"
    """The bill has another amount, in a way not listed above."""
    WRONG_LINE = "wrong-line"
    """The total is right, but a line is not."""
    WRONG_TAX = "wrong-tax"
    """The total is right, but the tax in it is not."""
    BILLED_AFTER_END = "billed-after-end"
    """A bill for a period after the contract's last charged day."""
    BILLED_BEFORE_START = "billed-before-start"
    """A bill for a period before the contract's first charged day."""
    BILLED_TWICE = "billed-twice"
    """More than one bill for a period, together above what the terms charge."""
    NOT_BILLED = "not-billed"
    """No bill for a period that the terms charge."""
    UNSTABLE = "unstable"
    """The system gave different answers to the same history, on fresh contracts."""


class Direction(StrEnum):
    """Who pays for the difference. Over- and under-billing are never netted."""

    OVER = "over"
    """The customer is billed too much."""
    UNDER = "under"
    """The customer is billed too little."""
    NEITHER = "neither"
    """The total is right."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One kind of divergence under one tariff. A run finds each once."""

    kind: Kind
    tariff: str
    situation: Situation
    direction: Direction

    def __str__(self) -> str:
        return f"{self.kind.value} · {self.situation.value} · {self.direction.value} · {self.tariff}"
