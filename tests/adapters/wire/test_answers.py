"""The failure for an answer that cannot be read: which of its problems comes first, and how many are shown."""

import pytest
from yakkan.adapters import FailureKind, WireError, codes
from yakkan.adapters.wire.answers import malformed
from yakkan.oracle import Problem

ANOTHER = Problem(codes.WRONG_CASE, "case", 'found "b2"')


def missing(number):
    """The problems of `number` missing keys, each with its own place."""
    return [Problem(codes.MISSING_KEY, f"key{one}", "is missing") for one in range(1, number + 1)]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_answer_to_another_case_comes_first(place):
    """That an answer is to another case comes before its other problems, which keep their order."""
    problems = missing(3)
    problems.insert(place, ANOTHER)

    failed = malformed(WireError(problems))

    assert (failed.kind, failed.problem.code, failed.problem.place) == (
        FailureKind.WRONG_CASE,
        codes.WRONG_CASE,
        "case",
    )
    assert failed.problem.message == 'found "b2"; key1: is missing; key2: is missing; key3: is missing'


def test_an_answer_to_this_case_is_malformed():
    """If the case is right, the first problem comes first."""
    failed = malformed(WireError(missing(2)))

    assert (failed.kind, failed.problem.place) == (FailureKind.MALFORMED, "key1")
    assert failed.problem.message == "is missing; key2: is missing"


@pytest.mark.parametrize(
    ("problems", "shown", "rest"), [(1, 0, ""), (6, 5, ""), (7, 5, "; and 1 more"), (20, 5, "; and 14 more")]
)
def test_five_more_problems_are_shown_after_the_first(problems, shown, rest):
    """After the first problem, five others are shown, and the rest are counted."""
    others = "".join(f"; key{one}: is missing" for one in range(2, 2 + shown))

    assert malformed(WireError(missing(problems))).problem.message == f"is missing{others}{rest}"
