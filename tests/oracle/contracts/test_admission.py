"""Histories that cannot be billed: each is refused, the event named, and the clause where there is one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from yakkan.oracle import Case, CaseError, Contract, MeterReading, bill, book_of, change_settings

JUNE = {"start": "2024-06-01", "through": "2024-08-31"}
READINGS = {"start": "2024-05-10", "readings": "2024-05-10 2024-06-10 2024-07-10"}


@pytest.fixture(scope="module")
def refused(bills_of):
    """The one problem of a history, as it is told."""

    def refused(terms, **history):
        with pytest.raises(CaseError) as caught:
            bills_of(terms, **history)
        (problem,) = caught.value.problems
        return str(problem).partition("\n")[0]

    return refused


@pytest.mark.parametrize(
    ("event", "named"),
    [
        ("change 2024-05-31 plan=large", "event 1 (change on 2024-05-31)"),
        ("suspend 2024-05-31", "event 1 (suspension on 2024-05-31)"),
        ("cancel 2024-05-31", "event 1 (cancellation on 2024-05-31)"),
        ("used 2024-05-31 5", "event 1 (reading on 2024-05-31)"),
    ],
)
def test_event_before_the_start(refused, service, event, named):
    """An event before the start of the contract is refused."""
    assert refused(service, events=event, **JUNE) == (
        f"YK205 contract contract, {named}: 2024-05-31 is before the start 2024-06-01"
    )


@pytest.mark.parametrize(
    ("event", "named"),
    [
        ("change 2024-06-21 plan=large", "event 1 (change on 2024-06-21)"),
        ("suspend 2024-06-21", "event 1 (suspension on 2024-06-21)"),
    ],
)
def test_event_after_the_end(refused, service, event, named):
    """An event after the end of the contract is refused."""
    assert refused(service, events=event, end="2024-06-20", **JUNE) == (
        f"YK205 contract contract, {named}: 2024-06-21 is after the end 2024-06-20"
    )


def test_resumption_after_the_end(bills_of, service):
    """A resumption after the end of the contract is refused."""
    with pytest.raises(
        CaseError, match=r"event 2 \(resumption on 2024-06-21\): 2024-06-21 is after the end 2024-06-20"
    ):
        bills_of(service, events="suspend 2024-06-11; resume 2024-06-21", end="2024-06-20", **JUNE)


def test_quantity_after_the_end(refused, cards):
    """A quantity after the end of the contract is refused."""
    history = {"start": "2009-04-01", "end": "2009-04-15", "through": "2009-07-31"}
    assert refused(cards, quantities="2009-04-16=7", **history) == (
        "YK205 contract contract, event 1 (quantity on 2009-04-16): 2009-04-16 is after the end 2009-04-15"
    )


def test_event_after_an_end_that_was_withdrawn(bills_of, service):
    """An event after an end that was taken back is billed like any other."""
    events = "cancel 2024-06-20 told 2024-06-05; withdraw 2024-06-10; change 2024-07-01 plan=large"
    assert [bill.total for bill in bills_of(service, events=events, **JUNE)] == [9300, 18600, 18600]


@pytest.mark.parametrize(
    ("events", "named", "state"),
    [
        ("suspend 2024-06-11; suspend 2024-06-16", "suspension on 2024-06-16", "already suspended on 2024-06-16"),
        (
            "suspend 2024-06-11; suspend 2024-06-16; resume 2024-06-21",
            "suspension on 2024-06-16",
            "already suspended on 2024-06-16",
        ),
        ("resume 2024-06-21", "resumption on 2024-06-21", "not suspended on 2024-06-21"),
        (
            "suspend 2024-06-11; resume 2024-06-16; resume 2024-06-21",
            "resumption on 2024-06-21",
            "not suspended on 2024-06-21",
        ),
    ],
)
def test_suspensions_out_of_turn(refused, service, events, named, state):
    """Suspensions that overlap and resumptions of nothing are refused."""
    assert refused(service, events=events, **JUNE) == f"YK205 contract contract, {named}: the contract is {state}"


@pytest.mark.parametrize(
    "events",
    [
        "withdraw 2024-06-10",
        "withdraw 2024-06-10; cancel 2024-06-20 told 2024-06-15",
        "cancel 2024-06-20 told 2024-06-05; withdraw 2024-06-08; withdraw 2024-06-10",
    ],
)
def test_withdrawal_without_a_cancellation(refused, service, events):
    """A withdrawal with no cancellation before it is refused."""
    assert refused(service, events=events, **JUNE) == (
        "YK205 contract contract, withdrawal on 2024-06-10: there is no cancellation to withdraw"
    )


def test_withdrawal_before_the_cancellation_is_told(refused, service):
    """A withdrawal that is received before the cancellation is refused."""
    events = "cancel 2024-06-20 told 2024-06-15; withdraw 2024-06-10"
    assert "withdrawal on 2024-06-10" in refused(service, events=events, **JUNE)


def test_unknown_tariff(service):
    """A contract under a tariff that no document describes is refused, the tariff named."""
    contract = Contract("c-1", "servise", date(2024, 6, 1))
    with pytest.raises(CaseError) as caught:
        bill(book_of([service]), Case("case", (contract,), date(2024, 6, 30)))
    assert str(caught.value).splitlines() == [
        'YK201 contract c-1: no terms describe "servise"',
        '      hint: did you mean "service"?',
    ]


def test_no_version_on_the_start_day(refused, service):
    """A contract that starts before the first version is refused, the versions named."""
    terms = change_settings(service, {"effective": "2024-06-02"})
    assert refused(terms, **JUNE) == 'YK202 contract contract: no version of "service" is in force on 2024-06-01'


def test_no_version_after_the_end_of_the_last(refused, service):
    """A month after the last version's end is refused, the tariff and the day named."""
    terms = change_settings(service, {"ends": "2024-07-30"})
    assert 'no version of "service" is in force on 2024-07-31' in refused(terms, **JUNE)


