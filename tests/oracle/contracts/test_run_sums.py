"""When bills are issued: at the end of the days billing is run. 60 A, reading days 8 June and 8 July 2016."""

import pytest

READINGS = "2016-05-09 2016-06-08 2016-07-08 2016-08-08"


@pytest.fixture(scope="module")
def issued(bills_of, electricity_2016):
    """The last day and the day of issue of each bill."""

    def issued(**history):
        bills = bills_of(electricity_2016, start="2016-05-09", readings=READINGS, **history)
        return [f"to {bill.billed.last_day} on {bill.issued}" for bill in bills]

    return issued


@pytest.mark.parametrize(
    ("through", "bills"),
    [
        pytest.param("2016-06-07", [], id="day-before"),
        pytest.param("2016-06-08", ["to 2016-06-07 on 2016-06-08"], id="on"),
        pytest.param("2016-06-09", ["to 2016-06-07 on 2016-06-08"], id="day-after"),
        pytest.param("2016-07-07", ["to 2016-06-07 on 2016-06-08"], id="day-before-second"),
        pytest.param("2016-07-08", ["to 2016-06-07 on 2016-06-08", "to 2016-07-07 on 2016-07-08"], id="on-second"),
    ],
)
def test_bill_through_a_due_day(issued, through, bills):
    """Without runs a period is billed on its closing reading day, if bills are asked for up to it."""
    assert issued(through=through) == bills


@pytest.mark.parametrize(
    ("runs", "bills"),
    [
        pytest.param("2016-06-08 2016-07-08", ["06-07 on 2016-06-08", "07-07 on 2016-07-08"], id="on-time"),
        pytest.param("2016-06-10 2016-07-11", ["06-07 on 2016-06-10", "07-07 on 2016-07-11"], id="late"),
        pytest.param("2016-07-11", ["06-07 on 2016-07-11", "07-07 on 2016-07-11"], id="one-for-two"),
        pytest.param("2016-06-10 2016-06-10 2016-07-11", ["06-07 on 2016-06-10", "07-07 on 2016-07-11"], id="twice"),
        pytest.param("2016-06-10 2016-06-11 2016-06-12", ["06-07 on 2016-06-10"], id="on-three-days"),
        pytest.param("2016-06-07", [], id="day-before-due"),
        pytest.param("2016-06-07 2016-06-08", ["06-07 on 2016-06-08"], id="day-before-and-on"),
        pytest.param("2016-05-10 2016-05-20", [], id="all-too-early"),
        pytest.param("", [], id="none"),
        pytest.param("2016-07-11 2016-06-10", ["06-07 on 2016-06-10", "07-07 on 2016-07-11"], id="out-of-order"),
        pytest.param("2016-08-01", [], id="after-the-last-day-asked-for"),
    ],
)
def test_runs(issued, runs, bills):
    """Each due period is billed once, by the first run at the end of its due day or later."""
    assert issued(runs=runs, through="2016-07-31") == [f"to 2016-{bill}" for bill in bills]


def test_late_runs_change_no_amount(paper, electricity_2016):
    """A bill issued late is the same bill."""
    # 12 May to 7 June are 27 days: 1,684.80 × 27 ÷ 30 = 1,516.32; 1,516 × 8 ÷ 108 = 112.29…
    history = {"start": "2016-05-12", "readings": READINGS, "through": "2016-07-31"}
    bills = ["2016-05-12 to 2016-06-07: 1516, tax 112", "2016-06-08 to 2016-07-07: 1684, tax 124"]
    assert paper(electricity_2016, **history) == bills
    assert paper(electricity_2016, runs="2016-07-31", **history) == bills


def test_final_bill_waits_for_the_reading_day(issued):
    """The last period of a contract that ended is billed on its reading day, like any other."""
    assert issued(end="2016-06-20", through="2016-07-07") == ["to 2016-06-07 on 2016-06-08"]
    assert issued(end="2016-06-20", through="2016-07-08")[1:] == ["to 2016-06-20 on 2016-07-08"]


@pytest.mark.parametrize(
    ("through", "count"), [("2009-04-29", 0), ("2009-04-30", 1), ("2009-05-30", 1), ("2009-05-31", 2)]
)
def test_calendar_month(bills_of, by_days, through, count):
    """A calendar month is billed on its last day."""
    assert len(bills_of(by_days, start="2009-04-01", through=through)) == count


@pytest.mark.parametrize(
    ("through", "count"), [("2023-02-26", 0), ("2023-02-27", 1), ("2023-03-29", 1), ("2023-03-30", 2)]
)
def test_anniversary(bills_of, plan, through, count):
    """A period from 31 January is billed on 27 February, its last day."""
    assert len(bills_of(plan, start="2023-01-31", through=through)) == count
