"""`yakkan smoke`: can this system be tested at all, and does it bill one simple case correctly?"""

from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from rich.console import Console

from ...adapters import DESCRIBES, Check
from ...cases import fresh_names
from ...oracle import load_terms
from ...reports import LANGUAGES, put
from ...reports.drawing import period_text, shown_amount
from ...verdict import Difference, Judgement, smoke_test, sums_of
from ..exits import Exit
from ..shipped import shipped_terms
from ..streams import out
from ..target import target_system, with_connection_options

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("–", "dim")}
_ASCII_MARKS = {True: "ok", False: "NO", None: "-"}


@click.command()
@with_connection_options
@click.option("--terms", type=click.Path(path_type=Path), help="A document or a folder [default: the shipped terms].")
def smoke(terms: Path | None, **how: Any) -> int:  # noqa: ANN401  # the options of `target_system`
    """Distinguish a broken adapter from a broken system.

    Makes a handful of calls and prints one screen. Exit codes: 0 fine, 1 the system bills a simple case wrong, 2 it
    cannot be tested.
    """
    book = load_terms(terms or shipped_terms())
    console = out()
    with target_system(**how).opened() as system:
        result = smoke_test(system, book, fresh_names(uuid4().hex[:8]))
    if not result.checks:
        put(
            console,
            "The system has none of the tariffs of these terms; give the terms of its own tariffs with --terms.",
            indent=0,
        )
        return Exit.INCONCLUSIVE
    for check in result.checks:
        _print_check(console, check)
    put(console)
    if result.failed is not None:
        put(console, _broken(result.failed), style="bold yellow", indent=0)
        return Exit.INCONCLUSIVE
    return _print_judgement(console, result.judgement)


def _print_check(console: Console, check: Check) -> None:
    mark, style = _MARKS[check.ok]
    if console.options.ascii_only:
        mark = _ASCII_MARKS[check.ok]
    detail = f": {check.detail}" if check.detail else ""
    put(console, f"{mark} {check.name}{detail}", style=style, indent=0)


def _broken(check: Check) -> str:
    if check.name == DESCRIBES:
        return "The system cannot be tested: it cannot be reached, or does not say what it is."
    return f'The adapter is broken; this must be true: "{check.name}".'


def _print_judgement(console: Console, judgement: Judgement | None) -> Exit:
    if judgement is None:
        put(console, "The adapter is broken: it answered a case, but not a second one with the same history.", indent=0)
        return Exit.INCONCLUSIVE
    if judgement.defects:
        put(console, f"The adapter works; {_defect(judgement.defects[0])}", style="bold red", indent=0)
        return Exit.DIVERGES
    reading = ", by another reading that the terms allow" if judgement.readings else ""
    text = f"Fine: the adapter works, and a simple case is billed as the terms say{reading}."
    put(console, text, style="bold green", indent=0)
    return Exit.FINE


def _defect(difference: Difference) -> str:
    words = LANGUAGES["en"]
    total, period = sums_of(difference).total, period_text(difference.period, words)
    billed, due = (words.nothing if one is None else shown_amount(one) for one in (total.observed, total.expected))
    clause = f"{difference.clause.heading}, {difference.clause.place}"
    if total.difference == 0:
        return f"for {period} the system bills the right total, but {words.kinds[difference.finding.kind]} ({clause})."
    return f"for {period} the system bills {billed} where the terms say {due} ({clause})."
