"""What holds for every contract under every terms: laws over generated terms and generated contracts."""

import os
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, reject, settings
from hypothesis import strategies as st
from yakkan.cases import contracts, terms
from yakkan.oracle import (
    Cancellation,
    CaseError,
    Contract,
    MeterReading,
    MeterReplacement,
    PlanChange,
    QuantityChange,
    Resumption,
    Suspension,
    Withdrawal,
    bill,
    book_of,
    change_settings,
    event_day,
)
from yakkan.oracle.calendar import MonthEnd, add_months, days_in_month
from yakkan.oracle.contracts.history import without_repeats
from yakkan.oracle.contracts.periods import billing_periods, due_day
from yakkan.oracle.money import round_to
from yakkan.oracle.vocabulary.charge_rules import KINDS, AdjustmentCharge
from yakkan.oracle.vocabulary.rules import PeriodRule
from yakkan.oracle.vocabulary.settings import (
    AboveWhole,
    Base,
    CancellationEffect,
    ChangeDay,
    ChangeEffect,
    Corrections,
    DayBilled,
    DueWhen,
    FirstPeriod,
    Numerator,
    OneOffAt,
    PeriodKind,
    PricesAre,
    ReadingDay,
    RowOn,
    SameDay,
    TaxRateOn,
    TrialUnit,
    WholeFee,
    is_faulty,
)

NIGHT = os.environ.get("YAKKAN_HYPOTHESIS") == "night"
DAY = timedelta(days=1)

law = settings(
    derandomize=not NIGHT,
    deadline=None,
    database=None,
    max_examples=2_000 if NIGHT else 40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)


def histories(of=None, **kinds_of_case):
    """Terms, by default any, each with a case under them."""
    drawn = terms() if of is None else of
    return drawn.flatmap(lambda one: st.tuples(st.just(one), contracts(one, **kinds_of_case)))


def billed(terms, case):
    return bill(book_of([terms]), case)


def noted(bills):
    """Everything that a bill charges and when, without how it came about."""
    return [
        (
            one.period,
            one.billed,
            one.issued,
            one.correction,
            [(line.item, line.amount, line.taxed) for line in one.lines],
            one.tax,
            one.total,
        )
        for one in bills
    ]


def by_period(bills):
    """What all bills of each period come to, periods that come to nothing left out."""
    sums = defaultdict(Fraction)
    for one in bills:
        sums[one.period] += one.total
    return {period: total for period, total in sums.items() if total}


def with_events(case, events):
    (contract,) = case.contracts
    return replace(case, contracts=(replace(contract, events=tuple(events)),))


def events_of(case):
    (contract,) = case.contracts
    return contract.events


def with_also(case, event):
    """The case with one more event, told in the order of the days."""
    events = list(events_of(case))
    place = next((n for n, other in enumerate(events) if event_day(other) > event_day(event)), len(events))
    ends = next((n for n, other in enumerate(events) if isinstance(other, Cancellation | Withdrawal)), len(events))
    events.insert(min(place, ends), event)
    return with_events(case, events)


def known_from_the_start(case):
    """The case as it turned out, all of it known on the start day: nothing is told late, nothing taken back."""
    (contract,) = case.contracts
    standing = contract.cancellation
    events = [
        replace(event, received=None if isinstance(event, MeterReading | MeterReplacement) else contract.start)
        for event in without_repeats(contract).events
        if not isinstance(event, Withdrawal) and (not isinstance(event, Cancellation) or event is standing)
    ]
    return with_events(case, events)


def exact(terms):
    """The terms without any rounding."""
    changed = {"rounding.line": "exact", "rounding.line_unit": None, "rounding.total": "exact"}
    changed |= {"rounding.total_unit": None, "proration.early_rounding": None}
    for number in range(len(terms.charge)):
        changed |= {f"charge.{number}.rounding": None, f"charge.{number}.rounding_unit": None}
    if terms.tax.prices is not PricesAre.OUTSIDE_TAX:
        changed["tax.rounding"] = "exact"
    return change_settings(terms, changed)


def whenever_issued(terms):
    """The terms with no amount that depends on the day a bill is issued."""
    changed = {}
    if terms.proration.numerator is Numerator.DAYS_TO_ISSUE:
        changed["proration.numerator"] = "used-days"
    if terms.tax.rate_on is TaxRateOn.ISSUE_DAY:
        changed["tax.rate_on"] = "period-end"
    return change_settings(terms, changed) if changed else terms


