"""Charges of some billing periods only: after a time, for a time, every second one, in some months of the year."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def charged(bills_of, service, rows):
    """The months of 2024 with the fee on their bill, by their numbers, for a contract from a day of 2024."""

    def charged(start="2024-01-01", settings=None, end="", through="2024-12-31", **keys):
        charges = [{"item": "other", "kind": "fixed", "price": rows("1")}]
        charges += [{"item": "fee", "kind": "fixed", "price": rows("100"), **keys}]
        given = {"charge": charges, "proration.components": ["other"], **(settings or {})}
        bills = bills_of(change_settings(service, given), start=start, end=end, through=through)
        return [bill.period.start.month for bill in bills if "fee" in {line.item for line in bill.lines}]

    return charged


@pytest.mark.parametrize(
    ("keys", "months"),
    [
        ({"every": 1}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        ({"every": 2}, [1, 3, 5, 7, 9, 11]),
        ({"every": 6}, [1, 7]),
        ({"every": 12}, [1]),
        ({"first_periods": 3}, [1, 2, 3]),
        ({"after_periods": 9}, [10, 11, 12]),
        ({"after_periods": 12}, []),
        ({"after_periods": 2, "first_periods": 3}, [3, 4, 5]),
        ({"after_periods": 3, "every": 2}, [4, 6, 8, 10, 12]),
        ({"first_periods": 5, "every": 2}, [1, 3, 5]),
        ({"after_periods": 1, "first_periods": 6, "every": 3}, [2, 5]),
        ({"in_months": [7, 8, 9]}, [7, 8, 9]),
        ({"in_months": [1, 12], "every": 3}, [1]),  # of January, April, July and October
    ],
)
def test_periods(charged, keys, months):
    """Free periods come first, then so many that are charged, of these every so-manieth, the first included."""
    assert charged(**keys) == months


def test_counted_from_the_contract_s_first_period(charged):
    """The count starts with the contract's first period charged, whatever the month."""
    assert charged("2024-02-20", every=2) == [2, 4, 6, 8, 10, 12]
    assert charged("2024-02-20", first_periods=2) == [2, 3]


def test_counted_from_the_first_one_charged(charged):
    """A period that is free of all fees is not counted."""
    free = {"service.first_period": "free"}
    assert charged("2024-02-20", free, every=2) == [3, 5, 7, 9, 11]


def test_until_the_end(charged):
    """A contract that ends is charged in the periods that are its turn, and in no other."""
    assert charged(every=2, end="2024-04-10") == [1, 3]
    assert charged(every=3, end="2024-04-10") == [1, 4]


@pytest.mark.parametrize(
    ("row_on", "months"), [("first-billed-day", [6, 7]), ("closing-month", [5, 6]), ("contract-start", [])]
)
def test_months_go_by_the_day_of_the_row(charged, row_on, months):
    """The day that picks a charge's row says which month it is: June is closed on 1 July."""
    assert charged(in_months=[6, 7], row_on=row_on) == months


def test_summer_and_other_rates(bills_of, meter):
    """Two charges by use, each for its months, are a rate for the summer and one for the rest of the year."""

    def use(item, rate, months):
        row = {"since": "2000-01-01", "tiers": [{"rate": rate}], "source": "made up for the test"}
        seasonal = {"in_months": months, "row_on": "closing-month"}
        return {"item": item, "kind": "usage", "tiers": "graduated", "price": [row], **seasonal}

    charges = [use("summer", 20, [7, 8, 9]), use("other", 10, [1, 2, 3, 4, 5, 6, 10, 11, 12])]
    bills = bills_of(
        change_settings(meter, {"charge": charges}),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10 2024-07-10 2024-10-10",
        events="used 2024-06-10 5; used 2024-07-10 5; used 2024-10-10 5",
    )
    assert [[(line.item, line.amount) for line in bill.lines] for bill in bills] == [
        [("other", 50)],
        [("summer", 100)],
        [("other", 50)],
    ]


def test_a_minimum_of_a_fee_that_is_not_charged(bills_of, service, rows):
    """In a period without a fee what is taken of it is taken of nothing."""
    charges = [
        {"item": "fee", "kind": "fixed", "price": rows("300"), "every": 2},
        {"item": "minimum", "kind": "minimum", "of": ["fee"], "price": rows("500")},
    ]
    bills = bills_of(change_settings(service, {"charge": charges}), start="2024-06-01", through="2024-07-31")
    assert [{line.item: line.amount for line in bill.lines} for bill in bills] == [
        {"fee": 300, "minimum": 200},
        {"minimum": 500},
    ]
