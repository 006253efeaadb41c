"""How a bill's period lies to the contract, as the bill tells it; and corrections of the bill that was first issued.

9,300 yen a month for the small plan, 18,600 for the large one: 310 and 620 yen a day in June 2024.
"""

import pytest
from yakkan.oracle import change_settings


@pytest.mark.parametrize(
    ("start", "end", "events", "situation"),
    [
        ("2024-05-01", "", "", "whole"),
        ("2024-06-01", "2024-06-30", "", "whole"),  # from the first to the last day
        ("2024-06-11", "", "", "start"),
        ("2024-05-01", "2024-06-20", "", "end"),
        ("2024-06-11", "2024-06-20", "", "start-and-end"),
        ("2024-05-01", "", "change 2024-06-11 plan=large", "change"),
        ("2024-06-06", "", "change 2024-06-11 plan=large", "start"),
        ("2024-05-01", "2024-06-20", "change 2024-06-11 plan=large", "end"),
        ("2024-06-06", "2024-06-20", "change 2024-06-11 plan=large", "start-and-end"),
    ],
)
def test_the_situation_of_a_bill(bills_of, service, start, end, events, situation):
    """A bill tells whether the contract starts or ends in its period, or both, and else whether it changes."""
    bills = bills_of(service, start=start, end=end, through="2024-06-30", events=events)
    assert bills[-1].situation == situation


@pytest.mark.parametrize(
    ("corrections", "totals"),
    [
        ("difference", [9300, -3100, -3100]),  # to the 20th 6,200, to the 10th 3,100
        ("difference-to-first", [9300, -3100, -6200]),  # 3,100 - 9,300: the first 3,100 are credited twice
    ],
)
def test_a_second_correction(paper, service, corrections, totals):
    """A second correction is the difference to all bills before it, or in a faulty system to the first one."""
    terms = change_settings(service, {"billing.corrections": corrections})
    events = "cancel 2024-06-20 told 2024-07-10; cancel 2024-06-10 told 2024-07-20"
    noted = paper(terms, start="2024-06-01", through="2024-07-25", events=events)
    assert [bill.partition(": ")[2].partition(",")[0] for bill in noted] == [str(total) for total in totals]
