"""The console that everything is printed on."""

from typing import IO

from rich.console import Console
from rich.text import Text

from ...oracle.screen import TERMINAL_WIDTH, safe

INDENT = 2
_NARROWEST = 60

TITLE_STYLE = "bold"


class ReportConsole(Console):
    """A console that leaves it to the caller to handle a closed pipe."""

    def on_broken_pipe(self) -> None:
        """Pass the error on.

        Raises:
            BrokenPipeError: always; rich calls this while it handles one.
        """
        raise  # noqa: PLE0704  # the error that rich is handling


def report_console(file: IO[str], *, plain: bool) -> ReportConsole:
    """A console on `file`, at most `TERMINAL_WIDTH` wide; without colours if it is not a terminal, or if `plain`."""
    colours = None if plain else "auto"
    console = ReportConsole(file=file, highlight=False, markup=False, emoji=False, color_system=colours)
    console.width = min(max(console.width, _NARROWEST), TERMINAL_WIDTH) if console.is_terminal else TERMINAL_WIDTH
    return console


def put(console: Console, text: str = "", *, style: str = "", indent: int = INDENT) -> None:
    """Print lines as they are, not wrapped; characters that are unsafe on a terminal are printed as escapes."""
    for line in text.splitlines() or [""]:
        console.print(Text(" " * indent + safe(line) if line else "", style=style), soft_wrap=True)
