"""Prices that change inside a billing period, split by its days (TEPCO 2012: from the 1st, read on the 15th).

From 15 May to 14 June, and from 15 January to 14 February or 15 March to 14 April, are 31 days: 17 to the end of the
month and 14 after it.
"""

from fractions import Fraction

import pytest
from yakkan.oracle import change_settings

EACH_DAY = {"versions.in_force_on": "each-day"}


@pytest.fixture(scope="module")
def line(bills_of, tepco):
    """The line of an item in the bill of 310 kWh, or of what is used from the start on, read on the 15th."""

    def line(item, closing, settings=None, start=None, used=310):
        opening = closing.replace(closing[5:7], f"{int(closing[5:7]) - 1:02}")
        months = [
            {"month": month[:8] + "01", "unit": unit, "source": "x"} for month, unit in ((opening, -2), (closing, -3))
        ]
        terms = change_settings(tepco, {"charge.fuel-adjustment.month": months, **(settings or {})})
        (bill,) = bills_of(
            terms,
            start=start or opening,
            readings=f"{opening} {closing}",
            used=f"{closing}={used}",
            attributes="amperage=30 payment=other",
        )
        return next(one for one in bill.lines if one.item == item)

    return line


def test_tiers_of_each_day(line):
    """Each unit price has the use of its days, and tiers as wide as its days, each width rounded to 1 kWh."""
    # 17 days: 170 kWh; 120 × 17 ÷ 31 = 65.8…, 66; 180 × 17 ÷ 31 = 98.7…, 99; 5 kWh above
    # 66 × 19.43 + 99 × 25.91 + 5 × 29.93 = 1,282.38 + 2,565.09 + 149.65 = 3,997.12
    # 14 days: 140 kWh; 120 × 14 ÷ 31 = 54.1…, 54; 180 × 14 ÷ 31 = 81.2…, 81; 5 kWh above
    # 54 × 19.52 + 81 × 26.00 + 5 × 30.02 = 1,054.08 + 2,106.00 + 150.10 = 3,310.18
    energy = line("energy", "2016-06-15", {"charge.energy.row_on": "each-day"})
    assert energy.amount == Fraction("3997.12") + Fraction("3310.18")
    assert [step.value for step in energy.derivation if step.kind == "tier-width"] == [66, 99, 54, 81]


def test_tiers_of_each_day_of_a_start(line):
    """The tiers of a part are narrowed to the days that each unit price has of the whole period."""
    # 25 to 31 May are 7 of 21 days: 70 of 210 kWh; 120 × 7 ÷ 31 = 27.09…, 27; 180 × 7 ÷ 31 = 40.6…, 41; 2 kWh above
    # 27 × 19.43 + 41 × 25.91 + 2 × 29.93 = 524.61 + 1,062.31 + 59.86 = 1,646.78; June as before
    energy = line("energy", "2016-06-15", {"charge.energy.row_on": "each-day"}, start="2016-05-25", used=210)
    assert energy.amount == Fraction("1646.78") + Fraction("3310.18")


def test_one_row_of_the_other_day(line):
    """Without this rule the whole use has the unit prices of one row, in tiers of a whole month."""
    # 120 × 19.52 + 180 × 26.00 + 10 × 30.02
    assert line("energy", "2016-06-15").amount == Fraction("2342.40") + 4680 + Fraction("300.20")


def test_levy_of_each_day(line):
    """A plain rate prices the use of its days; the levy is cut to the yen once, for all days together."""
    # 170 × 2.25 + 140 × 2.64 = 382.50 + 369.60 = 752.10
    levy = line("levy", "2017-04-15", {"charge.levy.row_on": "each-day"})
    assert levy.amount == 752
    assert [step.value for step in levy.derivation if step.kind == "units-by-days"] == [170, 140]


def test_adjustment_of_each_day(line):
    """An adjustment of each day is that of the day's calendar month; otherwise that of the month of the bill."""
    assert line("fuel-adjustment", "2018-02-15", {"charge.fuel-adjustment.row_on": "each-day"}).amount == -760
    assert line("fuel-adjustment", "2018-02-15").amount == -930


@pytest.fixture(scope="module")
def june(bills_of, service):
    """The total of June 2024; from the 11th on the small plan is 12,000 yen, 400 a day, the large one twice that."""
    fees = (("2000-01-01", 9300), ("2024-06-11", 12000))
    price = [
        {"since": since, "attribute": "plan", "amounts": {"small": fee, "large": 2 * fee}, "source": "x"}
        for since, fee in fees
    ]
    each_day = {"charge.fee.price": price, "charge.fee.row_on": "each-day"}

    def june(settings=None, **history):
        terms = change_settings(service, each_day | (settings or {}))
        return bills_of(terms, **{"start": "2024-05-01", "through": "2024-06-30", **history})[-1].total

    return june


