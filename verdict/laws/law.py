"""A law: what holds for the bills of any system whatever its prices, checked with one case or with a pair of cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from ...adapters import ObservedBill
from ...oracle import Case, Clause, Period, Problem
from .context import LawContext


class LawName(StrEnum):
    """The laws, in the order in which reports show them."""

    DAYS_TILE = "days-tile"
    """The bills of a contract share no day, bill nothing twice, and leave out no billing period between them."""
    NOTHING_AFTER_END = "nothing-after-end"
    """No period after the one with the named end day is billed, unless the terms charge one more."""
    RUN_AGAIN = "run-again"
    """A billing run made twice on the same day bills the same as one made once."""
    ORDER_OF_EVENTS = "order-of-events"
    """Independent events give the same bills in whatever order they are reported."""
    SAME_PLAN = "same-plan"
    """A change to the plan that the contract already has does not change any bill."""
    SPLIT_PERIOD = "split-period"
    """A period reported in two halves costs the same as in one, apart from the roundings that the terms name."""
    MORE_USE = "more-use"
    """More use, or a higher quantity, never costs less."""
    PREVIEW = "preview"
    """A period billed on the day it is due costs the same as when it is requested later."""


class What(StrEnum):
    """How a law is broken."""

    DAYS_SHARED = "days-shared"
    """Bills of two billing periods have days in common."""
    SAME_BILL_AGAIN = "same-bill-again"
    """Two bills have the same days and the same total."""
    PERIOD_LEFT_OUT = "period-left-out"
    """A billing period between two billed ones has no bill."""
    AFTER_END = "after-end"
    """A period after the end is billed."""
    OTHER_SUM = "other-sum"
    """The second case bills another sum for a period than the first."""
    COSTS_LESS = "costs-less"
    """The second case has more use or a higher quantity, and costs less."""


class Why(StrEnum):
    """Why a law was not tested."""

    FIXED = "fixed"
    """The days or the events of the cases are fixed, but laws choose their own."""
    END_UNKNOWN = "end-unknown"
    """The document does not state `service.cancellation`, so the last period is not known."""
    NO_CHANGE = "no-change"
    """The terms have no rule for a change inside a contract."""
    ONE_EVENT = "one-event"
    """A contract of these terms has no two independent events."""
    NOTHING_TO_SPLIT = "nothing-to-split"
    """These terms bill no use, take no quantities, and have no rule for a change."""
    NO_AMOUNTS = "no-amounts"
    """No use and no quantity is billed, or the document does not state which."""
    MAY_COST_LESS = "may-cost-less"
    """By these terms more use may rightly cost less: volume tiers, rates below zero, several discounts."""
    EVENTS_NOT_TAKEN = "events-not-taken"
    """The system does not list events that the law needs."""
    CASES_NOT_TAKEN = "cases-not-taken"
    """The system says that it does not accept such cases."""
    NO_CASE = "no-case"
    """The figures of the terms are known for too few days, or the terms cannot bill any such case."""
    REFUSED = "refused"
    """The system refused the case."""
    FAILED = "failed"
    """The call could not be judged."""
    NOT_BILLED_YET = "not-billed-yet"
    """The system had not billed the period by the day it was due, so there was nothing to compare."""
    NOTHING_BILLED = "nothing-billed"
    """The system billed nothing, so there was nothing to compare."""
    NO_CALLS = "no-calls"
    """No calls were left for this law."""


Bills = tuple[ObservedBill, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """How the answers break the law, in which billing period (None for all of them together), with both sums.

    `sums` are in major units. For a pair of cases they are what the first and the second case bill. For one case they
    are the totals of the two bills in question; for a period after the end, 0 (what the law allows) and what was
    billed.
    """

    what: What
    sums: tuple[Fraction, Fraction]
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What a law puts to the system: one case or a pair of cases, and how the answers are judged.

    `judged` takes the cases, under the names with which they were put to the system, and the bills of each. It returns
    None where the law holds, and a `Why` where these answers show nothing.
    """

    cases: tuple[Case, ...]
    judged: Callable[[Sequence[Case], Sequence[Bills]], Broken | Why | None]


@dataclass(frozen=True, slots=True)
class Law:
    """A law: its claim in one sentence, the trials it chooses under given terms, and the `path` of the setting of the
    terms that it relies on ("" where it relies on none)."""

    name: LawName
    claim: str
    trials: Callable[[LawContext], Sequence[Trial] | Why]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A law broken by a system, with the cases and the bills that show it.

    `again` is True where a second observation under fresh names showed it too, False where it did not (the system is
    unstable), None where no second observation could be made. `clause` is the one that the law relies on, None where
    there is none.
    """

    tariff: str
    cases: tuple[Case, ...]
    observed: tuple[Bills, ...]
    broken: Broken
    clause: Clause | None
    again: bool | None


@dataclass(frozen=True, slots=True)
class Untested:
    """Why a law was not tested under a tariff. `detail` is the system's first reason, `cases` the number of cases that
    it did not answer."""

    tariff: str
    why: Why
    detail: str = ""
    cases: int = 0


@dataclass(frozen=True, slots=True)
class LawResult:
    """The result for one law: the calls it took, how many trials held, where it was broken, where it was not tested."""

    law: Law
    calls: int
    held: int
    violations: tuple[Violation, ...]
    untested: tuple[Untested, ...]


@dataclass(frozen=True, slots=True)
class LawsResult:
    """The results for all laws, with the numbers of calls that were answered, refused and failed. `cases` counts
    different cases."""

    laws: tuple[LawResult, ...] = ()
    answered: int = 0
    refused: int = 0
    failed: int = 0
    cases: int = 0
    problems: Mapping[str, Problem] = field(default_factory=dict[str, Problem])
    """The problems of failed calls, by the id of their case."""

    @property
    def calls(self) -> int:
        """The calls that the laws took."""
        return self.answered + self.refused + self.failed

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every violation, in the order of the laws."""
        return tuple(one for law in self.laws for one in law.violations)