def test_contract_that_ends_with_the_terms(paper, service):
    """A contract that ends by the end of the last version is billed."""
    terms = change_settings(service, {"ends": "2024-07-10"})
    assert paper(terms, end="2024-07-10", **JUNE)[-1] == "2024-07-01 to 2024-07-10: 3000"


def test_change_to_an_unknown_tariff(bills_of, service):
    """A change to a tariff that no document describes is refused."""
    with pytest.raises(CaseError, match=r'YK201 .*no terms describe "premium"'):
        bills_of(service, events="change 2024-06-11 tariff=premium", **JUNE)


def test_change_to_an_unknown_tariff_names_the_event(bills_of, service):
    """A change to a tariff that no document describes names the change."""
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of(service, events="change 2024-06-11 tariff=premium", **JUNE)


def test_change_to_a_tariff_that_is_not_in_force_yet(bills_of, service):
    """A change to a tariff before its first version is refused."""
    other = change_settings(service, {"tariff": "other", "effective": "2024-07-01"})
    with pytest.raises(CaseError, match=r'YK202 .*no version of "other" is in force on 2024-06-'):
        bills_of((service, other), events="change 2024-06-11 tariff=other; cancel 2024-06-20", **JUNE)


def test_change_into_a_tariff_that_is_not_in_force_on_the_day(bills_of, service):
    """A change on 11 June to a tariff of 21 June is refused, and names the change."""
    other = change_settings(service, {"tariff": "other", "effective": "2024-06-21"})
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of((service, other), events="change 2024-06-11 tariff=other", **JUNE)


@pytest.mark.parametrize("event", ["change 2024-06-11 plan=huge", "change 2024-06-11 plan=huge; cancel 2024-07-20"])
def test_change_to_a_value_that_is_not_allowed(bills_of, service, event):
    """A change to a plan that the terms do not know is refused, and names the change."""
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of(service, events=event, **JUNE)


def test_change_of_an_attribute_that_is_not_there(bills_of, service):
    """A change of an attribute that the terms do not have is refused, and names the change."""
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of(service, events="change 2024-06-11 plann=large", **JUNE)


def test_change_to_a_tariff_with_another_attribute(bills_of, service):
    """A change to a tariff that needs an attribute the contract does not have is refused, and names the change."""
    price = [{"since": "2000-01-01", "attribute": "size", "amounts": {"s": 1, "l": 2}, "source": "test"}]
    attribute = [{"name": "size", "values": ["s", "l"]}]
    other = change_settings(service, {"tariff": "other", "attribute": attribute, "charge.fee.price": price})
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of((service, other), events="change 2024-06-11 tariff=other", **JUNE)


