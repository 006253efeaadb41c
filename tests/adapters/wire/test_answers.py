"""What an answer that cannot be read comes to: which of its problems stands first, and how many are told."""

import pytest
from yakkan.adapters import FailureKind, WireError, codes
from yakkan.adapters.wire.answers import malformed
from yakkan.oracle import Problem

ANOTHER = Problem(codes.WRONG_CASE, "case", 'found "b2"')


def missing(number):
    """Problems of so many keys that are missing, each at its own place."""
    return [Problem(codes.MISSING_KEY, f"key{one}", "is missing") for one in range(1, number + 1)]


@pytest.mark.parametrize("place", [0, 1, 3])
def test_that_an_answer_is_to_another_case_stands_first(place):
    """An answer to another case is that, wherever it stands among what else is wrong with it; the others keep order."""
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
    """Without a wrong case the first problem stands first."""
    failed = malformed(WireError(missing(2)))

    assert (failed.kind, failed.problem.place) == (FailureKind.MALFORMED, "key1")
    assert failed.problem.message == "is missing; key2: is missing"


@pytest.mark.parametrize(
    ("problems", "told", "rest"), [(1, 0, ""), (6, 5, ""), (7, 5, "; and 1 more"), (20, 5, "; and 14 more")]
)
def test_after_the_first_five_more_problems_are_told(problems, told, rest):
    """After the first problem five others are told, and the rest counted."""
    others = "".join(f"; key{one}: is missing" for one in range(2, 2 + told))

    assert malformed(WireError(missing(problems))).problem.message == f"is missing{others}{rest}"
