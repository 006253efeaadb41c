"""A billing system that is a program: one JSON value a line on its standard input and output."""

from .standard_error import Said
from .system import ProgramBatchSystem, ProgramSystem

__all__ = ["ProgramBatchSystem", "ProgramSystem", "Said"]
