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
