"""What the author of an adapter writes with, inside the vendor's own process: the standard library is all it needs.

`pip install --no-deps yakkan` in the billing engine's environment is enough, so that neither side's packages meet.
"""

from .amount import AmountError
from .answer import Bill, Line, Refuse
from .case import Case, Contract, Event
from .clock import Clock
from .play import Play
from .serve import serve
from .settle import NotSettledError, settled
from .system import Shim

__all__ = [
    "AmountError",
    "Bill",
    "Case",
    "Clock",
    "Contract",
    "Event",
    "Line",
    "NotSettledError",
    "Play",
    "Refuse",
    "Shim",
    "serve",
    "settled",
]
