"""The answers of a batch, matched to their cases by id, whatever their order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import cast

from ...oracle import Case, Code, Problem
from .. import codes
from ..errors import WireError
from ..protocol import Failed, FailureKind
from ..quoting import shown
from ..wire import keys_of

PATH = "/v1/bills:batch"
_PLACE = f"POST {PATH}"


def batch_key(cases: Sequence[Case]) -> str:
    """The idempotency key of a batch: the same for the same cases in the same order."""
    return "batch-" + sha256("\n".join(case.id for case in cases).encode()).hexdigest()[:32]


def answers_of(value: object, cases: Sequence[Case]) -> Iterator[object | Failed]:
    """For each case, in order, the JSON value that answers it, or the failure if there is none.

    The same answer given twice counts once; two different answers are a failure.

    Raises:
        WireError: the value is not `{"answers": […]}`.
    """
    answers = keys_of(value).get("answers")
    if not isinstance(answers, list):
        raise WireError(Problem(codes.BATCH_UNREADABLE, _PLACE, f"found {shown(value)} without a list of answers"))
    by_case: defaultdict[object, list[object]] = defaultdict(list)
    for answer in cast("list[object]", answers):
        name = keys_of(answer).get("case")
        by_case[name if isinstance(name, str) else None].append(answer)
    asked = {case.id for case in cases}
    strange = [name for name in by_case if name not in asked]
    return (_answer(case, by_case, strange) for case in cases)


def _answer(case: Case, by_case: Mapping[object, list[object]], strange: Sequence[object]) -> object | Failed:
    answers = by_case.get(case.id, [])
    if not answers:
        if strange:
            found = "an answer without a case" if strange[0] is None else f"an answer to {shown(strange[0])}"
            message = f"the batch has no answer to this case, but {found}, which was not sent"
            return _failed(codes.NOT_IN_BATCH, message, FailureKind.WRONG_CASE)
        return _failed(codes.NOT_IN_BATCH, "the batch has no answer to this case", FailureKind.MALFORMED)
    if any(other != answers[0] for other in answers[1:]):
        return _failed(codes.ANSWERED_TWICE, f"{len(answers)} different answers", FailureKind.MALFORMED)
    return answers[0]


def _failed(code: Code, message: str, kind: FailureKind) -> Failed:
    return Failed(Problem(code, _PLACE, message), kind)
