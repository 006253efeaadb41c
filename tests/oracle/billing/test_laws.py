"""What holds for every contract, whatever the numbers."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yakkan.oracle import Cancellation, Case, Contract, MeterReading, QuantityChange, bill, book_of, change_settings
from yakkan.oracle.calendar import MonthEnd, days_in_month
from yakkan.oracle.contracts.periods import billing_periods
from yakkan.oracle.money import RoundingMode, decimal_places, decimal_string, exact_string, round_to
from yakkan.oracle.vocabulary.rules import PeriodRule
from yakkan.oracle.vocabulary.settings import (
    AboveWhole,
    CancellationEffect,
    Counted,
    DayBilled,
    DayCount,
    Numerator,
    PeriodKind,
    ReadingDay,
    is_faulty,
)

law = settings(derandomize=True, deadline=None, max_examples=200, database=None)

FEES = {"amperage": "60", "monthly_fee": "3100"}
DAY = timedelta(days=1)


def _from_gaps(first, gaps):
    return tuple(accumulate((gap * DAY for gap in gaps), initial=first))


reading_days = st.builds(
    _from_gaps, st.dates(date(2016, 4, 1), date(2018, 9, 30)), st.tuples(*[st.integers(25, 37)] * 5)
)
"""Six scheduled reading days, 25 to 37 days apart."""


def _stay(readings, one, two):
    days = (readings[-3] - readings[0]).days
    start, end = sorted((one % days, two % days))
    return readings, readings[0] + start * DAY, readings[0] + end * DAY


stays = st.builds(_stay, reading_days, st.integers(0, 110), st.integers(0, 110))
"""Reading days, and a start and an end among them that leave two reading periods after the end."""


@pytest.fixture(scope="module")
def month_of_start_or_end(electricity_2018):
    """The 2018 terms as if they had always been in force."""
    return change_settings(electricity_2018, {"effective": date(2014, 4, 1)})


@pytest.fixture(scope="module")
def model_bill_unrounded(model_bill):
    return change_settings(model_bill, {"rounding.total": "exact", "rounding.total_unit": None})


@pytest.fixture(scope="module")
def cards_by_each_count(cards):
    return [change_settings(cards, {"charge.card.counted": counted}) for counted in Counted]


def billed(terms, start, end=None, readings=(), events=(), through=None, runs=None):
    """The bills of one contract; by default to the last reading day."""
    ending = () if end is None else (Cancellation(end),)
    contract = Contract("contract", terms.tariff, start, FEES, readings, (*events, *ending))
    return bill(book_of([terms]), Case("case", (contract,), through or readings[-1], runs))


def days_of(bills):
    return [one.billed.start + number * DAY for one in bills for number in range(one.billed.days)]


def days_between(first, last):
    return [first + number * DAY for number in range((last - first).days + 1)]


@law
@given(readings=reading_days, reading_day=st.sampled_from(ReadingDay))
def test_reading_periods_tile(readings, reading_day):
    """Reading periods follow one another without gap or overlap, one for each pair of readings."""
    rule = PeriodRule(kind=PeriodKind.METER_READING, reading_day=reading_day)
    contract = Contract("contract", "tariff", readings[0], readings=readings)
    periods = billing_periods(rule, contract, readings[-1])
    shift = DAY if reading_day is ReadingDay.ENDS_PERIOD else 0 * DAY
    assert [period.start for period in periods] == [day + shift for day in readings[:-1]]
    assert [period.end for period in periods] == [day + shift for day in readings[1:]]


@law
@given(start=st.dates(date(1999, 1, 1), date(2030, 1, 1)), months=st.integers(0, 60))
def test_calendar_months_tile(start, months):
    """Calendar months follow one another from the 1st of the start's month on."""
    contract = Contract("contract", "tariff", start)
    periods = billing_periods(PeriodRule(kind=PeriodKind.CALENDAR_MONTH), contract, start + 31 * months * DAY)
    assert start in periods[0]
    assert all(one.end == two.start for one, two in pairwise(periods))
    assert all(period.start.day == 1 and period.days == days_in_month(period.start) for period in periods)


@law
@given(
    start=st.dates(date(1999, 1, 1), date(2030, 1, 1)),
    months=st.integers(0, 50),
    month_end=st.sampled_from([one for one in MonthEnd if not is_faulty(one)]),
)
def test_anniversaries_tile(start, months, month_end):
    """Periods by anniversaries follow one another from the start day on, each of 28 to 31 days."""
    contract = Contract("contract", "tariff", start)
    rule = PeriodRule(kind=PeriodKind.ANNIVERSARY, month_end=month_end)
    periods = billing_periods(rule, contract, start + 31 * months * DAY)
    assert periods[0].start == start
    assert all(one.end == two.start for one, two in pairwise(periods))
    assert all(28 <= period.days <= 31 for period in periods)
    if month_end is MonthEnd.KEEP_ANCHOR:
        assert all(period.start.day == min(start.day, days_in_month(period.start)) for period in periods)
    if month_end is MonthEnd.CAP_AT_28:
        assert all(period.start.day == min(start.day, 28) for period in periods[1:])


