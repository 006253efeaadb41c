"""The lines of a bill, with one file for each way of computing the amount of a charge."""

from .adjustment import adjustment_unit
from .lines import line_of, lines_of
from .work import ChargeWork

__all__ = ["ChargeWork", "adjustment_unit", "line_of", "lines_of"]