def test_change_to_an_amount_out_of_bounds(bills_of, ntt_west):
    """A change to a fee out of its bounds is refused, and names the change."""
    attributes = "billing_day=16 monthly_fee=3100"
    with pytest.raises(CaseError, match="change on 2024-06-11"):
        bills_of(ntt_west, events="change 2024-06-11 monthly_fee=100001", attributes=attributes, **JUNE)


def test_change_without_a_rule(refused, service):
    """A change under terms without a rule for changes is refused."""
    terms = change_settings(service, {"change": None})
    assert refused(terms, events="change 2024-06-11 plan=large", **JUNE) == (
        "YK205 contract contract, event 1 (change on 2024-06-11): "
        "these terms have no rule for a change during a contract"
    )


def test_suspension_without_a_rule(refused, service):
    """A suspension under terms without a rule for suspensions is refused."""
    terms = change_settings(service, {"suspension": None})
    assert refused(terms, events="suspend 2024-06-11", **JUNE) == (
        "YK205 contract contract, event 1 (suspension on 2024-06-11): these terms have no rule for a suspension"
    )


@pytest.mark.parametrize(
    ("event", "named"),
    [
        ("cancel 2024-06-20 told 2024-07-20", "cancellation on 2024-06-20"),
        ("change 2024-06-11 plan=large told 2024-07-20", "change on 2024-06-11"),
        ("suspend 2024-06-11 told 2024-07-20", "suspension on 2024-06-11"),
        ("cancel 2024-06-20; withdraw 2024-07-20", "withdrawal on 2024-07-20"),
    ],
)
def test_late_event_without_a_rule(refused, service, event, named):
    """An event that is learned of after its bill is refused where the terms do not say what becomes of it."""
    assert refused(change_settings(service, {"billing": None}), events=event, **JUNE) == (
        f"YK205 contract contract, {named}: the company learns of it after the bill was issued, "
        "and these terms have no rule for corrections"
    )


def test_late_event_without_a_rule_that_needs_none(paper, service):
    """An event that is known by the day of its bill needs no rule for corrections."""
    terms = change_settings(service, {"billing": None})
    assert paper(terms, events="cancel 2024-06-20 told 2024-06-30", **JUNE) == ["2024-06-01 to 2024-06-20: 6200"]


def test_estimate_that_is_made_good_without_a_rule(refused, meter):
    """An estimate that a later reading makes good is refused where the terms have no rule for corrections."""
    terms = change_settings(meter, {"billing": None, "usage.estimates": "spread-by-days"})
    events = "register 2024-05-10 100; estimated-register 2024-06-10 130; register 2024-07-10 160"
    assert refused(terms, events=events, **READINGS).startswith(
        "YK205 contract contract, reading on 2024-06-10: the company learns of it after"
    )


def test_use_below_zero(refused, meter):
    """A use below zero is refused, with the clause that refuses it."""
    assert refused(meter, events="used 2024-06-10 30; used 2024-07-10 -5", **READINGS) == (
        "YK205 contract contract, event 2 (reading on 2024-07-10) 5 The use: the use -5 is below zero"
    )


def test_register_below_zero(refused, meter):
    """A register never shows less than zero."""
    events = "register 2024-05-10 0; register 2024-06-10 -5; register 2024-07-10 10"
    assert refused(meter, events=events, **READINGS) == (
        "YK205 contract contract, event 2 (reading on 2024-06-10): the register -5 is below zero"
    )


@pytest.mark.parametrize("replaced", ["replace 2024-05-20 -5 0", "replace 2024-05-20 9100 -5"])
def test_replaced_register_below_zero(bills_of, meter, replaced):
    """A register that is replaced never shows less than zero either."""
    events = f"register 2024-05-10 9000; {replaced}; register 2024-06-10 10; register 2024-07-10 20"
    with pytest.raises(CaseError, match="meter on 2024-05-20"):
        bills_of(meter, events=events, **READINGS)


def test_register_with_too_many_digits(bills_of, meter):
    """A register of five digits never shows 100,020."""
    events = "register 2024-05-10 99990; register 2024-06-10 100020; register 2024-07-10 100030"
    with pytest.raises(CaseError, match="reading on 2024-06-10"):
        bills_of(meter, events=events, **READINGS)


