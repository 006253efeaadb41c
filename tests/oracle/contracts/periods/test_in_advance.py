"""Bills on the first day of their period, and what is charged or credited afterwards. 310 yen a day in June 2024."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

ADVANCE = {"billing.due": "in-advance"}


@pytest.fixture(scope="module")
def issued(bills_of, service):
    """The bills by the day of their issue: the last day billed and the total."""

    def issued(events, settings=None, runs=None, **history):
        terms = change_settings(service, {**ADVANCE, **(settings or {})})
        history = {"start": "2024-06-01", "through": "2024-07-31", **history}
        return [
            f"{bill.issued}: to {bill.billed.last_day} {bill.total}"
            for bill in bills_of(terms, runs=runs, events=events, **history)
        ]

    return issued


JUNE, JULY = "2024-06-01: to 2024-06-30 9300", "2024-07-01: to 2024-07-31 9300"


def test_first_day_of_each_period(issued):
    """A period is billed on its first day."""
    assert issued("", through="2024-06-30") == [JUNE]
    assert issued("") == [JUNE, JULY]


def test_start_inside_a_period(issued):
    """A contract that starts inside a period is billed for the rest of it by the next run."""
    assert issued("", start="2024-06-11", runs="2024-06-11 2024-07-01") == ["2024-06-11: to 2024-06-30 6200", JULY]


def test_no_bill_before_the_start(issued):
    """A contract that starts inside a period has its first bill on its first day, not before it exists."""
    assert issued("", start="2024-06-11") == ["2024-06-11: to 2024-06-30 6200", JULY]


def test_end_inside_a_period(issued):
    """The days after an end inside a paid period are credited on the day it is learned of."""
    assert issued("cancel 2024-06-20 told 2024-06-15") == [JUNE, "2024-06-15: to 2024-06-20 -3100"]
    assert issued("cancel 2024-06-20") == [JUNE, "2024-06-20: to 2024-06-20 -3100"]


def test_end_learned_of_in_the_next_period(issued):
    """An end that is learned of in the next period, paid by then, credits both."""
    assert issued("cancel 2024-06-20 told 2024-07-05") == [
        JUNE,
        JULY,
        "2024-07-05: to 2024-06-20 -3100",
        "2024-07-05: to 2024-07-31 -9300",
    ]


@pytest.mark.parametrize(
    ("received", "bills"),
    [
        ("2024-06-30", [JUNE]),
        ("2024-07-01", [JUNE]),  # the run of the billing day knows what is received on it
        ("2024-07-02", [JUNE, JULY, "2024-07-02: to 2024-07-31 -9300"]),
    ],
)
def test_cancellation_around_the_billing_day(issued, received, bills):
    """A cancellation to the end of June stops the bill of July if it is received by the day of that bill."""
    assert issued(f"cancel 2024-06-30 told {received}") == bills


@pytest.mark.parametrize(
    ("corrections", "credit"),
    [("difference", True), ("charges-only", False), ("credits-only", True), ("none", False)],
)
def test_no_refund_for_a_period_begun(issued, corrections, credit):
    """Terms that give nothing back keep the whole period's fee."""
    credited = ["2024-06-20: to 2024-06-20 -3100"] if credit else []
    assert issued("cancel 2024-06-20", {"billing.corrections": corrections}) == [JUNE, *credited]


def test_end_of_the_period_paid(issued):
    """A cancellation that counts from the end of the period paid credits nothing and bills nothing more."""
    assert issued("cancel 2024-06-20", {"service.cancellation": "end-of-period"}) == [JUNE]


def test_withdrawn_after_the_credit(issued):
    """A cancellation that is taken back after its credit is charged again."""
    assert issued("cancel 2024-06-20 told 2024-06-15; withdraw 2024-06-18") == [
        JUNE,
        "2024-06-15: to 2024-06-20 -3100",
        "2024-06-18: to 2024-06-30 3100",
        JULY,
    ]


def test_upgrade(issued):
    """An upgrade is charged for the days that are left, on the day it is made."""
    assert issued("change 2024-06-11 plan=large") == [
        JUNE,
        "2024-06-11: to 2024-06-30 6200",  # 20 × 310
        "2024-07-01: to 2024-07-31 18600",
    ]


