"""The right and the wrong amounts that the notices and bug reports of proration faults give, each by its settings."""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

READ = {"period": {"kind": "meter-reading", "reading_day": "starts-period"}}
QUARTER = {"period": {"kind": "calendar-month", "months": 3}}


def early(of, unit, mode="half-up"):
    return {"proration.early_rounding": {"of": of, "mode": mode, "unit": unit}}


def over(denominator):
    return {"proration.denominator": denominator}


HALF_APRIL = {"start": "2023-04-16", "through": "2023-04-30"}
HALF_FEBRUARY = {"start": "2025-02-15", "through": "2025-02-28"}
MAY_2018 = {"start": "2018-05-12", "readings": "2018-05-08 2018-06-08"}  # 27 of 31 days
LONG_MAY_2018 = {"start": "2018-05-22", "readings": "2018-05-09 2018-06-11"}  # 20 of 33 days
JANUARY_2018 = {"start": "2018-01-25", "readings": "2018-01-11 2018-02-09"}  # 15 of 29 days
LONG_FEBRUARY = {"start": "2025-02-16", "readings": "2025-01-27 2025-03-01"}  # 13 of 33 days
LEAP_DAYS = {"start": "2020-02-27", "through": "2020-02-29"}
SHORT_FEBRUARY = {"start": "2025-02-26", "through": "2025-02-28"}
SPRING = {"start": "2023-05-20", "end": "2023-06-10", "through": "2023-06-30"}  # 22 of 91 days
HALF_JANUARY = {"start": "2024-01-01", "end": "2024-01-15", "through": "2024-01-31"}
TEN_OF_31 = {"start": "2024-07-22", "through": "2024-07-31"}
APRIL_TO_JUNE = {"start": "2023-04-08", "through": "2023-06-30"}  # 23 of 30 days and two months

NOT_WITHIN_5 = {
    "proration.trigger": "difference-at-least",
    "proration.trigger_days": 6,
    "proration.trigger_reference": "month-before-billing-month",
}
OF_START_MONTH = {"proration.trigger_reference": "start-month"}
FIVE_OFF = {"start": "2024-07-06", "through": "2024-07-31"}  # 26 of 31 days

CASES = {
    # the fee, the contract, the settings, the amount cut to the yen or exact
    "F-01 prorated": ("9000", HALF_APRIL, {}, "4500"),  # 15 ÷ 30
    "F-01 not prorated": ("9000", HALF_APRIL, {"proration.trigger": "never"}, "9000"),
    "F-02 prorated": ("1000", MAY_2018, READ, "27000/31"),  # 870.96…
    "F-02 skipped": ("1000", MAY_2018, {**READ, **NOT_WITHIN_5}, "1000"),  # 31 - 27 = 4
    "F-03 5 days off": ("3100", FIVE_OFF, {**NOT_WITHIN_5, **OF_START_MONTH, "proration.trigger_days": 5}, "2600"),
    "F-03 less than 6": ("3100", FIVE_OFF, {**NOT_WITHIN_5, **OF_START_MONTH}, "3100"),
    "F-04 of 28 days": ("8400", HALF_FEBRUARY, {}, "4200"),  # 14 ÷ 28
    "F-04 of 30 days": ("8400", HALF_FEBRUARY, over("thirty"), "3920"),  # 14 ÷ 30
    "F-05 of 33 days": ("33", LONG_FEBRUARY, READ, "13"),
    "F-05 of 28 days": ("28", LONG_FEBRUARY, {**READ, **over("start-month")}, "13"),
    "F-06 of 29 days": ("9", LEAP_DAYS, {}, "27/29"),  # 0.93103…
    "F-06 of 31 days": ("9", LEAP_DAYS, over("billing-month"), "27/31"),  # 0.87096…
    "F-06 of 28 days": ("9", SHORT_FEBRUARY, {}, "27/28"),  # 0.96428…
    "F-06 of 31 for 28 days": ("9", SHORT_FEBRUARY, over("billing-month"), "27/31"),
    "F-07 of 33 days": ("1000", LONG_MAY_2018, READ, "20000/33"),  # 606.06…
    "F-07 of May": ("1000", LONG_MAY_2018, {**READ, **over("month-before-billing-month")}, "20000/31"),  # 645.16…
    "F-07 of 29 days": ("1000", JANUARY_2018, READ, "15000/29"),  # 517.24…
    "F-07 of January": ("1000", JANUARY_2018, {**READ, **over("month-before-billing-month")}, "15000/31"),  # 483.87…
    "F-08 of the quarter": ("9100", SPRING, QUARTER, "2200"),  # 22 ÷ 91
    "F-08 of what is left": ("9100", SPRING, {**QUARTER, **over("rest-of-period")}, "14300/3"),  # 22 ÷ 42: 4,766.66…
    "F-09 of 31 days": ("9300", HALF_JANUARY, {}, "4500"),
    "F-09 of 30 days": ("9300", HALF_JANUARY, over("period-less-one"), "4650"),
    "F-10 15 days": ("9300", HALF_JANUARY, {"proration.numerator": "used-days"}, "4500"),
    "F-10 16 days": ("9300", HALF_JANUARY, {"proration.numerator": "used-days-and-next"}, "4800"),
    "F-10 14 days": ("9300", HALF_JANUARY, {"proration.numerator": "used-days-less-one"}, "4200"),
    "F-14 exact": ("10000", TEN_OF_31, {}, "100000/31"),  # 3,225.80…
    "F-14 one decimal": ("10000", TEN_OF_31, early("ratio", "0.1"), "3000"),  # 0.3225… is 0.3
    "F-14 two decimals": ("10000", TEN_OF_31, early("ratio", "0.01"), "3200"),
    "F-14 four decimals": ("10000", TEN_OF_31, early("ratio", "0.0001"), "3226"),
    "F-14 day rate": ("10000", TEN_OF_31, early("day-rate", 1, "floor"), "3220"),  # 322.58… is 322
    "F-14 day rate half up": ("10000", TEN_OF_31, early("day-rate", 1), "3230"),  # 322.58… is 323
    "F-16 once": ("9000", HALF_APRIL, {}, "4500"),
    "F-16 twice": ("9000", HALF_APRIL, {"proration.times": 2}, "2250"),  # 9,000 × ½ × ½
}