@law
@given(stay=stays, start_day=st.sampled_from(DayBilled), end_day=st.sampled_from(DayBilled))
def test_each_day_in_service_is_billed_once(electricity_2016, stay, start_day, end_day):
    """The days billed are the days from the start to the end, as far as the terms bill those two, each once."""
    readings, start, end = stay
    terms = change_settings(electricity_2016, {"service.start_day": start_day, "service.end_day": end_day})
    first = start if start_day is DayBilled.BILLED else start + DAY
    last = end if end_day is DayBilled.BILLED else end - DAY
    assert days_of(billed(terms, start, end, readings)) == days_between(first, last)


@law
@given(stay=stays, effect=st.sampled_from(CancellationEffect))
def test_nothing_is_billed_after_the_effect_of_a_cancellation(month_of_start_or_end, stay, effect):
    """What a cancellation leaves to bill is whole days from the start to the day of its effect, and no day more."""
    readings, start, end = stay
    terms = change_settings(month_of_start_or_end, {"service.cancellation": effect})
    number = sum(day <= end for day in readings)  # the reading that closes the period of the last day used
    last = {
        CancellationEffect.ON_END_DAY: end,
        CancellationEffect.END_OF_PERIOD: readings[number] - DAY,
        CancellationEffect.END_OF_NEXT_PERIOD: readings[number + 1] - DAY,
        CancellationEffect.START_OF_PERIOD: readings[number - 1] - DAY,
    }[effect]
    assert days_of(billed(terms, start, end, readings)) == days_between(start, last)


