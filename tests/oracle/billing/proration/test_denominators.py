"""What each denominator counts, over one reading period. 60 A, 1,684.80 yen, 8 % tax."""

from datetime import date

import pytest
from yakkan.oracle import change_settings

# A period of 33 days, from 28 February to 31 March 2016, whose closing reading falls on 1 April.
READINGS = "2016-02-28 2016-04-01 2016-05-02 2016-06-01"


@pytest.mark.parametrize(
    ("denominator", "bill"),
    [
        # An end on 10 March leaves 2 + 10 = 12 days used.
        pytest.param("billing-period", "612, tax 45", id="billing-period"),  # × 12 ÷ 33 = 612.65…; 45.33…
        pytest.param("start-month", "697, tax 51", id="start-month"),  # 28 February: × 12 ÷ 29 = 697.15…; 51.62…
        pytest.param("last-used-month", "652, tax 48", id="last-used-month"),  # 10 March: × 12 ÷ 31 = 652.18…; 48.29…
        pytest.param("billing-month", "673, tax 49", id="billing-month"),  # April: × 12 ÷ 30 = 673.92; 49.85…
        pytest.param("month-before-billing-month", "652, tax 48", id="month-before"),  # March: × 12 ÷ 31
        pytest.param("thirty", "673, tax 49", id="thirty"),  # × 12 ÷ 30
    ],
)
def test_end(paper, electricity_2016, denominator, bill):
    """An end on 10 March 2016 is divided by the days that the denominator names."""
    terms = change_settings(electricity_2016, {"proration.denominator": denominator, "effective": date(2016, 1, 1)})
    assert paper(terms, start="2016-02-28", end="2016-03-10", readings=READINGS) == [
        f"2016-02-28 to 2016-03-10: {bill}"
    ]


@pytest.mark.parametrize(
    ("denominator", "bill"),
    [
        # 25 January to 9 February 2018 are 7 + 9 = 16 days of the period from 9 January, 32 days, billed in February.
        pytest.param("billing-period", "842, tax 62", id="billing-period"),  # × 16 ÷ 32 = 842.40; 62.37…
        pytest.param("start-month", "869, tax 64", id="start-month"),  # January: × 16 ÷ 31 = 869.57…; 64.37…
        pytest.param("last-used-month", "962, tax 71", id="last-used-month"),  # February: × 16 ÷ 28 = 962.74…; 71.25…
        pytest.param("billing-month", "962, tax 71", id="billing-month"),  # February
        pytest.param("month-before-billing-month", "869, tax 64", id="month-before"),  # January
        pytest.param("thirty", "898, tax 66", id="thirty"),  # × 16 ÷ 30 = 898.56; 66.51…
    ],
)
def test_start(paper, electricity_2016, denominator, bill):
    """A start on 25 January 2018 is divided by the days that the denominator names."""
    terms = change_settings(electricity_2016, {"proration.denominator": denominator})
    assert paper(terms, start="2018-01-25", readings="2018-01-09 2018-02-10 2018-03-10", through="2018-02-28") == [
        f"2018-01-25 to 2018-02-09: {bill}"
    ]


def test_notice_of_2018_over_the_month_before(paper, electricity_2016):
    """A period of 33 days from 9 May 2018 and a start on 22 May cost 60 A 65 yen more over May than over the period."""
    history = {"start": "2018-05-22", "readings": "2018-05-09 2018-06-11", "through": "2018-06-30"}
    # 22 May to 10 June are 10 + 10 = 20 days: 1,684.80 × 20 ÷ 33 = 1,021.09…; 1,021 × 8 ÷ 108 = 75.62…
    assert paper(electricity_2016, **history) == ["2018-05-22 to 2018-06-10: 1021, tax 75"]
    # × 20 ÷ 31 = 1,086.96…; 1,086 × 8 ÷ 108 = 80.44…; 1,086 - 1,021 = 65
    faulty = change_settings(electricity_2016, {"proration.denominator": "month-before-billing-month"})
    assert paper(faulty, **history) == ["2018-05-22 to 2018-06-10: 1086, tax 80"]


@pytest.mark.parametrize(
    ("readings", "denominator", "bill"),
    [
        # The closing reading of 31 May belongs to the period it ends: 21 to 31 May, 11 days, of 1 to 31 May.
        pytest.param("2016-04-30 2016-05-31", "billing-month", "597, tax 44", id="may"),  # × 11 ÷ 31 = 597.83…
        pytest.param("2016-04-30 2016-05-31", "month-before-billing-month", "617, tax 45", id="april"),  # × 11 ÷ 30
        # One day later the closing reading is in June, and 21 May to 1 June are 12 days.
        pytest.param("2016-04-30 2016-06-01", "billing-month", "673, tax 49", id="june"),  # × 12 ÷ 30 = 673.92
        pytest.param("2016-04-30 2016-06-01", "month-before-billing-month", "652, tax 48", id="may-before-june"),
        # × 12 ÷ 31 = 652.18…
    ],
)
def test_billing_month_of_gas_is_that_of_the_closing_reading(paper, gas, readings, denominator, bill):
    """Where the reading day ends the period, the month of the closing reading is the month of the last day."""
    terms = change_settings(gas, {"proration.denominator": denominator})
    last = readings.split()[-1]
    assert paper(terms, start="2016-05-21", readings=readings, through="2016-06-30") == [
        f"2016-05-21 to {last}: {bill}"
    ]
