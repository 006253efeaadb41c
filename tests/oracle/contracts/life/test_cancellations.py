"""Cancellations withdrawn, replaced, or learned of after the bill. 310 yen a day in June 2024, 300 in July."""

import pytest
from yakkan.oracle import change_settings

MAY, JUNE, JULY, AUGUST = (
    "2024-05-01 to 2024-05-31: 9300",
    "2024-06-01 to 2024-06-30: 9300",
    "2024-07-01 to 2024-07-31: 9300",
    "2024-08-01 to 2024-08-31: 9300",
)
HISTORY = {"start": "2024-05-01", "through": "2024-08-31"}
CORRECTIONS = ("difference", "charges-only", "credits-only", "none")


@pytest.fixture(scope="module")
def bills(paper, service):
    """The bills to the end of August."""

    def bills(events, settings=None, **history):
        return paper(change_settings(service, settings or {}), events=events, **{**HISTORY, **history})

    return bills


@pytest.mark.parametrize("received", ["2024-06-10", "2024-06-30"])
def test_received_by_the_day_of_the_bill(bills, received):
    """A cancellation that is known by the end of the day on which June is billed needs no correction."""
    assert bills(f"cancel 2024-06-20 told {received}") == [MAY, "2024-06-01 to 2024-06-20: 6200"]


def test_received_before_its_time(bills):
    """A cancellation can be known long before its end day."""
    assert bills("cancel 2024-07-10 told 2024-05-02") == [MAY, JUNE, "2024-07-01 to 2024-07-10: 3000"]


@pytest.mark.parametrize("received", ["2024-07-01", "2024-07-20", "2024-07-31"])
def test_received_after_the_bill(bills, received):
    """A cancellation that is learned of after June was billed brings a credit of what was too much, once."""
    assert bills(f"cancel 2024-06-20 told {received}") == [
        MAY,
        JUNE,
        f"2024-06-01 to 2024-06-20: -3100, corrected {received}",
    ]


def test_received_after_two_bills(bills):
    """A cancellation that is learned of after July was billed too brings a credit for each of the two months."""
    assert bills("cancel 2024-06-20 told 2024-08-10") == [
        MAY,
        JUNE,
        JULY,
        "2024-06-01 to 2024-06-20: -3100, corrected 2024-08-10",
        "2024-07-01 to 2024-07-31: -9300, corrected 2024-08-10",
    ]


def test_received_after_everything_was_billed(bills):
    """A contract that is learned to have ended before its second month has all later months credited."""
    assert bills("cancel 2024-05-31 told 2024-08-31")[-2:] == [
        "2024-06-01 to 2024-06-30: -9300, corrected 2024-08-31",
        "2024-07-01 to 2024-07-31: -9300, corrected 2024-08-31",
    ]


@pytest.mark.parametrize(
    ("corrections", "credit"),
    [("difference", True), ("charges-only", False), ("credits-only", True), ("none", False)],
)
def test_credits(bills, corrections, credit):
    """What was billed too much is given back where the terms give it back."""
    corrected = ["2024-06-01 to 2024-06-20: -3100, corrected 2024-07-20"] if credit else []
    assert bills("cancel 2024-06-20 told 2024-07-20", {"billing.corrections": corrections}) == [MAY, JUNE, *corrected]


@pytest.mark.parametrize(
    ("corrections", "charge"),
    [("difference", True), ("charges-only", True), ("credits-only", False), ("none", False)],
)
def test_charges(bills, corrections, charge):
    """What was billed too little is charged where the terms charge it."""
    corrected = ["2024-06-01 to 2024-06-30: 3100, corrected 2024-07-20"] if charge else []
    settings = {"billing.corrections": corrections}
    assert bills("change 2024-06-21 plan=large told 2024-07-20", settings, through="2024-07-31") == [
        MAY,
        JUNE,
        *corrected,  # 10 × 310
        "2024-07-01 to 2024-07-31: 18600",
    ]


def test_withdrawn_before_the_bill(bills):
    """A cancellation that is taken back before June is billed leaves the contract as it was."""
    assert bills("cancel 2024-06-20 told 2024-06-05; withdraw 2024-06-10") == [MAY, JUNE, JULY, AUGUST]


def test_withdrawn_after_the_bill(bills):
    """A cancellation that is taken back after June was billed to its 20th brings a charge for the other ten days."""
    assert bills("cancel 2024-06-20 told 2024-06-05; withdraw 2024-07-05") == [
        MAY,
        "2024-06-01 to 2024-06-20: 6200",
        "2024-06-01 to 2024-06-30: 3100, corrected 2024-07-05",
        JULY,
        AUGUST,
    ]


@pytest.mark.parametrize(
    ("corrections", "charge"),
    [("difference", True), ("charges-only", True), ("credits-only", False), ("none", False)],
)
def test_withdrawn_after_the_bill_by_corrections(bills, corrections, charge):
    """Ten days that were not billed are charged where the terms charge what is missing."""
    corrected = ["2024-06-01 to 2024-06-30: 3100, corrected 2024-07-05"] if charge else []
    settings = {"billing.corrections": corrections}
    assert bills("cancel 2024-06-20 told 2024-06-05; withdraw 2024-07-05", settings) == [
        MAY,
        "2024-06-01 to 2024-06-20: 6200",
        *corrected,
        JULY,
        AUGUST,
    ]


