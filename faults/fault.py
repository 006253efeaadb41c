"""A fault: what it is, who published it, and how it changes the inputs of the oracle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..oracle import Book, Case, Terms


class Family(StrEnum):
    """What a fault is about."""

    PRORATION = "proration ratio"
    LIFECYCLE = "lifecycle"


class Sign(StrEnum):
    """Who pays for the fault: `OVER` where the customer is billed too much."""

    OVER = "+"
    UNDER = "-"
    EITHER = "+/-"


def _same_terms(terms: Terms) -> Terms:
    return terms


def _same_case(_book: Book, case: Case) -> Case:
    return case


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake as a change of what the oracle is given: other terms, another history, or both.

    `formula` reads "correct => faulty"; `case` is given the correct terms, since what it leaves out may depend on them.
    """

    id: str
    name: str
    formula: str
    family: Family
    sign: Sign
    evidence: str
    terms: Callable[[Terms], Terms] = _same_terms
    case: Callable[[Book, Case], Case] = _same_case


def apply(fault: Fault, book: Book, case: Case) -> tuple[Book, Case]:
    """What a system with the fault bills by, and the history as it sees it."""
    return book.map(fault.terms), fault.case(book, case)


def applied(faults: Sequence[Fault], book: Book) -> tuple[Book, Callable[[Case], Case]]:
    """All `faults` together, in order: the terms such a system bills by, and how it sees a case."""
    wrong = book
    for one in faults:
        wrong = wrong.map(one.terms)

    def see(case: Case) -> Case:
        for one in faults:
            case = one.case(book, case)
        return case

    return wrong, see
