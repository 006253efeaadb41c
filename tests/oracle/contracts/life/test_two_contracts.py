"""Two contracts of one customer, the old one ended on the day the new one starts. 3,100 yen a month, by the day."""

from datetime import date

from yakkan.oracle import Cancellation, Case, Contract, bill, book_of

FEE = {"monthly_fee": "3100"}


def test_migration_inside_a_month(by_days):
    """Each contract is billed for its own days, the old one for none after its end."""
    # April: 14 days 3,100 × 14 ÷ 30 = 1,446.66…, 16 days 3,100 × 16 ÷ 30 = 1,653.33…
    day = date(2009, 4, 15)
    old = Contract("old", by_days.tariff, date(2009, 3, 1), FEE, events=(Cancellation(day, day),))
    new = Contract("new", by_days.tariff, day, FEE)
    bills = bill(book_of([by_days]), Case("case", (old, new), date(2009, 6, 30)))
    assert [(one.contract, str(one.billed.start), str(one.billed.last_day), one.total) for one in bills] == [
        ("old", "2009-03-01", "2009-03-31", 3100),
        ("old", "2009-04-01", "2009-04-14", 1446),
        ("new", "2009-04-15", "2009-04-30", 1653),
        ("new", "2009-05-01", "2009-05-31", 3100),
        ("new", "2009-06-01", "2009-06-30", 3100),
    ]


def test_migration_on_the_first_of_a_month(by_days):
    """A move on the 1st leaves whole months on both sides."""
    day = date(2009, 4, 1)
    old = Contract("old", by_days.tariff, date(2009, 3, 1), FEE, events=(Cancellation(day),))
    new = Contract("new", by_days.tariff, day, FEE)
    bills = bill(book_of([by_days]), Case("case", (old, new), date(2009, 4, 30)))
    assert [(one.contract, one.billed.days, one.total) for one in bills] == [("old", 31, 3100), ("new", 30, 3100)]
