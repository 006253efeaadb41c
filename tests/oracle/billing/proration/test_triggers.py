"""When a part of a period is prorated at all. 9,300 yen: 310 a day in June, 300 in July 2024."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

SHARE = {"proration.trigger": "share-below", "proration.trigger_share": "0.8"}


@pytest.fixture(scope="module")
def total(bills_of, service):
    """The total of the last bill."""

    def total(settings, **history):
        return bills_of(change_settings(service, settings), **history)[-1].total

    return total


@pytest.mark.parametrize(
    ("start", "amount"),
    [
        # 80 % of 30 days are 24
        ("2024-06-08", 7130),  # 23 days × 310
        ("2024-06-07", 9300),  # 24 days
        ("2024-06-06", 9300),
        # 80 % of 31 days are 24.8
        ("2024-07-08", 7200),  # 24 days × 300
        ("2024-07-07", 9300),  # 25 days
    ],
)
def test_share_below_of_a_start(total, start, amount):
    """A start is prorated if fewer than 80 % of the period's days are used."""
    assert total(SHARE, start=start, through=f"{start[:8]}31" if start[5:7] == "07" else "2024-06-30") == amount


@pytest.mark.parametrize(("end", "amount"), [("2024-06-23", 7130), ("2024-06-24", 9300)])
def test_share_below_of_an_end(total, end, amount):
    """An end is prorated if fewer than 80 % of the period's days are used."""
    assert total(SHARE, start="2024-05-01", end=end, through="2024-06-30") == amount


@pytest.mark.parametrize(
    ("start", "amount"),
    [
        ("2024-06-05", 9300),  # 26 days, 4 fewer than June has
        ("2024-06-06", 7750),  # 25 days, 5 fewer: 25 × 310
        ("2024-06-07", 7440),  # 24 days, 6 fewer
    ],
)
def test_difference_at_least_5_days(total, start, amount):
    """A start is prorated if its days differ from those of its month by 5 or more."""
    settings = {
        "proration.trigger": "difference-at-least",
        "proration.trigger_days": 5,
        "proration.trigger_reference": "start-month",
    }
    assert total(settings, start=start, through="2024-06-30") == amount


@pytest.mark.parametrize(("start", "amount"), [("2024-07-01", 9300), ("2024-07-02", 9300), ("2024-07-03", 8700)])
def test_fewer_than_30_days(total, start, amount):
    """A start is prorated if fewer than 30 days are used: 29 of the 31 days of July."""
    settings = {"proration.trigger": "fewer-days-than", "proration.trigger_days": 30}
    assert total(settings, start=start, through="2024-07-31") == amount


