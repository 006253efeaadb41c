"""Which case tells the most of suspects apart. Suspects and cases are letters and numbers, answers are what is told."""

from types import SimpleNamespace
from typing import Any

import pytest
from yakkan.verdict.diagnosis.telling import splits


def stub(**given) -> Any:
    """An object that knows this alone."""
    return SimpleNamespace(**given)


SUSPECTS: Any = "abcd"


@pytest.fixture
def chosen():
    """The cases that are chosen, where each case has one answer for each suspect."""

    def chosen(answers, most=9, number=1):
        told = {(one, case): said[at] for case, said in answers.items() for at, one in enumerate(SUSPECTS)}
        cases: Any = list(answers)
        predictions = stub(answer=lambda one, case: told[one, case])
        return splits(predictions, SUSPECTS, cases, most, number)

    return chosen


@pytest.mark.parametrize(
    ("answers", "cases"),
    [
        ({1: "1111", 2: "1112"}, [2]),
        ({1: "1112", 2: "1123"}, [2]),  # three answers tell more than two
        ({1: "1112", 2: "1122"}, [2]),  # two and two leave fewer together than three and one
        ({1: "1122", 2: "1112"}, [1]),
        ({1: "1122", 2: "1212"}, [1]),  # of cases that tell as much the first
        ({1: "1111", 2: "2222"}, []),  # all answer alike everywhere
        ({}, []),
    ],
)
def test_the_case_with_the_most_answers(chosen, answers, cases):
    """The case that draws the most different answers is asked, and of those the one that leaves the fewest together."""
    assert chosen(answers) == cases


def test_several_cases_tell_more_together(chosen):
    """The next case is the one that tells the most beside those chosen; one that tells no more is not asked."""
    answers = {1: "1122", 2: "1122", 3: "1212", 4: "1111"}
    assert chosen(answers, number=2) == [1, 3]
    assert chosen(answers, number=4) == [1, 3]


def test_cases_beyond_the_first_are_not_weighed(chosen):
    """Of so many cases alone the answers are looked at."""
    answers = {1: "1112", 2: "1234"}
    assert chosen(answers, most=2) == [2]
    assert chosen(answers, most=1) == [1]
