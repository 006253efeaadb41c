"""Compare a system's bills with the terms, tell the kinds of divergence apart, and come to a verdict."""

from .compare import Difference, compare
from .events import Asked, Event, Finished, Found, Listener, MadeSmall, NotTested, Started
from .judge import Judgement, judge
from .kinds import Direction, Finding, Kind
from .law import LawName, LawResult, LawsResult, Untested, Violation, What, Why
from .law_verdict import verify_laws
from .laws import LAWS, check_laws
from .open_questions import Option, Question, TellingCase, open_questions
from .period_rules import PeriodRules, load_period_rules
from .plan import Plan
from .readings import OtherReading, ReadingBooks, apply_readings
from .run import verify
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification

__all__ = [
    "LAWS",
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
    "LawName",
    "LawResult",
    "LawsResult",
    "Listener",
    "MadeSmall",
    "NotTested",
    "Omission",
    "Option",
    "OtherReading",
    "PeriodRules",
    "Plan",
    "Question",
    "ReadingBooks",
    "Started",
    "TellingCase",
    "Unclear",
    "Untested",
    "Verdict",
    "Verification",
    "Violation",
    "What",
    "Why",
    "apply_readings",
    "check_laws",
    "compare",
    "judge",
    "load_period_rules",
    "open_questions",
    "verify",
    "verify_laws",
]
