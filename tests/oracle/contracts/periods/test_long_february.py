"""A reading period of 33 days over a February of 29: 1 February to 4 March 2016. 60 A, 1,684.80 yen, 8 % tax."""

from datetime import date

import pytest
from yakkan.oracle import change_settings

READINGS = "2016-01-01 2016-02-01 2016-03-05 2016-04-05"
JANUARY = "2016-01-01 to 2016-01-31: 1684, tax 124"


@pytest.fixture(params=["electricity_2016", "vendor", "electricity_2018"])
def named(request):
    """The name of each version, and its terms as if they had been in force in 2016."""
    return request.param, change_settings(request.getfixturevalue(request.param), {"effective": date(2014, 4, 1)})


STARTS = {
    "2016-02-02": {  # 32 days
        "electricity_2016": "1633, tax 120",  # 1,684.80 × 32 ÷ 33 = 1,633.74…; 1,633 × 8 ÷ 108 = 120.96…
        "vendor": "1684, tax 124",  # 32 - 29 = 3: in full
        "electricity_2018": "1859, tax 137",  # February: × 32 ÷ 29 = 1,859.08…; 1,859 × 8 ÷ 108 = 137.70…
    },
    "2016-02-09": {  # 25 days
        "electricity_2016": "1276, tax 94",  # × 25 ÷ 33 = 1,276.36…; 1,276 × 8 ÷ 108 = 94.51…
        "vendor": "1684, tax 124",  # 25 - 29 = -4: in full
        "electricity_2018": "1452, tax 107",  # × 25 ÷ 29 = 1,452.41…; 1,452 × 8 ÷ 108 = 107.55…
    },
    "2016-02-10": {  # 24 days
        "electricity_2016": "1225, tax 90",  # × 24 ÷ 33 = 1,225.30…; 1,225 × 8 ÷ 108 = 90.74…
        "vendor": "1684, tax 124",  # 24 - 29 = -5: in full
        "electricity_2018": "1394, tax 103",  # × 24 ÷ 29 = 1,394.31…; 1,394 × 8 ÷ 108 = 103.25…
    },
    "2016-02-11": {  # 23 days
        "electricity_2016": "1174, tax 86",  # × 23 ÷ 33 = 1,174.25…; 1,174 × 8 ÷ 108 = 86.96…
        "vendor": "1336, tax 98",  # 23 - 29 = -6: × 23 ÷ 29 = 1,336.22…; 1,336 × 8 ÷ 108 = 98.96…
        "electricity_2018": "1336, tax 98",  # the same
    },
    "2016-03-01": {  # 4 days
        "electricity_2016": "204, tax 15",  # × 4 ÷ 33 = 204.21…; 204 × 8 ÷ 108 = 15.11…
        "vendor": "232, tax 17",  # × 4 ÷ 29 = 232.38…; 232 × 8 ÷ 108 = 17.18…
        "electricity_2018": "217, tax 16",  # March: × 4 ÷ 31 = 217.39…; 217 × 8 ÷ 108 = 16.07…
    },
}


@pytest.mark.parametrize("start", STARTS)
def test_start(paper, named, start):
    """A start divides by the period's 33 days, by February's 29, or by the days of the start's own month."""
    name, terms = named
    assert paper(terms, start=start, readings=READINGS, through="2016-03-31") == [
        f"{start} to 2016-03-04: {STARTS[start][name]}"
    ]


ENDS = {
    "2016-02-23": {  # 23 days
        "electricity_2016": "1174, tax 86",  # 1,684.80 × 23 ÷ 33 = 1,174.25…; 1,174 × 8 ÷ 108 = 86.96…
        "vendor": "1336, tax 98",  # 23 - 29 = -6: × 23 ÷ 29 = 1,336.22…; 1,336 × 8 ÷ 108 = 98.96…
        "electricity_2018": "1336, tax 98",  # the same
    },
    "2016-02-24": {  # 24 days
        "electricity_2016": "1225, tax 90",  # × 24 ÷ 33 = 1,225.30…; 1,225 × 8 ÷ 108 = 90.74…
        "vendor": "1684, tax 124",  # 24 - 29 = -5: in full
        "electricity_2018": "1394, tax 103",  # × 24 ÷ 29 = 1,394.31…; 1,394 × 8 ÷ 108 = 103.25…
    },
    "2016-02-29": {  # 29 days
        "electricity_2016": "1480, tax 109",  # × 29 ÷ 33 = 1,480.58…; 1,480 × 8 ÷ 108 = 109.62…
        "vendor": "1684, tax 124",  # 29 - 29 = 0: in full
        "electricity_2018": "1684, tax 124",  # × 29 ÷ 29 = 1,684.80
    },
    "2016-03-03": {  # 32 days
        "electricity_2016": "1633, tax 120",  # × 32 ÷ 33 = 1,633.74…; 1,633 × 8 ÷ 108 = 120.96…
        "vendor": "1684, tax 124",  # 32 - 29 = 3: in full
        "electricity_2018": "1739, tax 128",  # March: × 32 ÷ 31 = 1,739.14…; 1,739 × 8 ÷ 108 = 128.81…
    },
}


@pytest.mark.parametrize("end", ENDS)
def test_end(paper, named, end):
    """An end divides by the period's 33 days, by February's 29, or by the days of the last used day's own month."""
    name, terms = named
    assert paper(terms, start="2016-01-01", end=end, readings=READINGS) == [
        JANUARY,
        f"2016-02-01 to {end}: {ENDS[end][name]}",
    ]


def test_whole(paper, named):
    """The whole period of 33 days costs the basic fee, no more, for who neither starts nor ends in it."""
    _, terms = named
    assert paper(terms, start="2016-01-01", readings=READINGS) == [
        JANUARY,
        "2016-02-01 to 2016-03-04: 1684, tax 124",
        "2016-03-05 to 2016-04-04: 1684, tax 124",
    ]
