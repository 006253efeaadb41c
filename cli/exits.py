"""What the command's exit code says."""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..verdict import Verdict


class Exit(IntEnum):
    """The exit codes of all commands."""

    FINE = 0
    """It conforms; it is fixed; nothing is wrong."""
    DIVERGES = 1
    """The system bills something else than the terms say."""
    INCONCLUSIVE = 2
    """Nothing can be said, because of the system: it is down, refuses, or answers what cannot be read."""
    UNUSABLE = 3
    """What was given cannot be used: the command line, the terms, a case."""
    INTERRUPTED = 130
    """Ctrl-C, as shells say it."""
    READER_GONE = 141
    """Whoever read the output has closed it, as shells say it."""


_OF_VERDICTS = {"conforms": Exit.FINE, "diverges": Exit.DIVERGES, "inconclusive": Exit.INCONCLUSIVE}


def exit_of(verdict: "Verdict") -> Exit:
    """The exit code that says a verdict."""
    return _OF_VERDICTS[verdict.value]
