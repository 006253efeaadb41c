"""Contract-months with a full electricity bill that the scalar oracle bills per second of processor time."""

import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from time import process_time

from yakkan.oracle import Book, Case, Contract, MeterReading, bill, book_of, change_settings, load_terms

TERMS = Path(__file__).parent.parent / "terms" / "tepco-meter-lighting-b"
LEAST = 5_000
CUSTOMERS = 200
ROUNDS = 5


def every_month_published() -> Book:
    """The terms with a published price for every month of 2018, so that a whole year can be billed."""
    prices = {"crude": 38508, "lng": 46152, "coal": 11415}
    months = [{"month": date(2018, month, 1), "prices": prices, "source": "as of 2018-02"} for month in range(1, 13)]
    return book_of(change_settings(terms, {"charge.fuel-adjustment.month": months}) for terms in load_terms(TERMS))


def customer(number: int) -> Case:
    """A year of a contract: basic fee, three tiers, adjustment, discount, levy and tax in twelve bills."""
    days = (date(2017, 12, 11), *(date(2018, month, 11) for month in range(1, 13)))
    readings = tuple(MeterReading(day, Fraction(180 + (number * 7 + at * 13) % 300)) for at, day in enumerate(days[1:]))
    attributes = {"amperage": "30", "payment": "direct-debit"}
    contract = Contract("1", "tepco-meter-lighting-b", days[0], attributes, days, readings)
    return Case("c", (contract,), bill_through=date(2018, 12, 20))


def main() -> int:
    """Print the median of `ROUNDS` rounds; exit status 1 where it is below the required speed."""
    book = every_month_published()
    cases = [customer(number) for number in range(CUSTOMERS)]
    rates: list[int] = []
    for _ in range(ROUNDS):
        start = process_time()
        months = sum(len(bill(book, case)) for case in cases)
        rates.append(round(months / (process_time() - start)))
    middle = sorted(rates)[ROUNDS // 2]
    print(f"scalar oracle: {middle:,} contract-months per second with a full electricity bill", end=" ")
    print(f"(median of {ROUNDS}, {min(rates):,} to {max(rates):,}; required: {LEAST:,})")
    return 0 if middle >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
