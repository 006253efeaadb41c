"""What a bill is computed from: the part of a billing period under one version of the terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .bills import Situation
from .calendar import Period
from .history import Contract
from .terms import Terms
from .usage import Use


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of a part under the same attributes; `fee_share` is the part of the fees that suspended days cost,
    None for days in service."""

    days: Period
    attributes: Mapping[str, str]
    fee_share: Fraction | None
    situation: Situation


@dataclass(frozen=True, slots=True)
class Part:
    """A billing period, or the part of it under one tariff.

    `window` are the days whose use belongs to the part, `uses` all the uses of the contract; `day` picks the price
    rows; `number` counts the billing periods charged, from 0. `first` and `last` say whether the part is the first or
    last of its period, `begins` and `closes` whether the contract's charges begin or end with it, `end_of_use` is the
    day after its last day in service.
    """

    terms: Terms
    contract: Contract
    period: Period
    window: Period
    pieces: tuple[Piece, ...]
    uses: tuple[Use, ...]
    day: date
    issued: date
    number: int
    first: bool
    last: bool
    begins: bool
    closes: bool
    end_of_use: date | None

    @property
    def days_in_service(self) -> int:
        """The days of the part that are not suspended."""
        return sum(piece.days.days for piece in self.pieces if piece.fee_share is None)

    @property
    def used(self) -> Period:
        """From the first to the last day charged."""
        return Period(self.pieces[0].days.start, self.pieces[-1].days.end)