def test_withdrawn_months_later(bills):
    """A month that was not billed at all for a cancellation taken back later is billed then, as any other bill."""
    assert bills("cancel 2024-05-31 told 2024-05-10; withdraw 2024-07-10") == [
        MAY,
        "2024-06-01 to 2024-06-30: 9300",
        JULY,
        AUGUST,
    ]


def test_later_cancellation_replaces_the_earlier_one(bills):
    """Of two cancellations the one told last holds."""
    assert bills("cancel 2024-06-20 told 2024-06-05; cancel 2024-06-25 told 2024-06-10") == [
        MAY,
        "2024-06-01 to 2024-06-25: 7750",
    ]


def test_withdrawal_takes_back_the_last_cancellation(bills):
    """A withdrawal takes back the last cancellation, and the one before it holds again."""
    events = "cancel 2024-06-20 told 2024-06-05; cancel 2024-06-25 told 2024-06-10; withdraw 2024-06-15"
    assert bills(events) == [MAY, "2024-06-01 to 2024-06-20: 6200"]


def test_cancelled_again_after_a_withdrawal(bills):
    """A contract can be cancelled again after a withdrawal."""
    events = "cancel 2024-06-20 told 2024-06-05; withdraw 2024-06-10; cancel 2024-07-10 told 2024-07-01"
    assert bills(events) == [MAY, JUNE, "2024-07-01 to 2024-07-10: 3000"]


def test_credited_and_charged_again(bills):
    """A month that is credited for a late cancellation is charged again for its withdrawal."""
    assert bills("cancel 2024-06-20 told 2024-07-10; withdraw 2024-07-20", through="2024-07-31") == [
        MAY,
        JUNE,
        "2024-06-01 to 2024-06-20: -3100, corrected 2024-07-10",
        "2024-06-01 to 2024-06-30: 3100, corrected 2024-07-20",
        JULY,
    ]


def test_full_month_needs_no_correction(bills):
    """Where the month of a cancellation is charged in full, learning of it late in the month after credits nothing."""
    settings = {"service.cancellation": "end-of-period"}
    assert bills("cancel 2024-06-20 told 2024-07-20", settings) == [MAY, JUNE]


def test_tax_of_a_correction(paper, service, rates):
    """A correction has the difference of the two taxes."""
    # 9,300 × 10 ÷ 110 = 845.45…; 6,200 × 10 ÷ 110 = 563.63…; 563 - 845 = -282
    rule = {"prices": "tax-inclusive", "rate_on": "last-billed-day", "rounding": "floor", "unit": 1}
    tax = {**rule, "rate": rates("0.10")}
    assert paper(change_settings(service, {"tax": tax}), events="cancel 2024-06-20 told 2024-07-20", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300, tax 845",
        "2024-06-01 to 2024-06-30: 9300, tax 845",
        "2024-06-01 to 2024-06-20: -3100, tax -282, corrected 2024-07-20",
    ]


def test_rounding_of_a_correction(paper, service):
    """A correction is the difference of two rounded bills, not a rounded difference."""
    # 20 of the 29 days of February: 9,300 × 20 ÷ 29 = 6,413.79…, cut to 6,413
    down = {"rounding": {"line": "exact", "total": "floor", "total_unit": 1}}
    terms = change_settings(service, down)
    history = {"start": "2024-01-01", "through": "2024-03-31", "events": "cancel 2024-02-20 told 2024-03-10"}
    assert paper(terms, **history)[2:] == ["2024-02-01 to 2024-02-20: -2887, corrected 2024-03-10"]  # 6,413 - 9,300


def test_lines_of_a_correction(bills_of, service, rows):
    """A correction has a line for what differs, and none for what does not."""
    rent = {"item": "rent", "kind": "fixed", "price": rows("500")}
    charges = [charge.model_dump(exclude_none=True) for charge in service.charge]
    terms = change_settings(service, {"charge": [*charges, rent]})
    bills = bills_of(terms, events="cancel 2024-06-20 told 2024-07-20", **HISTORY)
    *_, correction = bills
    assert [(line.item, line.amount) for line in correction.lines] == [("fee", -3100)]
    assert correction.correction
    assert not bills[1].correction


def test_bills_that_an_event_does_not_touch(paper, service, rates):
    """An event learned of later corrects the bill it is about, not an earlier one taxed on its day of issue."""
    rule = {"prices": "tax-exclusive", "rate_on": "issue-day", "rounding": "floor", "unit": 1}
    tax = {**rule, "rate": rates("0.08 2019-10-01=0.10")}
    # 9,300 × 8 % = 744; to 20 October 9,300 × 20 ÷ 31 = 6,000 and 600 of tax, 10,230 - 6,600 = 3,630
    assert paper(
        change_settings(service, {"tax": tax}),
        start="2019-09-01",
        through="2019-11-30",
        events="cancel 2019-10-20 told 2019-11-10",
    ) == [
        "2019-09-01 to 2019-09-30: 10044, tax 744",
        "2019-10-01 to 2019-10-31: 10230, tax 930",
        "2019-10-01 to 2019-10-20: -3630, tax -330, corrected 2019-11-10",
    ]


def test_contract_that_never_began(paper, service):
    """A contract that is learned to have ended before its first billed day has everything credited."""
    terms = change_settings(service, {"service.end_day": "not-billed"})
    history = {"start": "2024-06-01", "through": "2024-07-31", "events": "cancel 2024-06-01 told 2024-07-10"}
    assert paper(terms, **history) == [JUNE, "2024-06-01 to 2024-06-30: -9300, corrected 2024-07-10"]
