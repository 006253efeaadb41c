"""The two streams of the command: results on standard output, progress and problems on standard error."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ..oracle.problems import Problem
from ..oracle.screen import safe

if TYPE_CHECKING:
    from ..reports import ReportConsole


def out() -> "ReportConsole":
    """Standard output."""
    from ..reports import report_console

    return report_console(sys.stdout, plain=_plain())


def err() -> "ReportConsole":
    """Standard error."""
    from ..reports import report_console

    return report_console(sys.stderr, plain=_plain())


def say(text: str, *, bold: bool = False, indent: int = 0, to_err: bool = False) -> None:
    """Print lines as they are, with unsafe characters as escapes; all that most commands need, without loading rich."""
    for line in text.splitlines() or [""]:
        shown = " " * indent + safe(line)
        click.echo(click.style(shown, bold=True) if bold and not _plain() else shown, err=to_err)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, each once."""
    for text in dict.fromkeys(str(problem) for problem in problems):
        say(text, to_err=True)


def forget_reader() -> None:
    """Discard what is still to be written to a closed pipe, so that nothing fails when the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())


def _plain() -> bool:
    return bool(os.environ.get("NO_COLOR"))
