"""The 2018 version takes effect on 25 June 2018, inside the reading period from 8 June to 8 July, 31 days.

60 A, 1,684.80 yen, 8 % tax. The 2016 version divides by the period's 31 days, the 2018 version by the calendar days of
the month of the start or of the last day used.
"""

import pytest
from yakkan.oracle import change_settings

READINGS = "2018-05-09 2018-06-08 2018-07-09 2018-08-08 2018-09-07"
IN_FORCE_ON = ("first-billed-day", "last-billed-day", "period-start", "contract-start")


@pytest.fixture
def versions(electricity_2016, electricity_2018):
    """Both versions, each with a choice of which of them holds."""

    def versions(in_force_on, **later):
        choice = {"versions.in_force_on": in_force_on}
        return (
            change_settings(electricity_2016, choice),
            change_settings(electricity_2018, {**choice, **{key.replace("__", "."): later[key] for key in later}}),
        )

    return versions


STARTS = {
    # From 20 June 19 days: × 19 ÷ 31 = 1,032.61…, tax 76.44…; in June of 30 days × 19 ÷ 30 = 1,067.04, tax 79.03…
    "2018-06-20": ("1032, tax 76", "1067, tax 79", "1032, tax 76", "1032, tax 76"),
    # From 24 June 15 days: × 15 ÷ 31 = 815.22…, tax 60.37…; × 15 ÷ 30 = 842.40, tax 62.37…
    "2018-06-24": ("815, tax 60", "842, tax 62", "815, tax 60", "815, tax 60"),
    # From 25 June 14 days: × 14 ÷ 31 = 760.87…, tax 56.29…; × 14 ÷ 30 = 786.24, tax 58.22…
    "2018-06-25": ("786, tax 58", "786, tax 58", "760, tax 56", "786, tax 58"),
    # From 26 June 13 days: × 13 ÷ 31 = 706.52…, tax 52.29…; × 13 ÷ 30 = 730.08, tax 54.07…
    "2018-06-26": ("730, tax 54", "730, tax 54", "706, tax 52", "730, tax 54"),
}


@pytest.mark.parametrize("index", range(len(IN_FORCE_ON)), ids=IN_FORCE_ON)
@pytest.mark.parametrize("start", STARTS)
def test_start_in_the_period_of_the_change(paper, versions, start, index):
    """The day that the terms name chooses the version that prorates a start."""
    assert paper(versions(IN_FORCE_ON[index]), start=start, readings=READINGS, through="2018-07-31") == [
        f"{start} to 2018-07-08: {STARTS[start][index]}"
    ]


ENDS = {
    # To 24 June 17 days, all under the 2016 version: × 17 ÷ 31 = 923.92…, tax 68.37…
    "2018-06-24": ("923, tax 68", "923, tax 68", "923, tax 68", "923, tax 68"),
    # To 25 June 18 days: × 18 ÷ 31 = 978.27…, tax 72.44…; in June × 18 ÷ 30 = 1,010.88, tax 74.81…
    "2018-06-25": ("978, tax 72", "1010, tax 74", "978, tax 72", "978, tax 72"),
    # To 28 June 21 days: × 21 ÷ 31 = 1,141.31…, tax 84.51…; × 21 ÷ 30 = 1,179.36, tax 87.33…
    "2018-06-28": ("1141, tax 84", "1179, tax 87", "1141, tax 84", "1141, tax 84"),
}


@pytest.mark.parametrize("index", range(len(IN_FORCE_ON)), ids=IN_FORCE_ON)
@pytest.mark.parametrize("end", ENDS)
def test_end_in_the_period_of_the_change(paper, versions, end, index):
    """The day that the terms name chooses the version that prorates an end."""
    assert paper(versions(IN_FORCE_ON[index]), start="2018-05-09", end=end, readings=READINGS) == [
        "2018-05-09 to 2018-06-07: 1684, tax 124",
        f"2018-06-08 to {end}: {ENDS[end][index]}",
    ]


@pytest.mark.parametrize(
    ("of_2016", "of_2018", "bill"),
    [
        # From 20 June: 1,684.80 × 19 ÷ 30 = 1,067.04 under the 2018 version, × 19 ÷ 31 = 1,032.61… under that of 2016
        ("first-billed-day", "last-billed-day", "1067, tax 79"),
        ("last-billed-day", "first-billed-day", "1032, tax 76"),
    ],
)
def test_later_version_chooses(paper, electricity_2016, electricity_2018, of_2016, of_2018, bill):
    """Where the versions name different days, the later version says which of the two holds."""
    terms = (
        change_settings(electricity_2016, {"versions.in_force_on": of_2016}),
        change_settings(electricity_2018, {"versions.in_force_on": of_2018}),
    )
    assert paper(terms, start="2018-06-20", readings=READINGS, through="2018-07-31") == [
        f"2018-06-20 to 2018-07-08: {bill}"
    ]


def test_period_that_ends_before_the_change_keeps_its_own_choice(paper, electricity_2016, electricity_2018):
    """A period whose closing reading falls on the first day of the new version is charged as the old one says."""
    # 25 May to 24 June by the price of its last day: 2,000 × 8 ÷ 108 = 148.14…
    rows = [
        {"since": "2014-04-01", "amount": "1684.80", "source": "old"},
        {"since": "2018-06-01", "amount": "2000", "source": "new"},
    ]
    terms = (
        change_settings(electricity_2016, {"versions.in_force_on": "last-billed-day", "charge.basic.price": rows}),
        change_settings(electricity_2018, {"versions.in_force_on": "first-billed-day"}),
    )
    assert paper(terms, start="2018-05-25", readings="2018-05-25 2018-06-25") == [
        "2018-05-25 to 2018-06-24: 2000, tax 148"
    ]


