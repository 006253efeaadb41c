"""Your billing system as a program: cases come in on standard input, bills go out on standard output.

Write the four methods of `Play`. It needs `pip install --no-deps yakkan` here, and nothing else of Yakkan.
"""

from collections.abc import Iterable
from datetime import date

from yakkan.shim import Bill, Contract, Event, serve

SYSTEM = {
    "protocol": ["yakkan/1"],
    "name": "the name of your system",
    "version": "its version",
    # What it cannot do is not asked, and is listed as not tested: docs/wire.md, "The system about itself".
    "capabilities": {"lines": False, "tax": False},
}


class Play:
    """One case: a new one is made for each."""

    def open(self, contract: Contract) -> None:
        """Make the contract in your system: contract.key is an id that it has never seen, contract.start its first day."""

    def apply(self, contract: Contract, event: Event) -> None:
        """Tell your system of an event, on the day it becomes known: event.type, event.on, event.data."""

    def run(self, day: date) -> None:
        """Bill what is due at the end of a day. It is called for every day, or for the days that the case chooses."""

    def bills(self) -> Iterable[Bill]:
        """Every bill that your system has issued: Bill(first_day, last_day, total), both days billed."""
        return []


if __name__ == "__main__":
    raise SystemExit(serve(SYSTEM, Play))
