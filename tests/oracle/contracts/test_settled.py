"""The bills of one period as one. 310 yen a day in June 2024; prices include 10 % tax, cut to the yen."""

import pytest
from yakkan.oracle import change_settings, settled


@pytest.fixture(scope="module")
def june(bills_of, service, rates):
    """The bills of June."""

    def june(events):
        tax = {"prices": "tax-inclusive", "rate_on": "last-billed-day", "rounding": "floor", "unit": 1}
        terms = change_settings(service, {"tax": {**tax, "rate": rates("0.10")}})
        bills = bills_of(terms, start="2024-06-01", through="2024-08-31", events=events)
        return [bill for bill in bills if bill.period.start.month == 6]

    return june


def test_a_bill_without_corrections_is_itself(june):
    """A period that was billed once comes to its bill."""
    (bill,) = june("")
    assert settled([bill]) is bill


def test_a_corrected_bill(june):
    """A bill with its corrections is of the day of the first, and comes to all of them."""
    bills = june("cancel 2024-06-20 told 2024-07-20; withdraw 2024-07-25; cancel 2024-06-10 told 2024-08-05")
    # 9,300 with 845 (845.45…); to the 20th 6,200 with 563 (563.63…); again 9,300; to the 10th 3,100 with 281 (281.81…)
    assert [(str(one.issued), one.total, one.tax) for one in bills] == [
        ("2024-06-30", 9300, 845),
        ("2024-07-20", -3100, -282),
        ("2024-07-25", 3100, 282),
        ("2024-08-05", -6200, -564),
    ]
    one = settled(bills)
    assert (str(one.issued), str(one.billed.last_day), one.total, one.tax) == ("2024-06-30", "2024-06-10", 3100, 281)
    assert [(line.item, line.amount) for line in one.lines] == [("fee", 3100)]
    assert settled(bills[:2]).total == 6200
