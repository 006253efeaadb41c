"""`yakkan explain`: what a code means and what to do about it."""

import click

from ...oracle import Code
from ...oracle.problems import nearest
from ...oracle.screen import TERMINAL_WIDTH
from ...reports import all_codes, put
from ...reports.drawing import wrapped
from ..exits import Exit
from ..streams import err, out


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Explain the code of a problem.

    Says what CODE means and how to fix the problem. Without CODE, lists all codes.
    """
    codes = all_codes()
    console = out()
    if code is None:
        for one in codes.values():
            put(console, f"{one.id}  {one.title}", indent=0)
        return Exit.FINE
    found = codes.get(code.strip().upper())
    if found is None:
        put(err(), f'there is no code "{code}"; {nearest(code.strip().upper(), codes)}', indent=0)
        return Exit.UNUSABLE
    put(console, _explanation(found), indent=0)
    return Exit.FINE


def _explanation(code: Code) -> str:
    return "\n".join(
        [
            f"{code.id}  {code.title}",
            "",
            *wrapped(code.meaning, TERMINAL_WIDTH),
            "",
            *wrapped(code.remedy, TERMINAL_WIDTH),
        ]
    )
