"""A month under two versions of the terms, or charged to its end: what starts and ends in it, and once."""

import pytest
from yakkan.oracle import change_settings


@pytest.mark.parametrize(
    ("start", "end", "opening", "closing"),
    [
        ("2024-06-01", "2024-06-30", 1000, 800),  # starts under the old version, ends under the new one
        ("2024-06-01", "2024-06-15", 1000, 400),  # the old version alone
        ("2024-06-16", "2024-06-30", 2000, 800),  # the new version alone
        ("2024-06-01", "", 1000, 0),
        ("2024-05-01", "2024-06-30", 0, 800),
    ],
)
def test_a_month_under_two_versions_starts_and_ends_once(bills_of, service, rows, start, end, opening, closing):
    """Where each day has its own version, the start costs what the first one says, and the end what the last says."""

    def version(opening, closing, **effective):
        charges = [
            {"item": "fee", "kind": "fixed", "price": rows("9300")},
            {"item": "opening", "kind": "one-off", "at": "start", "price": rows(opening)},
            {"item": "closing", "kind": "one-off", "at": "end", "price": rows(closing)},
        ]
        return change_settings(service, {"versions.in_force_on": "each-day", "charge": charges, **effective})

    versions = (version("1000", "400"), version("2000", "800", effective="2024-06-16"))
    june = bills_of(versions, start=start, end=end, through="2024-07-31")[-1 if end else 0]
    amounts = {line.item: line.amount for line in june.lines}
    assert (amounts.get("opening", 0), amounts.get("closing", 0)) == (opening, closing)


def test_a_fee_at_an_end_that_counts_from_the_month_before(paper, service, rows):
    """Where an end counts from the start of its month, the month before, which was billed, bears the fee of the end."""
    charges = [
        {"item": "fee", "kind": "fixed", "price": rows("9300")},
        {"item": "closing", "kind": "one-off", "at": "end", "price": rows("1000")},
    ]
    settings = {"charge": charges, "service.cancellation": "start-of-period", "proration": {"trigger": "never"}}
    history = {"start": "2024-04-01", "end": "2024-06-20", "through": "2024-07-31"}
    assert paper(change_settings(service, settings), **history) == [
        "2024-04-01 to 2024-04-30: 9300",
        "2024-05-01 to 2024-05-31: 9300",
        "2024-05-01 to 2024-05-31: 1000, corrected 2024-06-20",
    ]


@pytest.mark.parametrize(
    ("start", "totals"),
    [
        ("2024-05-30", [9300, 9300]),  # used from 31 May: the day of May is free
        ("2024-05-31", [9300]),  # used from 1 June: June is free
    ],
)
def test_a_trial_begins_in_the_month_of_the_first_day_used(bills_of, service, start, totals):
    """Where the start day is not billed, a trial of one month is that of the day after it."""
    terms = change_settings(service, {"service.start_day": "not-billed", "trial": {"unit": "periods", "length": 1}})
    bills = bills_of(terms, start=start, through="2024-07-31")
    assert [bill.total for bill in bills] == totals


@pytest.mark.parametrize(
    ("effect", "start", "total"),
    [
        ("on-end-day", "2024-06-11", 9300),  # a start and an end in June, which are not prorated
        ("end-of-period", "2024-06-11", 6200),  # a start alone: 20 × 310
        ("end-of-next-period", "2024-05-11", 9300),  # the whole of June
    ],
)
def test_a_month_charged_to_its_end_does_not_end(bills_of, service, effect, start, total):
    """Where a month is charged to its end whenever it is cancelled, an end on its last day is no end of the charge."""
    terms = change_settings(service, {"service.cancellation": effect, "proration.only": ["start"]})
    end = "2024-06-30" if effect != "end-of-next-period" else "2024-05-31"
    bills = bills_of(terms, start=start, end=end, through="2024-08-31")
    assert bills[-1].total == total
    assert str(bills[-1].billed.last_day) == "2024-06-30"
