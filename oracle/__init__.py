"""The terms as documents, and the exact oracle that bills by them. Knows nothing of tests, transports or reports."""

from .biller import bill
from .bills import Bill, Line, Situation, Step
from .book import Book, book_of, book_of_texts, load_book
from .calendar import Period
from .change import change_settings, parse_setting, setting_paths, setting_value
from .explain import explain, explain_case
from .history import (
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    event_day,
    received_day,
)
from .problems import CaseError, Code, Problem, TermsError, YakkanError
from .rule import Clause
from .settled import settled
from .terms import Terms
from .warn import warnings_of

__all__ = [
    "Bill",
    "Book",
    "Cancellation",
    "Case",
    "CaseError",
    "Clause",
    "Code",
    "Contract",
    "Event",
    "Line",
    "MeterReading",
    "MeterReplacement",
    "Period",
    "PlanChange",
    "Problem",
    "QuantityChange",
    "Resumption",
    "Situation",
    "Step",
    "Suspension",
    "Terms",
    "TermsError",
    "Withdrawal",
    "YakkanError",
    "bill",
    "book_of",
    "book_of_texts",
    "change_settings",
    "event_day",
    "explain",
    "explain_case",
    "load_book",
    "parse_setting",
    "received_day",
    "setting_paths",
    "setting_value",
    "settled",
    "warnings_of",
]
