"""What to verify, and what a run has seen so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...adapters import Refused
from ...cases import Effort, Space
from ...oracle import Case, Problem
from ..comparison import Finding
from ..diagnosis import Study
from .verification import Divergence


@dataclass(frozen=True, slots=True)
class Plan:
    """What to verify: the space of cases, cases to try first, the effort, the seed, and how many calls at a time.

    `run_id` is unique per run and prefixes case names. A `study` of the same space, made for an earlier run, saves its
    work; `studies` is a folder in which studies are read and written. With `laws` the laws that need no prices are put
    to the system after the search, with the calls that are left. With `power` the run says what it would have caught.
    With `inquire` the telling cases come first, those that tell suspects apart (possible faults and other settings),
    and the run finds out what the system does instead; without it a run is a plain search.
    """

    space: Space
    effort: Effort
    seed: int
    run_id: str
    first: Sequence[Case] = ()
    concurrency: int = 1
    study: Study | None = None
    studies: Path | None = None
    laws: bool = False
    power: bool = False
    inquire: bool = True


@dataclass(slots=True)
class Seen:
    """A finding as it was first seen, and the number of cases of the search that show it."""

    first: Divergence
    count: int = 1


@dataclass(slots=True)
class State:
    """What a run has seen so far."""

    names: Iterator[str]
    calls: int = 0
    answered: int = 0
    answered_tariffs: set[str] = field(default_factory=set[str])
    refusals: list[Refused] = field(default_factory=list[Refused])
    problems: dict[str, Problem] = field(default_factory=dict[str, Problem])
    contents: set[str] = field(default_factory=set[str])
    seen: set[Finding] = field(default_factory=set[Finding])
