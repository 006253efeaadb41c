"""Billing runs on time, twice, late and skipped, and what each knows. 310 yen a day in June 2024, 300 in July."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def issued(bills_of, service):
    """The bills by the day of their issue: the last day billed and the total."""

    def issued(runs, events="", settings=None, **history):
        terms = change_settings(service, settings or {})
        history = {"start": "2024-06-01", "through": "2024-08-31", **history}
        return [
            f"{bill.issued}: to {bill.billed.last_day} {bill.total}"
            for bill in bills_of(terms, runs=runs, events=events, **history)
        ]

    return issued


JUNE, JULY, AUGUST = (
    "2024-06-30: to 2024-06-30 9300",
    "2024-07-31: to 2024-07-31 9300",
    "2024-08-31: to 2024-08-31 9300",
)
ON_TIME = "2024-06-30 2024-07-31 2024-08-31"
LATE = "cancel 2024-06-20 told 2024-07-20"
CREDIT = "to 2024-06-20 -3100"


def test_on_time(issued):
    """Runs on the days when bills are due issue each bill on its day, as no runs at all do."""
    assert issued(ON_TIME) == issued(None) == [JUNE, JULY, AUGUST]


@pytest.mark.parametrize("events", ["", LATE, "change 2024-06-11 plan=large", "suspend 2024-07-11; resume 2024-07-21"])
def test_twice(issued, events):
    """A run that is made again on the same day issues nothing."""
    assert issued(f"{ON_TIME} {ON_TIME}", events) == issued(ON_TIME, events)


@pytest.mark.parametrize("extra", ["2024-06-15", "2024-07-01", "2024-07-30", "2024-08-15"])
def test_run_with_nothing_due(issued, extra):
    """A run on a day when nothing is due issues nothing."""
    assert issued(f"{ON_TIME} {extra}") == [JUNE, JULY, AUGUST]


def test_late(issued):
    """A late run issues the bills that are due by then, on its own day."""
    assert issued("2024-07-05 2024-08-02") == [
        "2024-07-05: to 2024-06-30 9300",
        "2024-08-02: to 2024-07-31 9300",
    ]


def test_skipped(issued):
    """A run after skipped ones issues a bill for each of the skipped periods."""
    assert issued("2024-08-31") == [
        "2024-08-31: to 2024-06-30 9300",
        "2024-08-31: to 2024-07-31 9300",
        AUGUST,
    ]


def test_no_run(issued):
    """Without a run there is no bill."""
    assert issued("") == []
    assert issued("2024-06-29") == []


def test_run_after_the_last_day_asked_for(issued):
    """A run after the day up to which bills are asked for is not made."""
    assert issued("2024-06-30 2024-09-30") == [JUNE]


def test_tail_after_an_end(issued):
    """Runs after the end of a contract issue nothing."""
    assert issued(f"{ON_TIME} 2024-08-01 2024-08-02", "cancel 2024-06-20 told 2024-06-20") == [
        "2024-06-30: to 2024-06-20 6200"
    ]


@pytest.mark.parametrize(
    ("received", "bills"),
    [
        ("2024-06-29", ["2024-06-30: to 2024-06-20 6200"]),
        ("2024-06-30", ["2024-06-30: to 2024-06-20 6200"]),  # a run knows what is received on its day
        ("2024-07-01", [JUNE, f"2024-07-31: {CREDIT}"]),
    ],
)
def test_cancellation_around_the_day_of_the_run(issued, received, bills):
    """A cancellation received on the day of the run is in its bill; one received the day after is corrected."""
    assert issued(ON_TIME, f"cancel 2024-06-20 told {received}") == bills


@pytest.mark.parametrize(
    ("runs", "bills"),
    [
        (ON_TIME, [JUNE, f"2024-07-31: {CREDIT}"]),
        ("2024-06-30 2024-07-20 2024-07-31", [JUNE, f"2024-07-20: {CREDIT}"]),
        ("2024-06-30 2024-07-19 2024-07-31", [JUNE, f"2024-07-31: {CREDIT}"]),
        ("2024-06-30", [JUNE]),
        ("2024-07-31", ["2024-07-31: to 2024-06-20 6200"]),  # nothing was billed before it was known
        ("2024-07-10 2024-07-31", ["2024-07-10: to 2024-06-30 9300", f"2024-07-31: {CREDIT}"]),
    ],
)
def test_correction_by_the_next_run(issued, runs, bills):
    """What is learned late is corrected by the next run, and needs no correction where nothing was billed before."""
    assert issued(runs, LATE) == bills


def test_correction_is_made_once(issued):
    """Runs after a correction correct nothing again."""
    runs = "2024-06-30 2024-07-20 2024-07-21 2024-07-31 2024-08-15 2024-08-31 2024-08-31"
    assert issued(runs, LATE) == [JUNE, f"2024-07-20: {CREDIT}"]


def test_correction_that_is_not_made_stays_unmade(issued):
    """A credit that the terms do not give is given by no later run."""
    runs = "2024-06-30 2024-07-20 2024-07-31 2024-08-31"
    assert issued(runs, LATE, {"billing.corrections": "charges-only"}) == [JUNE]


def test_two_corrections_of_one_month(issued):
    """A second correction of a month is the difference to the first."""
    events = "change 2024-06-21 plan=large told 2024-07-10; change 2024-06-11 plan=large told 2024-07-20"
    # 10 × 310, and then ten days more
    assert issued("2024-06-30 2024-07-10 2024-07-20", events) == [
        JUNE,
        "2024-07-10: to 2024-06-30 3100",
        "2024-07-20: to 2024-06-30 3100",
    ]


def test_late_change_and_late_cancellation(issued):
    """A month whose change and whose end are learned of together has one correction."""
    events = "change 2024-06-11 plan=large told 2024-07-10; cancel 2024-06-20 told 2024-07-15"
    # 10 × 310 + 10 × 620 = 9,300: no difference
    assert issued(ON_TIME, events) == [JUNE]
    # learned one after the other: 10 × 310 + 20 × 620 = 15,500, 6,200 more, and then 6,200 less
    assert issued("2024-06-30 2024-07-10 2024-07-15", events) == [
        JUNE,
        "2024-07-10: to 2024-06-30 6200",
        "2024-07-15: to 2024-06-20 -6200",
    ]


def test_late_suspension(issued):
    """A suspension that is learned of late is credited, and its resumption learned later charged again."""
    events = "suspend 2024-06-11 told 2024-07-05; resume 2024-06-21 told 2024-07-15"
    assert issued("2024-06-30 2024-07-05 2024-07-15", events) == [
        JUNE,
        "2024-07-05: to 2024-06-10 -6200",
        "2024-07-15: to 2024-06-30 3100",
    ]


def test_late_quantity(bills_of, service, rows):
    """Cards that are registered late are charged by the next run."""
    charge = {
        "item": "card",
        "kind": "per-quantity",
        "counted": "last-day",
        "initial_quantity": 1,
        "price": rows("315"),
    }
    terms = change_settings(service, {"charge": [charge], "proration.components": ["card"]})
    history = {"start": "2024-06-01", "through": "2024-07-31", "events": "quantity 2024-06-15 card=3 told 2024-07-10"}
    bills = bills_of(terms, **history)
    assert [(str(bill.issued), bill.total) for bill in bills] == [
        ("2024-06-30", 315),
        ("2024-07-10", 630),
        ("2024-07-31", 945),
    ]
