"""A fault shown on its own minimal case."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...adapters import Answered, ObservedBill, faulty_reference
from ...faults import Fault, apply
from ...oracle import Bill, Book, Case, bill
from .compare import Difference, compare


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A case with the bills of the terms (`right`) and of the faulty system (`wrong`); `observed` are the latter as
    they come over the wire."""

    book: Book
    case: Case
    right: Sequence[Bill]
    wrong: Sequence[Bill]
    observed: Sequence[ObservedBill]
    differences: Sequence[Difference]


def worked_example(fault: Fault, book: Book) -> WorkedExample:
    """The fault's minimal case as billed by the terms and by the faulty system; `book` holds the terms of its
    example."""
    case = fault.trigger.case
    answer = faulty_reference(book, [fault]).bill(case)
    observed = answer.bills if isinstance(answer, Answered) else ()
    wrong = bill(*apply(fault, book, case))
    return WorkedExample(book, case, bill(book, case), wrong, observed, compare(book, case, observed))
