"""Suspension and resumption. 9,300 yen a month: 310 yen a day in June 2024, 300 in July and August."""

import pytest
from yakkan.oracle import change_settings

HISTORY = {"start": "2024-05-01", "through": "2024-08-31"}
INSIDE = "suspend 2024-06-11; resume 2024-06-21"


@pytest.fixture(scope="module")
def june(bills_of, service):
    """The total of June 2024."""

    def june(events, settings=None, **history):
        bills = bills_of(change_settings(service, settings or {}), events=events, **{**HISTORY, **history})
        return next(bill.total for bill in bills if bill.period.start.month == 6)

    return june


@pytest.mark.parametrize(
    ("suspension_day", "resumption_day", "days"),
    [
        ("not-billed", "billed", 20),  # 11 to 20 June suspended
        ("billed", "billed", 21),  # 12 to 20
        ("not-billed", "not-billed", 19),  # 11 to 21
        ("billed", "not-billed", 20),  # 12 to 21
    ],
)
def test_days_of_suspension_and_resumption(june, suspension_day, resumption_day, days):
    """The terms say whether the two named days are billed."""
    settings = {"suspension.suspension_day": suspension_day, "suspension.resumption_day": resumption_day}
    assert june(INSIDE, settings) == days * 310


@pytest.mark.parametrize(("share", "total"), [("0", 20 * 310), ("0.5", 25 * 310), ("0.1", 21 * 310), ("1", 9300)])
def test_part_of_the_fee(june, share, total):
    """A suspended day costs the part of the fee that the terms say."""
    assert june(INSIDE, {"suspension.fee_share": share}) == total


def test_suspension_over_a_boundary(paper, service):
    """A suspension from 21 June to 10 July takes ten days off each month."""
    assert paper(service, events="suspend 2024-06-21; resume 2024-07-11", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-20: 6200",
        "2024-07-11 to 2024-07-31: 6300",
        "2024-08-01 to 2024-08-31: 9300",
    ]


def test_suspension_of_a_whole_period(paper, service):
    """A month that is suspended from its first to its last day has no bill, and resuming does not catch it up."""
    assert paper(service, events="suspend 2024-06-21; resume 2024-08-11", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-20: 6200",
        "2024-08-11 to 2024-08-31: 6300",
    ]


def test_whole_period_at_half_the_fee(paper, service):
    """A month that is suspended from its first to its last day costs half the fee where a suspended day does."""
    terms = change_settings(service, {"suspension.fee_share": "0.5"})
    assert paper(terms, events="suspend 2024-06-21; resume 2024-08-11", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-30: 7750",  # 20 × 310 + 10 × 155
        "2024-07-01 to 2024-07-31: 4650",
        "2024-08-01 to 2024-08-31: 7800",  # 10 × 150 + 21 × 300
    ]


def test_suspension_that_is_not_resumed(paper, service):
    """Without a resumption there is no bill after the month of the suspension."""
    assert paper(service, events="suspend 2024-06-11", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-10: 3100",
    ]


def test_end_during_a_suspension(paper, service):
    """An end while the service is suspended adds nothing."""
    assert paper(service, events="suspend 2024-06-11", end="2024-06-20", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-10: 3100",
    ]


def test_two_suspensions_in_a_period(june):
    """Two suspensions of five days leave twenty days."""
    events = "suspend 2024-06-06; resume 2024-06-11; suspend 2024-06-21; resume 2024-06-26"
    assert june(events) == 20 * 310


def test_suspension_and_resumption_on_one_day(june):
    """A service that is taken up again on the day of its suspension is billed in full."""
    assert june("suspend 2024-06-11; resume 2024-06-11") == 9300


@pytest.mark.parametrize(("day", "days"), [("2024-06-01", 25), ("2024-06-26", 25)])
def test_suspension_at_an_edge_of_a_period(june, day, days):
    """Five suspended days at the start or the end of a month are like five in its middle."""
    resumed = {"2024-06-01": "2024-06-06", "2024-06-26": "2024-07-01"}[day]
    assert june(f"suspend {day}; resume {resumed}") == days * 310


def test_change_of_plan_during_a_suspension(june):
    """A plan that is changed while the service is suspended holds when it is taken up again."""
    assert june(f"{INSIDE}; change 2024-06-16 plan=large") == 10 * 310 + 10 * 620


def test_change_of_plan_during_a_suspension_at_half_the_fee(june):
    """Suspended days cost half of the plan that the contract has on them."""
    events = f"{INSIDE}; change 2024-06-16 plan=large"
    assert june(events, {"suspension.fee_share": "0.5"}) == 10 * 310 + 5 * 155 + 5 * 310 + 10 * 620


def test_fee_that_is_not_prorated(paper, service):
    """A fee that is not prorated is charged for a month with a day in service, and not for one without."""
    terms = change_settings(service, {"proration.trigger": "never"})
    assert paper(terms, events="suspend 2024-06-21; resume 2024-08-11", **HISTORY) == [
        "2024-05-01 to 2024-05-31: 9300",
        "2024-06-01 to 2024-06-20: 9300",
        "2024-08-11 to 2024-08-31: 9300",
    ]


def test_suspension_from_the_first_day(paper, service):
    """A service suspended on the day it starts is billed from its resumption on."""
    history = {**HISTORY, "start": "2024-06-16"}
    assert paper(service, events="suspend 2024-06-16; resume 2024-06-26", **history)[0] == (
        "2024-06-26 to 2024-06-30: 1550"
    )


@pytest.mark.parametrize("order", ["suspend 2024-06-11; resume 2024-06-21", "resume 2024-06-21; suspend 2024-06-11"])
def test_order_in_which_it_is_told(june, order):
    """Suspensions count by their days, not by the order in which they are told."""
    assert june(order) == 20 * 310


def test_use_during_a_suspension_is_billed(bills_of, meter):
    """What the meter reads for a month with suspended days is billed, whichever days it was used on."""
    suspension = {"fee_share": 0, "suspension_day": "not-billed", "resumption_day": "billed"}
    bills = bills_of(
        change_settings(meter, {"suspension": suspension}),
        start="2024-05-10",
        readings="2024-05-10 2024-06-10 2024-07-10",
        events="suspend 2024-05-20; resume 2024-06-20; used 2024-06-10 30; used 2024-07-10 40",
    )
    assert [bill.total for bill in bills] == [30, 40]


def test_suspension_at_the_full_fee_changes_nothing(paper, service):
    """Where suspended days cost all of the fee, a suspension changes no bill, whatever the denominator."""
    terms = change_settings(service, {"suspension.fee_share": 1, "proration.denominator": "thirty"})
    assert paper(terms, events="suspend 2024-07-11; resume 2024-07-21", **HISTORY) == paper(terms, **HISTORY)
