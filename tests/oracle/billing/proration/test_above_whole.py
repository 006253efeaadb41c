"""More days used than the denominator has. 60 A, 1,684.80 yen, 8 % tax; from 1 February to 5 March 2019 are 33 days,
February has 28."""

import pytest
from yakkan.oracle import change_settings

READINGS = "2019-02-01 2019-03-06 2019-04-05"


@pytest.mark.parametrize(
    ("above_whole", "start", "bill"),
    [
        # 3 February to 5 March are 26 + 5 = 31 days: 1,684.80 × 31 ÷ 28 = 1,865.31…; 1,865 × 8 ÷ 108 = 138.14…
        pytest.param("as-computed", "2019-02-03", "1865, tax 138", id="31-as-computed"),
        pytest.param("full-fee", "2019-02-03", "1684, tax 124", id="31-full-fee"),
        # 5 February to 5 March are 24 + 5 = 29 days: × 29 ÷ 28 = 1,744.97…; 1,744 × 8 ÷ 108 = 129.18…
        pytest.param("as-computed", "2019-02-05", "1744, tax 129", id="29-as-computed"),
        pytest.param("full-fee", "2019-02-05", "1684, tax 124", id="29-full-fee"),
        # 6 February to 5 March are 28 days: × 28 ÷ 28
        pytest.param("as-computed", "2019-02-06", "1684, tax 124", id="28-as-computed"),
        pytest.param("full-fee", "2019-02-06", "1684, tax 124", id="28-full-fee"),
        # 7 February to 5 March are 27 days: × 27 ÷ 28 = 1,624.62…; 1,624 × 8 ÷ 108 = 120.29…
        pytest.param("as-computed", "2019-02-07", "1624, tax 120", id="27-as-computed"),
        pytest.param("full-fee", "2019-02-07", "1624, tax 120", id="27-full-fee"),
    ],
)
def test_start(paper, electricity_2018, above_whole, start, bill):
    """A start with more days than its month costs more than the fee, or the fee where the terms stop there."""
    terms = change_settings(electricity_2018, {"proration.above_whole": above_whole})
    assert paper(terms, start=start, readings=READINGS, through="2019-03-31") == [f"{start} to 2019-03-05: {bill}"]


@pytest.mark.parametrize(
    ("above_whole", "bill"),
    [
        pytest.param("as-computed", "1739, tax 128", id="as-computed"),  # × 32 ÷ 31 = 1,739.14…; × 8 ÷ 108 = 128.81…
        pytest.param("full-fee", "1684, tax 124", id="full-fee"),
    ],
)
def test_end(paper, electricity_2018, above_whole, bill):
    """An end on 4 March, 32 days used, is above March's 31."""
    terms = change_settings(electricity_2018, {"proration.above_whole": above_whole})
    assert paper(terms, start="2019-01-04", end="2019-03-04", readings=f"2019-01-04 {READINGS} 2019-05-08")[1:] == [
        f"2019-02-01 to 2019-03-04: {bill}"
    ]


@pytest.mark.parametrize(
    ("above_whole", "bill"),
    [
        pytest.param("as-computed", "1985, tax 147", id="as-computed"),  # × 33 ÷ 28 = 1,985.65…; 147.03…
        pytest.param("full-fee", "1684, tax 124", id="full-fee"),
    ],
)
def test_whole_period_prorated(paper, electricity_2018, above_whole, bill):
    """A start on the reading day, prorated, uses 33 days over February's 28."""
    settings = {"proration.whole_period": "prorated", "proration.above_whole": above_whole}
    assert paper(
        change_settings(electricity_2018, settings), start="2019-02-01", readings=READINGS, through="2019-03-31"
    ) == [f"2019-02-01 to 2019-03-05: {bill}"]
