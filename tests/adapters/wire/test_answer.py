"""Answers on the wire."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from yakkan.adapters import (
    Answered,
    ObservedBill,
    ObservedLine,
    Refused,
    WireError,
    read_answer,
    write_answer,
    write_refusal,
)
from yakkan.oracle import CaseError, bill

BILL = {
    "contract": "a1-1",
    "first_day": "2016-05-12",
    "last_day": "2016-06-07",
    "issued": "2016-06-10",
    "lines": [{"item": "basic", "amount": "1516.32", "quantity": "1"}],
    "tax": "112",
    "total": "1516.00",
}


def answer(**changes):
    bill_ = {key: value for key, value in (BILL | changes).items() if value is not ...}
    return {"case": "a1", "bills": [bill_]}


def problems(value, case):
    with pytest.raises(WireError) as caught:
        read_answer(value, case)
    return [(problem.code.id, problem.place) for problem in caught.value.problems]


def bills(value, case):
    given = read_answer(value, case)
    assert isinstance(given, Answered)
    return given.bills


def test_a_whole_bill_is_read(light):
    """Every key of a bill arrives, and amounts keep the decimals as written."""

    assert read_answer(answer(), light) == Answered(
        (
            ObservedBill(
                date(2016, 5, 12),
                date(2016, 6, 7),
                Decimal(1516),
                "a1-1",
                date(2016, 6, 10),
                (ObservedLine("basic", Decimal("1516.32"), Decimal(1)),),
                Decimal(112),
            ),
        )
    )
    assert str(bills(answer(), light)[0].total) == "1516.00"


@pytest.mark.parametrize("missing", [..., None])
def test_what_a_system_does_not_say_is_none(light, missing):
    """Contract, issued, lines and tax may be absent or null, and are then None."""

    given = answer(contract=missing, issued=missing, lines=missing, tax=missing)

    assert bills(given, light) == (ObservedBill(date(2016, 5, 12), date(2016, 6, 7), Decimal(1516)),)


def test_no_bill_is_an_answer(light):
    """An empty list of bills is an answer."""

    assert read_answer({"case": "a1", "bills": []}, light) == Answered(())


def test_two_bills_for_the_same_days_are_an_answer(light):
    """A double bill is well-formed: it is for the comparison to accuse."""

    assert len(bills({"case": "a1", "bills": [BILL, BILL]}, light)) == 2


def test_a_refusal_is_read(light):
    """A refusal gives its code and its message."""

    given = {"case": "a1", "refused": {"code": "E7", "message": "no such tariff"}}

    assert read_answer(given, light) == Refused("E7", "no such tariff")


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"total": ...}, "YK309", "bills[0].total"),
        ({"total": None}, "YK311", "bills[0].total"),
        ({"total": 1516}, "YK311", "bills[0].total"),
        ({"total": Decimal("1516.32")}, "YK311", "bills[0].total"),
        ({"total": 1516.32}, "YK311", "bills[0].total"),
        ({"total": "NaN"}, "YK311", "bills[0].total"),
        ({"total": "Infinity"}, "YK311", "bills[0].total"),
        ({"total": ""}, "YK311", "bills[0].total"),
        ({"total": "¥1516"}, "YK311", "bills[0].total"),
        ({"tax": 0.08}, "YK311", "bills[0].tax"),
        ({"lines": [{"item": "basic", "amount": 1.5}]}, "YK311", "bills[0].lines[0].amount"),
        ({"lines": [{"amount": "1.5"}]}, "YK309", "bills[0].lines[0].item"),
        ({"lines": {}}, "YK310", "bills[0].lines"),
        ({"first_day": "2016-06-08"}, "YK318", "bills[0].last_day"),
        ({"first_day": ...}, "YK309", "bills[0].first_day"),
        ({"issued": "2016-06-31"}, "YK312", "bills[0].issued"),
        ({"contract": "a1-9"}, "YK316", "bills[0].contract"),
        ({"contract": 1}, "YK310", "bills[0].contract"),
    ],
)
def test_what_is_not_the_wire_format_is_refused(light, changes, code, place):
    """Each departure from the wire format has its code and the path of its key."""

    assert problems(answer(**changes), light) == [(code, place)]


def test_a_bill_for_one_day_is_no_negative_period(light):
    """A bill whose first and last day are the same is for that one day."""

    assert bills(answer(first_day="2016-06-07"), light)[0].first_day == date(2016, 6, 7)


def test_an_answer_to_another_case_is_refused(light):
    """An answer with another case's id is refused, beside all else that is wrong with it."""

    given = answer(total=...) | {"case": "b2"}

    assert problems(given, light) == [("YK315", "case"), ("YK309", "bills[0].total")]
    assert problems({"case": "b2", "refused": {"code": "", "message": ""}}, light) == [("YK315", "case")]
    assert problems({"bills": []}, light) == [("YK309", "case")]


