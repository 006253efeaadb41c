"""Several readings on one day, and use that is told once. One yen a unit; read on the 10th."""

import pytest
from yakkan.oracle import CaseError, change_settings

READINGS = "2024-05-10 2024-06-10 2024-07-10"


@pytest.fixture(scope="module")
def issued(bills_of, meter):
    """The bills by the day of their issue: the last day billed, the total, and whether it is a correction."""

    def issued(events, settings=None, **history):
        given = {"start": "2024-05-10", "readings": READINGS, "through": "2024-07-31", **history}
        return [
            f"{one.issued}: to {one.billed.last_day} {one.total}{' corrected' if one.correction else ''}"
            for one in bills_of(change_settings(meter, settings or {}), events=events, **given)
        ]

    return issued


JUNE = "2024-06-10: to 2024-06-09 100"


@pytest.mark.parametrize(("told", "day"), [("", "2024-07-10"), (" told 2024-07-15", "2024-07-15")])
def test_a_meter_replaced_on_the_day_it_is_read(issued, told, day):
    """A period whose closing reading is of a meter replaced that day waits until the replacement is known."""
    shown = "register 2024-05-10 10000; register 2024-06-10 10100"
    # 10,300 - 10,100 on the old meter and 0 on the new one
    events = f"{shown}; replace 2024-07-10 10300 0{told}; register 2024-07-10 0"
    assert issued(events) == [JUNE, f"{day}: to 2024-07-09 200"]


@pytest.mark.parametrize(
    ("told", "bills"),
    [
        ("", ["2024-07-10: to 2024-07-09 200"]),
        (" told 2024-07-15", ["2024-07-10: to 2024-07-09 120", "2024-07-15: to 2024-07-09 80 corrected"]),
    ],
)
def test_a_period_read_twice_on_its_closing_day(issued, told, bills):
    """A period is billed with the first reading of its closing day, and one of that day told later corrects it."""
    events = f"used 2024-06-10 100; used 2024-07-10 120; used 2024-07-10 80{told}"
    assert issued(events) == [JUNE, *bills]


def test_the_use_of_an_old_meter_is_told_once(issued):
    """What a meter had shown when it was replaced is added to the next use that is told, and to no later one."""
    events = "register 2024-05-10 10000; replace 2024-06-01 10050 0; used 2024-06-10 50; used 2024-07-10 30"
    # 50 on the old meter and 50 told, and then 30
    assert issued(events) == [JUNE, "2024-07-10: to 2024-07-09 30"]


def test_use_told_on_the_start_day(issued):
    """A reading on the day of a start inside a period is one of that period."""
    assert issued("used 2024-05-15 5; used 2024-06-10 20", start="2024-05-15", through="2024-06-30") == [
        "2024-06-10: to 2024-06-09 25"
    ]


def test_spread_use_waits_for_the_readings_before_it(issued):
    """Where use is spread over days, a period waits for an earlier reading that is told late, and else it does not."""
    events = "used 2024-06-10 100 told 2024-07-15; used 2024-07-10 200"
    june, july = "2024-07-15: to 2024-06-09 100", "to 2024-07-09 200"
    assert issued(events, {"usage.estimates": "next-reading"}) == [f"2024-07-10: {july}", june]
    assert issued(events, {"usage.estimates": "spread-by-days"}) == [june, f"2024-07-15: {july}"]


@pytest.mark.parametrize(
    ("boundary", "totals"),
    [
        ("closed-period", [100, 200]),
        ("next-period", [5, 100]),  # the reading on 10 July is of the period that begins that day
        ("both-periods", [105, 300]),
    ],
)
def test_a_reading_between_two_periods(bills_of, meter, boundary, totals):
    """A faulty system has the reading between two periods in the later one, or in both; none is no use there."""
    terms = change_settings(meter, {"usage.boundary": boundary})
    history = {"start": "2024-05-10", "readings": READINGS}
    told = "; used 2024-06-10 100; used 2024-07-10 200"
    assert [bill.total for bill in bills_of(terms, events=f"used 2024-05-10 5{told}", **history)] == totals
    if boundary == "next-period":
        assert [bill.total for bill in bills_of(terms, events=told[2:], **history)] == [0, 100]


def test_a_period_that_waits_does_not_hold_up_the_next(issued):
    """A period whose reading is not known by the day asked for is left out, and a later one that is known is billed."""
    history = {"readings": f"{READINGS} 2024-08-10", "through": "2024-08-31"}
    events = "used 2024-06-10 100; used 2024-07-10 200 told {}; used 2024-08-10 300"
    august = "2024-08-10: to 2024-08-09 300"
    assert issued(events.format("2024-09-01"), **history) == [JUNE, august]
    assert issued(events.format("2024-08-31"), **history) == [JUNE, august, "2024-08-31: to 2024-07-09 200"]


@pytest.mark.parametrize(("end", "last"), [("2024-06-09", []), ("2024-06-10", ["2024-07-10: to 2024-06-10 0"])])
def test_an_end_on_the_day_that_is_read(issued, end, last):
    """A contract read on its last day has no use after it, and needs no reading for the period that begins that day."""
    assert issued("used 2024-06-10 100", end=end) == [JUNE, *last]


def test_an_end_after_the_day_that_is_read(issued):
    """A contract that goes on for a day after it was read needs another reading."""
    with pytest.raises(CaseError, match="no reading closes the period 2024-06-10 to 2024-07-09"):
        issued("used 2024-06-10 100", end="2024-06-11")


@pytest.mark.parametrize("estimates", ["next-reading", "spread-by-days"])
def test_an_actual_reading_without_an_estimate_is_not_spread(issued, estimates):
    """Use is spread where it corrects an estimate; that of one actual reading is of the month that it is read in."""
    settings = {"period": {"kind": "calendar-month"}, "usage.estimates": estimates}
    events = "used 2024-05-20 40; used 2024-06-20 60"
    assert issued(events, settings, start="2024-05-01", readings="", through="2024-06-30") == [
        "2024-05-31: to 2024-05-31 40",
        "2024-06-30: to 2024-06-30 60",
    ]
