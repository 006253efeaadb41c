"""Trials at the start of a service. 9,300 yen a month: 310 yen a day in June 2024, 300 in July and August."""

import pytest
from yakkan.oracle import change_settings


@pytest.fixture(scope="module")
def tried(paper, service):
    """The bills to the end of August of a contract with a trial of some length."""

    def tried(length, unit, start, settings=None, **history):
        trial = {"length": length, "unit": unit, **(settings or {})}
        return paper(change_settings(service, {"trial": trial}), start=start, **{"through": "2024-08-31", **history})

    return tried


JUNE, JULY, AUGUST = (
    "2024-06-01 to 2024-06-30: 9300",
    "2024-07-01 to 2024-07-31: 9300",
    "2024-08-01 to 2024-08-31: 9300",
)


@pytest.mark.parametrize(
    ("length", "start", "first"),
    [
        (10, "2024-06-10", "2024-06-20 to 2024-06-30: 3410"),  # 10 to 19 June are free: 11 days × 310
        (1, "2024-06-10", "2024-06-11 to 2024-06-30: 6200"),
        (30, "2024-06-16", "2024-07-16 to 2024-07-31: 4800"),  # 15 days of June and 15 of July are free
        (29, "2024-06-01", "2024-06-30 to 2024-06-30: 310"),
        (60, "2024-06-15", "2024-08-14 to 2024-08-31: 5400"),  # 16 days of June, 31 of July, 13 of August
    ],
)
def test_days(tried, length, start, first):
    """A trial of days ends that many days after the first one, and the day after is paid."""
    assert tried(length, "days", start)[0] == first


def test_days_that_make_a_period(tried):
    """A trial of 30 days from 1 June is June, and July is charged in full."""
    assert tried(30, "days", "2024-06-01") == [JULY, AUGUST]


@pytest.mark.parametrize(
    ("length", "start", "first"),
    [
        (1, "2024-06-16", "2024-07-16 to 2024-07-31: 4800"),
        (2, "2024-05-16", "2024-07-16 to 2024-07-31: 4800"),
        (1, "2024-05-31", "2024-06-30 to 2024-06-30: 310"),  # June has no 31st
        (1, "2024-06-01", JULY),
    ],
)
def test_months(tried, length, start, first):
    """A trial of months ends before the same day of a later month."""
    assert tried(length, "months", start)[0] == first


@pytest.mark.parametrize(
    ("length", "start", "bills"),
    [
        (1, "2024-06-16", [JULY, AUGUST]),
        (2, "2024-06-16", [AUGUST]),
        (1, "2024-06-01", [JULY, AUGUST]),
        (1, "2024-06-30", [JULY, AUGUST]),
        (3, "2024-06-16", []),
    ],
)
def test_periods(tried, length, start, bills):
    """A trial of periods counts the one in which the service starts, however little of it is left."""
    assert tried(length, "periods", start) == bills


@pytest.mark.parametrize(
    ("end", "bills"),
    [
        ("2024-06-19", []),
        ("2024-06-20", ["2024-06-20 to 2024-06-20: 310"]),
        ("2024-06-30", ["2024-06-20 to 2024-06-30: 3410"]),
    ],
)
def test_end_inside_a_trial(tried, end, bills):
    """A contract that ends in its trial of 10 days costs nothing, on the day after it one day."""
    assert tried(10, "days", "2024-06-10", end=end) == bills


@pytest.mark.parametrize(("plan", "first"), [("small", "2024-06-20 to 2024-06-30: 3410"), ("large", "2024-06-10")])
def test_trial_of_one_plan(tried, plan, first):
    """A trial can be for some contracts only."""
    assert tried(10, "days", "2024-06-10", {"when": {"plan": "small"}}, attributes=f"plan={plan}")[0].startswith(first)


def test_start_day_that_is_not_billed(paper, service):
    """The trial is counted from the first day in service, here the day after the start."""
    terms = change_settings(service, {"trial": {"length": 10, "unit": "days"}, "service.start_day": "not-billed"})
    assert paper(terms, start="2024-06-09", through="2024-06-30") == ["2024-06-20 to 2024-06-30: 3410"]


def test_fee_that_is_not_prorated(paper, service):
    """A fee that is not prorated is charged whole for the rest of the period after a trial."""
    terms = change_settings(service, {"trial": {"length": 10, "unit": "days"}, "proration.trigger": "never"})
    assert paper(terms, start="2024-06-10", through="2024-06-30") == ["2024-06-20 to 2024-06-30: 9300"]


def test_change_of_plan_in_a_trial(tried):
    """A plan changed in the trial is the plan paid for after it."""
    assert tried(10, "days", "2024-06-10", events="change 2024-06-15 plan=large")[0] == "2024-06-20 to 2024-06-30: 6820"


def test_trial_by_anniversaries(paper, service):
    """By anniversaries the rest of the first period after a trial of 14 days is 17 of the 31 days from 31 January."""
    period = {"kind": "anniversary", "month_end": "keep-anchor"}
    terms = change_settings(service, {"period": period, "trial": {"length": 14, "unit": "days"}})
    # 31 January to 28 February 2024 are 29 days, 15 of them paid: 9,300 × 15 ÷ 29 = 4,810.34…
    assert paper(terms, start="2024-01-31", through="2024-03-30") == [
        "2024-02-14 to 2024-02-28: 139500/29",
        "2024-02-29 to 2024-03-30: 9300",
    ]
