"""The faults of the catalogue, one file for each family."""

from ..fault import Fault
from .calendar import CALENDAR
from .credits import CREDITS
from .lifecycle import LIFECYCLE
from .prices import PRICES
from .proration import PRORATION
from .usage import USAGE

FAULTS: tuple[Fault, ...] = (*PRORATION, *CALENDAR, *LIFECYCLE, *CREDITS, *USAGE, *PRICES)
"""All faults, in the order in which they are listed."""

__all__ = ["FAULTS"]
