"""Outcomes from a system's answer to a case, or to a round of cases, whose answers are matched by case id."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from ...oracle import Case, Problem
from .. import codes
from ..errors import WireError
from ..protocol import Failed, FailureKind, Outcome, Refused
from ..quoting import one_line
from ..redaction import Redaction
from .answer import in_words, read_answer
from .validation import keys_of

_LONGEST = 200
_SHOWN = 5
"""The most further problems of one answer that its message shows."""


def outcome_of(value: object, case: Case, redaction: Redaction) -> Outcome:
    """The outcome of an answer. Neither a failure nor a refusal shows a secret.

    An answer with an `error` says that the engine, or its adapter, failed on the case: neither bills nor a refusal.
    """
    outcome = _read(value, case)
    if isinstance(outcome, Failed):  # read again without secrets, so that none is cut in two and half of it shown
        outcome = _read(redaction.value(value), case)
    if isinstance(outcome, Refused):
        return Refused(redaction.text(outcome.code), redaction.text(outcome.message))
    return outcome


def outcomes_of(answers: Sequence[object], cases: Sequence[Case], place: str, redaction: Redaction) -> list[Outcome]:
    """The outcome of each case, in the order of the cases; `place` names where the answers were read.

    An answer that names no case of the round is ignored. A case with no answer, or with two, is a failure.
    """
    of_case: dict[str, list[object]] = {}
    for answer in answers:
        name = keys_of(answer).get("case")
        if isinstance(name, str):
            of_case.setdefault(name, []).append(answer)

    def only(case: Case) -> Outcome:
        found = of_case.get(case.id, [])
        if len(found) == 1:
            return outcome_of(found[0], case, redaction)
        message = f"{len(found) or 'no'} answer{'s' if found else ''} to the case {case.id}"
        return Failed(Problem(codes.WRONG_CASE, place, message), FailureKind.WRONG_CASE)

    return [only(case) for case in cases]


def list_of_answers(value: object) -> list[object] | None:
    """The `answers` of a JSON value; None if it has no such list."""
    found = keys_of(value).get("answers")
    return cast("list[object]", found) if isinstance(found, list) else None


def _read(value: object, case: Case) -> Outcome:
    error = keys_of(value).get("error")
    if error is not None and keys_of(value).get("case") == case.id:
        message = one_line(": ".join(str(one) for one in keys_of(error).values()), _LONGEST)
        problem = Problem(codes.ENGINE_ERROR, "the answer", message or "an error without a message")
        return Failed(problem, FailureKind.SERVER_ERROR)
    try:
        return read_answer(value, case)
    except WireError as error:
        return malformed(error)


def malformed(error: WireError) -> Failed:
    """The outcome of an answer that cannot be read: its first problem, with the next few in the message and a count of
    the rest.

    If the answer is to another case, that problem comes first.
    """
    ordered = sorted(error.problems, key=lambda problem: problem.code is not codes.WRONG_CASE)
    first, others = ordered[0], ordered[1:]
    kind = FailureKind.WRONG_CASE if first.code is codes.WRONG_CASE else FailureKind.MALFORMED
    message = "; ".join([first.message, *(in_words(problem) for problem in others[:_SHOWN])])
    if len(others) > _SHOWN:
        message += f"; and {len(others) - _SHOWN} more"
    return Failed(replace(first, message=message), kind)
