"""How reports look: the console they are printed on, and the styles of what they say."""

from typing import IO
from unicodedata import category

from rich.console import Console
from rich.text import Text

from ...oracle.screen import TERMINAL_WIDTH
from ...verdict import Direction, Verdict
from .scale import ASCII, BOX, Glyphs

INDENT = 2
_NARROWEST = 60
_ACTED_ON = {"Cc", "Cf", "Cs"}
"""Characters that a terminal acts on in place of showing them: controls, and what turns the direction of text."""

VERDICT_STYLES = {Verdict.CONFORMS: "bold green", Verdict.DIVERGES: "bold red", Verdict.INCONCLUSIVE: "bold yellow"}
DIRECTION_STYLES = {Direction.OVER: "red", Direction.UNDER: "yellow", Direction.NEITHER: "magenta"}
TITLE_STYLE = "bold"


class ReportConsole(Console):
    """A console that lets its caller handle a reader who has gone away."""

    def on_broken_pipe(self) -> None:
        """Pass the error on.

        Raises:
            BrokenPipeError: always; rich calls this while it handles one.
        """
        raise  # noqa: PLE0704  # the error that rich is handling


def report_console(file: IO[str], *, plain: bool) -> ReportConsole:
    """A console on `file`, at most `TERMINAL_WIDTH` wide; without colours if it is no terminal, or where `plain`."""
    colours = None if plain else "auto"
    console = ReportConsole(file=file, highlight=False, markup=False, emoji=False, color_system=colours)
    console.width = min(max(console.width, _NARROWEST), TERMINAL_WIDTH) if console.is_terminal else TERMINAL_WIDTH
    return console


def glyphs_of(console: Console) -> Glyphs:
    """The characters that the console's encoding can write."""
    return ASCII if console.options.ascii_only else BOX


def put(console: Console, text: str = "", *, style: str = "", indent: int = INDENT) -> None:
    """Print lines as they are: not wrapped, what is not to be shown as escapes."""
    for line in text.splitlines() or [""]:
        console.print(Text(" " * indent + safe(line) if line else "", style=style), soft_wrap=True)


def safe(text: str) -> str:
    """`text`, perhaps of other people's making, with what a terminal would act on as escapes."""
    return "".join(char.encode("unicode_escape").decode() if category(char) in _ACTED_ON else char for char in text)
