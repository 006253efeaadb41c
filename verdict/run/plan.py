"""What to verify, and what a run has seen so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...adapters import Refused
from ...cases import Effort, Space
from ...oracle import Case, Problem
from ..comparison import Finding
from ..diagnosis import Study
from .verification import Divergence


@dataclass(frozen=True, slots=True)
class Plan:
    """What to verify: the space of cases, cases to try first, the effort, the seed, and how many calls at a time.

    `run` is a word that no other run against the system has; the names of the cases start with it. A `study` of the
    same space that was made for an earlier run saves its work. With `laws` the laws that need no prices are put to the
    system after the search, with the calls that are left; with `power` the run says what it would have caught. With
    `inquire` the cases that tell most are asked first, and what the system does instead is found out; without it a run
    is a plain search.
    """

    space: Space
    effort: Effort
    seed: int
    run: str
    first: Sequence[Case] = ()
    concurrency: int = 1
    study: Study | None = None
    laws: bool = False
    power: bool = False
    inquire: bool = True


@dataclass(slots=True)
class Seen:
    """A finding as it was seen first, and in how many cases of the search."""

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
