"""Readings that come late, or again. One yen a unit; 100, 200 and 400 units, read on the 10th."""

import pytest
from yakkan.oracle import CaseError, change_settings

READINGS = "2024-05-10 2024-06-10 2024-07-10 2024-08-10"
ON_TIME = [
    "2024-06-10: to 2024-06-09 100",
    "2024-07-10: to 2024-07-09 200",
    "2024-08-10: to 2024-08-09 400",
]


@pytest.fixture(scope="module")
def issued(bills_of, meter):
    """The bills by the day of their issue: the last day billed, the total, and whether it is a correction."""

    def issued(events, runs=None, settings=None, **history):
        history = {"start": "2024-05-10", "readings": READINGS, "through": "2024-08-31", **history}
        return [
            f"{one.issued}: to {one.billed.last_day} {one.total}{' corrected' if one.correction else ''}"
            for one in bills_of(change_settings(meter, settings or {}), events=events, runs=runs, **history)
        ]

    return issued


def used(june="", july="", august=""):
    return f"used 2024-06-10 100{june}; used 2024-07-10 200{july}; used 2024-08-10 400{august}"


def shown(june="", july="", august=""):
    first = f"register 2024-05-10 10000; register 2024-06-10 10100{june}"
    return f"{first}; register 2024-07-10 10300{july}; register 2024-08-10 10700{august}"


@pytest.mark.parametrize("events", [used, shown])
@pytest.mark.parametrize("told", ["", " told 2024-07-10"])
def test_reading_known_when_due(issued, events, told):
    """A reading known at the end of the day on which the period is due is no late one."""
    assert issued(events(july=told)) == ON_TIME


@pytest.mark.parametrize("events", [used, shown])
@pytest.mark.parametrize("billing", [None, {"due": "in-arrears", "corrections": "none"}])
def test_closing_reading_told_late(issued, events, billing):
    """A period is billed on the first day on which its closing reading is known, whatever the rule for corrections."""
    wanted = [ON_TIME[0], "2024-07-15: to 2024-07-09 200", ON_TIME[2]]
    assert issued(events(july=" told 2024-07-15"), settings={"billing": billing}) == wanted


@pytest.mark.parametrize("events", [used, shown])
def test_closing_reading_told_late_with_runs(issued, events):
    """Where billing is run on days, the first run that knows the reading bills the period."""
    runs = "2024-06-10 2024-07-10 2024-07-14 2024-07-20 2024-08-10"
    wanted = [ON_TIME[0], "2024-07-20: to 2024-07-09 200", ON_TIME[2]]
    assert issued(events(july=" told 2024-07-15"), runs=runs) == wanted


def test_reading_told_after_the_last_day(issued):
    """A period whose closing reading is not known by the last day asked for is not billed."""
    assert issued(used(august=" told 2024-09-01")) == ON_TIME[:2]
    assert issued(used(august=" told 2024-08-31"))[2] == "2024-08-31: to 2024-08-09 400"


def test_use_of_the_next_period_is_known_first(issued):
    """A later period whose use is told is not held up by an earlier one."""
    wanted = [ON_TIME[0], ON_TIME[2], "2024-08-20: to 2024-07-09 200"]
    assert issued(used(july=" told 2024-08-20")) == wanted


def test_register_of_the_next_period_is_known_first(issued):
    """What a register shows tells the use of a period only once the reading before it is known."""
    wanted = [ON_TIME[0], "2024-08-20: to 2024-07-09 200", "2024-08-20: to 2024-08-09 400"]
    assert issued(shown(july=" told 2024-08-20")) == wanted


def test_reading_inside_a_period_told_late(issued):
    """A late reading inside a period whose closing reading is known is billed by a correction."""
    events = f"{used()}; used 2024-06-20 30 told 2024-07-15".split("; ")
    events.insert(1, events.pop())
    assert issued("; ".join(events)) == [*ON_TIME[:2], "2024-07-15: to 2024-07-09 30 corrected", ON_TIME[2]]


def test_reading_inside_a_period_told_late_without_a_rule(issued):
    """Without a rule for corrections a late reading inside a period is refused."""
    events = "used 2024-06-05 30 told 2024-06-15; used 2024-06-10 100"
    with pytest.raises(CaseError, match="no rule for corrections"):
        issued(events, settings={"billing": None}, through="2024-06-30")