@pytest.mark.parametrize(
    ("settings", "amount"),
    [
        ({"proration.trigger": "always"}, 9300 * 10 // 30),
        ({"proration.trigger": "never"}, 9300),
        (SHARE, 9300 * 10 // 30),
        ({"proration.only": ["both"]}, 9300 * 10 // 30),
        ({"proration.only": ["start", "end"]}, 9300),
    ],
)
def test_start_and_end_in_one_period(total, settings, amount):
    """A contract from 11 to 20 June is a case of its own."""
    assert total(settings, start="2024-06-11", end="2024-06-20", through="2024-06-30") == amount


def test_denominators_by_situation(bills_of, service):
    """A start, an end, both and a change each have a denominator of their own."""
    denominators = {"start": "thirty", "end": "days-360", "both": "days-365", "change": "period-less-one"}
    terms = change_settings(service, {"proration.denominator": denominators})
    # 16 × 9,300 ÷ 30; 10 × 9,300 ÷ 360; 10 × 9,300 ÷ 365 = 254.79…
    start, *_ = bills_of(terms, start="2024-07-16", through="2024-07-31")
    *_, end = bills_of(terms, start="2024-05-01", end="2024-06-10", through="2024-06-30")
    (both,) = bills_of(terms, start="2024-06-11", end="2024-06-20", through="2024-06-30")
    assert start.total == 4960
    assert end.total * 36 == 9300
    assert both.total * 365 == 93000
    # 10 × 9,300 ÷ 30 + 21 × 18,600 ÷ 30
    *_, change = bills_of(terms, start="2024-06-01", through="2024-07-31", events="change 2024-07-11 plan=large")
    assert change.total == 3100 + 13020


def test_change_is_prorated_like_both_where_nothing_is_said(bills_of, service):
    """Without a denominator of its own a change has that of a contract that starts and ends in one period."""
    denominators = {"start": "days-365", "end": "days-360", "both": "thirty"}
    terms = change_settings(service, {"proration.denominator": denominators})
    *_, change = bills_of(terms, start="2024-06-01", through="2024-07-31", events="change 2024-07-11 plan=large")
    assert change.total == 3100 + 13020


CHANGE = {"start": "2024-05-01", "through": "2024-06-30", "events": "change 2024-06-28 plan=large"}
PAUSE = {"start": "2024-05-01", "through": "2024-06-30", "events": "suspend 2024-06-26; resume 2024-06-28"}


@pytest.mark.parametrize(("whole_fee", "amount"), [("first", 9300), ("last", 18600)])
def test_change_that_is_not_prorated(total, whole_fee, amount):
    """Where a change is not among the prorated situations, the month has one plan's whole fee."""
    settings = {"proration.only": ["start", "end", "both"], "change.whole_fee": whole_fee}
    assert total(settings, **CHANGE) == amount


def test_share_below_of_a_month_with_a_suspension(total):
    """28 of 30 days are used, 80 % or more: the whole fee, not the whole fee for 25 days and 3 days more."""
    assert total(SHARE, **PAUSE) == 9300


def test_suspension_that_is_not_prorated(total):
    """Where only starts and ends are prorated, a month with suspended days has its whole fee once."""
    assert total({"proration.only": ["start", "end", "both"]}, **PAUSE) == 9300


@pytest.mark.parametrize(
    "settings",
    [
        SHARE,
        {
            "proration.trigger": "difference-at-least",
            "proration.trigger_days": 5,
            "proration.trigger_reference": "start-month",
        },
    ],
    ids=["share-below", "difference-at-least"],
)
def test_trigger_of_a_change(total, settings):
    """A change after 27 of 30 days never costs more than the days of each plan, or one plan's whole fee."""
    # 27 × 310 + 3 × 620 = 10,230; by the last plan's fee 18,600; 9,300 + 3 × 620 = 11,160 is neither
    assert total(settings, **CHANGE) in {10230, 18600}


@pytest.mark.parametrize("events", ["change 2024-06-16 plan=large", "suspend 2024-06-11; resume 2024-06-21"])
def test_change_after_a_start(total, events):
    """Where starts are prorated and changes are not, a first part with a change costs no more than a whole fee."""
    assert total({"proration.only": ["start"]}, start="2024-06-06", through="2024-06-30", events=events) <= (
        18600 if "large" in events else 9300
    )


@pytest.mark.parametrize(
    "settings",
    [{"proration.only": ["start", "end"]}, {**SHARE, "proration.trigger_share": "0.4"}],
    ids=["only", "share"],
)
def test_tiers_of_a_change_that_is_not_prorated(bills_of, tepco, settings):
    """Where a change is not prorated the tiers are those of one whole month: 300 kWh are 6,995.40 yen."""
    month = [{"month": "2014-06-01", "unit": 0, "source": "made up for the test"}]
    terms = change_settings(tepco, {"charge.fuel-adjustment.month": month, **settings})
    (bill,) = bills_of(
        terms,
        start="2014-05-09",
        readings="2014-05-09 2014-06-09",
        used="2014-06-09=300",
        attributes="amperage=30 payment=other",
        events="change 2014-05-24 amperage=60",
    )
    assert bill.lines[1].amount == Fraction("6995.40")


def test_trigger_of_a_change_of_tariff(bills_of, service):
    """A change of tariff after 27 of 30 days costs the days of each, or one tariff's whole fee."""
    other = change_settings(service, {**SHARE, "tariff": "other"})
    history = {**CHANGE, "events": "change 2024-06-28 tariff=other"}
    assert bills_of((change_settings(service, SHARE), other), **history)[-1].total == 9300


START = {"start": "2024-06-06", "through": "2024-06-30"}


@pytest.mark.parametrize(
    ("only", "whole_fee", "history", "amount"),
    [
        # the 25 days from 6 June as one, at one plan's fee: × 25 ÷ 30
        (["start"], "last", {"events": "change 2024-06-16 plan=large"}, 18600 * 25 // 30),
        (["start"], "first", {"events": "change 2024-06-16 plan=large"}, 9300 * 25 // 30),
        (["start"], "last", {"events": "suspend 2024-06-11; resume 2024-06-21"}, 9300 * 25 // 30),
        # neither the start nor the change is prorated; the start and the end are a case of their own
        (["end"], "last", {"events": "change 2024-06-16 plan=large"}, 18600),
        (["start", "end"], "last", {"events": "change 2024-06-16 plan=large", "end": "2024-06-25"}, 18600),
        (["both"], "last", {"events": "change 2024-06-16 plan=large", "end": "2024-06-25"}, 18600 * 20 // 30),
        # the change is prorated and the start is not: the small plan from the 1st to the 15th
        (["change"], "last", {"events": "change 2024-06-16 plan=large"}, 15 * 310 + 15 * 620),
        (["change"], "last", {"events": "change 2024-06-16 plan=large", "end": "2024-06-25"}, 15 * 310 + 15 * 620),
        (["start", "change"], "last", {"events": "change 2024-06-16 plan=large"}, 10 * 310 + 15 * 620),
    ],
)
def test_prorated_starts_and_changes(total, only, whole_fee, history, amount):
    """A change that is not prorated leaves one plan's fee for the days in service as a whole; a start or an end that is
    not prorated leaves the days before or after it charged."""
    assert total({"proration.only": only, "change.whole_fee": whole_fee}, **START, **history) == amount


@pytest.mark.parametrize(("start", "amount"), [("2024-06-07", 9300), ("2024-06-08", 23 * 310)])
def test_trigger_of_a_start_and_a_change_of_tariff(bills_of, service, start, amount):
    """A trigger counts the days in service of the whole period, 24 or 23 of 30, whichever tariffs they are under."""
    other = change_settings(service, {**SHARE, "tariff": "other"})
    versions = (change_settings(service, SHARE), other)
    events = "change 2024-06-20 tariff=other"
    assert bills_of(versions, start=start, through="2024-06-30", events=events)[-1].total == amount
