"""Many problems of one answer, told as the one problem of its outcome."""

from dataclasses import replace

from . import codes
from .errors import WireError
from .protocol import Failed, FailureKind
from .wire_answer import in_words

_TOLD = 5


def malformed(error: WireError) -> Failed:
    """The outcome for an answer that can not be read: its first problem, the next few in the message, the rest counted.

    An answer to another case is that before anything else.
    """
    ordered = sorted(error.problems, key=lambda problem: problem.code is not codes.WRONG_CASE)
    first, others = ordered[0], ordered[1:]
    kind = FailureKind.WRONG_CASE if first.code is codes.WRONG_CASE else FailureKind.MALFORMED
    message = "; ".join([first.message, *(in_words(problem) for problem in others[:_TOLD])])
    if len(others) > _TOLD:
        message += f"; and {len(others) - _TOLD} more"
    return Failed(replace(first, message=message), kind)
