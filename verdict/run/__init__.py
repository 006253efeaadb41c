"""A run against a system: its plan, its events, and its result, with one of three verdicts."""

from .acceptance import AcceptancePlan, PlannedCase, acceptance_plan
from .conclude import unreached
from .engine import run_plan
from .events import Asked, Event, Finished, Found, Listener, MadeSmall, Named, NotTested, Started
from .export import cases_to_export
from .findings import unclear_case
from .laws import LAWS, check_laws
from .laws_only import verify_laws
from .plan import Plan
from .recorded import Recorded, bills_of_cases, judge_recorded
from .replay import Replay, Replayed, replay_case
from .smoke import SmokeResult, smoke_test
from .studies import studies_folder
from .verification import Counts, Divergence, Omission, Unclear, Verdict, Verification
from .verify import verify

__all__ = [
    "LAWS",
    "AcceptancePlan",
    "Asked",
    "Counts",
    "Divergence",
    "Event",
    "Finished",
    "Found",
    "Listener",
    "MadeSmall",
    "Named",
    "NotTested",
    "Omission",
    "Plan",
    "PlannedCase",
    "Recorded",
    "Replay",
    "Replayed",
    "SmokeResult",
    "Started",
    "Unclear",
    "Verdict",
    "Verification",
    "acceptance_plan",
    "bills_of_cases",
    "cases_to_export",
    "check_laws",
    "judge_recorded",
    "replay_case",
    "run_plan",
    "smoke_test",
    "studies_folder",
    "unclear_case",
    "unreached",
    "verify",
    "verify_laws",
]
