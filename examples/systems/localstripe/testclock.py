"""A test clock at Stripe: the time of one customer, which advances on request."""

from datetime import date, timedelta

from api import Api
from days import midnight
from yakkan.shim import settled

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=27)
"""The longest step. Stripe lets a clock advance by at most two intervals of its shortest subscription; this is less
than a month."""


class TestClock:
    """A clock made at the beginning of a day; `day` is its current day."""

    def __init__(self, api: Api, day: date) -> None:
        self._api = api
        self.day = day
        self.id = str(api.post("/v1/test_helpers/test_clocks", frozen_time=midnight(day), name="yakkan")["id"])

    def advance(self, day: date) -> None:
        """Advance to the beginning of `day`, and wait until everything due by then is done."""
        while self.day < day:
            self.day = min(day, self.day + _LONGEST)
            self._go(midnight(self.day))

    def end(self, day: date) -> None:
        """Advance to the last second of a day that has begun."""
        self._go(midnight(day + _DAY) - 1)

    def remove(self) -> None:
        """Delete it, its customer and the customer's subscriptions."""
        self._api.delete(f"/v1/test_helpers/test_clocks/{self.id}")

    def _go(self, second: int) -> None:
        self._api.post(f"/v1/test_helpers/test_clocks/{self.id}/advance", frozen_time=second)
        settled(self._status, lambda status: status == "ready", pause=1.0, timeout=300.0)

    def _status(self) -> str:
        return str(self._api.get(f"/v1/test_helpers/test_clocks/{self.id}")["status"])