@law
@given(readings=reading_days, offset=st.integers(0, 20), tenths=st.tuples(*[st.integers(0, 9000)] * 5))
def test_lines_sum_to_the_total(model_bill, model_bill_unrounded, readings, offset, tenths):
    """Where the total is not rounded it is the sum of the lines, and where it is cut it is that sum cut."""
    start = readings[0] + offset * DAY
    events = [MeterReading(day, Fraction(used, 10)) for day, used in zip(readings[1:], tenths, strict=True)]
    whole = billed(model_bill_unrounded, start, readings=readings, events=events)
    cut = billed(model_bill, start, readings=readings, events=events)
    assert [one.total for one in whole] == [sum(line.amount for line in one.lines) for one in whole]
    assert [one.total for one in cut] == [one.total // 1 for one in whole]


@law
@given(stay=stays, longer_by=st.integers(0, 110))
def test_longer_contract_keeps_its_earlier_bills(month_of_start_or_end, stay, longer_by):
    """A later end changes no bill of a period that was over before the earlier one."""
    readings, start, end = stay
    later = min(end + longer_by * DAY, readings[-3] - DAY)
    early = [one for one in billed(month_of_start_or_end, start, end, readings) if one.period.end <= end]
    longer = billed(month_of_start_or_end, start, later, readings)
    endless = billed(month_of_start_or_end, start, readings=readings)
    assert list(longer[: len(early)]) == early
    assert list(endless[: len(early)]) == early


@law
@given(
    quantity=st.integers(0, 9),
    month=st.dates(date(2006, 1, 1), date(2012, 1, 1)),
    repeats=st.lists(st.integers(0, 60), max_size=3),
)
def test_ways_of_counting_agree_without_a_change(cards_by_each_count, quantity, month, repeats):
    """With one quantity throughout and the contract in force all month, every way of counting bills the same."""
    start = month.replace(day=1)
    days = [start, *(start + number * DAY for number in repeats)]
    events = [QuantityChange(day, "card", Fraction(quantity)) for day in days]
    through = start + 62 * DAY
    totals = {
        tuple(one.total for one in billed(terms, start, events=events, through=through))
        for terms in cards_by_each_count
    }
    assert len(totals) == 1
    assert set(*totals) == {315 * quantity}


@law
@given(stay=stays)
def test_fewer_days_never_cost_more(electricity_2016, stay):
    """Under the 2016 terms a start one day later never costs more, an end one day later never less."""
    readings, start, end = stay

    def total(first, last):
        return sum(one.total for one in billed(electricity_2016, first, last, readings))

    assert total(start, end) <= total(start, end + DAY)
    if start < end:
        assert total(start + DAY, end) <= total(start, end)


@law
@given(readings=reading_days, offset=st.integers(1, 36))
def test_two_parts_make_a_whole(electricity_2016, readings, offset):
    """Under the 2016 terms the part of a period before a day and the part from it on cost one basic fee, exactly."""
    length = (readings[2] - readings[1]).days
    day = readings[1] + min(offset, length - 1) * DAY
    before = billed(electricity_2016, readings[0], day - DAY, readings)[-1]
    after = billed(electricity_2016, day, readings=readings)[0]
    assert before.lines[0].amount + after.lines[0].amount == Fraction("1684.80")


@law
@given(
    readings=reading_days,
    denominator=st.sampled_from([one for one in DayCount if one is not DayCount.MONTHS_OF_PERIOD]),
    numerator=st.sampled_from([one for one in Numerator if "months" not in one]),
    above_whole=st.sampled_from(AboveWhole),
    trigger_days=st.integers(1, 40),
    reference=st.sampled_from([one for one in DayCount if one not in {DayCount.STEPS, DayCount.MONTHS_OF_PERIOD}]),
)
def test_proration_leaves_whole_periods_alone(
    electricity_2016, readings, denominator, numerator, above_whole, trigger_days, reference
):
    """No setting of proration touches the periods of a contract that neither starts nor ends inside them."""
    terms = change_settings(
        electricity_2016,
        {
            "proration.trigger": "difference-at-least",
            "proration.trigger_days": trigger_days,
            "proration.trigger_reference": reference,
            "proration.denominator": denominator,
            "proration.step": [{"up_to_days": 15, "share": "0.5"}] if denominator is DayCount.STEPS else [],
            "proration.numerator": numerator,
            "proration.above_whole": above_whole,
        },
    )
    assert {one.total for one in billed(terms, readings[0], readings=readings)} == {1684}


@law
@given(stay=stays, offsets=st.lists(st.integers(0, 225), max_size=6))
def test_runs_only_delay_bills(month_of_start_or_end, stay, offsets):
    """Whatever the days of the runs, each bill is issued at most once, unchanged, on a run on or after its due day."""
    readings, start, end = stay
    runs = [readings[0] + offset * DAY for offset in offsets]
    due = billed(month_of_start_or_end, start, end, readings)
    run = billed(month_of_start_or_end, start, end, readings, runs=tuple(runs))
    assert [(one.billed, one.lines, one.total) for one in run] == [
        (one.billed, one.lines, one.total) for one in due[: len(run)]
    ]
    assert all(one.issued in runs and one.period.end <= one.issued <= readings[-1] for one in run)
    last = max((day for day in runs if day <= readings[-1]), default=None)
    assert len(run) == sum(last is not None and one.period.end <= last for one in due)


cents = st.integers(-(10**15), 10**15)


@law
@given(numerator=cents, places=st.integers(0, 6))
def test_decimal_strings_come_back(numerator, places):
    """An amount of so many decimals is written and read without loss, in the shortest form."""
    amount = Fraction(numerator, 10**places)
    text = decimal_string(amount, places)
    assert Fraction(text) == amount
    assert exact_string(amount) == text
    assert decimal_string(amount, places + 3) == text
    assert "." not in text or not text.endswith(("0", "."))
    assert len(text.partition(".")[2]) == decimal_places(amount)


@law
@given(numerator=cents, denominator=st.integers(1, 10**6), places=st.integers(0, 6))
def test_decimal_strings_cut_towards_zero(numerator, denominator, places):
    """A ratio in so many decimals is never further from zero than it is, and less than one unit nearer."""
    amount = Fraction(numerator, denominator)
    shown = Fraction(decimal_string(amount, places))
    assert abs(shown) <= abs(amount) < abs(shown) + Fraction(1, 10**places)
    assert shown * amount >= 0


@law
@given(
    amount=st.fractions(max_denominator=10**4),
    unit=st.sampled_from([Fraction(1, 100), Fraction(1), Fraction(10), Fraction(1, 3)]),
    mode=st.sampled_from([mode for mode in RoundingMode if mode is not RoundingMode.EXACT]),
)
def test_rounding(amount, unit, mode):
    """A rounded amount is a multiple of the unit, less than one unit away, and rounds to itself."""
    rounded = round_to(amount, mode, unit)
    assert (rounded / unit).denominator == 1
    assert abs(rounded - amount) < unit
    assert round_to(rounded, mode, unit) == rounded
    if mode in {RoundingMode.HALF_UP, RoundingMode.HALF_EVEN}:
        assert abs(rounded - amount) <= unit / 2
    if mode not in {RoundingMode.FLOOR, RoundingMode.CEILING}:
        assert round_to(-amount, mode, unit) == -rounded
    assert round_to(amount, RoundingMode.FLOOR, unit) <= rounded <= round_to(amount, RoundingMode.CEILING, unit)


@pytest.mark.parametrize("month_end", [one for one in MonthEnd if not is_faulty(one)])
def test_twenty_five_months_from_31_january_tile(month_end):
    """From 31 January 25 periods by anniversaries tile two years and a month, over two Februaries or three."""
    for year in range(2015, 2025):
        start = date(year, 1, 31)
        rule = PeriodRule(kind=PeriodKind.ANNIVERSARY, month_end=month_end)
        periods = billing_periods(rule, Contract("contract", "tariff", start), date(year + 2, 1, 31))
        assert periods[0].start == start
        assert all(one.end == two.start for one, two in pairwise(periods))
        assert [period.start.month for period in periods[:25]] == [1 + number % 12 for number in range(25)]
