"""The clock of a billing engine whose time only moves forward."""

from datetime import date
from typing import Protocol


class Clock(Protocol):
    """The current day of an engine whose time the adapter sets, for all contracts at once, and never backwards.

    Cases are then played side by side, day by day. If the engine can start afresh (with a new database), also write a
    method `reset()`: it is called when a case begins before the current day.
    """

    def now(self) -> date:
        """The current day."""
        ...

    def advance(self, day: date) -> None:
        """Make `day` the current day; it is never before the present one."""
        ...
