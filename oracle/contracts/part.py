"""The part of a billing period under one version of the terms, from which its lines are computed."""

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
    """Days of a part with the same attributes; `fee_share` is the share of the fees that suspended days cost, None for
    days in service."""

    days: Period
    attributes: Mapping[str, str]
    fee_share: Fraction | None
    situation: Situation


@dataclass(frozen=True, slots=True)
class Part:
    """A billing period, or the part of it under one tariff or version.

    `window` are the days whose use belongs to the part; `uses` are all uses of the contract. `day` picks the price
    rows, None if each day has its own. `in_force` are the days of this version if other versions apply to the other
    days. `number` is the number of the billing period among those charged, from 0. `first` and `last` say whether the
    part is the first or last of its period, `begins` and `closes` whether the contract's charges begin or end with it.
    `end_of_use` is the day after the contract's last day in service.

    These describe the whole period, whichever tariffs its days are under: `service` is the span from its first to its
    last day in service, `situation` is that of the span, and `days_in_service` is the number of its days that are not
    suspended. If all charged days are suspended, these are used instead.
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
        """True if the whole period is charged under one plan, without a change or suspension inside."""
        return self.first and self.last and len(self.pieces) == 1

    @property
    def used(self) -> Period:
        """The span from the first to the last day charged."""
        return Period(self.pieces[0].days.start, self.pieces[-1].days.end)
