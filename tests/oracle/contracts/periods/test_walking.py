"""A start on the billing day itself, where a short month moves the periods that follow."""

from datetime import date

import pytest
from yakkan.oracle import Contract, change_settings
from yakkan.oracle.contracts import billing_periods


@pytest.fixture(scope="module")
def starts(service):
    """The first days of the periods of a contract that start by the end of a day."""

    def starts(day, month_end, start, until):
        period = {"kind": "billing-day", "billing_day": day, "month_end": month_end}
        terms = change_settings(service, {"period": period})
        contract = Contract("contract", "service", date.fromisoformat(start))
        found = billing_periods(terms.period, contract, date.fromisoformat(until))
        assert contract.start in found[0]
        return " ".join(str(one.start) for one in found)

    return starts


@pytest.mark.parametrize(
    ("day", "month_end", "start", "first_days"),
    [
        # counted from the start, not from 29 February, which would move the 30th to the 29th
        (30, "walk", "2024-03-30", "2024-03-30 2024-04-30 2024-05-30"),
        (31, "walk", "2024-03-31", "2024-03-31 2024-04-30 2024-05-30"),
        (30, "walk", "2024-03-31", "2024-03-30 2024-04-30 2024-05-30"),
        (15, "thirty-days", "2024-03-15", "2024-03-15 2024-04-14 2024-05-14"),  # from 15 February on it were 16 March
    ],
)
def test_a_start_on_the_billing_day_opens_the_first_period(starts, day, month_end, start, first_days):
    """Where a contract starts on its billing day, its periods are counted from that day and not from a month before."""
    assert starts(day, month_end, start, "2024-05-31") == first_days


@pytest.mark.parametrize(
    ("start", "first_days"),
    [
        ("2024-03-28", "2024-02-29 2024-03-29 2024-04-29"),
        ("2024-03-29", "2024-03-29 2024-04-29"),  # the period from 29 February ends on the day before the start
        ("2024-03-30", "2024-03-29 2024-04-29"),
    ],
)
def test_a_period_that_ends_before_the_start_is_none(starts, start, first_days):
    """Where the billing day walks to the 29th in February, the first period is the one with the start in it."""
    assert starts(31, "walk", start, "2024-05-28") == first_days
