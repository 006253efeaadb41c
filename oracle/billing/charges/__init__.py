"""The lines of a bill, one file for each way in which a charge comes to its amount."""

from .adjustment import adjustment_unit
from .lines import lines_of

__all__ = ["adjustment_unit", "lines_of"]
