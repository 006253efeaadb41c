"""What a program under test printed beside its answers, in a box on standard error."""

from typing import cast

from rich.box import ASCII, ROUNDED
from rich.panel import Panel
from rich.text import Text

from ..adapters import BillingSystem
from ..reports.look import WIDTH, safe
from .streams import err


def show_said(system: BillingSystem) -> None:
    """Print the last lines that the system's program printed beside its answers; nothing of a system that has none."""
    said = cast("tuple[str, ...]", getattr(system, "said", ()))
    if said:
        console = err()
        box = ASCII if console.options.ascii_only else ROUNDED
        title = Text(f"the last lines that {safe(system.name)} printed")
        console.print(Panel(Text("\n".join(said)), box=box, title=title, title_align="left", width=WIDTH))