def test_of_several_contracts_each_bill_says_which(two):
    """A bill without its contract is refused where the case has several."""

    assert problems(answer(contract=...), two) == [("YK317", "bills[0].contract")]
    assert problems(answer(contract=None), two) == [("YK317", "bills[0].contract")]
    assert bills(answer(contract="a1-2"), two)[0].contract == "a1-2"


def test_bills_and_a_refusal_at_once_are_refused(light):
    """An answer that bills and refuses is a contradiction."""

    given = answer() | {"refused": {"code": "E7", "message": "no"}}

    assert problems(given, light) == [("YK314", "refused")]


@pytest.mark.parametrize(
    ("value", "code", "place"),
    [
        (None, "YK310", "the answer"),
        ([], "YK310", "the answer"),
        ({"case": "a1"}, "YK309", "bills"),
        ({"case": "a1", "bills": {}}, "YK310", "bills"),
        ({"case": "a1", "bills": [1]}, "YK310", "bills[0]"),
        ({"case": "a1", "refused": True}, "YK310", "refused"),
        ({"case": "a1", "refused": {"code": "E"}}, "YK309", "refused.message"),
    ],
)
def test_what_is_no_answer_is_refused(light, value, code, place):
    """A value of another shape is reported with what is wrong with it."""

    assert problems(value, light) == [(code, place)]


def test_found_values_are_cut_and_safe_to_print(light):
    """A long value is cut, and what a terminal would act on is escaped."""

    with pytest.raises(WireError) as caught:
        read_answer(answer(total="\x1b[2J\u202e" + "9" * 500), light)

    message = caught.value.problems[0].message
    assert message.startswith(r'found "\u001b[2J\u202e999')
    assert message.isprintable()
    assert len(message) < 120


def test_the_oracles_bills_are_written(book, light):
    """The oracle's bill for 27 of 30 days: 1684.80 × 27 ÷ 30 = 1516.32, the total cut to the yen, tax inside it."""

    assert write_answer(light, bill(book, light)) == {
        "case": "a1",
        "bills": [
            {
                "contract": "a1-1",
                "first_day": "2016-05-12",
                "last_day": "2016-06-07",
                "issued": "2016-06-08",
                "lines": [{"item": "basic", "amount": "1516.32", "quantity": "1"}],
                "tax": "112",
                "total": "1516",
            }
        ],
    }


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Fraction("0.123456"), "0.123456"),
        (Fraction("0.1234567"), "0.12"),
        (Fraction(10, 3), "3.33"),
        (Fraction(-10, 3), "-3.33"),
        (Fraction(-1, 300), "0"),
        (Fraction(315), "315"),
    ],
)
def test_amounts_are_exact_or_cut(book, light, amount, written):
    """An amount of at most six decimals is written exactly, and any other is cut towards zero to two."""

    (one,) = bill(book, light)
    lines = (replace(one.lines[0], amount=amount),)

    given = write_answer(light, [replace(one, lines=lines, total=amount, tax=None)])["bills"][0]

    assert (given["lines"][0]["amount"], given["total"]) == (written, written)
    assert "tax" not in given


def test_a_refusal_says_every_problem(book, two):
    """The oracle's refusal carries the first code and all problems."""

    contracts = tuple(replace(contract, tariff="no-such-tariff", attributes={}) for contract in two.contracts)
    with pytest.raises(CaseError) as caught:
        bill(book, replace(two, contracts=contracts))

    given = write_refusal("a1", caught.value)

    assert given["refused"]["code"] == "YK201"
    assert given["refused"]["message"].count('no terms describe "no-such-tariff"') == 2
    assert read_answer(given, two) == Refused(**given["refused"])
