"""Small complete terms documents, and bills written down the way a person writes them on paper."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import (
    Bill,
    Cancellation,
    Case,
    Contract,
    MeterReading,
    QuantityChange,
    Terms,
    book_of,
    change_settings,
    load_book,
)
from yakkan.oracle import bill as bill_case

DOCUMENTS = Path(__file__).parent / "terms"


def _document(name: str) -> Terms:
    (terms,) = load_book(DOCUMENTS / name)
    return terms


@pytest.fixture(scope="session")
def electricity_2016():
    """Prorated always, over the scheduled reading period."""
    return _document("electricity-2016.md")


@pytest.fixture(scope="session")
def electricity_2018():
    """Prorated always, over the calendar days of the month of the start or of the last day used."""
    return _document("electricity-2018.md")


@pytest.fixture(scope="session")
def vendor(electricity_2016):
    """The system of the 2018 notice: prorated from 6 days' difference on, over the month before the billing month."""
    settings = {
        "proration.trigger": "difference-at-least",
        "proration.trigger_days": 6,
        "proration.trigger_reference": "month-before-billing-month",
        "proration.denominator": "month-before-billing-month",
    }
    return change_settings(electricity_2016, settings)


@pytest.fixture(scope="session")
def gas(electricity_2016):
    """The same prices by the city gas interval: the day after the reading to the next reading."""
    return change_settings(electricity_2016, {"period.reading_day": "ends-period"})


@pytest.fixture(scope="session")
def full_month():
    """Calendar months, never prorated, the month of cancellation in full."""
    return _document("telecom-full-month.md")


@pytest.fixture(scope="session")
def by_days():
    """Calendar months, prorated by calendar days, the end day not billed."""
    return _document("telecom-by-days.md")


@pytest.fixture(scope="session")
def cards():
    """315 yen a month for each card in use on the last day of the month."""
    return _document("wireless-card.md")


@pytest.fixture(scope="session")
def plan():
    """30 dollars from anniversary to anniversary, tax of 8.25 % on top."""
    return _document("cloud-plan.md")


@pytest.fixture(scope="session")
def model_bill():
    """Basic fee, energy in tiers, fuel adjustment, levy and discount."""
    return _document("model-bill.md")


@dataclass(frozen=True)
class History:
    """A contract as told on paper: days as ISO text, lists of them apart by spaces, amounts after a `=`.

    `through` is the last reading day where it is not given.
    """

    start: str
    end: str = ""
    readings: str = ""
    through: str = ""
    runs: str | None = None
    quantities: str = ""
    used: str = ""
    amperage: str = "60"
    monthly_fee: str = "3100"

    def case(self, tariff: str) -> Case:
        """The case of one contract."""
        changes = [QuantityChange(on, "card", amount) for on, amount in _amounts(self.quantities)]
        meter = [MeterReading(on, amount) for on, amount in _amounts(self.used)]
        ends = [Cancellation(end) for end in _days(self.end)]
        attributes = {"amperage": self.amperage, "monthly_fee": self.monthly_fee}
        readings = _days(self.readings)
        start = date.fromisoformat(self.start)
        contract = Contract("contract", tariff, start, attributes, readings, (*changes, *meter, *ends))
        through = date.fromisoformat(self.through) if self.through else readings[-1]
        return Case("case", (contract,), through, None if self.runs is None else _days(self.runs))


def _days(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in text.split())


def _amounts(text: str) -> list[tuple[date, Fraction]]:
    pairs = [pair.split("=") for pair in text.split()]
    return [(date.fromisoformat(day), Fraction(amount)) for day, amount in pairs]


@pytest.fixture(scope="session")
def bills_of():
    """Bill the history of one contract under terms, or under several versions of them."""

    def billed(terms: Terms | tuple[Terms, ...], **history: str) -> tuple[Bill, ...]:
        versions = terms if isinstance(terms, tuple) else (terms,)
        return bill_case(book_of(versions), History(**history).case(versions[0].tariff))

    return billed


@pytest.fixture(scope="session")
def paper(bills_of):
    """The bills as a person notes them down: "2016-05-12 to 2016-06-07: 1516, tax 112"."""

    def noted(terms: Terms | tuple[Terms, ...], **history: str) -> list[str]:
        return [_noted(bill) for bill in bills_of(terms, **history)]

    return noted


def _noted(bill: Bill) -> str:
    tax = "" if bill.tax is None else f", tax {_decimal(bill.tax)}"
    return f"{bill.billed.start} to {bill.billed.last_day}: {_decimal(bill.total)}{tax}"


def _decimal(amount: Fraction) -> str:
    """An amount in whole units as it is, one with cents with two decimals, any other as a ratio."""
    cents = amount * 100
    if amount.denominator == 1 or cents.denominator != 1:
        return str(amount)
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(cents.numerator) // 100}.{abs(cents.numerator) % 100:02}"
