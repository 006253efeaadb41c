"""`yakkan faults`: the catalogue, a worked example of each fault, and which of them apply to given terms."""

import pytest
from yakkan.adapters import Answered, faulty_reference, read_case, write_case
from yakkan.faults import CATALOGUE
from yakkan.oracle import bill
from yakkan.verdict import compare


def test_the_catalogue_is_listed_by_family(yakkan_here, same_screen):
    """All faults are listed under their families, with their sign, those with the heaviest incidents starred."""
    result = yakkan_here("faults")

    assert (result.code, result.err) == (0, "")
    same_screen("faults", result.out)


@pytest.mark.parametrize("name", ["f-07", "F-45"])
def test_a_fault_is_worked_through(yakkan_here, same_screen, name):
    """One fault is told with its formula, its evidence and its case: timeline, sums of both sides, both derivations."""
    result = yakkan_here("faults", name)

    assert (result.code, result.err) == (0, "")
    same_screen(f"faults-{name.lower()}", result.out)


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_fault_is_worked_through(yakkan_here, name):
    """Each fault prints its case and where the two sides differ; in Japanese too."""
    result = yakkan_here("faults", name, "--lang", "ja")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0].startswith(f"{name}  {CATALOGUE[name].name}")
    assert "example-1" in result.out or "old-1" in result.out


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_fault_can_be_served(name):
    """The reference system with a fault answers its case, sent as on the wire, otherwise than the terms do."""
    one = CATALOGUE[name]
    book, case = one.trigger.book(), read_case(write_case(one.trigger.case))
    right, wrong = (faulty_reference(book, faults).bill(case) for faults in ([], [one]))

    assert isinstance(right, Answered)
    assert isinstance(wrong, Answered)
    assert compare(book, case, right.bills) == ()
    assert compare(book, case, wrong.bills)
    assert len(right.bills) == len(bill(book, case))


def test_variants_are_told_together(yakkan_here):
    """A number with variants tells all of them, and a number that is not there names the nearest one."""
    result = yakkan_here("faults", "F-38")

    assert result.code == 0
    assert [line[:5] for line in result.out.splitlines() if line.startswith("F-")] == ["F-38a", "F-38b"]
    assert yakkan_here("faults", "F-97").code == 3


def test_faults_that_apply_to_terms(yakkan_here, same_screen, terms_folder):
    """With terms those faults are listed that can change a bill under them, and those named that cannot."""
    result = yakkan_here("faults", "--terms", terms_folder / "so-net-hikari-flets")

    assert (result.code, result.err) == (0, "")
    same_screen("faults-terms", result.out)
    told = yakkan_here("faults", "F-01", "--terms", terms_folder / "so-net-hikari-flets").out
    assert "is equivalent: no case can show it under so-net-hikari-flets" in told
