"""A billing engine's clock that only goes forward."""

from datetime import date
from typing import Protocol


class Clock(Protocol):
    """The day that it is for an engine whose time is set by the adapter, for all contracts alike, and never back.

    Cases are then played side by side, day by day. An engine that can begin anew (a fresh database) has a method
    `reset()` too, which is called when a case begins before the day that it is.
    """

    def now(self) -> date:
        """The day that it is."""
        ...

    def advance(self, day: date) -> None:
        """Let it be `day`, which is not before the day that it is."""
        ...
