"""Changes of plan. The small plan is 310 yen a day in June and 300 in July 2024, the large one twice that."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

JUNE = {"start": "2024-05-01", "through": "2024-06-30"}


@pytest.fixture(scope="module")
def june(bills_of, service):
    """The total of June 2024, the last bill."""

    def june(events, settings=None, **history):
        return bills_of(change_settings(service, settings or {}), events=events, **{**JUNE, **history})[-1].total

    return june


@pytest.mark.parametrize(
    ("day", "owner", "total"),
    [
        # small days × 310 + large days × 620
        ("2024-06-11", "new", 10 * 310 + 20 * 620),
        ("2024-06-11", "old", 11 * 310 + 19 * 620),
        ("2024-06-01", "new", 18600),
        ("2024-06-01", "old", 310 + 29 * 620),
        ("2024-06-30", "new", 29 * 310 + 620),
        ("2024-06-30", "old", 9300),
        ("2024-05-31", "old", 18600),
    ],
)
def test_day_of_a_change(june, day, owner, total):
    """The day of a change is billed once, to the plan that owns it."""
    assert june(f"change {day} plan=large", {"change.day": owner}) == total


def test_change_back_to_the_small_plan(june):
    """A change to a smaller fee is prorated like one to a larger fee."""
    assert june("change 2024-06-11 plan=small", attributes="plan=large") == 10 * 620 + 20 * 310


@pytest.mark.parametrize("day", ["2024-06-01", "2024-06-11", "2024-06-30"])
def test_change_that_counts_from_the_next_period(paper, service, day):
    """A change that counts from the next period on leaves June as it is, but for one on its first day."""
    terms = change_settings(service, {"change.effect": "next-period"})
    june = 18600 if day == "2024-06-01" else 9300
    assert paper(terms, start="2024-06-01", through="2024-07-31", events=f"change {day} plan=large") == [
        f"2024-06-01 to 2024-06-30: {june}",
        "2024-07-01 to 2024-07-31: 18600",
    ]


@pytest.mark.parametrize(
    ("whole_fee", "one", "two"),
    [
        # small and large; small, large and small again
        ("first", 9300, 9300),
        ("last", 18600, 9300),
        ("each", 27900, 37200),
    ],
)
def test_fee_that_is_not_prorated(june, whole_fee, one, two):
    """A fee that is not prorated is that of the first plan, of the last, or of each."""
    settings = {"proration.trigger": "never", "change.whole_fee": whole_fee}
    assert june("change 2024-06-11 plan=large", settings) == one
    assert june("change 2024-06-11 plan=large; change 2024-06-21 plan=small", settings) == two


def test_two_changes(june):
    """Two changes in a period make three parts, each by its days."""
    events = "change 2024-06-11 plan=large; change 2024-06-21 plan=small"
    assert june(events) == 10 * 310 + 10 * 620 + 10 * 310


def test_two_changes_told_in_the_other_order(june):
    """Changes count by their days, not by the order in which they are told."""
    events = "change 2024-06-21 plan=small; change 2024-06-11 plan=large"
    assert june(events) == 10 * 310 + 10 * 620 + 10 * 310


def test_two_changes_on_one_day(june):
    """Of two changes on one day the one told last holds."""
    assert june("change 2024-06-11 plan=small; change 2024-06-11 plan=large") == 10 * 310 + 20 * 620
    assert june("change 2024-06-11 plan=large; change 2024-06-11 plan=small") == 9300


def test_change_in_a_first_part(june):
    """A start and a change in one period are billed by the days of each plan."""
    assert june("change 2024-06-16 plan=large", start="2024-06-06") == 10 * 310 + 15 * 620


def test_change_in_a_last_part(june):
    """A change and an end in one period are billed by the days of each plan."""
    assert june("change 2024-06-16 plan=large", end="2024-06-25") == 15 * 310 + 10 * 620


def test_change_in_an_only_part(june):
    """A start, a change and an end in one period are billed by the days of each plan."""
    assert june("change 2024-06-16 plan=large", start="2024-06-06", end="2024-06-25") == 10 * 310 + 10 * 620


@pytest.mark.parametrize(("owner", "total"), [("new", 15 * 620), ("old", 310 + 14 * 620)])
def test_change_on_the_start_day(june, owner, total):
    """A change on the day the contract starts leaves the first plan that day or no day."""
    assert june("change 2024-06-16 plan=large", {"change.day": owner}, start="2024-06-16") == total


def test_change_on_the_last_day(june):
    """A change on the last day used bills the new plan that day."""
    assert june("change 2024-06-15 plan=large", end="2024-06-15") == 14 * 310 + 620


def test_change_after_the_last_day(june):
    """A change whose first day comes after the last day used bills the old plan to the end."""
    assert june("change 2024-06-15 plan=large", {"change.day": "old"}, end="2024-06-15") == 15 * 310


def test_end_before_the_next_period(june):
    """A change that counts from July on changes nothing in a contract that ends in June."""
    assert june("change 2024-06-11 plan=large", {"change.effect": "next-period"}, end="2024-06-20") == 20 * 310


def test_change_on_the_last_reading_day(paper, electricity_2016):
    """A change on the last reading day known changes nothing before it. 1,684 × 8 ÷ 108 = 124.74…"""
    change = {"day": "new", "effect": "on-day", "whole_fee": "last"}
    history = {"start": "2016-05-09", "readings": "2016-05-09 2016-06-08", "events": "change 2016-06-08 amperage=30"}
    assert paper(change_settings(electricity_2016, {"change": change}), **history) == [
        "2016-05-09 to 2016-06-07: 1684, tax 124"
    ]


def test_months_after_a_change(paper, service):
    """A change holds from then on, and the contract's start does not count again."""
    assert paper(service, start="2024-05-11", through="2024-08-31", events="change 2024-06-11 plan=large") == [
        "2024-05-11 to 2024-05-31: 6300",
        "2024-06-01 to 2024-06-30: 15500",
        "2024-07-01 to 2024-07-31: 18600",
        "2024-08-01 to 2024-08-31: 18600",
    ]


