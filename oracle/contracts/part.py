"""What a bill is computed from: the part of a billing period under one version of the terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..calendar import Period
from ..vocabulary import Terms
from .bills import Situation
from .history import Contract
from .usage import MeteredUse


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
    rows, None where each day has its own; `in_force` are the days of the terms' version, where another version has the
    other days. `number` counts the billing periods charged, from 0. `first` and `last` say whether the part is the
    first or last of its period, `begins` and `closes` whether the contract's charges begin or end with it,
    `end_of_use` is the day after its last day in service.

    Of the whole period, whichever tariffs its days are under: `service` is from its first to its last day in service,
    `situation` that of these days, and `days_in_service` the number of those not suspended. Where all charged days are
    suspended they count in their place.
    """

    terms: Terms
    contract: Contract
    period: Period
    window: Period
    pieces: tuple[Piece, ...]
    uses: tuple[MeteredUse, ...]
    day: date | None
    in_force: Period | None
    issued: date
    number: int
    first: bool
    last: bool
    begins: bool
    closes: bool
    end_of_use: date | None
    service: Period
    situation: Situation
    days_in_service: int

    @property
    def is_undivided(self) -> bool:
        """True if the whole period is charged under one plan, without a change or a suspension inside."""
        return self.first and self.last and len(self.pieces) == 1

    @property
    def used(self) -> Period:
        """From the first to the last day charged."""
        return Period(self.pieces[0].days.start, self.pieces[-1].days.end)
