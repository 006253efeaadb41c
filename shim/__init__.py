"""What the author of an adapter uses inside the vendor's own process. It needs only the standard library.

`pip install --no-deps yakkan` in the billing engine's environment is enough, so no packages can conflict.
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