def test_downgrade(issued):
    """A downgrade is credited for the days that are left, on the day it is made."""
    assert issued("change 2024-06-11 plan=small", attributes="plan=large") == [
        "2024-06-01: to 2024-06-30 18600",
        "2024-06-11: to 2024-06-30 -6200",
        JULY,
    ]


def test_change_told_ahead(issued):
    """A change that is told before its day is charged when it is told."""
    assert issued("change 2024-06-21 plan=large told 2024-06-11")[1] == "2024-06-11: to 2024-06-30 3100"


def test_change_from_the_next_period(issued):
    """A change that counts from the next period on needs no correction."""
    assert issued("change 2024-06-11 plan=large", {"change.effect": "next-period"}) == [
        JUNE,
        "2024-07-01: to 2024-07-31 18600",
    ]


@pytest.mark.parametrize("day", ["2024-06-01", "2024-06-11", "2024-06-30"])
def test_change_to_the_same_plan(issued, day):
    """A change to the plan that the contract has charges and credits nothing."""
    assert issued(f"change {day} plan=small") == [JUNE, JULY]


def test_suspension(issued):
    """A suspension credits the days that are left, its resumption charges those that are left then."""
    assert issued("suspend 2024-06-11; resume 2024-06-21") == [
        JUNE,
        "2024-06-11: to 2024-06-10 -6200",
        "2024-06-21: to 2024-06-30 3100",
        JULY,
    ]


def test_suspension_over_a_period(issued):
    """A period that begins suspended is not billed, and resuming bills the rest of the one it is resumed in."""
    assert issued("suspend 2024-06-21; resume 2024-08-11", through="2024-09-30") == [
        JUNE,
        "2024-06-21: to 2024-06-20 -3100",
        "2024-08-11: to 2024-08-31 6300",
        "2024-09-01: to 2024-09-30 9300",
    ]


def test_late_run(issued):
    """A run that is made late issues what is due by then as it is known by then."""
    assert issued("cancel 2024-06-20 told 2024-06-15", runs="2024-06-25") == ["2024-06-25: to 2024-06-20 6200"]
    assert issued("change 2024-06-11 plan=large", runs="2024-06-01 2024-07-01") == [
        JUNE,
        "2024-07-01: to 2024-06-30 6200",
        "2024-07-01: to 2024-07-31 18600",
    ]


@pytest.fixture(scope="module")
def monthly(bills_of, service):
    """The amounts billed by a plan with prices of its own, from anniversary to anniversary."""

    def monthly(prices, **history):
        attribute = {"name": "plan", "values": list(prices)}
        price = [{"since": "2000-01-01", "attribute": "plan", "amounts": prices, "source": "made up for the test"}]
        settings = {
            "attribute": [attribute],
            "period": {"kind": "anniversary", "month_end": "keep-anchor"},
            "charge.fee.price": price,
            "rounding": {"line": "half-up", "line_unit": "0.01", "total": "exact"},
            **ADVANCE,
        }
        return [bill.total for bill in bills_of(change_settings(service, settings), **history)]

    return monthly


def test_second_change_in_a_period(monthly):
    """F-51: from 30 to 40 and to 50 in a period of 31 days, each for the days left: 21 and 16 of them."""
    # 10 × 21 ÷ 31 = 6.774…: 36.77 in all; 10 × 16 ÷ 31 = 5.161… more: 30 + 6.774… + 5.161… = 41.935…, 41.94 in all
    history = {"start": "2023-10-26", "through": "2023-11-25", "attributes": "plan=a"}
    events = "change 2023-11-05 plan=b; change 2023-11-10 plan=c"
    assert monthly({"a": 30, "b": 40, "c": 50}, events=events, **history) == [
        30,
        Fraction("6.77"),
        Fraction("5.17"),  # 41.94 - 36.77; 5.16 exact
    ]


def test_change_just_before_the_boundary(monthly):
    """F-39: an upgrade from 26 to 80 two days before the boundary costs 2 of 31 days of the difference."""
    # 54 × 2 ÷ 31 = 3.483…: 26 + 3.48
    history = {"start": "2023-07-10", "through": "2023-08-09", "attributes": "plan=a"}
    assert monthly({"a": 26, "b": 80}, events="change 2023-08-08 plan=b", **history) == [26, Fraction("3.48")]
