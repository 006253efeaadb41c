"""Compare a system's bills with the terms, tell the kinds of divergence apart, and come to a verdict."""

from .acceptance import AcceptancePlan, PlannedCase, acceptance_plan
from .alike import Group, Parting
from .compare import Difference, compare
from .diagnosis import Diagnosis, Instead
from .events import Asked, Event, Finished, Found, Listener, MadeSmall, Named, NotTested, Started
from .export import cases_to_export
from .judge import Judgement, judge
from .kinds import Direction, Finding, Kind
from .law import LawName, LawResult, LawsResult, Untested, Violation, What, Why
from .law_verdict import verify_laws
from .laws import LAWS, check_laws
from .open_questions import Option, Question, TellingCase, open_questions
from .period_rules import PeriodRules, load_period_rules
from .plan import Plan
from .power import Missed, Power
from .predictions import HUNDREDTHS, Amount
from .readings import OtherReading, ReadingBooks, apply_readings
from .recorded import Recorded, judge_recorded
from .run import verify
from .side_by_side import OF_TERMS, SideBySide, side_by_side
from .study import Study
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification

__all__ = [
    "HUNDREDTHS",
    "LAWS",
    "OF_TERMS",
    "AcceptancePlan",
    "Amount",
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
    "Group",
    "Instead",
    "Judgement",
    "Kind",
    "LawName",
    "LawResult",
    "LawsResult",
    "Listener",
    "MadeSmall",
    "Missed",
    "Named",
    "NotTested",
    "Omission",
    "Option",
    "OtherReading",
    "Parting",
    "PeriodRules",
    "Plan",
    "PlannedCase",
    "Power",
    "Question",
    "ReadingBooks",
    "Recorded",
    "SideBySide",
    "Started",
    "Study",
    "TellingCase",
    "Unclear",
    "Untested",
    "Verdict",
    "Verification",
    "Violation",
    "What",
    "Why",
    "acceptance_plan",
    "apply_readings",
    "cases_to_export",
    "check_laws",
    "compare",
    "judge",
    "judge_recorded",
    "load_period_rules",
    "open_questions",
    "side_by_side",
    "verify",
    "verify_laws",
]
