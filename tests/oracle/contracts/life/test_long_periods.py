"""An end that takes effect with the next billing period, where a billing period takes a year or longer.

Bills are made on the first day of a period, long before the next one begins: the fee of 9,300 yen a period, and 1,000
yen with the last of them.
"""

import pytest
from yakkan.oracle import change_settings

NEXT = {
    "service.cancellation": "end-of-next-period",
    "billing.due": "in-advance",
    "proration": {"trigger": "never"},
}


@pytest.fixture(scope="module")
def noted(paper, service, rows):
    """The bills of a contract that costs a fee at its end."""
    fee = {"item": "fee", "kind": "fixed", "price": rows("9300")}
    closing = {"item": "closing", "kind": "one-off", "at": "end", "price": rows("1000")}

    def noted(period, **history):
        return paper(change_settings(service, {**NEXT, "charge": [fee, closing], "period": period}), **history)

    return noted


YEARLY = [
    pytest.param({"kind": "calendar-month", "months": 12}, id="calendar"),
    pytest.param({"kind": "anniversary", "month_end": "keep-anchor", "months": 12}, id="anniversary"),
    pytest.param({"kind": "billing-day", "billing_day": 1, "month_end": "keep-anchor", "months": 12}, id="billing-day"),
]


@pytest.mark.parametrize("period", YEARLY)
def test_a_year_cancelled_in_its_first_days_is_not_the_last(noted, period):
    """A yearly contract that is cancelled in the first days of a year ends with the year after it."""
    history = {"start": "2023-01-01", "end": "2024-01-02", "events": ""}
    first = "2023-01-01 to 2023-12-31: 9300"
    assert noted(period, through="2024-01-02", **history) == [first, "2024-01-01 to 2024-12-31: 9300"]
    assert noted(period, through="2027-12-31", **history) == [
        first,
        "2024-01-01 to 2024-12-31: 9300",
        "2025-01-01 to 2025-12-31: 10300",
    ]


@pytest.mark.parametrize("last", ["2025-02-28", "2025-04-30", "2025-12-31"])
def test_a_long_time_between_readings_is_not_the_last(noted, last):
    """Where 14 months and more lie between two readings, an end in their first days takes effect with the next ones."""
    period = {"kind": "meter-reading", "reading_day": "ends-period"}
    readings = f"2022-12-31 2023-12-31 {last} 2026-12-31"
    history = {"start": "2023-01-01", "end": "2024-01-02", "readings": readings}
    assert noted(period, through="2024-01-02", **history) == [
        "2023-01-01 to 2023-12-31: 9300",
        f"2024-01-01 to {last}: 9300",
    ]
