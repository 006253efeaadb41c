"""`yakkan check`: load terms, lint them, and say what they leave open."""

from collections.abc import Iterator
from pathlib import Path

import click

from ...oracle import Book, Terms, TermsError, load_terms, setting_paths, setting_value, warnings_of
from ...oracle.vocabulary import is_faulty
from ..exits import Exit
from ..streams import say, tell


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
def check(paths: tuple[Path, ...]) -> int:
    """Load and lint terms documents.

    Each PATH is a document or a folder of documents. Lists the versions of each tariff, the settings for which their
    words allow more than one reading, and what must still be published before it can be billed. Warns of settings that
    faulty systems have and terms rarely do.
    """
    try:
        book = load_terms(*paths)
    except TermsError as error:
        tell(error.problems)
        number = len(error.problems)
        first = error.problems[0].code.id
        say(f"{number} problem{_s(number)}; `yakkan explain {first}` says more", to_err=True)
        return Exit.UNUSABLE
    _print(book)
    for text in (text for version in book for text in _faulty(version)):
        say(text, to_err=True)
    return Exit.FINE


def _print(book: Book) -> None:
    for tariff in book.tariffs:
        say(tariff, bold=True)
        for terms in book.of(tariff):
            say(f"{terms.effective}  {terms.title}  {terms.clause('').document}", indent=2)
            for text in _open(terms):
                say(text, indent=4)
            for warning in warnings_of(terms):
                say(f"warning: {warning}", indent=4)
    versions = sum(1 for _ in book)
    readings = sum(len(terms.reading) for terms in book)
    say(
        f"{len(book.tariffs)} tariff{_s(len(book.tariffs))}, {versions} version{_s(versions)}, "
        f"{readings} open reading{_s(readings)}",
    )


def _faulty(terms: Terms) -> Iterator[str]:
    """A warning for each setting whose value is a fault in itself."""
    for path in setting_paths(terms):
        if is_faulty(value := setting_value(terms, path)):
            clause = terms.clause(path)
            found = f'{path} = "{value}" is what faulty systems do'
            yield f"warning: {clause.place} {clause.heading} {found}"


def _open(terms: Terms) -> list[str]:
    others: dict[str, list[str]] = {}
    for reading in terms.reading:
        others.setdefault(reading.setting, []).append(str(reading.value))
    return [
        f"open: {setting} = {setting_value(terms, setting)}, or {', '.join(values)}  {terms.clause(setting).heading}"
        for setting, values in others.items()
    ]


def _s(number: int) -> str:
    return "" if number == 1 else "s"
