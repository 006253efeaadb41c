"""The lines of a bill, one file for each way in which a charge comes to its amount."""

from .adjustment import adjustment_unit
from .lines import line_of, lines_of
from .work import ChargeWork

__all__ = ["ChargeWork", "adjustment_unit", "line_of", "lines_of"]
