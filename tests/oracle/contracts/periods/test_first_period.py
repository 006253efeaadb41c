"""What the period of the start costs. 3,100 yen a calendar month, 5 % tax in it, prorated by calendar days."""

import pytest
from yakkan.oracle import change_settings

PART = "2009-03-15 to 2009-03-31: 1700, tax 80"  # 3,100 × 17 ÷ 31 = 1,700; 1,700 × 5 ÷ 105 = 80.95…
MARCH = "2009-03-01 to 2009-03-31: 3100, tax 147"  # 3,100 × 5 ÷ 105 = 147.61…
APRIL = "2009-04-01 to 2009-04-30: 3100, tax 147"
MAY = "2009-05-01 to 2009-05-31: 3100, tax 147"


@pytest.mark.parametrize(
    ("first_period", "start", "bills"),
    [
        pytest.param("charged", "2009-03-15", [PART, APRIL, MAY], id="charged-middle"),
        pytest.param("free", "2009-03-15", [APRIL, MAY], id="free-middle"),
        pytest.param("free-unless-whole", "2009-03-15", [APRIL, MAY], id="unless-whole-middle"),
        pytest.param("charged", "2009-03-01", [MARCH, APRIL, MAY], id="charged-first"),
        pytest.param("free", "2009-03-01", [APRIL, MAY], id="free-first"),
        pytest.param("free-unless-whole", "2009-03-01", [MARCH, APRIL, MAY], id="unless-whole-first"),
        # One day of March: 3,100 × 1 ÷ 31 = 100; 100 × 5 ÷ 105 = 4.76…
        pytest.param("charged", "2009-03-31", ["2009-03-31 to 2009-03-31: 100, tax 4", APRIL, MAY], id="charged-last"),
        pytest.param("free", "2009-03-31", [APRIL, MAY], id="free-last"),
        pytest.param("free-unless-whole", "2009-03-31", [APRIL, MAY], id="unless-whole-last"),
    ],
)
def test_start_month(paper, by_days, first_period, start, bills):
    """The first month is charged, free, or free unless the service starts on the 1st."""
    terms = change_settings(by_days, {"service.first_period": first_period})
    assert paper(terms, start=start, through="2009-05-31") == bills


@pytest.mark.parametrize(
    ("end", "bills"),
    [
        pytest.param("2009-03-20", [], id="inside"),
        pytest.param("2009-04-01", [], id="at-its-end"),
        # 14 days of April: 3,100 × 14 ÷ 30 = 1,446.66…; 1,446 × 5 ÷ 105 = 68.85…
        pytest.param("2009-04-15", ["2009-04-01 to 2009-04-14: 1446, tax 68"], id="in-the-next"),
    ],
)
def test_cancelled_in_or_after_a_free_month(paper, by_days, end, bills):
    """A contract that ends in its free month costs nothing, one that ends in the next its days of that month."""
    terms = change_settings(by_days, {"service.first_period": "free"})
    assert paper(terms, start="2009-03-15", end=end, through="2009-06-30") == bills


def test_month_of_cancellation_in_a_free_month(paper, by_days):
    """A free start month stays free where the month of cancellation is charged in full and both are one month."""
    terms = change_settings(by_days, {"service.first_period": "free", "service.cancellation": "end-of-period"})
    assert paper(terms, start="2009-03-15", end="2009-03-20", through="2009-06-30") == []


@pytest.mark.parametrize(
    ("start", "first"),
    [
        pytest.param("2016-05-09", ["2016-05-09 to 2016-06-07: 1684, tax 124"], id="reading-day"),
        pytest.param("2016-05-10", [], id="day-after"),
    ],
)
def test_by_reading_periods(paper, electricity_2016, start, first):
    """Free unless whole charges a first reading period only if supply starts on the reading day."""
    terms = change_settings(electricity_2016, {"service.first_period": "free-unless-whole"})
    assert paper(terms, start=start, readings="2016-05-09 2016-06-08 2016-07-08") == [
        *first,
        "2016-06-08 to 2016-07-07: 1684, tax 124",
    ]


@pytest.mark.parametrize("whole_period", ["not-prorated", "prorated"])
def test_period_after_a_free_one_is_no_first_period(paper, electricity_2018, whole_period):
    """The period after a free first one is a whole period like any other, since supply does not start in it."""
    # As a start on 8 August it would be 1,684.80 × 30 ÷ 31 = 1,630.45….
    terms = change_settings(electricity_2018, {"service.first_period": "free", "proration.whole_period": whole_period})
    assert paper(terms, start="2018-07-20", readings="2018-07-09 2018-08-08 2018-09-07", through="2018-09-30") == [
        "2018-08-08 to 2018-09-06: 1684, tax 124"
    ]
