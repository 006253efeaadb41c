"""What a program under test wrote on standard error, in a box on ours."""

from typing import cast

from rich.box import ASCII, ROUNDED
from rich.panel import Panel
from rich.text import Text

from ..adapters import BillingSystem
from ..reports.look import WIDTH, safe
from .streams import err


def show_said(system: BillingSystem) -> None:
    """Print the last lines that the system's program wrote on standard error; nothing of a system that has none."""
    said = cast("tuple[str, ...]", getattr(system, "said", ()))
    if said:
        console = err()
        box = ASCII if console.options.ascii_only else ROUNDED
        title = Text(f"standard error of {safe(system.name)}, its last lines")
        console.print(Panel(Text("\n".join(said)), box=box, title=title, title_align="left", width=WIDTH))
