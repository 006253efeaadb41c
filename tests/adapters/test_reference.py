"""The reference system in process."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from yakkan.adapters import Answered, ReferenceSystem, Refused, write_case
from yakkan.oracle import change_settings


def test_the_reference_bills_by_the_terms(reference, light):
    """27 of 30 days of 1684.80 are 1516.32, and the bill is cut to the yen."""

    (bill,) = reference.bill(light).bills

    assert (bill.first_day, bill.last_day, bill.total) == (date(2016, 5, 12), date(2016, 6, 7), Decimal(1516))
    assert bill.lines[0].amount == Decimal("1516.32")


def test_a_faulty_reference_bills_by_the_changed_terms(book, light):
    """A system that never prorates charges the whole fee."""

    def never_prorated(terms, case):
        return terms.map(lambda one: change_settings(one, {"proration.trigger": "never"})), case

    outcome = ReferenceSystem(book, "faulty", never_prorated).bill(light)

    assert isinstance(outcome, Answered)
    (bill,) = outcome.bills
    assert bill.total == Decimal(1684)


def test_a_faulty_reference_still_answers_the_case_that_was_asked(book, light):
    """A fault that changes the case it reads does not change which case it answers."""

    system = ReferenceSystem(book, apply=lambda terms, case: (terms, replace(case, id="other")))

    assert isinstance(system.bill(light), Answered)


def test_what_cannot_be_billed_is_refused(reference, light):
    """A case that the terms do not allow is refused with the oracle's code."""

    contract = replace(light.contracts[0], attributes={"amperage": "61"})

    outcome = reference.bill(replace(light, contracts=(contract,)))

    assert isinstance(outcome, Refused)
    assert outcome.code == "YK203"
    assert 'the attribute amperage cannot be "61" (allowed: 30, 60)' in outcome.message


def test_days_beyond_the_calendar_are_refused(reference, two):
    """A case that is to be billed to the end of the calendar is refused, not an exception."""

    outcome = reference.bill(replace(two, bill_through=date(9999, 12, 31)))

    assert isinstance(outcome, Refused)


def test_answers_have_the_status_of_http(reference, light):
    """Bills are 200, a refusal is 422, and a value that is not a case is 400 with every problem."""

    case = write_case(light)
    unknown = case | {"tariff": "no-such-tariff"}

    assert reference.answer(case)[0] == 200
    assert (reference.answer(unknown)[0], reference.answer(unknown)[1]["refused"]["code"]) == (422, "YK201")
    status, body = reference.answer({"protocol": "yakkan/1", "case": 7})
    assert status == 400
    assert [(problem["code"], problem["place"]) for problem in body["error"]["problems"]] == [
        ("YK309", "tariff"),
        ("YK309", "contract"),
        ("YK310", "case"),
        ("YK309", "bill_through"),
    ]


def test_a_batch_is_answered_in_order(reference, light, two):
    """A batch has an answer or a refusal for each case."""

    one = write_case(replace(light, id="one"))
    unknown = write_case(replace(light, id="unknown")) | {"tariff": "no-such-tariff"}

    status, body = reference.answer_batch({"cases": [unknown, one, write_case(two)]})

    assert status == 200
    assert [answer["case"] for answer in body["answers"]] == ["unknown", "one", "a1"]
    assert ["refused" in answer for answer in body["answers"]] == [True, False, False]


def test_a_batch_with_what_is_no_case_is_not_billed(reference, light):
    """A batch with a malformed case is refused as a whole, each problem with its path."""

    case = write_case(light)

    status, body = reference.answer_batch({"cases": [case, {}, case | {"bill_through": 3}]})

    assert status == 400
    places = [problem["place"] for problem in body["error"]["problems"]]
    assert "cases[2].bill_through" in places
    assert all(place.startswith(("cases[1].", "cases[2].")) for place in places)
    assert reference.answer_batch({"cases": [case] * 501})[0] == 400
    assert reference.answer_batch([case])[0] == 400
