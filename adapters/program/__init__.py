"""A billing system that is a program: one JSON value per line on its standard input and output."""

from .standard_error import LastLines
from .system import ProgramBatchSystem, ProgramSystem

__all__ = ["LastLines", "ProgramBatchSystem", "ProgramSystem"]
