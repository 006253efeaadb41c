"""Each question that terms leave open comes with the smallest case that its readings bill differently."""

import pytest
from yakkan.oracle import bill, change_settings, setting_value
from yakkan.verdict import open_questions

SOME = ("enex-low-voltage", "so-net-hikari-flets", "ntt-east-wireless-lan-card")


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.long)])
def book(request, shipped, book_for):
    """Some of the shipped terms, or all."""
    return shipped if request.param == "all" else book_for(*SOME)


@pytest.fixture(scope="module")
def questions(book):
    """The questions that terms leave open."""
    return tuple(open_questions(book))


@pytest.fixture(scope="module")
def of_2016(book_for):
    """The questions of the electricity terms of 2016 by their settings."""
    return {one.setting: one for one in open_questions(book_for("enex-low-voltage/2016-04-01.md"))}


def test_every_reading_of_every_document_is_listed(book, questions):
    """No reading that a shipped document lists is left out, and there is none that no document lists."""
    listed = {(terms.tariff, one.setting, str(one.value)) for terms in book for one in terms.reading}
    found = {(one.terms.tariff, one.setting, other.value) for one in questions for other in one.options}

    assert found == listed


def test_the_end_day_costs_a_day_more_or_less(of_2016):
    """Whether the end day is billed is told apart by a contract of two days in a period of 30.

    10 amperes are 280.80 yen: 280.80 × 2 ÷ 30 = 18.72 → 18 yen if it is billed, 280.80 × 1 ÷ 30 = 9.36 → 9 if not.
    """
    question = of_2016["service.end_day"]
    (option,) = question.options
    (contract,) = option.telling.case.contracts
    (one,), (other,) = option.telling.chosen, option.telling.other

    assert (question.chosen, option.value) == ("billed", "not-billed")
    assert question.clause.heading == "第4条 契約の終了"
    assert (contract.cancellation.end - contract.start).days == 1
    assert one.period.days == 30
    assert (one.total, other.total) == (18, 9)


def test_the_reading_day_costs_a_day_more(of_2016):
    """Whether the reading day is counted is told apart by a start one day into a period of 30.

    29 days are 280.80 × 29 ÷ 30 = 271.44 → 271 yen; with the reading day 30 days, the full 280.80 → 280.
    """
    (option,) = of_2016["proration.numerator"].options
    totals = option.telling.chosen[0].total, option.telling.other[0].total

    assert totals == (271, 280)


def test_the_bills_are_those_of_the_two_readings(book, questions):
    """The bills given for each reading are those of the terms under that reading, and they differ in money."""
    for question in questions:
        for option in question.options:
            if option.telling is None:
                continue
            listed = [
                (terms.effective, one.value)
                for terms in book.of(question.terms.tariff)
                for one in terms.reading
                if (one.setting, str(one.value)) == (question.setting, option.value)
            ]
            read = book.map(
                lambda terms, listed=dict(listed), question=question: (
                    change_settings(terms, {question.setting: listed[terms.effective]})
                    if terms.tariff == question.terms.tariff and terms.effective in listed
                    else terms
                )
            )
            assert bill(book, option.telling.case) == option.telling.chosen
            assert bill(read, option.telling.case) == option.telling.other
            assert money(option.telling.chosen) != money(option.telling.other)


def money(bills):
    return {(one.contract, one.period): (one.total, one.tax) for one in bills if one.total or one.tax}


def test_a_question_that_no_case_tells_is_said_to_be_so(of_2016):
    """Nothing is made up where no case differs: under the days of the billing period no contract uses more days than
    it has."""
    (option,) = of_2016["proration.above_whole"].options

    assert option.telling is None
    assert option.tried > 100


def test_the_smallest_case_has_one_contract_and_no_later_period(questions):
    """A case that tells two readings apart is small: one contract, and no period after the one that differs."""
    for question in questions:
        for option in question.options:
            if option.telling is not None:
                (_contract,) = option.telling.case.contracts
                differing = {
                    period
                    for (_, period), _ in money(option.telling.chosen).items() ^ money(option.telling.other).items()
                }
                assert max(one.period for one in option.telling.chosen or option.telling.other) <= max(differing)


def test_chosen_values_are_those_of_the_documents(questions):
    """What is given as chosen is the value that the document gives the setting."""
    for question in questions:
        assert question.chosen == str(setting_value(question.terms, question.setting))


def test_a_document_without_questions_has_none(book_for):
    """Terms that list no reading leave no question open."""
    book = book_for("quarterly-fee-example").map(lambda terms: change_settings(terms, {"reading": []}))

    assert list(open_questions(book)) == []
