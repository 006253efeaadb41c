"""The catalogue's faults, one file a family."""

from ..fault import Fault
from .calendar import CALENDAR
from .credits import CREDITS
from .lifecycle import LIFECYCLE
from .prices import PRICES
from .proration import PRORATION
from .usage import USAGE

FAULTS: tuple[Fault, ...] = (*PRORATION, *CALENDAR, *LIFECYCLE, *CREDITS, *USAGE, *PRICES)
"""All of them, in the order in which they are listed."""

__all__ = ["FAULTS"]
