"""When a period used in part is prorated at all. 60 A, 1,684.80 yen, 8 % tax."""

import pytest
from yakkan.oracle import change_settings

FULL = "1684, tax 124"


@pytest.mark.parametrize("start", ["2016-05-10", "2016-05-23", "2016-06-07"])
def test_never(paper, electricity_2016, start):
    """Without a trigger one day of a period costs as much as all of them."""
    terms = change_settings(
        electricity_2016,
        {
            "proration.trigger": "never",
            "proration.numerator": None,
            "proration.denominator": None,
            "proration.whole_period": None,
            "proration.above_whole": None,
            "proration.components": (),
        },
    )
    assert paper(terms, start=start, readings="2016-05-09 2016-06-08", through="2016-06-30") == [
        f"{start} to 2016-06-07: {FULL}"
    ]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        # From 1 June to 7 July 2016 are 37 days.
        pytest.param("2016-06-09", "1320, tax 97", id="29-days"),  # 1,684.80 × 29 ÷ 37 = 1,320.51…; × 8 ÷ 108 = 97.77…
        pytest.param("2016-06-08", FULL, id="30-days"),
        pytest.param("2016-06-07", FULL, id="31-days"),
        pytest.param("2016-06-02", FULL, id="36-days"),
    ],
)
def test_fewer_than_thirty_days(paper, electricity_2016, start, bill):
    """A trigger below 30 days prorates 29 days and charges 30 in full."""
    terms = change_settings(electricity_2016, {"proration.trigger": "fewer-days-than", "proration.trigger_days": 30})
    assert paper(terms, start=start, readings="2016-06-01 2016-07-08", through="2016-07-31") == [
        f"{start} to 2016-07-07: {bill}"
    ]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        # From 2 May to 7 June 2016 are 37 days; May has 31.
        pytest.param("2016-05-13", "1413, tax 104", id="minus-5"),  # 26 days: × 26 ÷ 31 = 1,413.05…; 104.66…
        pytest.param("2016-05-12", FULL, id="minus-4"),  # 27 days
        pytest.param("2016-05-08", FULL, id="zero"),  # 31 days
        pytest.param("2016-05-04", FULL, id="plus-4"),  # 35 days
        pytest.param("2016-05-03", "1956, tax 144", id="plus-5"),  # 36 days: × 36 ÷ 31 = 1,956.54…; 144.88…
    ],
)
def test_five_days_from_the_month_of_the_start(paper, electricity_2016, start, bill):
    """A trigger of 5 days against the month of the start prorates 5 days' difference and not 4."""
    terms = change_settings(
        electricity_2016,
        {
            "proration.trigger": "difference-at-least",
            "proration.trigger_days": 5,
            "proration.trigger_reference": "start-month",
            "proration.denominator": "start-month",
        },
    )
    assert paper(terms, start=start, readings="2016-05-02 2016-06-08", through="2016-06-30") == [
        f"{start} to 2016-06-07: {bill}"
    ]


@pytest.mark.parametrize(
    ("reference", "start", "bill"),
    [
        # The difference is 6 days or 5: 37 - 31 or 37 - 32, 30 - 24 or 30 - 25, and over 37 days.
        pytest.param("billing-period", "2016-05-08", "1411, tax 104", id="period-6"),  # × 31 ÷ 37 = 1,411.58…; 104.51…
        pytest.param("billing-period", "2016-05-07", FULL, id="period-5"),
        pytest.param("thirty", "2016-05-15", "1092, tax 80", id="thirty-6"),  # × 24 ÷ 37 = 1,092.84…; 80.88…
        pytest.param("thirty", "2016-05-14", FULL, id="thirty-5"),
        pytest.param("billing-month", "2016-05-15", "1092, tax 80", id="billing-month-6"),  # June, 30 days
        pytest.param("billing-month", "2016-05-14", FULL, id="billing-month-5"),
        pytest.param("last-used-month", "2016-05-15", "1092, tax 80", id="last-used-month-6"),  # June, 30 days
        pytest.param("last-used-month", "2016-05-14", FULL, id="last-used-month-5"),
        pytest.param("month-before-billing-month", "2016-05-14", "1138, tax 84", id="month-before-6"),  # May: × 25 ÷ 37
        pytest.param("month-before-billing-month", "2016-05-13", FULL, id="month-before-5"),
    ],
)
def test_six_days_from_each_reference(paper, electricity_2016, reference, start, bill):
    """A trigger of 6 days counts from the days that its reference names; the denominator stays its own."""
    terms = change_settings(
        electricity_2016,
        {
            "proration.trigger": "difference-at-least",
            "proration.trigger_days": 6,
            "proration.trigger_reference": reference,
        },
    )
    assert paper(terms, start=start, readings="2016-05-02 2016-06-08", through="2016-06-30") == [
        f"{start} to 2016-06-07: {bill}"
    ]


def test_whole_periods_pass_no_trigger(paper, vendor):
    """A whole period of 24 days in the middle of a contract is charged in full, 7 days from the month before."""
    # Closed on 2 June: the month before is May, 31 days.
    assert paper(vendor, start="2016-04-08", readings="2016-04-08 2016-05-09 2016-06-02 2016-07-08") == [
        f"2016-04-08 to 2016-05-08: {FULL}",
        f"2016-05-09 to 2016-06-01: {FULL}",
        f"2016-06-02 to 2016-07-07: {FULL}",
    ]


def test_item_that_is_no_component(paper, electricity_2016):
    """A fee that is not among the components is charged in full beside one that is."""
    # 1,684.80 × 15 ÷ 30 = 842.40; with 1,684.80 in full 2,527.20; 2,527 × 8 ÷ 108 = 187.18…
    basic = electricity_2016.charge[0].model_dump()
    terms = change_settings(electricity_2016, {"charge": [basic, {**basic, "item": "other"}]})
    assert paper(terms, start="2016-05-24", readings="2016-05-09 2016-06-08", through="2016-06-30") == [
        "2016-05-24 to 2016-06-07: 2527, tax 187"
    ]
