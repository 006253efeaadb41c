"""The shipped example of city gas: from the day after a reading to the next reading, by 30 days, volume tiers.

The periods are 11 May to 10 June 2024 (31 days) and 11 June to 10 July (30 days). 759 yen a month, tax of 10 % inside.
"""

import pytest

READINGS = "2024-05-10 2024-06-10 2024-07-10"


@pytest.mark.parametrize(
    ("start", "used", "bill"),
    [
        # 20 m3 × 145 = 2,900; 21 m3 × 130 = 2,730, all of it at the lower rate
        ("2024-06-11", 0, "759, tax 69"),
        ("2024-06-11", 20, "3659, tax 332"),  # 3,659 ÷ 11 = 332.63…
        ("2024-06-11", 21, "3489, tax 317"),  # 3,489 ÷ 11 = 317.18…
        # 29 of 30 days: 759 × 29 ÷ 30 = 733.70
        ("2024-06-12", 0, "733, tax 66"),
        ("2024-07-10", 0, "25, tax 2"),  # 759 ÷ 30 = 25.30
        # the use is not prorated: 25.30 + 20 × 145
        ("2024-07-10", 20, "2925, tax 265"),  # 2,925 ÷ 11 = 265.90…
    ],
)
def test_start(paper, city_gas, start, used, bill):
    """A first bill of fewer than 30 days has the basic fee by the day, and the use as it was read."""
    history = {"start": start, "readings": READINGS, "events": f"used 2024-07-10 {used}"}
    assert paper(city_gas, **history) == [f"{start} to 2024-07-10: {bill}"]


@pytest.mark.parametrize(
    ("start", "fee"), [("2024-05-11", "759, tax 69"), ("2024-05-12", "759, tax 69"), ("2024-05-13", "733, tax 66")]
)
def test_thirty_days_of_31_are_whole(paper, city_gas, start, fee):
    """30 of the 31 days from 11 May are a whole month, 29 are not."""
    assert paper(city_gas, start=start, readings=READINGS, events="used 2024-06-10 0", through="2024-06-10") == [
        f"{start} to 2024-06-10: {fee}"
    ]


def test_end(paper, city_gas):
    """The last day used is billed: 10 of 30 days of the basic fee."""
    # 759 × 10 ÷ 30 = 253; 253 ÷ 11 = 23
    events = "used 2024-06-10 0; used 2024-07-10 0"
    assert paper(city_gas, start="2024-05-11", end="2024-06-20", readings=READINGS, events=events)[1] == (
        "2024-06-11 to 2024-06-20: 253, tax 23"
    )


def test_register_of_four_digits(paper, city_gas):
    """A register that turns over at 10,000 shows 15 m3: 759 + 15 × 145 = 2,934."""
    events = "register 2024-06-11 9990; register 2024-07-10 5"
    # 2,934 ÷ 11 = 266.72…
    assert paper(city_gas, start="2024-06-11", readings=READINGS, events=events) == [
        "2024-06-11 to 2024-07-10: 2934, tax 266"
    ]


def test_estimate_made_good(bills_of, city_gas):
    """61 m3 over the 61 days after 10 May are 31 and 30 m3, and the estimated bill of 20 m3 is corrected."""
    # 759 + 31 × 130 = 4,789; estimated 759 + 20 × 145 = 3,659: 1,130; 759 + 30 × 130 = 4,659
    # 21 days from 20 April: 759 × 21 ÷ 30 = 531.30, and 10 × 145
    events = (
        "register 2024-04-20 90; register 2024-05-10 100; estimated-register 2024-06-10 120; register 2024-07-10 161"
    )
    bills = bills_of(city_gas, start="2024-04-20", readings=f"2024-04-10 {READINGS}", events=events)
    assert [bill.total for bill in bills] == [1981, 3659, 1130, 4659]
