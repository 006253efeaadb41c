"""Compare a system's bills with the terms, tell the kinds of divergence apart, and come to a verdict."""

from .compare import Difference, compare
from .diagnosis import Diagnosis, Instead
from .events import Asked, Event, Finished, Found, Listener, MadeSmall, Named, NotTested, Started
from .judge import Judgement, judge
from .kinds import Direction, Finding, Kind
from .plan import Plan
from .power import Missed, Power
from .readings import OtherReading, ReadingBooks
from .run import verify
from .study import Study
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification

__all__ = [
    "Asked",
    "Counts",
    "Diagnosis",
    "Difference",
    "Direction",
    "Divergence",
    "Event",
    "Finding",
    "Finished",
    "Found",
    "Instead",
    "Judgement",
    "Kind",
    "Listener",
    "MadeSmall",
    "Missed",
    "Named",
    "NotTested",
    "Omission",
    "OtherReading",
    "Plan",
    "Power",
    "ReadingBooks",
    "Started",
    "Study",
    "Unclear",
    "Verdict",
    "Verification",
    "compare",
    "judge",
    "verify",
]
