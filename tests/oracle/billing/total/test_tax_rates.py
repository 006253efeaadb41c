"""The day that picks the rate of tax, at the change from 8 % to 10 % on 1 October 2019. 9,300 yen before tax."""

import pytest
from yakkan.oracle import change_settings

AT_8 = "10044, tax 744"  # 9,300 × 8 % = 744
AT_10 = "10230, tax 930"  # 9,300 × 10 % = 930

RATES = [
    {"since": "1997-04-01", "rate": "0.05", "source": "law"},
    {"since": "2014-04-01", "rate": "0.08", "source": "law"},
    {"since": "2019-10-01", "rate": "0.10", "source": "law", "continuing_until": "2019-10-31"},
]
FROM_THE_16TH = {"period": {"kind": "billing-day", "billing_day": 16, "month_end": "keep-anchor"}}


@pytest.fixture(scope="module")
def by_rate(paper, service):
    """The bills of a contract under one way of picking the rate."""

    def by_rate(rate_on, settings, **history):
        tax = {"prices": "tax-exclusive", "rate_on": rate_on, "rounding": "floor", "unit": 1, "rate": RATES}
        return [
            bill.partition(": ")[2] for bill in paper(change_settings(service, {"tax": tax, **settings}), **history)
        ]

    return by_rate


@pytest.mark.parametrize(
    ("rate_on", "bills"),
    [
        ("first-billed-day", [AT_8, AT_10]),  # 16 September; 16 October
        ("last-billed-day", [AT_10, AT_10]),  # 15 October
        ("period-end", [AT_10, AT_10]),  # 16 October, the day that ends the period
        ("issue-day", [AT_10, AT_10]),  # 15 October, the period's last day
        ("fixed-or-continuing", [AT_8, AT_10]),  # ended on 16 October, by the 31st; on 16 November
    ],
)
def test_period_over_the_change(by_rate, rate_on, bills):
    """A period from 16 September to 15 October carries the rate of the day that the terms name."""
    assert by_rate(rate_on, FROM_THE_16TH, start="2019-09-16", through="2019-11-15") == bills


@pytest.mark.parametrize(
    ("rate_on", "bills"),
    [
        ("first-billed-day", [AT_8, AT_10]),
        ("last-billed-day", [AT_8, AT_10]),
        ("period-end", [AT_10, AT_10]),  # 1 October
        ("issue-day", [AT_8, AT_10]),  # 30 September
        ("fixed-or-continuing", [AT_8, AT_10]),  # 1 October, and 1 November is after the 31st
    ],
)
def test_calendar_months(by_rate, rate_on, bills):
    """September and October lie on the two sides of the change, but for the day that ends September."""
    assert by_rate(rate_on, {}, start="2019-09-01", through="2019-10-31") == bills


@pytest.mark.parametrize(("runs", "september"), [("2019-09-30", AT_8), ("2019-10-01", AT_10), ("2019-10-31", AT_10)])
def test_issue_day_of_a_late_run(by_rate, runs, september):
    """By the day of issue a bill of September that is made in October carries the rate of October."""
    assert by_rate("issue-day", {}, start="2019-09-01", through="2019-10-31", runs=runs)[0] == september
    assert by_rate("last-billed-day", {}, start="2019-09-01", through="2019-10-31", runs=runs)[0] == AT_8


@pytest.mark.parametrize(
    ("start", "readings", "bill"),
    [
        # 60 A, 1,684.80 yen with the tax inside: 1,684 × 8 ÷ 108 = 124.74…; 1,684 × 10 ÷ 110 = 153.09…
        pytest.param("2019-08-31", "2019-08-31 2019-09-30", "1684, tax 124", id="fixed-on-30-september"),
        pytest.param("2019-09-01", "2019-09-01 2019-10-01", "1684, tax 124", id="fixed-on-1-october"),
        pytest.param("2019-09-05", "2019-09-05 2019-10-05", "1684, tax 124", id="fixed-on-5-october"),
        pytest.param("2019-10-01", "2019-10-01 2019-10-31", "1684, tax 153", id="new-on-1-october"),
        pytest.param("2019-09-30", "2019-09-30 2019-10-31", "1684, tax 124", id="fixed-on-31-october"),
        pytest.param("2019-09-02", "2019-10-02 2019-11-01", "1684, tax 153", id="fixed-on-1-november"),
        pytest.param("2019-09-05", "2019-10-05 2019-11-05", "1684, tax 153", id="fixed-on-5-november"),
        # 5 of 30 days from 30 September, 4 from 1 October: 1,684.80 × 5 ÷ 30 = 280.80; 280 × 8 ÷ 108 = 20.74…
        pytest.param("2019-09-30", "2019-09-05 2019-10-05", "280, tax 20", id="new-on-30-september"),
        # 1,684.80 × 4 ÷ 30 = 224.64; 224 × 10 ÷ 110 = 20.36… (× 8 ÷ 108 = 16.59…)
        pytest.param("2019-10-01", "2019-09-05 2019-10-05", "224, tax 20", id="new-inside-a-period"),
    ],
)
def test_transition_of_the_utilities(paper, electricity_2016, start, readings, bill):
    """A supply from before October 2019 keeps 8 % for a charge fixed in October, a new one has 10 % at once."""
    terms = change_settings(electricity_2016, {"tax.rate_on": "fixed-or-continuing", "tax.rate": RATES})
    if start < readings[:10]:  # the reading before
        readings = f"{start} {readings}"
    assert paper(terms, start=start, readings=readings)[-1].partition(": ")[2] == bill


def test_december_invoiced_in_january(paper, service, rates):
    """A service of December that is invoiced on 1 January at the rate of that day costs 22 % instead of 20 %."""
    tax = {"prices": "tax-exclusive", "rounding": "half-up", "unit": 1, "rate": rates("0.20 2024-01-01=0.22")}
    history = {"start": "2023-12-01", "through": "2024-01-01", "runs": "2024-01-01"}
    # 9,300 × 20 % = 1,860; × 22 % = 2,046
    for rate_on, bill in (("last-billed-day", "11160, tax 1860"), ("issue-day", "11346, tax 2046")):
        terms = change_settings(service, {"tax": {**tax, "rate_on": rate_on}})
        assert paper(terms, **history) == [f"2023-12-01 to 2023-12-31: {bill}"]
