"""Cancellations by effect and by end day. 3,100 yen a calendar month, 5 % tax in it, from 15 March
2009; a month used in part is charged by calendar days."""

import pytest
from yakkan.oracle import change_settings

MARCH = "2009-03-15 to 2009-03-31: 1700, tax 80"  # 3,100 × 17 ÷ 31 = 1,700; 1,700 × 5 ÷ 105 = 80.95…
APRIL = "2009-04-01 to 2009-04-30: 3100, tax 147"  # 3,100 × 5 ÷ 105 = 147.61…
MAY = "2009-05-01 to 2009-05-31: 3100, tax 147"
JUNE = "2009-06-01 to 2009-06-30: 3100, tax 147"


@pytest.fixture
def billed(paper, by_days):
    """What is billed to the end of August 2009, by effect and end day."""

    def billed(effect: str, end_day: str, end: str, start: str = "2009-03-15") -> list[str]:
        terms = change_settings(by_days, {"service.cancellation": effect, "service.end_day": end_day})
        return paper(terms, start=start, end=end, through="2009-08-31")

    return billed


@pytest.mark.parametrize(
    ("effect", "end_day", "bills"),
    [
        # Billed, 1 May is the last day used: 3,100 × 1 ÷ 31 = 100; 100 × 5 ÷ 105 = 4.76…
        ("on-end-day", "billed", [MARCH, APRIL, "2009-05-01 to 2009-05-01: 100, tax 4"]),
        ("end-of-period", "billed", [MARCH, APRIL, MAY]),
        ("end-of-next-period", "billed", [MARCH, APRIL, MAY, JUNE]),
        ("start-of-period", "billed", [MARCH, APRIL]),
        # Not billed, the last day used is 30 April.
        ("on-end-day", "not-billed", [MARCH, APRIL]),
        ("end-of-period", "not-billed", [MARCH, APRIL]),
        ("end-of-next-period", "not-billed", [MARCH, APRIL, MAY]),
        ("start-of-period", "not-billed", [MARCH]),
    ],
)
def test_on_the_first_day_of_a_month(billed, effect, end_day, bills):
    """A cancellation on 1 May uses one day of May, or none."""
    assert billed(effect, end_day, "2009-05-01") == bills


@pytest.mark.parametrize(
    ("effect", "end_day", "bills"),
    [
        # Billed, 31 May is the last day used: the whole of May.
        ("on-end-day", "billed", [MARCH, APRIL, MAY]),
        ("end-of-period", "billed", [MARCH, APRIL, MAY]),
        ("end-of-next-period", "billed", [MARCH, APRIL, MAY, JUNE]),
        ("start-of-period", "billed", [MARCH, APRIL]),
        # Not billed, the last day used is 30 May: 3,100 × 30 ÷ 31 = 3,000; 3,000 × 5 ÷ 105 = 142.85…
        ("on-end-day", "not-billed", [MARCH, APRIL, "2009-05-01 to 2009-05-30: 3000, tax 142"]),
        ("end-of-period", "not-billed", [MARCH, APRIL, MAY]),
        ("end-of-next-period", "not-billed", [MARCH, APRIL, MAY, JUNE]),
        ("start-of-period", "not-billed", [MARCH, APRIL]),
    ],
)
def test_on_the_last_day_of_a_month(billed, effect, end_day, bills):
    """A cancellation on 31 May uses all days of May, or all but one."""
    assert billed(effect, end_day, "2009-05-31") == bills


@pytest.mark.parametrize(
    ("effect", "end_day", "bills"),
    [
        # 15 days of April: 3,100 × 15 ÷ 30 = 1,550; 1,550 × 5 ÷ 105 = 73.80…
        ("on-end-day", "billed", [MARCH, "2009-04-01 to 2009-04-15: 1550, tax 73"]),
        ("end-of-period", "billed", [MARCH, APRIL]),
        ("end-of-next-period", "billed", [MARCH, APRIL, MAY]),
        ("start-of-period", "billed", [MARCH]),
        # 14 days: 3,100 × 14 ÷ 30 = 1,446.66…; 1,446 × 5 ÷ 105 = 68.85…
        ("on-end-day", "not-billed", [MARCH, "2009-04-01 to 2009-04-14: 1446, tax 68"]),
        ("end-of-period", "not-billed", [MARCH, APRIL]),
        ("end-of-next-period", "not-billed", [MARCH, APRIL, MAY]),
        ("start-of-period", "not-billed", [MARCH]),
    ],
)
def test_in_the_middle_of_a_month(billed, effect, end_day, bills):
    """A cancellation on 15 April uses 15 days of it, or 14."""
    assert billed(effect, end_day, "2009-04-15") == bills


