"""The rate of tax changes from 8 % to 10 % on 1 October 2019, between two bills or inside one. 60 A, 1,684.80 yen."""

import pytest
from yakkan.oracle import change_settings

RATE_ON = ("first-billed-day", "last-billed-day", "period-end")
AT_8 = "1684, tax 124"  # 1,684 × 8 ÷ 108 = 124.74…
AT_10 = "1684, tax 153"  # 1,684 × 10 ÷ 110 = 153.09…

PERIODS = {
    # reading days: the bill by first billed day, last billed day, day that ends the period
    "2019-08-09 2019-09-09": (AT_8, AT_8, AT_8),
    "2019-08-30 2019-09-30": (AT_8, AT_8, AT_8),  # last billed 29 September, read on the 30th
    "2019-09-01 2019-10-01": (AT_8, AT_8, AT_10),  # last billed 30 September, read on 1 October
    "2019-09-02 2019-10-02": (AT_8, AT_10, AT_10),  # last billed 1 October
    "2019-09-09 2019-10-09": (AT_8, AT_10, AT_10),
    "2019-09-30 2019-10-30": (AT_8, AT_10, AT_10),
    "2019-10-01 2019-11-01": (AT_10, AT_10, AT_10),
}


@pytest.mark.parametrize("index", range(len(RATE_ON)), ids=RATE_ON)
@pytest.mark.parametrize("readings", PERIODS)
def test_whole_period(paper, electricity_2018, readings, index):
    """A bill over the change carries the rate of its first or last billed day, or of its closing reading day."""
    terms = change_settings(electricity_2018, {"tax.rate_on": RATE_ON[index]})
    (bill,) = paper(terms, start=readings.split()[0], readings=readings)
    assert bill.partition(": ")[2] == PERIODS[readings][index]


@pytest.mark.parametrize("index", range(len(RATE_ON)), ids=RATE_ON)
def test_two_bills(paper, electricity_2018, index):
    """Of two bills the one that ends on 30 September and the one from 1 October differ by the rate alone."""
    terms = change_settings(electricity_2018, {"tax.rate_on": RATE_ON[index]})
    bills = paper(terms, start="2019-09-01", readings="2019-09-01 2019-10-01 2019-11-01")
    first = AT_10 if RATE_ON[index] == "period-end" else AT_8
    assert bills == [f"2019-09-01 to 2019-09-30: {first}", f"2019-10-01 to 2019-10-31: {AT_10}"]


@pytest.mark.parametrize(
    ("rate_on", "start_bill", "end_bill"),
    [
        # Start on 3 October in the period from 9 September to 8 October, 30 days: 6 days, 1,684.80 × 6 ÷ 30 = 336.96.
        # 336 × 10 ÷ 110 = 30.54…
        # End on 20 September: 12 days, 1,684.80 × 12 ÷ 30 = 673.92. 673 × 8 ÷ 108 = 49.85…, × 10 ÷ 110 = 61.18…
        ("first-billed-day", "336, tax 30", "673, tax 49"),
        ("last-billed-day", "336, tax 30", "673, tax 49"),
        ("period-end", "336, tax 30", "673, tax 61"),
    ],
)
def test_part_of_a_period(paper, electricity_2016, rate_on, start_bill, end_bill):
    """A start after the change and an end before it carry the rate of their own days, or of the reading day."""
    terms = change_settings(electricity_2016, {"tax.rate_on": rate_on})
    readings = "2019-09-09 2019-10-09 2019-11-08 2019-12-09"
    assert paper(terms, start="2019-10-03", readings=readings, through="2019-10-31") == [
        f"2019-10-03 to 2019-10-08: {start_bill}"
    ]
    assert paper(terms, start="2019-09-09", end="2019-09-20", readings=readings) == [
        f"2019-09-09 to 2019-09-20: {end_bill}"
    ]


@pytest.mark.parametrize(
    ("rate_on", "tax"),
    [("first-billed-day", "147"), ("last-billed-day", "147"), ("period-end", "229")],
)
def test_calendar_month(paper, by_days, rate_on, tax):
    """March 2014 carries 5 %, or by the 1st of the next month the 8 % of April."""
    # 3,100 × 5 ÷ 105 = 147.61…; 3,100 × 8 ÷ 108 = 229.62…
    rates = [
        {"since": "1997-04-01", "rate": "0.05", "source": "law"},
        {"since": "2014-04-01", "rate": "0.08", "source": "law"},
    ]
    terms = change_settings(by_days, {"tax.rate_on": rate_on, "tax.rate": rates})
    assert paper(terms, start="2014-03-01", through="2014-04-30") == [
        f"2014-03-01 to 2014-03-31: 3100, tax {tax}",
        "2014-04-01 to 2014-04-30: 3100, tax 229",
    ]


@pytest.mark.parametrize(
    ("readings", "bill"),
    [
        pytest.param("2019-08-30 2019-09-30", f"2019-08-31 to 2019-09-30: {AT_8}", id="30-september"),
        pytest.param("2019-08-31 2019-10-01", f"2019-09-01 to 2019-10-01: {AT_10}", id="1-october"),
    ],
)
def test_gas_reading_day(paper, gas, readings, bill):
    """Where the reading day ends the period, the reading day that fixes the charge is the period's own last day."""
    terms = change_settings(gas, {"tax.rate_on": "period-end"})
    assert paper(terms, start="2019-08-31", readings=f"2019-07-31 {readings}")[-1] == bill
