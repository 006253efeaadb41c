"""「今回検針日まで」 with and without the reading day. 60 A, 1,684.80 yen, 8 % tax; 9 May to 7 June are 30 days."""

import pytest
from yakkan.oracle import change_settings

READINGS = "2016-05-09 2016-06-08 2016-07-08 2016-08-08"
AND_READING_DAY = {"proration.numerator": "used-days-and-reading-day"}


@pytest.mark.parametrize(
    ("start", "without", "with_it"),
    [
        # × 27 ÷ 30 = 1,516.32, tax 112.29…; × 28 ÷ 30 = 1,572.48, tax 116.44…
        pytest.param("2016-05-12", "1516, tax 112", "1572, tax 116", id="27-days"),
        # × 29 ÷ 30 = 1,628.64, tax 120.59…; × 30 ÷ 30 = 1,684.80, tax 124.74…
        pytest.param("2016-05-10", "1628, tax 120", "1684, tax 124", id="29-days"),
        # × 1 ÷ 30 = 56.16, tax 4.14…; × 2 ÷ 30 = 112.32, tax 8.29…
        pytest.param("2016-06-07", "56, tax 4", "112, tax 8", id="1-day"),
    ],
)
def test_start(paper, electricity_2016, start, without, with_it):
    """A start counts one day more where the reading day is included, and the days billed stay the same."""
    history = {"start": start, "readings": READINGS, "through": "2016-06-30"}
    assert paper(electricity_2016, **history) == [f"{start} to 2016-06-07: {without}"]
    assert paper(change_settings(electricity_2016, AND_READING_DAY), **history) == [f"{start} to 2016-06-07: {with_it}"]


def test_end(paper, electricity_2016):
    """An end counts the days used alone: it does not reach the reading day."""
    # 9 to 31 May are 23 days: 1,684.80 × 23 ÷ 30 = 1,291.68; 1,291 × 8 ÷ 108 = 95.62…
    assert paper(
        change_settings(electricity_2016, AND_READING_DAY), start="2016-05-09", end="2016-05-31", readings=READINGS
    ) == ["2016-05-09 to 2016-05-31: 1291, tax 95"]


def test_start_and_end(paper, electricity_2016):
    """A stay inside one period counts the days used alone."""
    # 12 to 31 May are 20 days: 1,684.80 × 20 ÷ 30 = 1,123.20; 1,123 × 8 ÷ 108 = 83.18…
    assert paper(
        change_settings(electricity_2016, AND_READING_DAY), start="2016-05-12", end="2016-05-31", readings=READINGS
    ) == ["2016-05-12 to 2016-05-31: 1123, tax 83"]


@pytest.mark.parametrize(
    ("start", "bill"),
    [
        # May has 31 days. 14 May to 7 June are 25 days, with the reading day 26: 5 days' difference.
        pytest.param("2016-05-14", "1684, tax 124", id="26-days"),
        pytest.param("2016-05-15", "1358, tax 100", id="25-days"),  # × 25 ÷ 31 = 1,358.70…; 100.59…
    ],
)
def test_trigger_compares_the_days_so_counted(paper, vendor, start, bill):
    """The trigger compares the days as the numerator counts them."""
    assert paper(change_settings(vendor, AND_READING_DAY), start=start, readings=READINGS, through="2016-06-30") == [
        f"{start} to 2016-06-07: {bill}"
    ]


@pytest.mark.parametrize(
    ("settings", "step", "days"),
    [
        pytest.param({}, "days-used", 27, id="without"),
        pytest.param(AND_READING_DAY, "days-used-and-reading-day", 28, id="with"),
    ],
)
def test_derivation_names_the_days(bills_of, electricity_2016, settings, step, days):
    """The derivation says whether the reading day is counted."""
    terms = change_settings(electricity_2016, settings)
    (bill,) = bills_of(terms, start="2016-05-12", readings=READINGS, through="2016-06-30")
    assert [(one.kind, one.value) for one in bill.lines[0].derivation if one.kind.startswith("days")] == [(step, days)]