@pytest.mark.parametrize("name", CASES)
def test_amount_of_a_report(bills_of, service, rows, name):
    """A fault and the rule that it breaks come to the amounts of its report."""
    fee, history, settings, amount = CASES[name]
    (bill,) = bills_of(change_settings(service, {"charge.fee.price": rows(fee), **settings}), **history)
    assert bill.total == Fraction(amount)


def test_rounded_ratio_of_a_longer_stay(bills_of, service, rows):
    """From 8 April to June at 3,950 a month: 23 of 30 days and two months, 10,928.33…; with 0.8 for 23 ÷ 30, 11,060."""
    # 3,950 × 23 ÷ 30 = 3,028.33…; 3,950 × 0.8 = 3,160; and 7,900
    price = {"charge.fee.price": rows("3950")}
    for settings, total in (({}, Fraction(32785, 3)), (early("ratio", "0.1"), Fraction(11060))):
        bills = bills_of(change_settings(service, {**price, **settings}), **APRIL_TO_JUNE)
        assert sum(bill.total for bill in bills) == total


@pytest.mark.parametrize(
    ("only", "first", "last"),
    [
        (None, "4500", "3000"),
        (["start", "end"], "4500", "3000"),
        (["start"], "4500", "9000"),
        (["end"], "9000", "3000"),
        (["both"], "9000", "9000"),
    ],
)
def test_one_sided_proration(bills_of, service, rows, only, first, last):
    """F-18: a fee of 9,000 from 16 June to 10 September is prorated at its start, at its end, or at both."""
    # 15 of 30 days of June, 10 of 30 days of September
    settings = {"charge.fee.price": rows("9000")} | ({"proration.only": only} if only else {})
    terms = change_settings(service, settings)
    history = {"start": "2024-06-16", "end": "2024-09-10", "through": "2024-09-30"}
    assert [str(bill.total) for bill in bills_of(terms, **history)] == [first, "9000", "9000", last]


def test_free_first_part(bills_of, service, rows):
    """F-18: where the first part is free, the last one is prorated all the same."""
    terms = change_settings(service, {"charge.fee.price": rows("9000"), "service.first_period": "free-unless-whole"})
    history = {"end": "2024-09-10", "through": "2024-09-30"}
    assert [str(bill.total) for bill in bills_of(terms, start="2024-06-16", **history)] == ["9000", "9000", "3000"]
    assert [bill.total for bill in bills_of(terms, start="2024-06-01", **history)] == [9000, 9000, 9000, 3000]


