"""Small complete terms documents, and bills written down the way a person writes them on paper."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from yakkan.oracle import (
    Bill,
    Cancellation,
    Case,
    Contract,
    Event,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Terms,
    Withdrawal,
    book_of,
    change_settings,
    load_terms,
)
from yakkan.oracle import bill as bill_case

DOCUMENTS = Path(__file__).parent / "terms"
SHIPPED = Path(__file__).parents[2] / "terms"


def _document(name: str) -> Terms:
    (terms,) = load_terms(DOCUMENTS / name)
    return terms


def _shipped(folder: str) -> Terms:
    (terms,) = load_terms(SHIPPED / folder)
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


@pytest.fixture(scope="session")
def service():
    """9,300 yen a calendar month (the large plan 18,600), by days, outside tax: 310 a day in June, 300 in July."""
    return _document("service.md")


@pytest.fixture(scope="session")
def meter():
    """One yen for each unit read by a register of five digits, from reading day to reading day."""
    return _document("meter.md")


@pytest.fixture(scope="session")
def tepco():
    """The shipped document of 従量電灯B."""
    return _shipped("tepco-meter-lighting-b")


@pytest.fixture(scope="session")
def ntt_west():
    """The shipped document of the IP network service."""
    return _shipped("ntt-west-ip-network")


@pytest.fixture(scope="session")
def city_gas():
    """The shipped example of city gas."""
    return _shipped("city-gas-example")


@pytest.fixture(scope="session")
def saas():
    """The shipped example of a subscription."""
    return _shipped("saas-example")


@pytest.fixture(scope="session")
def rows():
    """The price of a charge as its one dated row: an amount, or tiers such as "120=20 300=26 30"."""

    def rows(price: str) -> list[dict[str, object]]:
        amount: dict[str, object] = {"amount": price}
        if "=" in price:
            *bounded, last = price.split()
            tiers = [dict(zip(("up_to", "rate"), tier.split("="), strict=True)) for tier in bounded]
            amount = {"tiers": [*tiers, {"rate": last}]}
        return [{"since": "2000-01-01", **amount, "source": "made up for the test"}]

    return rows


@pytest.fixture(scope="session")
def rates():
    """The rates of a tax as its dated rows: "0.08 2019-10-01=0.10", the first one in force whenever terms are."""

    def rates(text: str) -> list[dict[str, object]]:
        first, *later = text.split()
        dated = [("2000-01-01", first), *(one.split("=") for one in later)]
        return [{"since": since, "rate": rate, "source": "made up for the test"} for since, rate in dated]

    return rates


@pytest.fixture(scope="session")
def declaring():
    """Terms that declare more attributes of a contract, each an amount."""

    def declaring(terms: Terms, *names: str) -> Terms:
        more = [{"name": name, "bounds": [{"minimum": 0, "maximum": 10_000}]} for name in names]
        return change_settings(terms, {"attribute": [*terms.attribute, *more]})

    return declaring


@pytest.fixture(scope="session")
def beside(rows):
    """A charge of nothing with the item "other", for what happens to other charges than the one looked at."""
    return {"item": "other", "kind": "fixed", "price": rows("0")}


@dataclass(frozen=True)
class History:
    """A contract as told on paper: days as ISO text, lists of them apart by spaces, amounts after a `=`.

    `events` are apart by semicolons, each with its word, its day and what it says: "change 2024-06-11 plan=large",
    "cancel 2024-06-20 told 2024-07-20". `through` is the last reading day where it is not given.
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
    attributes: str = ""
    events: str = ""

    def case(self, tariff: str) -> Case:
        """The case of one contract."""
        changes = [QuantityChange(on, "card", amount) for on, amount in _amounts(self.quantities)]
        meter = [MeterReading(on, amount) for on, amount in _amounts(self.used)]
        ends = [Cancellation(end) for end in _days(self.end)]
        given = {"amperage": self.amperage, "monthly_fee": self.monthly_fee, "plan": "small"}
        attributes = {**given, **_pairs(self.attributes.split())}
        told = [_event(text.split()) for text in self.events.split(";") if text.strip()]
        readings = _days(self.readings)
        start = date.fromisoformat(self.start)
        contract = Contract("contract", tariff, start, attributes, readings, (*changes, *meter, *told, *ends))
        through = date.fromisoformat(self.through) if self.through else readings[-1]
        return Case("case", (contract,), through, None if self.runs is None else _days(self.runs))


def _event(words: list[str]) -> Event:
    """An event in words: "suspend 2024-06-11 told 2024-06-12", "register 2024-06-10 10290 id=r1"."""
    told = date.fromisoformat(words.pop()) if words[-2:-1] == ["told"] else None
    what, on, *rest = (word for word in words if word != "told")
    day = date.fromisoformat(on)
    match what:
        case "change":
            attributes = _pairs(rest)
            return PlanChange(day, attributes.pop("tariff", None), attributes, told)
        case "quantity":
            ((item, quantity),) = _pairs(rest).items()
            return QuantityChange(day, item, Fraction(quantity), told)
        case "suspend":
            return Suspension(day, told)
        case "resume":
            return Resumption(day, told)
        case "cancel":
            return Cancellation(day, told)
        case "withdraw":
            return Withdrawal(day)
        case "replace":
            final, initial = map(Fraction, rest)
            return MeterReplacement(day, final, initial, told)
        case _:
            amount, *name = rest
            by = {what.removeprefix("estimated-"): Fraction(amount)}
            given = {"id": name[0].removeprefix("id=")} if name else {}
            reading = MeterReading(day, estimated=what.startswith("estimated-"), received=told)
            return replace(reading, **by, **given)


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(word.split("=") for word in words)


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
    corrected = f", corrected {bill.issued}" if bill.correction else ""
    return f"{bill.billed.start} to {bill.billed.last_day}: {_decimal(bill.total)}{tax}{corrected}"


def _decimal(amount: Fraction) -> str:
    """An amount in whole units as it is, one with cents with two decimals, any other as a ratio."""
    cents = amount * 100
    if amount.denominator == 1 or cents.denominator != 1:
        return str(amount)
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(cents.numerator) // 100}.{abs(cents.numerator) % 100:02}"
