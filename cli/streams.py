"""The two streams of the command: what was asked for on one, progress and problems on the other."""

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper

from ..oracle import Problem
from ..reports import ReportConsole, put, report_console


def survive_any_encoding() -> None:
    """Write characters that a stream's encoding does not have as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def out() -> ReportConsole:
    """Standard output."""
    return report_console(sys.stdout, plain=_plain())


def err() -> ReportConsole:
    """Standard error."""
    return report_console(sys.stderr, plain=_plain())


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, each once."""
    console = err()
    for text in dict.fromkeys(str(problem) for problem in problems):
        put(console, text, indent=0)


def forget_reader() -> None:
    """Send what is still to be written nowhere, so that nothing fails at the end of the process."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())


def _plain() -> bool:
    return bool(os.environ.get("NO_COLOR"))
