"""Which month's figures a bill of 従量電灯B has: prices by the bill's month, the levy by the reading that opens it."""

import pytest
from yakkan.oracle import CaseError, change_settings


@pytest.fixture(scope="module")
def without_fuel(tepco):
    """The terms with a fuel adjustment of nothing from March to July 2016."""
    months = [
        {"month": f"2016-0{number}-01", "unit": 0, "source": "made up for the test"} for number in (3, 4, 5, 6, 7)
    ]
    return change_settings(tepco, {"charge.fuel-adjustment.month": months})


def test_levy_and_prices_over_the_spring_of_2016(paper, without_fuel):
    """The April bill has the old levy, the May bill the new one, the June bill the new prices."""
    # 30 A, 120 kWh. 842.40 + 2,331.60 + 189 (1.58 × 120 = 189.60) = 3,363.00
    # 842.40 + 2,331.60 + 270 (2.25 × 120) = 3,444.00; 842.40 + 2,342.40 (19.52 × 120) + 270 = 3,454.80
    # × 8 ÷ 108: 249.11…, 255.11…, 255.85…
    assert paper(
        without_fuel,
        start="2016-03-10",
        readings="2016-03-10 2016-04-11 2016-05-11 2016-06-10",
        used="2016-04-11=120 2016-05-11=120 2016-06-10=120",
        attributes="amperage=30 payment=other",
    ) == [
        "2016-03-10 to 2016-04-10: 3363, tax 249",
        "2016-04-11 to 2016-05-10: 3444, tax 255",
        "2016-05-11 to 2016-06-09: 3454, tax 255",
    ]


def levy(bill):
    return next(line.amount for line in bill.lines if line.item == "levy")


@pytest.mark.parametrize(
    ("start", "readings", "levies"),
    [
        # 100 kWh: 158 in the fiscal year 2015, 225 in 2016
        pytest.param("2016-04-05", "2016-03-10 2016-04-11 2016-05-11", [158, 225], id="start-before-the-reading"),
        pytest.param("2016-04-11", "2016-03-10 2016-04-11 2016-05-11", [225], id="start-on-the-reading-day"),
        pytest.param("2016-04-12", "2016-03-10 2016-04-11 2016-05-11", [225], id="start-after-the-reading"),
        pytest.param("2016-03-01", "2016-03-01 2016-04-01 2016-05-02", [158, 225], id="reading-on-1-april"),
        pytest.param("2016-02-29", "2016-02-29 2016-03-31 2016-04-30", [158, 158], id="reading-on-31-march"),
    ],
)
def test_levy_switches_on_the_april_reading_day(bills_of, without_fuel, start, readings, levies):
    """A period that a reading in April opens has the new levy, one that it closes the old one."""
    used = " ".join(f"{day}=100" for day in readings.split()[1:] if day > start)
    bills = bills_of(without_fuel, start=start, readings=readings, used=used, attributes="amperage=30 payment=other")
    assert [levy(bill) for bill in bills] == levies


@pytest.mark.parametrize(
    ("closing", "energy"),
    [
        ("2016-05-31", "1943"),  # 100 × 19.43
        ("2016-06-01", "1952"),  # 100 × 19.52
    ],
)
def test_prices_of_the_bill_s_month(bills_of, without_fuel, closing, energy):
    """The prices of June 2016 hold for the bill that a reading in June closes, for all of its use."""
    history = {"start": "2016-04-28", "readings": f"2016-04-28 {closing}", "used": f"{closing}=100"}
    (bill,) = bills_of(without_fuel, attributes="amperage=30 payment=other", **history)
    assert str(bill.lines[1].amount) == energy


def test_month_without_a_published_figure(bills_of, tepco):
    """A bill of a month for which no adjustment is published is refused, the month and the clause named."""
    with pytest.raises(CaseError) as caught:
        bills_of(
            tepco,
            start="2015-02-10",
            readings="2015-02-10 2015-03-11 2015-04-10",
            used="2015-03-11=290 2015-04-10=290",
            attributes="amperage=30 payment=other",
        )
    (problem,) = caught.value.problems
    assert problem.code.id == "YK208"
    assert problem.message == "fuel-adjustment: nothing is published for the bills of 2015-04"
    assert problem.clause == "第8条 燃料費調整"


def test_period_after_the_last_day_of_the_terms(bills_of, tepco):
    """A period that ends after the terms is refused, with the tariff and the day named."""
    with pytest.raises(CaseError, match=r'YK202 .*no version of "tepco-meter-lighting-b" is in force on 2019-10-09'):
        bills_of(
            tepco,
            start="2019-09-10",
            readings="2019-09-10 2019-10-10",
            used="2019-10-10=290",
            attributes="amperage=30 payment=other",
        )
