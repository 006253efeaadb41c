"""Expected bills compared with observed ones: differences, their kinds, and other readings of the terms."""

from .compare import Difference, compare
from .judge import Judgement, judge
from .kinds import Direction, Finding, Kind
from .readings import OtherReading, ReadingBooks, Readings, apply_readings, by_saved_readings, reading_of
from .sums import Sum, Sums, sums_of
from .system_reading import AnsweredCase, system_reading
from .worked import WorkedExample, worked_example

__all__ = [
    "AnsweredCase",
    "Difference",
    "Direction",
    "Finding",
    "Judgement",
    "Kind",
    "OtherReading",
    "ReadingBooks",
    "Readings",
    "Sum",
    "Sums",
    "WorkedExample",
    "apply_readings",
    "by_saved_readings",
    "compare",
    "judge",
    "reading_of",
    "sums_of",
    "system_reading",
    "worked_example",
]
