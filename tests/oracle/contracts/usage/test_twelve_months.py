"""The largest quantity of twelve months: which day is the first of them. 10 yen a unit."""

import pytest
from yakkan.oracle import change_settings


@pytest.mark.parametrize(
    ("start", "events", "months"),
    [
        # 100 until 30 June 2023: in the twelve months to the end of May 2024, and not in those to the end of June
        ("2023-01-01", "quantity 2023-01-01 power=100; quantity 2023-07-01 power=50", {5: 1000, 6: 500, 7: 500}),
        # 100 until 1 July 2023: in the twelve months to the end of June 2024, the first day of which it is
        ("2023-01-01", "quantity 2023-01-01 power=100; quantity 2023-07-02 power=50", {5: 1000, 6: 1000, 7: 500}),
        # 100 on one day in June 2024: for the next twelve months
        ("2024-01-01", "quantity 2024-06-30 power=100; quantity 2024-07-01 power=50", {5: 200, 6: 1000, 7: 1000}),
    ],
)
def test_the_first_of_twelve_months(bills_of, service, start, events, months):
    """A quantity counts in the twelve months up to the last day of the period, the first of their days included."""
    power = {
        "item": "power",
        "kind": "per-quantity",
        "counted": "maximum-of-12-months",
        "initial_quantity": 20,
        "price": [{"since": "2000-01-01", "amount": 10, "source": "made up for the test"}],
    }
    terms = change_settings(service, {"charge": [power], "proration": {"trigger": "never"}})
    bills = bills_of(terms, start=start, through="2024-07-31", events=events)
    assert {bill.period.start.month: bill.total for bill in bills[-3:]} == months
