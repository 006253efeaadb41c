"""Which cases a system accepts, if not all: cases outside the limits are never sent, and are reported as not tested."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Spans(StrEnum):
    """Where the contracts of a case may start and end."""

    ANY = "any"
    """On any day."""
    WHOLE_PERIODS = "whole-periods"
    """With a billing period: nothing is ever prorated."""
    WHOLE_YEARS = "whole-years"
    """On 1 January and 31 December; nothing changes between."""


class Changes(StrEnum):
    """When quantities and plans may change."""

    ANY = "any"
    """On any day."""
    PERIOD_BOUNDS = "period-bounds"
    """On the first day of a billing period."""
    START = "start"
    """On the start day of the contract only."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The cases that a system accepts.

    `runs`: billing can be run on chosen days; `late`: an event can be reported after its day; `fractions`: quantities
    may have decimals; `contracts`: the most contracts in a case, None for no limit; `first` and `last`: the days, both
    included, that a case may touch; `attributes`: the accepted values of the attributes that are named.
    """

    runs: bool = True
    late: bool = True
    fractions: bool = True
    contracts: int | None = None
    spans: Spans = Spans.ANY
    changes: Changes = Changes.ANY
    first: date | None = None
    last: date | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


UNLIMITED = Limits()
"""Every case."""

_SPANS = {
    Spans.ANY: (),
    Spans.WHOLE_PERIODS: (("partial billing periods", "the system bills whole billing periods only"),),
    Spans.WHOLE_YEARS: (("parts of years", "the system bills whole calendar years only"),),
}
_CHANGES = {
    Changes.ANY: (),
    Changes.PERIOD_BOUNDS: (("changes inside a period", "the system accepts them on its first day only"),),
    Changes.START: (("changes", "the system accepts quantities and plans on the start day only"),),
}


def excluded(limits: Limits) -> tuple[tuple[str, str], ...]:
    """What the limits leave out, each with the reason: pairs of (what, why)."""
    found: list[tuple[str, str]] = [*_SPANS[limits.spans], *_CHANGES[limits.changes]]
    if not limits.runs:
        found.append(("chosen billing days", "the system cannot run billing on chosen days"))
    if not limits.late:
        found.append(("late events", "the system does not accept an event after its day"))
    if not limits.fractions:
        found.append(("quantities with decimals", "the system accepts whole ones only"))
    if limits.contracts is not None:
        more = "a second contract" if limits.contracts == 1 else f"more than {limits.contracts} contracts"
        found.append((f"{more} of a customer", "the system accepts no more in one case"))
    if limits.first is not None:
        found.append((f"days before {limits.first}", "the system does not accept them"))
    if limits.last is not None:
        found.append((f"days after {limits.last}", "the system does not accept them"))
    for name, taken in sorted(limits.attributes.items()):
        found.append((f"{name} other than {', '.join(taken)}", "the system does not accept them"))
    return tuple(found)
