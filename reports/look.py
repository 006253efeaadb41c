"""How reports look: the console they are printed on, and the styles of what they say."""

from typing import IO

from rich.console import Console
from rich.text import Text

from ..verdict import Direction, Verdict
from .scale import ASCII, BOX, Glyphs

WIDTH = 100
"""Columns that a report is made for."""
_NARROWEST = 60

VERDICT_STYLES = {Verdict.CONFORMS: "bold green", Verdict.DIVERGES: "bold red", Verdict.INCONCLUSIVE: "bold yellow"}
DIRECTION_STYLES = {Direction.OVER: "red", Direction.UNDER: "yellow", Direction.NEITHER: "magenta"}


class ReportConsole(Console):
    """A console that lets its caller handle a reader who has gone away."""

    def on_broken_pipe(self) -> None:
        """Pass the error on.

        Raises:
            BrokenPipeError: always; rich calls this while it handles one.
        """
        raise  # noqa: PLE0704  # the error that rich is handling


def report_console(file: IO[str], *, plain: bool) -> ReportConsole:
    """A console on `file`: as wide as its terminal, up to `WIDTH` columns; no colours where it is no terminal or `plain`."""
    console = ReportConsole(file=file, highlight=False, markup=False, emoji=False, color_system=None if plain else "auto")
    width = min(max(console.width, _NARROWEST), WIDTH) if console.is_terminal else WIDTH
    console.width = width
    return console


def glyphs_of(console: Console) -> Glyphs:
    """The characters that the console's encoding can write."""
    return ASCII if console.options.ascii_only else BOX


def put(console: Console, text: str = "", *, style: str = "", indent: int = 2) -> None:
    """Print lines as they are, without wrapping them."""
    for line in text.splitlines() or [""]:
        console.print(Text(" " * indent + line if line else "", style=style), soft_wrap=True)
