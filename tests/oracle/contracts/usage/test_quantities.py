"""Quantities beside changes of plan, starts and ends. A seat costs 30 yen, one yen a day in June 2024."""

import pytest
from yakkan.oracle import change_settings

JUNE = {"start": "2024-05-01", "through": "2024-06-30"}
COUNTED = ("last-day", "last-day-used", "first-day", "first-day-used", "maximum", "day-by-day")


@pytest.fixture(scope="module")
def seats(bills_of, service, rows):
    """The bill of June for seats alone, counted in one way."""

    def seats(counted, events, settings=None, **history):
        charge = {
            "item": "seats",
            "kind": "per-quantity",
            "counted": counted,
            "initial_quantity": 2,
            "price": rows("30"),
        }
        terms = change_settings(service, {"charge": [charge], "proration.components": ["seats"], **(settings or {})})
        return bills_of(terms, events=events, **{**JUNE, **history})[-1].total

    return seats


@pytest.mark.parametrize(
    ("counted", "total"),
    [
        ("last-day", 60),
        ("last-day-used", 60),
        ("first-day", 150),
        ("first-day-used", 150),
        ("maximum", 210),
        ("day-by-day", 140),  # 10 × 5 + 10 × 7 + 10 × 2 seat days
    ],
)
def test_two_changes_in_a_month(seats, counted, total):
    """Five seats, seven from the 11th, two from the 21st: each way of counting takes its own number."""
    events = "quantity 2024-05-20 seats=5; quantity 2024-06-11 seats=7; quantity 2024-06-21 seats=2"
    assert seats(counted, events) == total


@pytest.mark.parametrize(
    ("counted", "total"),
    [
        # 10 of 30 days: 10 yen a seat
        ("last-day", 0),
        ("last-day-used", 80),
        ("first-day", 0),
        ("first-day-used", 50),
        ("maximum", 80),
        ("day-by-day", 65),  # 5 × 5 + 5 × 8 seat days
    ],
)
def test_part_of_a_month(seats, counted, total):
    """From 11 to 20 June with 5 seats, 8 from the 16th, the counted seats are prorated, but not those of each day."""
    events = "quantity 2024-06-11 seats=5; quantity 2024-06-16 seats=8"
    assert seats(counted, events, start="2024-06-11", end="2024-06-20") == total


@pytest.mark.parametrize("counted", COUNTED)
def test_quantity_outlives_a_change_of_plan(seats, counted):
    """55 seats stay 55 seats when the plan changes."""
    events = "quantity 2024-05-01 seats=55; change 2024-06-11 plan=large"
    assert seats(counted, events) == 55 * 30


@pytest.mark.parametrize("counted", COUNTED)
def test_quantity_and_plan_change_on_one_day(seats, counted):
    """A change of plan on the day of a change of quantity loses neither."""
    events = "quantity 2024-06-11 seats=8; change 2024-06-11 plan=large"
    total = {"first-day": 60, "first-day-used": 60, "day-by-day": 10 * 2 + 20 * 8}.get(counted, 240)
    assert seats(counted, events) == total


@pytest.mark.parametrize("counted", COUNTED)
def test_initial_quantity(seats, counted):
    """Without an event the terms' initial quantity is billed."""
    assert seats(counted, "") == 60


def test_last_of_two_quantities_on_one_day(seats):
    """Of two quantities on one day the one told last holds."""
    assert seats("last-day", "quantity 2024-06-11 seats=8; quantity 2024-06-11 seats=3") == 90


def test_price_of_a_seat_by_plan(bills_of, service):
    """Where the price of a seat goes by the plan, seats in use are priced by each plan's days."""
    price = [{"since": "2000-01-01", "attribute": "plan", "amounts": {"small": 30, "large": 60}, "source": "test"}]
    charge = {"item": "seats", "kind": "per-quantity", "counted": "last-day", "initial_quantity": 2, "price": price}
    terms = change_settings(service, {"charge": [charge], "proration.components": ["seats"]})
    bill = bills_of(terms, events="change 2024-06-11 plan=large", **JUNE)[-1]
    assert bill.total == 2 * 10 + 2 * 2 * 20


def test_price_of_a_seat_by_plan_day_by_day(bills_of, service):
    """Day by day each day's seats cost the price of the plan on that day."""
    price = [{"since": "2000-01-01", "attribute": "plan", "amounts": {"small": 30, "large": 60}, "source": "test"}]
    charge = {"item": "seats", "kind": "per-quantity", "counted": "day-by-day", "initial_quantity": 2, "price": price}
    terms = change_settings(service, {"charge": [charge], "proration.components": ["seats"]})
    bill = bills_of(terms, events="change 2024-06-11 plan=large", **JUNE)[-1]
    assert bill.total == 2 * 10 + 2 * 2 * 20


PAUSE = "quantity 2024-05-01 seats=5; suspend 2024-06-11; resume 2024-06-21"


@pytest.mark.parametrize("counted", COUNTED[:-1])
def test_suspended_days_cost_no_seats(seats, counted):
    """Ten suspended days take a third off the seats: 150 × 20 ÷ 30."""
    assert seats(counted, PAUSE) == 100


def test_suspended_days_cost_no_seats_day_by_day(seats):
    """Ten suspended days are no seat days: 5 × 20."""
    assert seats("day-by-day", PAUSE) == 100


def test_suspended_days_cost_half_seats_day_by_day(seats):
    """Ten suspended days at half the fee are half as many seat days: 5 × 20 + 5 × 10 ÷ 2."""
    assert seats("day-by-day", PAUSE, {"suspension.fee_share": "0.5"}) == 125
