"""The events of a run, as they happen. Every report listens to this one stream."""

from collections.abc import Callable
from dataclasses import dataclass

from ...adapters import Failed, Refused, SystemInfo
from ...oracle import Case
from ..comparison import Finding
from ..diagnosis import Instead
from .verification import Verification


@dataclass(frozen=True, slots=True)
class Started:
    """The system has described itself; up to `calls` calls follow."""

    system: SystemInfo
    calls: int
    seed: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A case was put to the system: the `calls`-th call of at most `of`."""

    case: Case
    calls: int
    of: int


@dataclass(frozen=True, slots=True)
class NotTested:
    """The system did not bill a case: it refused, or the call failed."""

    case: Case
    outcome: Refused | Failed


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of divergence was seen for the first time in this run."""

    finding: Finding
    case: Case


@dataclass(frozen=True, slots=True)
class Named:
    """It is known what the system does instead, under one tariff. A later answer may disprove `rows`."""

    rows: tuple[Instead, ...]


@dataclass(frozen=True, slots=True)
class MadeSmall:
    """The search for the smallest case of a finding has ended; it took `calls` calls, including the last
    observation."""

    finding: Finding
    case: Case
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over."""

    verification: Verification


Event = Started | Asked | NotTested | Found | Named | MadeSmall | Finished
Listener = Callable[[Event], None]