def test_change_counts_once(bills_of, service):
    """A bill over a change has one line for the fee, with both plans in its derivation."""
    bill = bills_of(service, events="change 2024-06-11 plan=large", **JUNE)[-1]
    (line,) = bill.lines
    assert bill.situation.value == "change"
    assert [step.value for step in line.derivation if step.kind == "prorated"] == [3100, 12400]
    assert line.derivation[-1].kind == "sum-of-parts"


def test_change_by_30_days(bills_of, service):
    """Over a fixed 30 days the two parts of July come to 31 days of 30."""
    terms = change_settings(service, {"proration.denominator": "thirty"})
    bill = bills_of(terms, start="2024-06-01", through="2024-07-31", events="change 2024-07-11 plan=large")[-1]
    assert bill.total == 10 * 310 + 21 * 620


@pytest.mark.parametrize("day", ["2024-07-01", "2024-07-02", "2024-07-11", "2024-07-31"])
def test_change_to_the_same_plan(paper, service, day):
    """A change to the plan that the contract has changes nothing."""
    history = {"start": "2024-06-16", "through": "2024-08-31"}
    assert paper(service, events=f"change {day} plan=small", **history) == paper(service, **history)


@pytest.mark.parametrize(
    "settings",
    [
        {"proration.denominator": "thirty"},  # 9,300 × 31 ÷ 30 = 9,610
        {"proration.numerator": "used-days-less-one"},  # 9,300 × 29 ÷ 31 = 8,700
        {"proration.trigger": "fewer-days-than", "proration.trigger_days": 20},  # 10 days and a whole fee: 12,300
        {"proration.early_rounding": {"of": "day-rate", "mode": "floor", "unit": 7}},  # 294 × 31 = 9,114
        {"proration.early_rounding": {"of": "ratio", "mode": "floor", "unit": "0.1"}},  # 0.3 + 0.6: 8,370
        {"proration.times": 2},  # (10 ÷ 31)² + (21 ÷ 31)²
        {"proration.only": ["start"]},  # two whole fees
    ],
    ids=["thirty", "less-one", "trigger", "day-rate", "ratio", "times", "only"],
)
def test_change_to_the_same_plan_under_other_rules(bills_of, service, settings):
    """A change to the plan that the contract has changes nothing, however parts are prorated."""
    history = {"start": "2024-06-01", "through": "2024-07-31", "events": "change 2024-07-11 plan=small"}
    assert bills_of(change_settings(service, settings), **history)[-1].total == 9300


def test_two_early_roundings_of_a_change(bills_of, service):
    """A ratio that is rounded early is rounded for each plan: 10 ÷ 31 to 0.3 and 21 ÷ 31 to 0.7."""
    early = {"proration.early_rounding": {"of": "ratio", "mode": "half-up", "unit": "0.1"}}
    history = {"start": "2024-06-01", "through": "2024-07-31", "events": "change 2024-07-11 plan=large"}
    assert bills_of(change_settings(service, early), **history)[-1].total == Fraction("2790") + Fraction("13020")


def test_change_there_and_back_on_one_day(bills_of, service):
    """A change that is taken back on its own day changes nothing, however parts are prorated."""
    terms = change_settings(service, {"proration.denominator": "thirty"})
    events = "change 2024-07-11 plan=large; change 2024-07-11 plan=small"
    assert bills_of(terms, start="2024-06-01", through="2024-07-31", events=events)[-1].total == 9300


def test_change_there_and_back_to_the_next_period(bills_of, service):
    """Of changes that count from the next period the last one holds: there and back inside a period is no change."""
    terms = change_settings(service, {"proration.denominator": "thirty", "change.effect": "next-period"})
    events = "change 2024-06-11 plan=large; change 2024-06-20 plan=small"
    bills = bills_of(terms, start="2024-06-01", through="2024-07-31", events=events)
    assert [(one.total, one.situation.value) for one in bills] == [(9300, "whole"), (9300, "whole")]
