"""Laws that hold of any system's bills whatever the prices are."""

from .amounts import MORE_USE, SAME_PLAN, SPLIT_PERIOD
from .context import LawContext, UnstatedTables, law_contexts
from .days import DAYS_TILE, NOTHING_AFTER_END
from .history import ORDER_OF_EVENTS, PREVIEW, RUN_AGAIN
from .law import Bills, Broken, Law, LawName, LawResult, LawsResult, Trial, Untested, Violation, What, Why
from .period_rules import PeriodRules, load_period_rules

__all__ = [
    "DAYS_TILE",
    "MORE_USE",
    "NOTHING_AFTER_END",
    "ORDER_OF_EVENTS",
    "PREVIEW",
    "RUN_AGAIN",
    "SAME_PLAN",
    "SPLIT_PERIOD",
    "Bills",
    "Broken",
    "Law",
    "LawContext",
    "LawName",
    "LawResult",
    "LawsResult",
    "PeriodRules",
    "Trial",
    "UnstatedTables",
    "Untested",
    "Violation",
    "What",
    "Why",
    "law_contexts",
    "load_period_rules",
]
