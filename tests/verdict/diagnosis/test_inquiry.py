"""When an inquiry looks for explanations, when again, and what it counts. What it finds and asks is given here."""

from collections import deque
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from yakkan.faults import Neighbour, Suspect
from yakkan.oracle import Case
from yakkan.verdict.diagnosis import inquiries, inquiry
from yakkan.verdict.diagnosis.inquiries import Inquiries
from yakkan.verdict.diagnosis.inquiry import Inquiry


def stub(**given) -> Any:
    """An object that knows this alone."""
    return SimpleNamespace(**given)


A, B = (Suspect((Neighbour("t", ((name, 1),)),)) for name in "ab")


class Told:
    """Evidence of answers that say themselves which suspects explain them."""

    def __init__(self):
        self.wrong, self.right = [], []
        self.predictions = stub()

    def add(self, one):
        (self.wrong if one.wrong else self.right).append(one)

    def explains(self, suspect, one):
        return suspect in one.by

    def explains_all(self, suspect):
        return all(self.explains(suspect, one) for one in (*self.wrong, *self.right))

    def ranked(self, suspects):
        return list(suspects)


@pytest.fixture
def asking(monkeypatch, day):
    """An inquiry; the searches that it made, by the number of wrong answers; and how to answer it."""
    made: Any = Inquiry(stub(), "t", [A, B], [], stub())
    made.evidence = told = Told()
    searched = []
    cases = deque[Case]()

    def explanations(_evidence, suspects, _models, _tries):
        searched.append(len(told.wrong))
        return tuple(one for one in suspects if told.explains_all(one))

    monkeypatch.setattr(inquiry, "explanations", explanations)
    monkeypatch.setattr(inquiry, "in_place", lambda *_: ())
    monkeypatch.setattr(inquiry, "splits", lambda *_: [cases.popleft()] if cases else [])
    monkeypatch.setattr(made, "_candidates", list)

    def answer(*by, wrong=True):
        number = len(told.wrong) + len(told.right)
        made.take(stub(case=Case(f"c{number}", (), day("2024-01-01")), by=by, wrong=wrong))

    return stub(inquiry=made, searched=searched, answer=answer, cases=cases)


CASE = Case("asked", (), date(2024, 1, 1))


def test_a_search_that_found_nothing_is_made_again_with_three_times_the_answers(asking):
    """After a search in vain the next is made when there are three times as many wrong answers, not before."""
    for _ in range(10):
        asking.answer()
        assert asking.inquiry.next_cases() == []
    assert asking.searched == [1, 3, 9]


def test_right_answers_bring_no_search(asking):
    """Nothing is searched for before a wrong answer, and right ones do not count for the next search."""
    asking.answer(A, B, wrong=False)
    assert asking.inquiry.next_cases() == []
    assert asking.searched == []
    asking.answer()
    asking.inquiry.next_cases()
    for _ in range(9):
        asking.answer(wrong=False)
        asking.inquiry.next_cases()
    assert asking.searched == [1]


def test_an_explanation_that_fails_is_looked_for_anew_at_once(asking):
    """Where an answer refutes what was left, the next search is made with that answer."""
    asking.answer(A)
    asking.cases.append(CASE)
    assert asking.inquiry.next_cases() == [CASE]
    asking.answer(B)  # which nothing explains together with the first
    asking.inquiry.next_cases()
    assert asking.searched == [1, 2]


def test_calls_after_the_first_wrong_answer_are_counted(asking):
    """The calls of an inquiry are those after the first wrong answer, up to the last before it names something."""
    asking.answer(A, B, wrong=False)
    asking.answer(A, B)  # the first wrong one
    for by in ((A, B), (A,)):
        asking.cases.append(CASE)
        assert asking.inquiry.next_cases() == [CASE]
        asking.answer(*by)
    assert asking.inquiry.next_cases() == []
    assert (asking.inquiry.named, asking.inquiry.calls) == ((A,), 2)
    asking.answer(A)  # told by another
    assert (asking.inquiry.named, asking.inquiry.calls) == ((A,), 2)


def test_what_was_named_is_named_no_longer_when_an_answer_refutes_it(asking):
    """An answer that what was named did not foresee opens the inquiry again."""
    asking.answer(A)
    assert asking.inquiry.next_cases() == []
    assert asking.inquiry.named == (A,)
    asking.answer(A, wrong=False)
    assert asking.inquiry.named == (A,)
    asking.answer(B)
    assert asking.inquiry.named == ()


def test_an_explanation_is_named_when_it_was_needed_twice(asking):
    """Before it is named an explanation is put to cases that need it, until two wrong answers have."""
    asking.inquiry._candidates = lambda: [CASE]
    asking.inquiry.evidence.predictions.answer = lambda one, _case: one is A
    asking.answer(A)
    assert asking.inquiry.next_cases() == [CASE]
    assert asking.inquiry.named == ()
    asking.answer(A)
    assert asking.inquiry.next_cases() == []
    assert asking.inquiry.named == (A,)


@pytest.fixture
def opened(monkeypatch):
    """Inquiries of a study that knows nothing, with the answers that were given to the one of the tariff t."""
    given = []

    class Given:
        def __init__(self, *_):
            self.named, self.evidence = (), None

        def take(self, one):
            given.append(one)

    study = stub(predictions=None, suspects={"t": ()}, pool_of=lambda _tariff: [], space=None)
    monkeypatch.setattr(inquiries, "Inquiry", Given)
    monkeypatch.setattr(inquiries, "observation", lambda _predictions, asked, *_, wrong: (asked, wrong))
    monkeypatch.setattr(inquiries, "rows_of", lambda _evidence, one, alike: (one, *alike))
    return Inquiries(study), given


def answered(name, *differing):
    case = stub(contracts=[stub(tariff="t")])
    return stub(asked=name, case=case, bills=(), differing=frozenset(differing))


def test_an_inquiry_has_every_answer_once(opened):
    """The first wrong answer opens an inquiry, which is given those before it, that one, and those after it, once."""
    asked, given = opened
    for name, differing in (("first", ()), ("second", ()), ("third", ("t",)), ("fourth", ()), ("fifth", ("t",))):
        asked.take(answered(name, *differing))
    assert given == [("first", False), ("second", False), ("third", True), ("fourth", False), ("fifth", True)]


def test_what_is_named_is_told_once_and_again_after_it_was_refuted(opened):
    """What has been named is told once; if it is refuted, what is named then is told too."""
    asked, _ = opened
    asked.take(answered("first", "t"))
    (one,) = asked._of.values()
    told = []
    for named in ((), (A,), (A,), (), (B, A), (B,)):
        one.named = named
        told.append(list(asked.newly_named()))
    assert told == [[], [(A,)], [], [], [(B, A)], []]
