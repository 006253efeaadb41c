"""Settings that are faults by nature bill as the systems do that have them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from yakkan.oracle import Case, Contract, MeterReading, bill, book_of, change_settings
from yakkan.oracle.contracts.periods import billing_periods
from yakkan.oracle.vocabulary.rules import PeriodRule
from yakkan.oracle.vocabulary.settings import FAULTY, ChangeDay, Corrections, TiersPer, is_faulty


def periods(kind, month_end, start, number, **more):
    """The first periods from a day on, as first and last days."""
    rule = PeriodRule(kind=kind, month_end=month_end, **more)
    found = billing_periods(rule, Contract("contract", "tariff", date.fromisoformat(start)), date(2032, 12, 31))
    return [f"{one.start:%y-%m-%d} {one.last_day:%y-%m-%d}" for one in found[:number]]


@pytest.mark.parametrize("kind", [{"kind": "anniversary"}, {"kind": "billing-day", "billing_day": 31}])
@pytest.mark.parametrize(
    ("month_end", "expected"),
    [
        ("overflow", ["25-01-31 25-03-02", "25-03-03 25-03-30", "25-03-31 25-04-30", "25-05-01 25-05-30"]),
        ("stops", ["25-01-31 25-02-27", "25-02-28 25-03-30"]),
        ("untiled", ["25-01-31 25-02-27", "25-02-28 25-03-27", "25-03-31 25-04-29", "25-04-30 25-05-29"]),
        ("thirty-days", ["25-01-31 25-03-01", "25-03-02 25-03-31", "25-04-01 25-04-30", "25-05-01 25-05-30"]),
        ("leap-year-lost", ["25-01-31 25-02-27", "25-02-28 25-03-30", "25-03-31 25-04-29", "25-04-30 25-05-30"]),
    ],
)
def test_periods_from_31_january(kind, month_end, expected):
    """Periods of a month from 31 January 2025, as each of the rules cuts them."""
    assert periods(month_end=month_end, start="2025-01-31", number=4, **kind) == expected


def test_a_lost_year():
    """From 29 February the second year is lost, and none after it; from 28 February none is."""
    yearly = {"kind": "anniversary", "month_end": "leap-year-lost", "months": 12, "number": 3}

    assert periods(start="2024-02-29", **yearly) == ["24-02-29 25-02-27", "26-02-28 27-02-27", "27-02-28 28-02-28"]
    assert periods(start="2024-02-28", **yearly) == ["24-02-28 25-02-27", "25-02-28 26-02-27", "26-02-28 27-02-27"]


def test_a_billing_day_that_runs_over_into_the_start():
    """With the 31st as billing day a contract from 2 March 2025 lies in the period from 31 January to 2 March."""
    rule = {"kind": "billing-day", "billing_day": 31, "month_end": "overflow", "number": 2}

    assert periods(start="2025-03-02", **rule) == ["25-01-31 25-03-02", "25-03-03 25-03-30"]


THREE_MONTHS = {"start": "2024-04-01", "through": "2024-07-10"}


@pytest.mark.parametrize(
    ("runs", "days", "expected"),
    [
        ("complete", "2024-05-31 2024-05-31 2024-06-30", ["04: 9300", "05: 9300", "06: 9300"]),
        ("again", "2024-05-31 2024-05-31 2024-06-30", ["04: 9300", "04: 9300", "05: 9300", "05: 9300", "06: 9300"]),
        ("again", None, ["04: 9300", "05: 9300", "06: 9300"]),
        ("latest-only", "2024-05-31 2024-05-31 2024-06-30", ["05: 9300", "06: 9300"]),
        ("latest-only", None, ["04: 9300", "05: 9300", "06: 9300"]),
    ],
)
def test_what_runs_bill(bills_of, service, runs, days, expected):
    """A run bills all that is due, all of it again, or the latest period alone; without runs all is billed when due."""
    bills = bills_of(change_settings(service, {"billing.runs": runs}), runs=days, **THREE_MONTHS)

    assert [f"{one.billed.start:%m}: {one.total}" for one in bills] == expected


def test_a_lost_period_is_not_corrected(paper, service):
    """What a late run lost is lost with what is learned of it later."""
    terms = change_settings(service, {"billing.runs": "latest-only"})
    events = "cancel 2024-04-20 told 2024-07-05"

    # April is lost; May is billed on 31 May and given back on 10 July
    assert paper(terms, start="2024-04-01", through="2024-07-10", runs="2024-05-31 2024-07-10", events=events) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-05-01 to 2024-05-31: -9300, corrected 2024-07-10",
    ]


def test_a_reading_with_an_id_counts_once(meter):
    """A reading told again under its id is not counted again; without an id each one counts."""
    reading = MeterReading(date(2024, 6, 9), Fraction(100))
    named = replace(reading, id="reading-1")

    def billed(*events):
        readings = (date(2024, 5, 10), date(2024, 6, 9))
        contract = Contract("contract", meter.tariff, readings[0], {}, readings, events)
        return [one.total for one in bill(book_of([meter]), Case("case", (contract,), readings[1]))]

    assert billed(named) == billed(named, named) == [100]
    assert billed(reading, reading) == billed(named, replace(named, id="reading-2")) == [200]


def test_equal_words_of_other_settings_are_no_faults():
    """A value is a fault itself, not by its word: "period" and "both" are words of other settings too."""
    assert all(is_faulty(one) for one in FAULTY)
    assert is_faulty(ChangeDay.BOTH)
    assert not is_faulty("both")
    assert not is_faulty(TiersPer.PERIOD)
    assert not is_faulty(Corrections.NONE)
