"""`yakkan faults`: what real billing systems get wrong."""

import click

from ..faults.catalogue import CATALOGUE, fault
from ..reports import put
from .exits import Exit
from .streams import out


@click.command()
@click.argument("name", required=False, metavar="[ID]")
def faults(name: str | None) -> int:
    """List what billing systems get wrong.

    With ID, tells of one. `yakkan serve TERMS --fault ID` bills with it.
    """
    console = out()
    if name is None:
        for one in CATALOGUE.values():
            put(console, f"{one.id}  {one.sign.value:<4} {one.family.value:<16} {one.name}", indent=0)
        return Exit.FINE
    one = fault(name.upper())
    put(console, f"{one.id}  {one.name}", style="bold", indent=0)
    for label, text in (
        ("family", one.family.value),
        ("sign", f"{one.sign.value} for the customer's bill"),
        ("formula", one.formula),
        ("evidence", one.evidence),
    ):
        put(console, f"{label:<10}{text}")
    return Exit.FINE