def corrected_both_ways(terms):
    """The terms with corrections of the whole difference, and no amount that depends on the day of issue."""
    return whenever_issued(change_settings(terms, {"billing": {"due": due_when(terms), "corrections": "difference"}}))


def in_arrears(terms):
    """The terms billed in arrears: with no rule of billing, or if a fee at the end needs one, with all corrected."""
    closing = any(
        charge.kind == "termination" or getattr(charge, "at", None) is OneOffAt.END for charge in terms.charge
    )
    rule = {"due": "in-arrears", "corrections": "difference"} if closing else None
    return change_settings(terms, {"billing": rule})


def table_of(**enums):
    """Any table with a value of these settings, none that is a fault by nature."""
    values = {name: [one.value for one in kind if not is_faulty(one)] for name, kind in enums.items()}
    return st.fixed_dictionaries({name: st.sampled_from(words) for name, words in values.items()})


any_change = table_of(day=ChangeDay, effect=ChangeEffect, whole_fee=WholeFee)
any_suspension = table_of(suspension_day=DayBilled, resumption_day=DayBilled)
starts = st.dates(date(1999, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize("reading_day", ReadingDay)
@given(first=starts, gaps=st.lists(st.integers(1, 100), min_size=1, max_size=6), offset=st.integers(0, 99))
@law
def test_reading_periods_tile(reading_day, first, gaps, offset):
    """There is one period for each pair of reading days, one after the other, and the start lies in the first."""
    shift = DAY if reading_day is ReadingDay.ENDS_PERIOD else 0 * DAY
    readings = [first + sum(gaps[:number]) * DAY for number in range(len(gaps) + 1)]
    start = first + shift + offset % gaps[0] * DAY
    rule = PeriodRule(kind=PeriodKind.METER_READING, reading_day=reading_day)
    periods = billing_periods(rule, Contract("contract", "tariff", start, readings=tuple(readings)), readings[-1])

    assert start in periods[0]
    assert [(one.start, one.end) for one in periods] == [(a + shift, b + shift) for a, b in pairwise(readings)]


@pytest.mark.parametrize("months", [1, 2, 3, 4, 6, 12])
@given(start=starts, periods_on=st.integers(0, 12))
@law
def test_calendar_periods_tile(months, start, periods_on):
    """Calendar periods start on the 1st, the first of a year in January, and each starts where the one before ends."""
    until = add_months(start, periods_on * months)
    periods = billing_periods(
        PeriodRule(kind=PeriodKind.CALENDAR_MONTH, months=months), Contract("contract", "tariff", start), until
    )

    assert start in periods[0]
    assert until in periods[-1]
    assert all(one.end == two.start for one, two in pairwise(periods))
    assert all(one.start.day == 1 and (one.start.month - 1) % months == 0 for one in periods)
    assert all(one.end == add_months(one.start, months) for one in periods)


@pytest.mark.parametrize("months", [1, 2, 3, 4, 6, 12])
@pytest.mark.parametrize("month_end", [one for one in MonthEnd if not is_faulty(one)])
@given(start=starts, periods_on=st.integers(0, 12))
@law
def test_anniversary_periods_tile(month_end, months, start, periods_on):
    """Anniversary periods follow one another from the contract's start on, each from the day that the rule names."""
    until = add_months(start, periods_on * months)
    rule = PeriodRule(kind=PeriodKind.ANNIVERSARY, month_end=month_end, months=months)
    periods = billing_periods(rule, Contract("contract", "tariff", start), until)

    assert periods[0].start == start
    assert until in periods[-1]
    assert all(one.end == two.start for one, two in pairwise(periods))
    assert all(on_the_day(month_end, start.day, two, one) for one, two in pairwise(one.start for one in periods))
    assert all(months_between(one.start, one.end) == months for one in periods)


@pytest.mark.parametrize("months", [1, 2, 3, 4, 6, 12])
@pytest.mark.parametrize("month_end", [one for one in MonthEnd if not is_faulty(one)])
@given(start=starts, billing_day=st.integers(1, 31), periods_on=st.integers(0, 12))
@example(start=date(2015, 3, 28), billing_day=29, periods_on=2)  # a short month moves the next billing day to the start
@law
def test_billing_day_periods_tile(month_end, months, start, billing_day, periods_on):
    """Periods follow one another from the last billing day on or before the start, each from the day the rule names."""
    until = add_months(start, periods_on * months)
    rule = PeriodRule(kind=PeriodKind.BILLING_DAY, billing_day=billing_day, month_end=month_end, months=months)
    periods = billing_periods(rule, Contract("contract", "tariff", start), until)
    anchor = min(billing_day, 28) if month_end is MonthEnd.CAP_AT_28 else billing_day
    days = [start - number * DAY for number in range(31)]
    last = next(day for day in days if day.day == min(anchor, days_in_month(day)))

    assert start in periods[0]
    assert periods[0].start == last or (month_end is MonthEnd.WALK and periods[0].start == add_months(last, 1))
    assert until in periods[-1]
    assert all(one.end == two.start for one, two in pairwise(periods))
    assert all(on_the_day(month_end, billing_day, two, one) for one, two in pairwise(one.start for one in periods))
    assert all(months_between(one.start, one.end) == months for one in periods)


def on_the_day(month_end, anchor, day, before):
    """Whether a period that follows one of the day `before` starts on the day of the month that the rule gives."""
    if month_end is MonthEnd.WALK:
        return day.day == min(before.day, days_in_month(day))
    return day.day == min(anchor, 28 if month_end is MonthEnd.CAP_AT_28 else days_in_month(day))


def months_between(one, two):
    return (two.year - one.year) * 12 + two.month - one.month


def charged_days(terms, case):
    """The days a contract is charged as half-open bounds, worked out from the terms alone; None where there is none."""
    (contract,) = case.contracts
    rule = terms.service
    periods = billing_periods(terms.period, contract, add_months(case.bill_through, 30))
    first = contract.start if rule.start_day is DayBilled.BILLED else contract.start + DAY
    end = None
    if contract.cancellation is not None:
        named = contract.cancellation.end
        end = named + DAY if rule.end_day is DayBilled.BILLED else named
        if named == contract.start and rule.same_day is SameDay.ONE_DAY:
            first, end = named, named + DAY
        if end <= first:
            return None
    start = max(first_charged(terms, periods, first), after_trial(terms, contract, periods, first))
    end = periods[-1].end if end is None else charged_end(rule.cancellation, periods, end)
    return (start, end) if start < end else None


def holding(periods, day):
    return next(number for number, period in enumerate(periods) if day in period)


def first_charged(terms, periods, first):
    of_start = periods[holding(periods, first)]
    free = terms.service.first_period is FirstPeriod.FREE
    late = terms.service.first_period is FirstPeriod.FREE_UNLESS_WHOLE and first != of_start.start
    return of_start.end if free or late else first


def after_trial(terms, contract, periods, first):
    rule = terms.trial
    if rule is None or any(contract.attributes[name] != value for name, value in rule.when.items()):
        return first
    if rule.unit is TrialUnit.DAYS:
        return first + rule.length * DAY
    if rule.unit is TrialUnit.MONTHS:
        return add_months(first, rule.length)
    return periods[min(holding(periods, first) + rule.length, len(periods)) - 1].end


def charged_end(effect, periods, end):
    last = holding(periods, end - DAY)
    return {
        CancellationEffect.ON_END_DAY: end,
        CancellationEffect.END_OF_PERIOD: periods[last].end,
        CancellationEffect.END_OF_NEXT_PERIOD: periods[min(last + 1, len(periods) - 1)].end,
        CancellationEffect.START_OF_PERIOD: periods[last].start,
    }[effect]


def in_time(history):
    """A case under its terms with nothing that they correct; without a rule of corrections there is nothing."""
    terms, case = history
    return terms, case if terms.billing is None else known_from_the_start(case)


histories_in_arrears = histories(terms().map(in_arrears), late=False, runs=False).map(in_time)


@given(histories_in_arrears)
@law
def test_each_charged_day_is_billed_once(history):
    """Bills in arrears without suspensions cover the days that the terms charge, each once, and no other day."""
    terms, case = history
    case = with_events(case, [one for one in events_of(case) if not isinstance(one, Suspension | Resumption)])
    days = charged_days(terms, case)
    bills = billed(terms, case)

    assert (days is None) == (bills == ())
    if days is not None:
        assert bills[0].billed.start == days[0]
        assert all(one.billed.end == two.billed.start for one, two in pairwise(bills))
        assert all(one.billed.intersection(one.period) == one.billed for one in bills)
        last_due = max(one.period.end for one in bills)
        assert bills[-1].billed.end == min(days[1], last_due)


@given(histories_in_arrears)
@law
def test_nothing_is_billed_outside_the_service(history):
    """No bill in arrears has a day before the first day that the terms charge, in a trial, or after the last one."""
    terms, case = history
    days = charged_days(terms, case)
    for one in billed(terms, case):
        assert days is not None
        assert days[0] <= one.billed.start < one.billed.end <= days[1]


@given(histories(terms().map(corrected_both_ways)))
@law
def test_what_was_billed_outside_the_service_is_given_back(history):
    """Whenever the company learns what, no period without a charged day costs anything, if all is corrected."""
    terms, case = history
    case = replace(case, runs=None if case.runs is None else (*case.runs, case.bill_through))
    assume(all(told(one) <= case.bill_through for one in events_of(case)))
    days = charged_days(terms, case)
    for period in by_period(billed(terms, case)):
        assert days is not None
        assert period.start < days[1]
        assert days[0] < period.end


@given(histories())
@law
def test_nothing_is_issued_too_early(history):
    """No bill is issued before its period is due, before the contract starts, off the days of the runs, or twice."""
    terms, case = history
    (contract,) = case.contracts
    bills = billed(terms, case)
    due = due_when(terms)
    first = [one for one in bills if not one.correction]

    assert all(contract.start <= one.issued <= case.bill_through for one in bills)
    assert all(due_day(terms.period, one.period, due) <= one.issued for one in bills)
    assert case.runs is None or all(one.issued in case.runs for one in bills)
    assert len({one.period for one in first}) == len(first)


@given(histories())
@law
def test_lines_sum_to_the_total(history):
    """The total is the rounded sum of the taxed lines, the tax where it is added, and the sum of those outside it."""
    terms, case = history
    for one in billed(terms, case):
        if one.correction:
            continue
        taxed = sum((line.amount for line in one.lines if line.taxed), Fraction(0))
        outside = sum((line.amount for line in one.lines if not line.taxed), Fraction(0))
        assert one.total == rounded_total(terms, taxed) + added_tax(terms, one) + rounded_total(terms, outside)


def added_tax(terms, one):
    """The tax on top of the prices of a bill."""
    if terms.tax.prices is not PricesAre.TAX_EXCLUSIVE:
        return Fraction(0)
    assert one.tax is not None
    return one.tax


def rounded_total(terms, amount):
    rule = terms.rounding
    return amount if rule.total_unit is None else round_to(amount, rule.total, rule.total_unit)


@given(histories(terms().map(exact)))
@law
def test_lines_of_corrections_sum_to_the_total_too(history):
    """Without rounding every total, of corrections too, is the sum of the lines and the tax added to them."""
    terms, case = history
    for one in billed(terms, case):
        assert one.total == sum(line.amount for line in one.lines) + added_tax(terms, one)


@given(histories())
@law
def test_a_run_again_changes_nothing(history):
    """Each run made twice, and the runs told in another order, give the same bills."""
    terms, case = history
    runs = case.runs if case.runs is not None else (case.bill_through,)
    once = billed(terms, replace(case, runs=runs))

    assert billed(terms, replace(case, runs=(*reversed(runs), *runs))) == once


@given(histories(terms().map(corrected_both_ways), runs=False), st.lists(st.integers(0, 400), max_size=6))
@law
def test_runs_in_between_change_no_sum(history, days):
    """However often billing is run before the last day, every period costs the same in the end, if all is corrected."""
    terms, case = history
    (contract,) = case.contracts
    last = case.bill_through
    between = [min(contract.start + number * DAY, last) for number in days]
    at_once = by_period(billed(terms, replace(case, runs=(last,))))

    assert by_period(billed(terms, replace(case, runs=(*between, last)))) == at_once
    assert by_period(billed(terms, case)) == at_once


@given(histories(terms().map(corrected_both_ways)))
@law
def test_late_knowledge_changes_no_sum(history):
    """What is told late or taken back costs what it would have cost known from the start, if all is corrected."""
    terms, case = history
    case = replace(case, runs=(*(case.runs or ()), case.bill_through))
    assume(all(told(one) <= case.bill_through for one in events_of(case)))

    assert by_period(billed(terms, case)) == by_period(billed(terms, known_from_the_start(case)))


def told(event):
    return event.received if isinstance(event, Withdrawal) else getattr(event, "received", None) or event_day(event)


@given(histories())
@law
def test_corrections_go_the_way_the_terms_allow(history):
    """Corrections charge, credit or do both only as the terms allow, and are none where what was billed stays."""
    terms, case = history
    corrections = [one for one in billed(terms, case) if one.correction]
    rule = terms.billing.corrections if terms.billing else Corrections.NONE

    assert not (corrections and rule is Corrections.NONE)
    assert all(one.total > 0 or rule is not Corrections.CHARGES_ONLY for one in corrections)
    assert all(one.total < 0 or rule is not Corrections.CREDITS_ONLY for one in corrections)


with_changes = any_change.flatmap(lambda table: terms(settings={"change": table}))


@given(histories(with_changes), st.integers(0, 200), st.booleans(), st.booleans())
@law
def test_a_change_to_the_same_plan_changes_nothing(history, offset, names_tariff, names_attributes):
    """A change to the tariff and the attributes that the contract has already changes no bill."""
    terms, case = history
    (contract,) = case.contracts
    changes = [event for event in contract.events if isinstance(event, PlanChange)]
    day = on_a_free_day(case, offset, changes)
    attributes = contract.attributes if names_attributes and not changes else {}
    change = PlanChange(day, terms.tariff if names_tariff else None, attributes)

    assert noted(billed(terms, with_also(case, change))) == noted(billed(terms, case))


@given(histories(with_changes), st.data())
@law
def test_a_change_made_again_changes_nothing(history, data):
    """A second change to the attributes of the last one, on a later day, changes no bill."""
    terms, case = history
    (contract,) = case.contracts
    first = PlanChange(contract.start, None, data.draw(contracts(terms)).contracts[0].attributes)
    events = [event for event in contract.events if not isinstance(event, PlanChange)]
    case = with_also(with_events(case, events), first)
    day = on_a_free_day(case, data.draw(st.integers(1, 200)), [first])

    again = with_also(case, replace(first, on=day))
    assert noted(billed(terms, again)) == noted(billed(terms, case))


def on_a_free_day(case, offset, taken):
    """The day so many days after the start, or the last one before the end; another case if one of `taken` is on it."""
    (contract,) = case.contracts
    ends = [event.end for event in contract.events if isinstance(event, Cancellation)]
    last = min([case.bill_through - DAY, *ends])
    day = min(contract.start + offset * DAY, last)
    if day in {event.on for event in taken}:
        reject()
    return day


def dearer_with_use(terms):
    """The terms without what rightly costs less with more use: see the laws. What a maximum takes off is not taxed
    otherwise than what it is taken off, which would be a tax on less than nothing."""
    changed = {"usage.rounding": "exact", "usage.unit": None} if terms.usage else {}
    for number, charge in enumerate(terms.charge):
        changed[f"charge.{number}.tax"] = None
        if charge.kind == "usage":
            changed[f"charge.{number}.tiers"] = "graduated"
            rows = [row.model_dump(exclude={"tiers": {"__all__": {"fee"}}}, exclude_none=True) for row in charge.price]
            changed[f"charge.{number}.price"] = rows
        if isinstance(charge, AdjustmentCharge):
            rows = [{"month": row.month, "unit": abs(row.unit or 0), "source": row.source} for row in charge.month]
            changed |= {f"charge.{number}.month": rows, f"charge.{number}.formula": ()}
    return exact(in_arrears(change_settings(terms, changed)))


def has_one_reduction(terms):
    """At most one discount or maximum, and no surcharge that could be a share of it without what it is taken off."""
    kinds = [charge.kind for charge in terms.charge]
    reductions = sum(kind in {"discount", "maximum"} for kind in kinds)
    return reductions == 0 or (reductions == 1 and "surcharge" not in kinds)


without_minimum = terms(kinds=KINDS - {"minimum"}).filter(has_one_reduction).map(dearer_with_use)
without_discount = terms(kinds=KINDS - {"discount", "maximum"}).map(dearer_with_use)


@given(histories(st.one_of(without_minimum, without_discount), runs=False), st.integers(0, 9), st.integers(1, 300))
@law
def test_more_use_never_costs_less(history, which, more):
    """More use at one reading never lowers the sum of the bills.

    Excluded, because less money for more use is what they say: volume tiers (the rate of a higher tier holds for all
    use), fees of tiers (the next tier's may be less), adjustments below zero, several discounts or maximums of the same
    items (each is at most these items, together they may be more), a surcharge beside one of them (it may be a share of
    what is taken off), taxes of other rates on them, a minimum together with one of them (what fills up to the minimum
    is not discounted, use is), and roundings (what is missing to a minimum, or a discount, may be rounded further than
    the use).
    """
    terms, case = history
    (contract,) = case.contracts
    events = list(without_repeats(contract).events)
    read = [number for number, event in enumerate(events) if isinstance(event, MeterReading) and event.used is not None]
    assume(read)
    number = read[which % len(read)]
    events[number] = replace(events[number], used=events[number].used + more)

    assert total(billed(terms, with_events(case, events))) >= total(billed(terms, case))


def total(bills):
    return sum((one.total for one in bills), Fraction(0))


def prorated_parts(bills):
    """What each prorated part comes to, with the whole fee that it is a part of."""
    for one in bills:
        for step in (step for line in one.lines for step in line.derivation if step.kind == "prorated"):
            whole = step.operands["full"]
            assert isinstance(whole, Fraction)
            assert step.value is not None
            yield step.value, whole


def unrounded_widths(terms):
    """The terms without any rounding, not of the widths of tiers either."""
    if terms.proration.width_rounding is not None:
        terms = change_settings(terms, {"proration.width_rounding": "exact"})
    return exact(terms)


def each_row_twice(terms, day):
    """The terms with each day's own rows, and a row more of the price that holds on `day` from this day on."""
    changed = {}
    for number, charge in enumerate(terms.charge):
        if charge.kind in {"adjustment", "surcharge"} or charge.row_on not in {None, RowOn.EACH_DAY}:
            continue
        changed[f"charge.{number}.row_on"] = "each-day"
        key = "tier_price" if getattr(charge, "tier_price", ()) else "price"
        rows = [row.model_dump(exclude_none=True) for row in getattr(charge, key)]
        held = [row for row in rows if row["since"] <= day]
        if held and held[-1]["since"] < day:
            rows.insert(len(held), {**held[-1], "since": day})
        changed[f"charge.{number}.{key}"] = rows
    return change_settings(terms, changed) if changed else terms


@given(histories(terms().map(unrounded_widths)), st.integers(0, 400))
@law
def test_a_row_of_the_same_price_changes_nothing(history, offset):
    """Where each day has its own row and nothing is rounded, a new row of the same price changes no bill."""
    terms, case = history
    (contract,) = case.contracts
    terms = each_row_twice(terms, date.min)

    twice = each_row_twice(terms, contract.start + offset % (case.bill_through - contract.start).days * DAY)
    assert noted(billed(twice, case)) == noted(billed(terms, case))


linear = (
    terms(kinds=KINDS - {"minimum", "maximum", "discount"}, settings={"versions.in_force_on": "each-day"})
    .filter(lambda one: all(charge.row_on in {None, RowOn.EACH_DAY} for charge in one.charge))
    .map(unrounded_widths)
)


@given(histories(linear), st.integers(0, 400))
@law
def test_a_version_of_the_same_words_changes_nothing(history, offset):
    """Where each day has its own version and nothing is rounded, a new version of the same words changes no bill.

    Without minimums, maximums and discounts: what is missing under one version does not fill up what there is under
    the other.
    """
    terms, case = history
    (contract,) = case.contracts
    day = contract.start + (1 + offset) % (case.bill_through - contract.start).days * DAY
    assume(day > terms.effective)
    later = change_settings(terms, {"effective": day})
    earlier = change_settings(terms, {"ends": None, "figures_until": None})

    two = bill(book_of([earlier, later]), case)
    assert in_any_order(two) == in_any_order(billed(terms, case))


def in_any_order(bills):
    """What is noted of bills, their lines by item: a fee of one version's days alone comes after the common ones."""
    return noted(replace(one, lines=tuple(sorted(one.lines, key=lambda line: line.item))) for one in bills)


by_the_day = terms(kinds=frozenset({"fixed", "per-quantity", "minimum"}))


@given(histories(by_the_day, runs=False))
@law
def test_prorated_parts_are_never_negative(history):
    """A prorated part is never below zero, unless its days are counted to the day of issue."""
    terms, case = history
    assume(terms.proration.numerator is not Numerator.DAYS_TO_ISSUE)

    assert all(part >= 0 for part, _ in prorated_parts(billed(terms, case)))


@given(histories(by_the_day, runs=False))
@law
def test_prorated_parts_are_never_above_the_whole(history):
    """A prorated part is never above the whole fee where the terms say so, unless the fee of a day is rounded up."""
    terms, case = history
    assume(terms.proration.above_whole is AboveWhole.FULL_FEE)
    early = terms.proration.early_rounding
    assume(early is None or early.of is not Base.DAY_RATE)

    assert all(part <= whole for part, whole in prorated_parts(billed(terms, case)))


@given(histories(by_the_day.map(exact), runs=False))
@law
def test_used_days_of_the_period_are_at_most_the_whole(history):
    """Used days over the days of the billing period are never above the whole fee, cap or no cap."""
    terms, case = history
    assume(terms.proration.trigger != "never")
    changed = {"proration.numerator": "used-days", "proration.denominator": "billing-period", "proration.step": None}
    terms = change_settings(terms, {**changed, "proration.above_whole": "as-computed"})

    assert all(part <= whole for part, whole in prorated_parts(billed(terms, case)))


def suspended(table):
    return terms(settings={"suspension": table})


of_no_day = (
    st.tuples(any_suspension, st.sampled_from((Fraction(0), Fraction(1, 2))))
    .filter(lambda drawn: set(drawn[0].values()) != {"not-billed"})
    .flatmap(lambda drawn: suspended({**drawn[0], "fee_share": drawn[1]}))
)
at_the_whole_fee = any_suspension.flatmap(lambda table: suspended({**table, "fee_share": Fraction(1)}))


def without_stops(case):
    return with_events(case, [one for one in events_of(case) if not isinstance(one, Suspension | Resumption)])


@given(histories(of_no_day), st.integers(0, 200))
@law
def test_a_suspension_of_no_day_changes_nothing(history, offset):
    """A suspension taken back on the same day, where one of the two days is billed, changes no bill."""
    terms, case = history
    case = without_stops(case)
    day = on_a_free_day(case, offset, [])
    stopped = with_also(with_also(case, Suspension(day)), Resumption(day))

    assert noted(billed(terms, stopped)) == noted(billed(terms, case))


@given(histories(at_the_whole_fee))
@law
def test_a_suspension_at_the_whole_fee_changes_nothing(history):
    """Suspended days that cost the whole fee cost what days in service cost."""
    terms, case = history

    assert by_period(billed(terms, case)) == by_period(billed(terms, without_stops(case)))


@given(histories(runs=False), st.integers(0, 100))
@law
def test_a_cancellation_in_time_is_as_good_as_one_from_the_start(history, early):
    """A cancellation known when the periods of the last day used and of the last one charged are billed is billed like
    one known from the start."""
    terms, case = history
    (contract,) = case.contracts
    cancellation = contract.cancellation
    assume(cancellation is not None)
    known = known_from_the_start(case)
    days = charged_days(terms, known)
    named_day_is_used = terms.service.end_day is DayBilled.BILLED or cancellation.end == contract.start
    last_used = cancellation.end if named_day_is_used else cancellation.end - DAY
    last_days = {last_used, *([days[1] - DAY] if days else [])}
    periods = billing_periods(terms.period, contract, case.bill_through)
    due = min(due_day(terms.period, periods[holding(periods, day)], due_when(terms)) for day in last_days)
    in_time = [
        replace(one, received=max(contract.start, due - early * DAY)) if isinstance(one, Cancellation) else one
        for one in events_of(known)
    ]

    assert noted(billed(terms, with_events(case, in_time))) == noted(billed(terms, known))


@given(histories(), st.data())
@law
def test_bills_do_not_know_the_future(history, data):
    """The bills issued up to a day are those of a case that ends on this day, with what the company knew by then."""
    terms, case = history
    (contract,) = case.contracts
    bills = billed(terms, case)
    assume(bills)
    day = data.draw(st.sampled_from([one.issued for one in bills]))
    metered = (MeterReading, MeterReplacement)  # one that is never told at all is an error, not a bill that waits
    so_far = with_events(case, [one for one in contract.events if told(one) <= day or isinstance(one, metered)])
    runs = None if case.runs is None else tuple(run for run in case.runs if run <= day)
    end = so_far.contracts[0].cancellation
    assume(end is None or all(event_day(one) <= end.end for one in events_of(so_far)))  # or it is refused

    assert noted(billed(terms, replace(so_far, bill_through=day, runs=runs))) == noted(
        one for one in bills if one.issued <= day
    )


@given(histories(), st.integers(0, 20), st.integers(0, 60))
@law
def test_a_reading_told_again_changes_nothing(history, which, days):
    """A reading that is told again, with its id and on the same day or later, changes no bill."""
    terms, case = history
    events = list(events_of(case))
    read = [number for number, event in enumerate(events) if isinstance(event, MeterReading)]
    assume(read)
    number = read[which % len(read)]
    events[number] = replace(events[number], id=events[number].id or "told-again")
    again = replace(events[number], received=told(events[number]) + days * DAY)

    twice = with_events(case, [*events[: number + 1], again, *events[number + 1 :]])
    assert noted(billed(terms, twice)) == noted(billed(terms, case))


def due_when(terms):
    return terms.billing.due if terms.billing else DueWhen.IN_ARREARS


@given(histories(), st.randoms(use_true_random=False))
@law
def test_the_order_of_the_events_changes_nothing(history, random):
    """Events listed in another order give the same bills.

    Readings keep their order, since a reading listed before an earlier one is refused; so do cancellations and
    withdrawals, of which the order says which one takes back which; and so do events of one kind on one day.
    """
    terms, case = history
    events = list(events_of(case))
    groups = defaultdict(list)
    for event in events:
        groups[group_of(event)].append(event)
    order = [group_of(event) for event in events]
    random.shuffle(order)
    shuffled = [groups[group].pop(0) for group in order]

    assert billed(terms, with_events(case, shuffled)) == billed(terms, case)


def group_of(event):
    """Events whose order among themselves means something have one group."""
    match event:
        case MeterReading() | MeterReplacement():
            return "meter"
        case Cancellation() | Withdrawal():
            return "ending"
        case Suspension() | Resumption():
            return "stop", event.on
        case QuantityChange():
            return event.item, event.on
        case _:
            return "change", event.on


@given(histories(), st.sampled_from(["JPY", "USD", "KWD"]), st.sampled_from(["en", "ja"]))
@law
def test_currency_and_language_change_no_amount(history, currency, language):
    """The same terms in another currency and language charge the same amounts."""
    terms, case = history
    other = change_settings(terms, {"currency": currency, "language": language})

    assert noted(billed(other, case)) == noted(billed(terms, case))


seldom = st.integers(0, 3).map(lambda number: number == 3)
any_amount = st.fractions(-1_000, 1_000, max_denominator=100)
any_word = st.sampled_from(["", "basic", "max", "150", "30.5", "1/0", "x", "31", "0"])
any_attributes = st.dictionaries(st.sampled_from(["plan", "fee", "points", "billing_day", "x"]), any_word, max_size=4)
any_item = st.sampled_from(["per-quantity-1", "per-quantity-2", "fixed-1", "x"])


def any_day(start):
    """Any day, mostly within a few periods of the contract's start."""
    days = st.integers(-60, 200) | st.integers(-1, 1) | st.integers(-200_000, 300_000)
    return days.map(lambda number: start + number * DAY)


def any_event(start):
    """An event of the right shape that may make no sense at all."""
    day = any_day(start)
    told = st.none() | day
    amount = st.none() | any_amount
    return st.one_of(
        st.builds(MeterReading, day, used=amount, register=amount, estimated=st.booleans()),
        st.builds(MeterReplacement, day, any_amount, any_amount),
        st.builds(QuantityChange, day, any_item, any_amount, told),
        st.builds(PlanChange, day, st.sampled_from([None, "generated", "x"]), any_attributes, told),
        st.builds(Suspension, day, told),
        st.builds(Resumption, day, told),
        st.builds(Cancellation, day, told),
        st.builds(Withdrawal, day),
    )


@given(histories(), st.data())
@law
def test_what_can_not_be_billed_is_refused_in_words(history, data):
    """A case that is half sense and half nonsense is billed, or refused with a `CaseError` that says why and where."""
    terms, case = history
    (contract,) = case.contracts
    day = any_day(contract.start)
    events = [one for one in contract.events if not data.draw(seldom)]
    events += data.draw(st.lists(any_event(contract.start), max_size=2))
    changed: dict[str, Any] = {"events": tuple(data.draw(st.permutations(events)) if data.draw(seldom) else events)}
    if data.draw(seldom):
        changed["attributes"] = {**contract.attributes, **data.draw(any_attributes)}
    if data.draw(seldom):
        changed["readings"] = tuple(data.draw(st.lists(day, max_size=5)))
    if data.draw(seldom):
        changed["start"] = data.draw(day)
    through = data.draw(day) if data.draw(seldom) else case.bill_through
    case = replace(case, contracts=(replace(contract, **changed),), bill_through=through)
    try:
        billed(terms, case)
    except CaseError as error:
        unclear = [problem for problem in error.problems if not (problem.message and problem.place)]
        assert unclear == []  # most cases raise nothing