@pytest.mark.parametrize(
    ("end_day", "bills"),
    [
        ("billed", [MARCH, APRIL, "2009-05-01 to 2009-05-31: 3100, tax 147"]),
        ("not-billed", [MARCH, APRIL, "2009-05-01 to 2009-05-31: 3100, tax 147"]),
    ],
)
@pytest.mark.parametrize("whole_period", ["not-prorated", "prorated"])
def test_month_of_cancellation_in_full(paper, by_days, end_day, bills, whole_period):
    """With effect at the end of the period its month is charged in full, 3,100, also where whole last periods are
    prorated and a month counts 30 days."""
    # Prorated it would be 3,100 × 31 ÷ 30 = 3,203.33…
    terms = change_settings(
        by_days,
        {
            "service.cancellation": "end-of-period",
            "service.end_day": end_day,
            "proration.whole_period": whole_period,
            "proration.denominator": {"start": "start-month", "end": "thirty", "both": "thirty"},
        },
    )
    assert paper(terms, start="2009-03-15", end="2009-05-15", through="2009-08-31") == bills


@pytest.mark.parametrize("end", ["2009-05-01", "2009-05-15", "2009-05-31"])
def test_full_months(paper, full_month, end):
    """Under terms that never prorate, the months of the start and of the cancellation are charged in full, nothing
    after them."""
    assert paper(full_month, start="2009-03-15", end=end, through="2009-08-31") == [
        "2009-03-15 to 2009-03-31: 3100, tax 147",
        APRIL,
        MAY,
    ]


def test_one_month_more_than_full_months(paper, full_month):
    """The fault of 2010 is one month more: the period after the cancellation is charged too."""
    terms = change_settings(full_month, {"service.cancellation": "end-of-next-period"})
    assert paper(terms, start="2009-03-15", end="2009-05-15", through="2009-08-31")[-2:] == [MAY, JUNE]


@pytest.mark.parametrize(
    ("effect", "bills"),
    [
        # From 9 May, end on 20 June 2016: 9 to 7 June, and of 8 June to 7 July 13 days: 1,684.80 × 13 ÷ 30 = 730.08.
        ("on-end-day", ["2016-06-08 to 2016-06-20: 730, tax 54"]),
        ("end-of-period", ["2016-06-08 to 2016-07-07: 1684, tax 124"]),
        ("end-of-next-period", ["2016-06-08 to 2016-07-07: 1684, tax 124", "2016-07-08 to 2016-08-07: 1684, tax 124"]),
        ("start-of-period", []),
    ],
)
def test_by_reading_periods(paper, electricity_2016, effect, bills):
    """Where billing goes by readings, the effects count in reading periods."""
    terms = change_settings(electricity_2016, {"service.cancellation": effect})
    readings = "2016-05-09 2016-06-08 2016-07-08 2016-08-08 2016-09-08"
    assert paper(terms, start="2016-05-09", end="2016-06-20", readings=readings) == [
        "2016-05-09 to 2016-06-07: 1684, tax 124",
        *bills,
    ]


def test_last_of_two_cancellations(paper, by_days):
    """Of two cancellations the one told last holds, the earlier day or the later."""
    assert paper(by_days, start="2009-03-15", end="2009-05-20 2009-05-01", through="2009-08-31") == [MARCH, APRIL]
    assert paper(by_days, start="2009-03-15", end="2009-04-15 2009-05-01", through="2009-08-31") == [MARCH, APRIL]


@pytest.mark.parametrize(
    ("readings", "bills"),
    [
        pytest.param("2016-05-09 2016-06-08", ["2016-05-09 to 2016-06-07: 1684, tax 124"], id="not-read"),
        pytest.param(
            "2016-05-09 2016-06-08 2016-07-08",
            ["2016-05-09 to 2016-06-07: 1684, tax 124", "2016-06-08 to 2016-07-07: 1684, tax 124"],
            id="read-last",
        ),
    ],
)
def test_next_period_waits_for_its_reading(paper, electricity_2016, readings, bills):
    """The reading period after a cancellation is billed once there is a reading that closes it."""
    terms = change_settings(electricity_2016, {"service.cancellation": "end-of-next-period"})
    assert paper(terms, start="2016-05-09", end="2016-05-20", readings=readings, through="2016-12-31") == bills
