"""The answers to a round of cases, found by the case that each names."""

from collections.abc import Sequence
from typing import cast

from ..oracle.history import Case
from ..oracle.problems import Problem
from . import codes
from .errors import WireError
from .malformed import malformed
from .protocol import Failed, FailureKind, Outcome
from .validated import keys_of
from .wire_answer import read_answer


def read_answers(answers: Sequence[object], cases: Sequence[Case], place: str) -> list[Outcome]:
    """The outcome of each case, in the order of the cases; `place` names where the answers were read.

    An answer that names no case of the round is nobody's. A case that no answer names, or two, is untested.
    """
    of_case: dict[str, list[object]] = {}
    for answer in answers:
        name = keys_of(answer).get("case")
        if isinstance(name, str):
            of_case.setdefault(name, []).append(answer)
    return [_outcome(of_case.get(case.id, []), case, place) for case in cases]


def list_of_answers(value: object) -> list[object] | None:
    """The `answers` of a JSON value; None where it has none."""
    found = keys_of(value).get("answers")
    return cast("list[object]", found) if isinstance(found, list) else None


def _outcome(found: list[object], case: Case, place: str) -> Outcome:
    if len(found) != 1:
        message = f"{len(found) or 'no'} answer{'s' if found else ''} to the case {case.id}"
        return Failed(Problem(codes.WRONG_CASE, place, message), FailureKind.WRONG_CASE)
    try:
        return read_answer(found[0], case)
    except WireError as error:
        return malformed(error)
