"""The exit codes of the command."""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..verdict import Verdict


class Exit(IntEnum):
    """The exit codes of all commands."""

    FINE = 0
    """The system conforms, the case is fixed, or the command did its work."""
    DIVERGES = 1
    """The system does not bill what the terms say."""
    INCONCLUSIVE = 2
    """No verdict is possible because of the system: it is down, refuses, or gives answers that cannot be read."""
    UNUSABLE = 3
    """The command line, the terms or a file cannot be used."""
    INTERRUPTED = 130
    """Ctrl-C, by the convention of shells."""
    READER_GONE = 141
    """The reader of the output has closed it, by the convention of shells."""


_OF_VERDICTS = {"conforms": Exit.FINE, "diverges": Exit.DIVERGES, "inconclusive": Exit.INCONCLUSIVE}


def exit_of(verdict: "Verdict") -> Exit:
    """The exit code for a verdict."""
    return _OF_VERDICTS[verdict.value]
