"""`yakkan faults`: what real billing systems get wrong, each with a case that shows it."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import click

from ...faults import CATALOGUE, Fault, fault_by_id, variants_of
from ...oracle import Book, load_terms
from ...reports import LANGUAGES, ReportConsole, Words, print_worked, put
from ...reports.drawing import wrapped
from ...verdict import worked_example
from ..exits import Exit
from ..shipped import shipped_terms
from ..streams import out

_LABELS = 10
_INDENT = 2


@click.command()
@click.argument("name", required=False, metavar="[ID]")
@click.option(
    "--terms",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Say which faults can change a bill under these terms.",
)
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the example."
)
def faults(name: str | None, terms: Path | None, language: str) -> int:
    """List what billing systems get wrong.

    A star marks those with the heaviest incidents. With ID, describes one fault, with a worked example under terms that
    come with yakkan. With --terms, lists those that can change a bill under the terms at PATH, and those that cannot.
    `yakkan serve TERMS --fault ID` serves a system with the fault.
    """
    console = out()
    book = load_terms(terms) if terms is not None else None
    if name is not None:
        for one in variants_of(name) or (fault_by_id(name),):
            _print_fault(console, one, book, LANGUAGES[language])
    elif book is None:
        _list(console, CATALOGUE.values())
    else:
        _list_for(console, book)
    return Exit.FINE


def _list(console: ReportConsole, chosen: Iterable[Fault]) -> None:
    for family, members in groupby(chosen, key=lambda one: one.family):
        put(console, family.value, style="bold", indent=0)
        for one in members:
            star = "*" if one.starred else " "
            put(console, f"{star} {one.id:<6}{one.sign.value:<4} {one.name}")


def _list_for(console: ReportConsole, book: Book) -> None:
    applying = [one for one in CATALOGUE.values() if one.applies(book)]
    equivalent = [one.id for one in CATALOGUE.values() if one not in applying]
    _list(console, applying)
    put(console)
    put(console, f"{len(applying)} of {len(CATALOGUE)} can change a bill under {_named(book)}", indent=0)
    if equivalent:
        put(console, "equivalent under these terms, so no case can show them:", indent=0)
        put(console, "\n".join(wrapped(", ".join(equivalent), console.width - _INDENT)))


def _named(book: Book) -> str:
    return ", ".join(book.tariffs)


def _print_fault(console: ReportConsole, one: Fault, book: Book | None, words: Words) -> None:
    put(console, f"{one.id}  {one.name}{' *' if one.starred else ''}", style="bold", indent=0)
    for label, text in _facts(one, book):
        first, *more = wrapped(text, console.width - _INDENT - _LABELS)
        put(console, f"{label:<{_LABELS}}{first}")
        put(console, "\n".join(more), indent=_INDENT + _LABELS) if more else None
    put(console)
    print_worked(console, worked_example(one, load_terms(shipped_terms(one.trigger.document))), words)
    put(console)


def _facts(one: Fault, book: Book | None) -> Sequence[tuple[str, str]]:
    facts = [
        ("family", one.family.value),
        ("sign", f"{one.sign.value} for the customer's bill"),
        ("formula", one.formula),
        ("evidence", one.evidence),
    ]
    if book is not None:
        can = "can change a bill" if one.applies(book) else "is equivalent: no case can show it"
        facts.append(("here", f"{can} under {_named(book)}"))
    return facts
