"""The result of a run: one of three verdicts, and everything it is based on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ...adapters import ObservedBill, SystemInfo
from ...oracle import Bill, Book, Case, Clause, Problem
from ..comparison import Difference, Finding, Readings
from ..diagnosis import Diagnosis, Power
from ..laws import LawsResult

WAITS = "the terms wait for figures that are not published yet"
"""Why a tariff without published figures is left out."""


class Verdict(StrEnum):
    """What a run says about a system."""

    CONFORMS = "conforms"
    """Cases were answered, and every bill was what the terms say, or another admissible reading of them."""
    DIVERGES = "diverges"
    """At least one bill was wrong, or a law was broken."""
    INCONCLUSIVE = "inconclusive"
    """Too little was answered to say either, or a call could not be judged."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """One kind of divergence with the smallest case found that shows it.

    `difference` is the one that the finding is about. `over` and `under` are sums over all differences of the case, in
    major units, never netted. `seen` is the number of cases of the run that showed the finding, `first` the case in
    which it was found. `observed_twice` is False where no second call could be made or it was not answered.
    """

    finding: Finding
    case: Case
    expected: tuple[Bill, ...]
    observed: tuple[ObservedBill, ...]
    differences: tuple[Difference, ...]
    difference: Difference
    first: Case
    seen: int = 1
    observed_twice: bool = True

    @property
    def over(self) -> Fraction:
        return sum((one.over for one in self.differences), Fraction(0))

    @property
    def under(self) -> Fraction:
        return sum((one.under for one in self.differences), Fraction(0))

    @property
    def clause(self) -> Clause:
        return self.difference.clause


@dataclass(frozen=True, slots=True)
class Unclear:
    """Bills that are wrong under the chosen reading of the terms and right under another admissible one: not a defect.

    `expected` are the bills under the chosen reading, `other` those under the reading that the system follows;
    `differences` are between the chosen reading and the system. `seen` cases show such bills.
    """

    readings: Readings
    case: Case
    expected: tuple[Bill, ...]
    other: tuple[Bill, ...]
    observed: tuple[ObservedBill, ...]
    differences: tuple[Difference, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class Omission:
    """What was not tested, why, and for how many cases (0 where no case was made)."""

    what: str
    why: str
    cases: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How the calls of a run ended. `calls` is their sum; `cases` counts different cases."""

    calls: int = 0
    cases: int = 0
    answered: int = 0
    refused: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a run. `target` is the system's name; `reason` gives the reason for the verdict in one sentence."""

    verdict: Verdict
    reason: str
    target: str
    system: SystemInfo | None
    book: Book
    seed: int
    counts: Counts
    divergences: tuple[Divergence, ...]
    unclear: tuple[Unclear, ...]
    not_tested: tuple[Omission, ...]
    problems: Mapping[str, Problem]
    """The problems of failed calls, by the id of their case."""
    diagnosis: tuple[Diagnosis, ...] = ()
    """What the system does instead, for each tariff with a divergence."""
    power: Power | None = None
    """What the run would have caught; None where nothing was answered."""
    laws: LawsResult = field(default_factory=LawsResult)
    """The results for the laws that were put to the system; empty where the run did not test laws."""