@pytest.mark.parametrize(
    ("history", "total"),
    [
        ({}, 10 * 310 + 20 * 400),
        ({"start": "2024-06-06"}, 5 * 310 + 20 * 400),
        ({"start": "2024-06-16"}, 15 * 400),
        ({"end": "2024-06-20"}, 10 * 310 + 10 * 400),
        ({"end": "2024-06-10"}, 10 * 310),
        ({"events": "change 2024-06-21 plan=large"}, 10 * 310 + 10 * 400 + 10 * 800),
        ({"events": "change 2024-06-06 plan=large"}, 5 * 310 + 5 * 620 + 20 * 800),
        ({"events": "suspend 2024-06-06; resume 2024-06-16"}, 5 * 310 + 15 * 400),
    ],
)
def test_fee_of_each_day(june, history, total):
    """A fee is each row's fee by its days, in whole periods, in parts, and with a change or a suspension."""
    assert june(**history) == total


@pytest.mark.parametrize(("whole_fee", "total"), [("first", 11100), ("last", 22200), ("each", 33300)])
def test_fee_of_each_day_that_is_not_prorated(june, whole_fee, total):
    """Where a change is not prorated each row's whole fee counts by its days of the month, whichever plan's it is."""
    # 9,300 × 10 ÷ 30 + 12,000 × 20 ÷ 30 = 3,100 + 8,000
    settings = {"proration.trigger": "never", "change.whole_fee": whole_fee}
    assert june(settings, events="change 2024-06-21 plan=large") == total


def test_quantity_of_each_day(bills_of, service):
    """A quantity counted day by day has each day's price: 10, 20 and twice 20 yen a day."""
    rows = [{"since": since, "amount": fee, "source": "x"} for since, fee in (("2000-01-01", 300), ("2024-06-11", 600))]
    cards = {"item": "card", "kind": "per-quantity", "counted": "day-by-day", "initial_quantity": 1, "price": rows}
    terms = change_settings(service, {"charge": [{**cards, "row_on": "each-day"}], "proration": {"trigger": "never"}})
    events = "quantity 2024-06-21 card=2"
    (bill,) = bills_of(terms, start="2024-06-01", through="2024-06-30", events=events)
    assert bill.total == 10 * 10 + 10 * 20 + 10 * 40


@pytest.mark.parametrize(("at", "total"), [("start", 100), ("end", 200)])
def test_one_off_fee_of_each_day(bills_of, service, at, total):
    """A fee charged once has the row of the first day charged, or of the last one."""
    rows = [{"since": since, "amount": fee, "source": "x"} for since, fee in (("2000-01-01", 100), ("2024-06-11", 200))]
    once = {"item": "once", "kind": "one-off", "at": at, "price": rows, "row_on": "each-day"}
    terms = change_settings(service, {"charge": [once], "proration": {"trigger": "never"}})
    bills = bills_of(terms, start="2024-06-05", end="2024-06-20", through="2024-06-30")
    assert bills[-1].total == total


def test_versions_of_each_day(paper, electricity_2016, electricity_2018):
    """Each version bills its own days of the period: its own fee, by its own days."""
    # 17 days of 1,684.80 and 14 days of 3,100: (1,684.80 × 17 + 3,100 × 14) ÷ 31 = 2,323.92…; tax 172.07…
    price = [{"since": "2014-04-01", "amount": 3100, "source": "x"}]
    versions = (electricity_2016, change_settings(electricity_2018, {**EACH_DAY, "charge.basic.price": price}))
    readings = "2018-05-09 2018-06-08 2018-07-09"
    assert paper(versions, start="2018-05-09", readings=readings) == [
        "2018-05-09 to 2018-06-07: 1684, tax 124",
        "2018-06-08 to 2018-07-08: 2323, tax 172",
    ]


def test_start_under_versions_of_each_day(paper, electricity_2016, electricity_2018):
    """Each version prorates its own days by its own rule: 5 days by 31, and 14 by the 30 days of June."""
    # 1,684.80 × 5 ÷ 31 + 1,684.80 × 14 ÷ 30 = 271.74… + 786.24 = 1,057.98…; tax 78.29…
    versions = (electricity_2016, change_settings(electricity_2018, EACH_DAY))
    assert paper(versions, start="2018-06-20", readings="2018-06-08 2018-07-09") == [
        "2018-06-20 to 2018-07-08: 1057, tax 78"
    ]


def test_use_under_versions_of_each_day(bills_of, meter):
    """The use is split over the versions by their days, and a fee charged once is charged once."""
    once = {
        "item": "once",
        "kind": "one-off",
        "at": "start",
        "price": [{"since": "2000-01-01", "amount": 7, "source": "x"}],
    }
    use = meter.charge[0].model_dump(exclude_none=True)
    dear = {**use, "price": [{"since": "2000-01-01", "tiers": [{"rate": 2}], "source": "x"}]}
    old = change_settings(meter, {"charge": [use, once]})
    new = change_settings(meter, {**EACH_DAY, "charge": [dear, once], "effective": "2024-06-01"})
    (bill,) = bills_of((old, new), start="2024-05-15", readings="2024-05-15 2024-06-15", used="2024-06-15=310")
    assert [(one.item, one.amount) for one in bill.lines] == [("use", 170 * 1 + 140 * 2), ("once", 7)]