@pytest.mark.parametrize(
    ("year", "denominator", "amount"),
    [
        # 31 days of January at 36,500 a year
        (2023, "year-actual", "3100"),
        (2023, "days-365", "3100"),
        (2024, "days-365", "3100"),
        (2024, "year-actual", "565750/183"),  # 36,500 × 31 ÷ 366 = 3,091.53…, 0.27 % less
        (2023, "days-366", "565750/183"),
        (2024, "days-360", "28287.5/9"),  # 36,500 × 31 ÷ 360 = 3,143.05…
    ],
)
def test_year_basis(bills_of, service, rows, year, denominator, amount):
    """F-12: a yearly fee for January alone, by the days of the year that the terms name."""
    settings = {
        "period": {"kind": "calendar-month", "months": 12},
        "charge.fee.price": rows("36500"),
        **over(denominator),
    }
    terms = change_settings(service, settings)
    (bill,) = bills_of(terms, start=f"{year}-01-01", end=f"{year}-01-31", through=f"{year}-12-31")
    numerator, _, days = amount.partition("/")
    assert bill.total == Fraction(numerator) / Fraction(days or 1)


@pytest.mark.parametrize(("run", "total"), [("2024-06-30", 4500), ("2024-07-05", 6000)])
def test_wall_clock(bills_of, service, rows, run, total):
    """F-13: where days run to the day of issue, the part from 16 June costs more in a late run: 15 days, 20."""
    terms = change_settings(service, {"charge.fee.price": rows("9000"), "proration.numerator": "days-to-issue"})
    (bill,) = bills_of(terms, start="2024-06-16", through="2024-07-10", runs=run)
    assert bill.total == total


def test_wall_clock_on_the_first_day(bills_of, service, rows):
    """F-13: a quarter of 1,099,000 that is invoiced on its first day comes to 11,945.65, one of 92 days."""
    settings = {
        "period": {"kind": "anniversary", "months": 3, "month_end": "keep-anchor"},
        "billing.due": "in-advance",
        "charge.fee.price": rows("1099000"),
        "proration.numerator": "days-to-issue",
        "proration.whole_period": "prorated",
    }
    (bill,) = bills_of(change_settings(service, settings), start="2023-07-01", through="2023-07-01")
    assert bill.total == Fraction(1099000, 92)  # 11,945.652…


@pytest.mark.parametrize(
    ("component", "total"),
    [
        ("use", 2240),  # 60 × 20 + 40 × 26: bounds of 60 and 150 in 15 of 30 days
        ("other", 2000),  # 100 × 20
    ],
)
def test_scaled_tiers(bills_of, meter, rows, beside, component, total):
    """F-69: 100 units in half a period reach the second tier where the bounds of 120 and 300 are halved."""
    rule = {
        "trigger": "always",
        "numerator": "used-days",
        "denominator": "billing-period",
        "whole_period": "not-prorated",
        "above_whole": "as-computed",
        "components": [component],
        "width_rounding": "half-up",
        "width_unit": 1,
    }
    use = {**meter.charge[0].model_dump(exclude_none=True), "price": rows("120=20 300=26 30")}
    terms = change_settings(meter, {"proration": rule, "charge": [use, beside]})
    history = {"start": "2024-05-25", "readings": "2024-05-10 2024-06-09", "events": "used 2024-06-09 100"}
    assert [bill.total for bill in bills_of(terms, **history)] == [total]


@pytest.mark.parametrize(
    ("tiers", "used", "total"),
    [
        ("volume", 120, 2400),  # and not 120 × 26 = 3,120
        ("volume", 121, 3146),
        ("graduated", 240, 5520),  # 120 × 20 + 120 × 26
    ],
)
def test_bound_of_a_tier(bills_of, meter, rows, tiers, used, total):
    """F-64: a use that equals a tier's bound belongs to the tier below it."""
    terms = change_settings(meter, {"charge.use.tiers": tiers, "charge.use.price": rows("120=20 26")})
    history = {"start": "2024-05-10", "readings": "2024-05-10 2024-06-09", "events": f"used 2024-06-09 {used}"}
    assert [bill.total for bill in bills_of(terms, **history)] == [total]


def test_tiers_do_not_start_again(bills_of, meter, rows):
    """F-70: readings or a change of plan inside a period do not give its tiers a second time."""
    change = {"change": {"day": "new", "effect": "on-day", "whole_fee": "last"}}
    plans = {"attribute": [{"name": "plan", "values": ["small", "large"]}]}
    terms = change_settings(meter, {**change, **plans, "charge.use.price": rows("120=20 26")})
    events = "used 2024-05-25 120; change 2024-05-25 plan=large; used 2024-06-09 120"
    history = {"start": "2024-05-10", "readings": "2024-05-10 2024-06-09", "attributes": "plan=small"}
    (bill,) = bills_of(terms, events=events, **history)
    assert bill.total == 5520