@pytest.mark.parametrize(
    ("runs", "through", "wanted"),
    [
        (None, "2024-07-05", ["2024-07-01: to 2024-06-30 2000"]),
        (None, "2024-06-30", []),
        ("2024-06-30", "2024-06-30", []),
        ("2024-06-30 2024-07-03", "2024-07-05", ["2024-07-03: to 2024-06-30 2000"]),
    ],
)
def test_month_read_on_the_first_of_the_next(shipped, bills_of, runs, through, wanted):
    """A calendar month that is read on the 1st of the next is billed when that reading is known, on its last day
    never: 100 units × 20 = 2,000."""
    (terms,) = shipped.of("metered-month-example")

    bills = bills_of(terms, start="2024-06-01", events="used 2024-07-01 100", runs=runs, through=through)

    assert [f"{one.issued}: to {one.billed.last_day} {one.total}" for one in bills] == wanted


def test_month_read_on_its_last_day(shipped, bills_of):
    """A calendar month that is read on its last day is billed on that day."""
    (terms,) = shipped.of("metered-month-example")

    (one,) = bills_of(terms, start="2024-06-01", events="used 2024-06-30 100", through="2024-06-30")

    assert (str(one.issued), one.total) == ("2024-06-30", 2000)


def test_replacement_told_late(issued):
    """A register is billed once the replacement before it is known. 60 to the end of the old meter, 140 on the new."""
    events = "register 2024-05-10 10000; register 2024-06-10 10100; replace 2024-06-30 10160 5 told 2024-07-12"
    events += "; register 2024-07-10 145; register 2024-08-10 545"
    assert issued(events) == [ON_TIME[0], "2024-07-12: to 2024-07-09 200", ON_TIME[2]]


def test_other_events_are_known_when_a_late_period_is_billed(bills_of, tepco):
    """What is told while a period waits for its reading is in its bill, and no correction follows."""
    months = [{"month": "2018-02-01", "unit": 0, "source": "made up for the test"}]
    (one,) = bills_of(
        change_settings(tepco, {"charge.fuel-adjustment.month": months}),
        start="2018-01-11",
        readings="2018-01-11 2018-02-11",
        through="2018-02-28",
        attributes="amperage=30 payment=other",
        events="used 2018-02-11 0 told 2018-02-20; change 2018-01-11 amperage=60 told 2018-02-15",
    )
    assert (str(one.issued), one.total) == ("2018-02-20", 842)  # half of 1,684.80, for no use


@pytest.mark.parametrize("events", [used, shown])
@pytest.mark.parametrize("later", ["", " told 2024-06-25", " told 2024-07-20"])
def test_reading_told_again(issued, events, later):
    """A reading with the id of one told before counts once, on the day when it was told first."""
    first, *others = events().split("; ")
    told = [first, *others]
    june = next(number for number, one in enumerate(told) if "2024-06-10" in one)
    told[june : june + 1] = [f"{told[june]} id=r1", f"{told[june]} id=r1{later}"]
    assert issued("; ".join(told)) == ON_TIME


def test_reading_told_again_on_time(issued):
    """Of two copies of a reading, the one that the company learned of first counts, in whatever order they stand."""
    copies = "used 2024-06-10 100 id=r1 told 2024-06-25; used 2024-06-10 100 id=r1 told 2024-06-12"
    assert issued(copies, through="2024-06-30") == ["2024-06-12: to 2024-06-09 100"]


def test_same_reading_without_an_id(issued):
    """Two readings without an id, or with two ids, are two readings."""
    for ids in (("", ""), (" id=r1", " id=r2")):
        assert issued("; ".join(f"used 2024-06-10 100{name}" for name in ids), through="2024-06-30") == [
            "2024-06-10: to 2024-06-09 200"
        ]


def test_another_reading_with_the_same_id(issued):
    """A reading that has the id of one told before and says something else is refused."""
    with pytest.raises(CaseError, match='the reading "r1" was reported before, for 2024-06-10, with other values'):
        issued("used 2024-06-10 100 id=r1; used 2024-06-10 90 id=r1", through="2024-06-30")
