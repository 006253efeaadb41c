"""A fault: its formula, its published evidence, how it changes the oracle's inputs, and a case that shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ..oracle import Book, Case, Terms, TermsError
from .example import Example


class Family(StrEnum):
    """What a fault is about."""

    PRORATION = "proration ratio"
    CALENDAR = "calendar"
    LIFECYCLE = "lifecycle"
    CREDITS = "credits"
    USAGE = "usage"
    PRICES = "prices and tax"


class Sign(StrEnum):
    """Who pays for the fault: `OVER` where the customer is billed too much."""

    OVER = "+"
    UNDER = "-"
    EITHER = "+/-"


def same_terms(terms: Terms) -> Terms:
    """The terms unchanged: the fault only changes the history."""
    return terms


def same_case(_book: Book, case: Case) -> Case:
    """The case unchanged: the fault only changes settings."""
    return case


def under_any_terms(_terms: Terms) -> bool:
    """Always true: whenever the fault changes the settings, some bill differs."""
    return True


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake as a change of the oracle's inputs: other terms, another history, or both.

    `formula` reads "correct => faulty". `trigger` is a minimal case that shows the fault under shipped terms. `starred`
    faults are those with the heaviest incidents. `case` gets the correct terms, since what it leaves out may depend on
    them. `matters` is true if the fault can change a bill under the given correct terms; a fault that changes terms and
    leaves these as they are does not, whatever `matters` says. With `between_versions` it can also change bills of a
    tariff with several versions.
    """

    id: str
    name: str
    formula: str
    family: Family
    sign: Sign
    evidence: str
    trigger: Example = field(compare=False, repr=False)
    starred: bool = False
    terms: Callable[[Terms], Terms] = same_terms
    case: Callable[[Book, Case], Case] = same_case
    matters: Callable[[Terms], bool] = under_any_terms
    between_versions: bool = False

    def laid_over(self, terms: Terms) -> Terms:
        """What a system with the fault reads in place of these terms. They are unchanged if the vocabulary does not
        allow the faulty ones, such as a denominator in days with a numerator in months."""
        try:
            return self.terms(terms)
        except TermsError:
            return terms

    def applies(self, book: Book) -> bool:
        """True if the fault can change a bill under these terms; otherwise it is equivalent to them."""
        return any(self._applies_to(book, terms) for terms in book)

    def _applies_to(self, book: Book, terms: Terms) -> bool:
        if not self.matters(terms) and not (self.between_versions and len(book.of(terms.tariff)) > 1):
            return False
        return self.case is not same_case or self.laid_over(terms) != terms


def apply(fault: Fault, book: Book, case: Case) -> tuple[Book, Case]:
    """The terms that a system with the fault bills by, and the history as it sees it."""
    return book.map(fault.laid_over), fault.case(book, case)


def applied(faults: Sequence[Fault], book: Book) -> tuple[Book, Callable[[Case], Case]]:
    """All `faults` combined, in order: the terms that such a system bills by, and how it sees a case."""
    wrong = book
    for one in faults:
        wrong = wrong.map(one.laid_over)

    def see(case: Case) -> Case:
        for one in faults:
            case = one.case(book, case)
        return case

    return wrong, see
