"""What a plan still looks for, and what it gives up; what it is worth to catch."""

from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from yakkan.faults import CATALOGUE, Neighbour, Suspect
from yakkan.verdict.diagnosis.effects import Effect
from yakkan.verdict.diagnosis.uncaught import Uncaught, weight


def stub(**given) -> Any:
    """An object that knows this alone."""
    return SimpleNamespace(**given)


SETTING = Suspect((Neighbour("t", (("rounding.total", "ceiling"),)),))
OTHER = Suspect((Neighbour("t", (("rounding.total", "half-up"),)),))
STARRED = Suspect((next(one for one in CATALOGUE.values() if one.starred),))
PUBLISHED = Suspect((next(one for one in CATALOGUE.values() if not one.starred),))


@pytest.fixture
def uncaught():
    """The suspects that are looked for, with what each does to each case: a letter of an effect for each."""

    def uncaught(effects, patience):
        predictions = stub(effect=lambda one, case: Effect(effects[one][case]))
        return Uncaught(predictions, effects, patience)

    return uncaught


@pytest.mark.parametrize(
    ("effects", "patience", "left"),
    [
        ("===x", 3, [1, 1, 0, 0]),  # given up after three cases that could have shown it
        ("==!x", 3, [1, 1, 0, 0]),  # a case that it cannot bill could have shown it too
        ("==-x", 3, [1, 1, 1, 0]),  # one that reads none of its settings could not; and then it is caught
        ("===x", 4, [1, 1, 1, 0]),
        ("===x", None, [1, 1, 1, 0]),
    ],
)
def test_a_setting_is_given_up_after_so_many_cases(uncaught, effects, patience, left):
    """A setting is given up after as many cases as could have shown it and did not, and looked at no longer."""
    found = uncaught({SETTING: effects, OTHER: "----"}, patience)
    caught = []
    for case, looked_for in enumerate(left):
        caught += found.catch(case)
        assert (SETTING in found.looked_for) == looked_for
        assert OTHER in found.looked_for
    assert caught == ([SETTING] if left[2] else [])


def test_a_published_fault_is_never_given_up(uncaught):
    """A fault of the catalogue is looked for as long as no case shows it."""
    found = uncaught({PUBLISHED: "====x", STARRED: "====="}, 2)
    assert [found.catch(case) for case in range(5)] == [(), (), (), (), (PUBLISHED,)]
    assert found.looked_for == [STARRED]


def test_a_case_for_each_fault_is_looked_for_once():
    """After the first case a case that shows it is looked for each fault, and not again when there is none."""
    asked = Counter()

    def effect(one, case):
        asked[one] += 1
        return Effect({STARRED: "-", PUBLISHED: "-=xx", SETTING: "-xxx"}[one][case % (4 if one is not STARRED else 1)])

    pool: Any = [0, 1, 2, 3]
    found: Any = Uncaught(stub(effect=effect), [SETTING, STARRED, PUBLISHED], None)
    assert list(found.cases_for_faults(pool)) == []
    assert found.catch(0) == ()
    assert list(found.cases_for_faults(pool)) == [2]
    assert list(found.cases_for_faults(pool)) == []


@pytest.mark.parametrize(
    ("caught", "worth"),
    [
        ([], 0),
        ([SETTING], 1),
        ([SETTING, OTHER], 2),
        ([PUBLISHED], 12),
        ([STARRED], 200),
        ([STARRED, PUBLISHED, SETTING], 213),
        ([Suspect((*SETTING.parts, *STARRED.parts))], 200),  # the part that counts the most
        ([Suspect()], 0),
    ],
)
def test_what_it_is_worth_to_catch(caught, worth):
    """A published fault is worth many settings, one with the heaviest incidents very many; parts are not added up."""
    assert weight(caught) == worth


@pytest.mark.parametrize(("step", "worth"), [(1, 12 + 2), (5, 12 + 5 * 2)])
def test_a_sampled_setting_stands_for_as_many(uncaught, step, worth):
    """Where one in so many settings is looked at, each of them counts for so many, and a fault for itself."""
    found = uncaught({SETTING: "x", OTHER: "x", PUBLISHED: "x", STARRED: "="}, None)
    assert found.worth(0, [SETTING, OTHER, PUBLISHED, STARRED], step) == worth
