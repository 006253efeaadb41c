"""The fewest parts that explain everything, and the suspect that comes nearest. Parts are named by their setting."""

from types import SimpleNamespace
from typing import Any

import pytest
from yakkan.faults import Neighbour, Suspect, together
from yakkan.verdict.diagnosis.explanations import explanations, nearest


def stub(**given) -> Any:
    """An object that knows this alone."""
    return SimpleNamespace(**given)


PART = {name: Suspect((Neighbour("t", ((name, 1),)),)) for name in "abcd"}


def names(suspect):
    return "".join(part.setting for part in suspect.parts)


@pytest.fixture
def explained():
    """The explanations, where every suspect explains all that has all parts of one of these words."""

    def explained(words, suspects, *models):
        def explains_all(suspect):
            return any(set(word) <= set(names(suspect)) for word in words)

        evidence = stub(explains_all=explains_all, wrong=[], right=[])
        before = [together(*(PART[name] for name in model)) for model in models]
        return [names(one) for one in explanations(evidence, [PART[name] for name in suspects], before, tries=20)]

    return explained


@pytest.mark.parametrize(
    ("words", "suspects", "models", "found"),
    [
        (["a"], "abcd", ["bc"], ["a"]),  # one part does
        (["a", "c"], "abcd", [], ["a", "c"]),
        (["abc"], "cd", ["ab"], ["abc"]),  # what was an explanation needs a part more
        (["bc"], "cd", ["ab"], ["bc"]),  # and one of its parts is needed no more
        (["bc", "ad"], "cd", ["ab"], ["bc", "ad"]),
        (["abc", "bd"], "cd", ["ab"], ["bd"]),  # two parts rather than three
        (["bd", "abc"], "dc", ["ab"], ["bd"]),
    ],
)
def test_the_fewest_parts_that_are_all_needed(explained, words, suspects, models, found):
    """Explanations have the fewest parts, and none that could be left out."""
    assert explained(words, suspects, *models) == found


@pytest.mark.parametrize(
    ("scores", "best"),
    [
        ({"a": (3, 9), "b": (4, 9)}, ("b", 4, 9)),
        ({"a": (4, 9), "b": (3, 9)}, ("a", 4, 9)),
        ({"a": (4, 9), "b": (4, 9)}, ("a", 4, 9)),  # of those that explain as many the first
        ({"a": (4, 9), "b": (4, 8)}, ("b", 4, 8)),  # half of them is more than four of nine
        ({"a": (1, 2), "b": (4, 8)}, ("a", 1, 2)),
        ({"a": (1, 9), "c": (8, 9)}, ("a", 1, 9)),  # c explains no wrong one
        ({"c": (8, 9)}, (None, 0, 0)),
    ],
)
def test_the_nearest_explains_the_largest_part(scores, best):
    """The nearest suspect explains the largest part of all bills, and at least one wrong answer."""
    evidence = stub(
        wrong=["wrong"],
        explains=lambda one, _wrong: names(one) != "c",
        score=lambda one: scores[names(one)],
    )
    one, got, of = nearest(evidence, [PART[name] for name in scores])
    assert (one and names(one), got, of) == best
