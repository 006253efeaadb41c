"""Systems side by side, as a value for machines and on a screen."""

from dataclasses import replace
from fractions import Fraction

from yakkan.adapters import Answered
from yakkan.cases import Profile, effort, space_of
from yakkan.reports import LANGUAGES, side_by_side_json
from yakkan.reports.side_by_side.amounts import amount_texts
from yakkan.verdict import Plan, compare_systems

ENGLISH = LANGUAGES["en"]


class Moved:
    """A right system that moves one unit from the second line of a bill to the first."""

    name = "moved"

    def __init__(self, inner):
        self.inner, self.describe, self.close = inner, inner.describe, inner.close

    def bill(self, case):
        bills = []
        for one in self.inner.bill(case).bills:
            first, second, *rest = one.lines
            lines = (replace(first, amount=first.amount + 1), replace(second, amount=second.amount - 1), *rest)
            bills.append(replace(one, lines=lines))
        return Answered(tuple(bills))


def test_lines_by_which_systems_part_are_told(book_for, faulty, studies):
    """Where totals and taxes are alike the JSON has the lines: the moved unit is in them."""
    book = book_for("tepco-meter-lighting-b")
    plan = Plan(space_of(book), effort(Profile.GATE, 6), 1, "run", studies=studies)
    told = side_by_side_json(compare_systems([faulty(book), Moved(faulty(book))], plan, lambda _event: None))
    ours, theirs = told["partings"][0]["bills"][0]["billed"]

    assert told["partings"][0]["groups"] == [["terms", 1], [2]]
    assert (ours["total"], ours["tax"]) == (theirs["total"], theirs["tax"])
    moved = {item: Fraction(theirs["lines"][item]) - Fraction(amount) for item, amount in ours["lines"].items()}
    assert sorted(moved.values()) == [-1, *[0] * (len(moved) - 2), 1]


def amount(total, tax=None, **lines):
    return Fraction(total), None if tax is None else Fraction(tax), tuple(sorted(lines.items()))


def test_a_cell_shows_what_differs():
    """Totals where they differ; with the tax where the totals are alike; with the lines where the taxes are too."""
    assert amount_texts([amount(100, 8), amount(110, 9), None], ENGLISH) == [["100"], ["110"], ["nothing"]]
    assert amount_texts([amount(100, 8), amount(100, 9)], ENGLISH) == [["100", "tax in it 8"], ["100", "tax in it 9"]]
    assert amount_texts([amount(100, 8, fee=5000), amount(100, 8, fee=4950)], ENGLISH) == [
        ["100", "fee 50"],
        ["100", "fee 49.50"],
    ]
    assert amount_texts([amount(100, 8), amount(100, 8)], ENGLISH) == [["100"], ["100"]]
