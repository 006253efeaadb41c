"""Contracts: their history, what the company knows of it and when, their billing periods, and the model of a bill."""

from .admission import admit
from .bills import Bill, Line, Situation
from .history import (
    Cancellation,
    Case,
    Contract,
    Event,
    EventKind,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    event_day,
    received_day,
    without_repeats,
)
from .knowledge import known, schedule_of
from .life import Life, life_of, parts_of
from .part import Part, Piece
from .periods import billing_periods, closing_day, due_day
from .quantity import counted_quantity, quantity_on
from .runs import as_run
from .settled import settled
from .steps import Operand, Step, StepKind, StepUnit
from .usage import units_of_readings, units_used

__all__ = [
    "Bill",
    "Cancellation",
    "Case",
    "Contract",
    "Event",
    "EventKind",
    "Life",
    "Line",
    "MeterReading",
    "MeterReplacement",
    "Operand",
    "Part",
    "Piece",
    "PlanChange",
    "QuantityChange",
    "Resumption",
    "Situation",
    "Step",
    "StepKind",
    "StepUnit",
    "Suspension",
    "Withdrawal",
    "admit",
    "as_run",
    "billing_periods",
    "closing_day",
    "counted_quantity",
    "due_day",
    "event_day",
    "known",
    "life_of",
    "parts_of",
    "quantity_on",
    "received_day",
    "schedule_of",
    "settled",
    "units_of_readings",
    "units_used",
    "without_repeats",
]
