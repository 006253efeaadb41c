"""Which billers agree follows from what each bills for the same cases."""

from datetime import date
from fractions import Fraction

from yakkan.oracle import Case, Contract
from yakkan.verdict.side_by_side.alike import agreement, classes, disagreements

DAY, LATER = date(2020, 1, 1), date(2020, 2, 1)


def case(name, contracts=1):
    return Case(name, tuple(Contract(f"{name}-{number}", "t", DAY) for number in range(contracts)), LATER)


def bills(*totals):
    days = (DAY, LATER)
    return tuple(((0, day), (Fraction(total), None, ())) for day, total in zip(days, totals, strict=False))


CASES = [case("a"), case("b", contracts=2), case("c")]
TERMS = [bills(100), bills(200), bills(300, 30)]
WRONG = [bills(100), bills(210), bills(310, 30)]
LATE = [None, bills(210), bills(310, 30)]
ODD = [bills(100), bills(205), bills(300, 30)]
SILENT = [None, None, None]


def test_pairs_are_counted_where_both_answered():
    """The terms and a system that is wrong in 2 of 3 cases agree in 1; who answered 2 cases is counted by 2."""
    assert agreement([TERMS, WRONG, LATE, SILENT]) == (
        ((3, 3), (1, 3), (0, 2), (0, 0)),
        ((1, 3), (3, 3), (2, 2), (0, 0)),
        ((0, 2), (2, 2), (2, 2), (0, 0)),
        ((0, 0), (0, 0), (0, 0), (0, 0)),
    )


def test_those_who_are_wrong_alike_are_one_class():
    """Two systems with the same wrong bills are together, apart from the terms; one without answers is nowhere."""
    assert classes([TERMS, WRONG, TERMS, LATE, ODD, SILENT]) == ((0, 2), (1, 3), (4,))


def test_a_class_agrees_in_every_pair():
    """One that answered a single case, like two that differ elsewhere, joins the first: no class has a pair apart."""
    first_only = [bills(100), None, None]
    assert classes([TERMS, WRONG, first_only]) == ((0, 2), (1,))


def test_systems_without_a_common_case_are_not_alike():
    """Two that never answered the same case are not said to agree."""
    assert classes([[bills(1), None], [None, bills(2)]]) == ((0,), (1,))


def test_partings_show_the_smallest_case_of_each_way():
    """The terms and two others disagree in two ways: case c shows one of them and is smaller than b, which has two
    contracts."""
    found = disagreements(CASES, [TERMS, WRONG, ODD])

    assert [(one.groups, one.case.id, one.seen) for one in found] == [
        (((0,), (1,), (2,)), "b", 1),
        (((0, 2), (1,)), "c", 1),
    ]
    assert found[1].bills == (
        ((0, DAY), ((Fraction(300), None, ()), (Fraction(310), None, ()))),
        ((0, LATER), ((Fraction(30), None, ()), (Fraction(30), None, ()))),
    )


def test_the_most_frequent_parting_comes_first_with_its_smallest_case():
    """Two cases set the terms apart from the others: that is one disagreement, shown with the case of one contract."""
    (found,) = disagreements(CASES, [TERMS, WRONG, WRONG])

    assert (found.groups, found.seen, found.case.id) == (((0,), (1, 2)), 2, "c")


def test_who_did_not_answer_is_in_no_group():
    """A case that one system did not answer is compared among the others."""
    assert disagreements(CASES[:1], [TERMS[:1], SILENT[:1], TERMS[:1]]) == ()
    (found,) = disagreements(CASES[1:2], [TERMS[1:2], SILENT[1:2], WRONG[1:2]])
    assert found.groups == ((0,), (2,))
