"""How reports look: the styles of verdicts and directions, and the characters that drawings are made of."""

from rich.console import Console

from ...verdict import Direction, Verdict
from .scale import ASCII, BOX, Glyphs

VERDICT_STYLES = {Verdict.CONFORMS: "bold green", Verdict.DIVERGES: "bold red", Verdict.INCONCLUSIVE: "bold yellow"}
DIRECTION_STYLES = {Direction.OVER: "red", Direction.UNDER: "yellow", Direction.NEITHER: "magenta"}


def glyphs_of(console: Console) -> Glyphs:
    """The characters that the console's encoding can write."""
    return ASCII if console.options.ascii_only else BOX
