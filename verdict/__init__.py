"""Compare a system's bills with the terms, tell the kinds of divergence apart, and come to a verdict."""

from .compare import Difference, compare
from .events import Asked, Event, Finished, Found, Listener, MadeSmall, NotTested, Started
from .judge import Judgement, judge
from .kinds import Direction, Finding, Kind
from .plan import Plan
from .readings import OtherReading, ReadingBooks
from .run import verify
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification

__all__ = [
    "Asked",
    "Counts",
    "Difference",
    "Direction",
    "Divergence",
    "Event",
    "Finding",
    "Finished",
    "Found",
    "Judgement",
    "Kind",
    "Listener",
    "MadeSmall",
    "NotTested",
    "Omission",
    "OtherReading",
    "Plan",
    "ReadingBooks",
    "Started",
    "Unclear",
    "Verdict",
    "Verification",
    "compare",
    "judge",
    "verify",
]