@pytest.mark.parametrize(
    ("in_force_on", "june", "july"),
    [
        # 1,700 × 8 ÷ 108 = 125.92…
        ("first-billed-day", "1684, tax 124", "1700, tax 125"),
        ("last-billed-day", "1700, tax 125", "1700, tax 125"),
        ("period-start", "1684, tax 124", "1700, tax 125"),
        ("contract-start", "1684, tax 124", "1684, tax 124"),
    ],
)
def test_price_of_a_contract_that_goes_on(paper, versions, in_force_on, june, july):
    """A contract older than a new price has it in the period of the change, from the next one, or never."""
    price = [{"since": "2018-06-25", "amount": 1700, "source": "the new version"}]
    assert paper(
        versions(in_force_on, charge__basic__price=price), start="2018-05-09", readings=READINGS, through="2018-08-31"
    ) == [
        "2018-05-09 to 2018-06-07: 1684, tax 124",
        f"2018-06-08 to 2018-07-08: {june}",
        f"2018-07-09 to 2018-08-07: {july}",
    ]


@pytest.mark.parametrize(
    ("end", "bill"),
    [
        # To 24 June billed, 17 days: × 17 ÷ 31 = 923.92…
        pytest.param("2018-06-24", "2018-06-08 to 2018-06-24: 923, tax 68", id="old-version"),
        # 28 June not billed, 20 days in June: × 20 ÷ 30 = 1,123.20; 1,123 × 8 ÷ 108 = 83.18…
        pytest.param("2018-06-28", "2018-06-08 to 2018-06-27: 1123, tax 83", id="new-version"),
    ],
)
def test_end_day_by_the_version_of_the_end(paper, versions, end, bill):
    """Whether the end day is billed is for the version in force on that day."""
    terms = versions("last-billed-day", service__end_day="not-billed")
    assert paper(terms, start="2018-05-09", end=end, readings=READINGS)[-1] == bill


@pytest.mark.parametrize(
    ("of_2016", "of_2018", "bill"),
    [
        # To 28 June 21 days, charged under the 2016 version: 1,684.80 × 21 ÷ 31 = 1,141.31…; 1,141 × 8 ÷ 108 = 84.51…
        pytest.param("end-of-period", "on-end-day", "2018-06-08 to 2018-06-28: 1141, tax 84", id="to-the-end-day"),
        pytest.param("on-end-day", "end-of-period", "2018-06-08 to 2018-07-08: 1684, tax 124", id="to-the-period-end"),
    ],
)
def test_cancellation_by_the_version_of_the_end(paper, electricity_2016, electricity_2018, of_2016, of_2018, bill):
    """How far a cancellation is charged is for the version in force on the end day, what the days cost for the one that
    the period is charged under."""
    first = {"versions.in_force_on": "first-billed-day"}
    terms = (
        change_settings(electricity_2016, {**first, "service.cancellation": of_2016}),
        change_settings(electricity_2018, {**first, "service.cancellation": of_2018}),
    )
    assert paper(terms, start="2018-05-09", end="2018-06-28", readings=READINGS)[1:] == [bill]


@pytest.mark.parametrize("in_force_on", IN_FORCE_ON)
def test_bills_before_the_change(paper, versions, electricity_2016, in_force_on):
    """A period that ends before the new version is what it was without it."""
    history = {"start": "2018-05-20", "readings": READINGS, "through": "2018-06-24"}
    # 20 May to 7 June are 19 of 30 days: 1,684.80 × 19 ÷ 30 = 1,067.04; 1,067 × 8 ÷ 108 = 79.03…
    assert paper(electricity_2016, **history) == ["2018-05-20 to 2018-06-07: 1067, tax 79"]
    assert paper(versions(in_force_on), **history) == ["2018-05-20 to 2018-06-07: 1067, tax 79"]


def test_period_that_starts_before_the_first_version(paper, electricity_2016):
    """A first reading period that begins before the terms exist is charged under their first version."""
    # 5 to 24 April are 20 of the 31 days from 25 March: 1,684.80 × 20 ÷ 31 = 1,086.96…; 1,086 × 8 ÷ 108 = 80.44…
    terms = change_settings(electricity_2016, {"versions.in_force_on": "period-start"})
    assert paper(terms, start="2016-04-05", readings="2016-03-25 2016-04-25", through="2016-04-30") == [
        "2016-04-05 to 2016-04-24: 1086, tax 80"
    ]


@pytest.mark.parametrize(
    ("in_force_on", "may", "june"),
    [
        # 2,000 × 8 ÷ 108 = 148.14…
        ("first-billed-day", "1684, tax 124", "2000, tax 148"),
        ("last-billed-day", "2000, tax 148", "2000, tax 148"),
        ("period-start", "1684, tax 124", "2000, tax 148"),
        ("contract-start", "1684, tax 124", "1684, tax 124"),
    ],
)
def test_price_row_inside_one_version(paper, electricity_2016, in_force_on, may, june):
    """A price row that begins on 1 June holds by the same day as a version does."""
    rows = [
        {"since": "2014-04-01", "amount": "1684.80", "source": "old"},
        {"since": "2016-06-01", "amount": "2000", "source": "new"},
    ]
    terms = change_settings(electricity_2016, {"versions.in_force_on": in_force_on, "charge.basic.price": rows})
    assert paper(terms, start="2016-05-09", readings="2016-05-09 2016-06-08 2016-07-08") == [
        f"2016-05-09 to 2016-06-07: {may}",
        f"2016-06-08 to 2016-07-07: {june}",
    ]