def test_readings_out_of_order(refused, meter):
    """Readings that do not follow one another are refused."""
    assert refused(meter, events="used 2024-07-10 40; used 2024-06-10 30", **READINGS) == (
        "YK205 contract contract, reading on 2024-06-10: it is listed after the reading on 2024-07-10"
    )


def test_reading_days_out_of_order(refused, meter):
    """Scheduled reading days that do not follow one another are refused."""
    history = {"start": "2024-05-10", "readings": "2024-05-10 2024-07-10 2024-06-10", "events": "used 2024-06-10 30"}
    assert refused(meter, **history) == "YK204 contract contract: reading day 2024-06-10 follows 2024-07-10"


def test_period_without_a_reading(refused, meter):
    """A period that no reading closes is refused, its days named."""
    assert refused(meter, events="used 2024-06-10 30", **READINGS) == (
        "YK205 contract contract: no reading closes the period 2024-06-10 to 2024-07-09"
    )


def test_change_of_tariff_without_a_reading(bills_of, meter):
    """A change of tariff on a day without a reading is refused, the days that no reading closes named."""
    change = {"day": "new", "effect": "on-day", "whole_fee": "last"}
    old = change_settings(meter, {"change": change})
    new = change_settings(old, {"tariff": "dear"})
    events = "change 2024-05-25 tariff=dear; used 2024-06-10 50; used 2024-07-10 10"
    with pytest.raises(CaseError, match="no reading closes the period 2024-05-10 to 2024-05-24"):
        bills_of((old, new), events=events, **READINGS)


def test_reading_of_neither_use_nor_register(meter):
    """A reading that says neither use nor register, or both, is refused."""
    days = (date(2024, 5, 10), date(2024, 6, 10))
    empty = MeterReading(days[1])
    for reading in (empty, replace(empty, used=Fraction(1), register=Fraction(1))):
        contract = Contract("c-1", "meter", days[0], readings=days, events=(reading,))
        with pytest.raises(CaseError, match=r"event 1 \(reading on 2024-06-10\): a reading gives either the use or"):
            bill(book_of([meter]), Case("case", (contract,), days[1]))


def test_all_problems_of_a_history(bills_of, service):
    """Several problems of one history are told together."""
    events = "change 2024-05-31 plan=large; resume 2024-06-11; withdraw 2024-06-12"
    with pytest.raises(CaseError) as caught:
        bills_of(service, events=events, **JUNE)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("day", ["0", "32", "x"])
def test_billing_day_that_is_no_day(bills_of, service, declaring, day):
    """A contract whose billing day is no day of a month is refused."""
    period = {"kind": "billing-day", "billing_day_attribute": "billing_day", "month_end": "keep-anchor"}
    terms = change_settings(declaring(service, "billing_day"), {"period": period})
    with pytest.raises(CaseError, match="billing_day"):
        bills_of(terms, attributes=f"billing_day={day}", **JUNE)


def test_first_reading_day_where_it_ends_the_period(refused, city_gas):
    """Where the reading day ends the period, a contract needs the reading day before its start, not one on it."""
    readings = "2024-05-10 2024-06-10"
    assert "YK204" in refused(city_gas, start="2024-05-10", readings=readings, events="used 2024-06-10 1")


def test_second_change_without_a_rule(bills_of, service):
    """A change out of a tariff that has no rule for changes is refused, and names the change."""
    other = change_settings(service, {"tariff": "other", "change": None})
    events = "change 2024-06-11 tariff=other; change 2024-07-11 tariff=service"
    with pytest.raises(CaseError, match="change on 2024-07-11"):
        bills_of((service, other), events=events, **JUNE)


@pytest.mark.parametrize(
    ("rule", "event", "named"),
    [("change", "change 2024-07-11 plan=large", "change"), ("suspension", "suspend 2024-07-11", "suspension")],
)
def test_event_under_a_later_version_without_a_rule(bills_of, service, rule, event, named):
    """An event under a version of the terms that has no rule for it is refused, and named."""
    later = change_settings(service, {"effective": "2024-07-01", rule: None})
    with pytest.raises(CaseError, match=f"{named} on 2024-07-11"):
        bills_of((service, later), events=event, **JUNE)


def test_case_without_a_contract(service):
    """A case of no contract at all is refused, whatever else is in it."""
    with pytest.raises(CaseError, match="the case has no contract"):
        bill(book_of([service]), Case("c", (), date(2024, 6, 1), (date(2024, 6, 1),)))
