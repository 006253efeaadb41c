"""The power of a run, counted, and how much of what it missed is listed. The effects on cases are given here."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from yakkan.faults import Neighbour, Suspect
from yakkan.verdict.diagnosis.effects import Effect
from yakkan.verdict.diagnosis.power import power


def stub(**given) -> Any:
    """An object that knows this alone."""
    return SimpleNamespace(**given)


@pytest.fixture
def counted(monkeypatch):
    """The power where suspects have these effects on the cases, by their numbers: as many letters as there are."""
    module = import_module(power.__module__)
    monkeypatch.setattr(module, "suspect_text", lambda one, _book: one.parts[0].setting)

    def counted(effects, answered, reachable, beyond=()):
        cases = {number: stub(number=number) for number in {*answered, *reachable, *beyond}}
        suspects = {Suspect((Neighbour("t", ((name, 1),)),)): letters for name, letters in effects.items()}
        predictions = stub(
            book=None,
            effect=lambda one, case: Effect(suspects[one][case.number]),
            differs=lambda one, case: suspects[one][case.number] == "x",
        )
        told: Any = [[cases[number] for number in numbers] for numbers in (answered, reachable, beyond)]
        return power(predictions, list(suspects), *told)

    return counted


def test_every_suspect_is_counted_once(counted):
    """A suspect is caught, or missed by the run, or shown by cases out of reach alone, or by none."""
    effects = {"caught": "x===", "missed": "=x==", "late": "==x=", "beyond": "=!-x", "none": "=-!="}
    found = counted(effects, [0], [0, 1, 2], [3])
    assert (found.cases, found.caught, found.catchable) == (1, 1, 3)
    assert (found.equivalent, found.unreachable) == (1, 1)
    assert [(one.what, one.case.number) for one in found.missed] == [("missed", 1), ("late", 2)]


@pytest.mark.parametrize(("missed", "listed"), [(59, 59), (60, 60), (61, 60), (70, 60)])
def test_sixty_of_the_missed_are_listed(counted, missed, listed):
    """All that is missed is counted, and the first sixty of it are listed."""
    found = counted({str(number): "=x" for number in range(missed)}, [0], [0, 1])
    assert (found.catchable, len(found.missed)) == (missed, listed)
    assert [one.what for one in found.missed] == [str(number) for number in range(listed)]


def test_thirty_answers_apart_from_the_telling_cases_are_looked_at(counted):
    """Of the answered cases that are no telling ones the first thirty are put to a suspect that is not caught."""
    letters = "=" * 30 + "x="
    assert counted({"a": letters}, range(31), [31]).caught == 0
    assert counted({"a": letters}, range(1, 31), [31]).caught == 1
    assert counted({"a": letters}, range(31), [30, 31]).caught == 1  # a telling case is always looked at
