"""The reference system: the oracle as a billing system, right or with a fault."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from ..faults import Fault, applied
from ..oracle import Book, Case, CaseError, EventKind, Problem, bill
from . import codes
from .errors import WireError
from .protocol import Answered, Capabilities, Refused, SystemInfo
from .wire import (
    PROTOCOL,
    BatchShape,
    read_answer,
    read_case,
    validated,
    write_answer,
    write_error,
    write_refusal,
)

BATCH = 500
"""The most cases in one call."""

Apply = Callable[[Book, Case], tuple[Book, Case]]
"""Gives the terms and the case that a faulty system uses instead."""


def _unchanged(book: Book, case: Case) -> tuple[Book, Case]:
    return book, case


class ReferenceSystem:
    """A billing system in this process that bills by `book`; `apply` makes it faulty."""

    def __init__(self, book: Book, name: str = "yakkan reference", apply: Apply | None = None) -> None:
        self._book = book
        self._name = name
        self._apply = apply or _unchanged

    @property
    def name(self) -> str:
        """The name given when it was created."""
        return self._name

    def describe(self) -> SystemInfo:
        """The tariffs of its terms, and what the oracle can bill."""
        tariffs = frozenset(self._book.tariffs)
        return SystemInfo(
            self._name,
            version("yakkan"),
            (PROTOCOL,),
            Capabilities(batch=BATCH, events=frozenset(EventKind), tariffs=tariffs),
        )

    def bill(self, case: Case) -> Answered | Refused:
        """The oracle's bills as read back from the wire format; a refusal if the case cannot be billed."""
        _, answer = self._billed(case)
        return read_answer(answer, case)

    def close(self) -> None:
        """There is nothing to release."""

    def answer(self, case_json: object) -> tuple[int, dict[str, Any]]:
        """The HTTP status and JSON value for a case: 200 with bills, 422 with a refusal, 400 for what is not a case."""
        try:
            case = read_case(case_json)
        except WireError as error:
            return HTTPStatus.BAD_REQUEST, write_error(error)
        return self._billed(case)

    def answer_batch(self, batch_json: object) -> tuple[int, dict[str, Any]]:
        """The HTTP status and JSON value for `{"cases": […]}`: 200 with one answer or refusal for each, in order.

        400 if one of them is not a case: then none is billed, and the problems of all are reported.
        """
        try:
            cases = _read_batch(batch_json)
        except WireError as error:
            return HTTPStatus.BAD_REQUEST, write_error(error)
        return HTTPStatus.OK, {"answers": [self._billed(case)[1] for case in cases]}

    def _billed(self, case: Case) -> tuple[int, dict[str, Any]]:
        try:
            bills = bill(*self._apply(self._book, case))
        except CaseError as error:
            return HTTPStatus.UNPROCESSABLE_ENTITY, write_refusal(case.id, error)
        return HTTPStatus.OK, write_answer(case, bills)


def faulty_reference(book: Book, faults: Sequence[Fault], name: str | None = None) -> ReferenceSystem:
    """The reference system with all of `faults`; the correct one if there are none."""
    wrong, see = applied(faults, book)
    called = name or " with ".join(["yakkan reference", *([", ".join(one.id for one in faults)] if faults else [])])
    return ReferenceSystem(book, called, lambda _book, case: (wrong, see(case)))


def _read_batch(value: object) -> list[Case]:
    batch = validated(BatchShape, value, "the batch").cases
    if len(batch) > BATCH:
        raise WireError(Problem(codes.BATCH_TOO_LONG, "cases", f"found {len(batch)}, at most {BATCH} are accepted"))
    cases: list[Case] = []
    problems: list[Problem] = []
    for index, one in enumerate(batch):
        try:
            cases.append(read_case(one))
        except WireError as error:
            problems += [replace(problem, place=f"cases[{index}].{problem.place}") for problem in error.problems]
    if problems:
        raise WireError(problems)
    return cases
