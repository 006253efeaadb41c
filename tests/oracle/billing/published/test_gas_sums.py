"""The city gas interval: the day after a reading to the next reading, that day included. 60 A, 1,684.80 yen, 8 % tax.

The periods are 9 April to 9 May (31 days), 10 May to 8 June (30) and 9 June to 8 July 2016 (30).
"""

import pytest

READINGS = "2016-04-08 2016-05-09 2016-06-08 2016-07-08 2016-08-08 2016-09-08"
FULL = "1684, tax 124"


@pytest.mark.parametrize(
    ("start", "first"),
    [
        pytest.param("2016-05-09", "2016-05-09 to 2016-05-09: 54, tax 4", id="reading-day"),  # × 1 ÷ 31 = 54.34…; 4.00
        pytest.param("2016-05-10", None, id="day-after-reading"),
        pytest.param("2016-05-08", "2016-05-08 to 2016-05-09: 108, tax 8", id="day-before"),  # × 2 ÷ 31 = 108.69…; 8.00
    ],
)
def test_start_around_a_reading_day(paper, gas, start, first):
    """A start on the reading day uses the last day of the period that the reading ends."""
    whole = f"2016-05-10 to 2016-06-08: {FULL}"
    assert paper(gas, start=start, readings=READINGS, through="2016-06-30") == ([first, whole] if first else [whole])


def test_start_in_the_middle(paper, gas):
    """A start on 12 May uses 28 of the 30 days from 10 May to 8 June."""
    # 12 to 31 May 20 days, 1 to 8 June 8: 1,684.80 × 28 ÷ 30 = 1,572.48; 1,572 × 8 ÷ 108 = 116.44…
    assert paper(gas, start="2016-05-12", readings=READINGS, through="2016-06-30") == [
        "2016-05-12 to 2016-06-08: 1572, tax 116"
    ]


@pytest.mark.parametrize(
    ("end", "last"),
    [
        pytest.param("2016-06-08", ["2016-05-10 to 2016-06-08: 1684, tax 124"], id="reading-day"),
        # × 29 ÷ 30 = 1,628.64; 1,628 × 8 ÷ 108 = 120.59…
        pytest.param("2016-06-07", ["2016-05-10 to 2016-06-07: 1628, tax 120"], id="day-before"),
        # × 1 ÷ 30 = 56.16; 56 × 8 ÷ 108 = 4.14…
        pytest.param(
            "2016-06-09", [f"2016-05-10 to 2016-06-08: {FULL}", "2016-06-09 to 2016-06-09: 56, tax 4"], id="after"
        ),
    ],
)
def test_end_around_a_reading_day(paper, gas, end, last):
    """An end on the reading day, billed, leaves a whole last period; one day later opens another."""
    assert paper(gas, start="2016-04-09", end=end, readings=READINGS) == [f"2016-04-09 to 2016-05-09: {FULL}", *last]


@pytest.mark.parametrize(
    ("through", "count"), [("2016-06-07", 0), ("2016-06-08", 1), ("2016-07-07", 1), ("2016-07-08", 2)]
)
def test_due_on_the_reading_day(paper, gas, through, count):
    """A period is billed on its closing reading day, its own last day."""
    assert len(paper(gas, start="2016-05-10", readings=READINGS, through=through)) == count
