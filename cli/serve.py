"""`yakkan serve`: the reference system over HTTP, right or with faults."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from ..adapters import ReferenceSystem
from ..faults import Fault, applied
from ..faults.catalogue import fault
from ..oracle import Book, Case, Terms, TermsError, change_settings, load_book, parse_setting
from ..oracle.codes import UNKNOWN_SETTING
from .exits import Exit


@click.command()
@click.argument("terms", type=click.Path(path_type=Path))
@click.option("--fault", "faults", multiple=True, metavar="ID", help="Bill with a fault of `yakkan faults`.")
@click.option("--setting", "settings", multiple=True, metavar="KEY=VALUE", help="Bill by another setting of the terms.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 is any free port.")
@click.option("--name", help="What the system calls itself.")
def serve(
    terms: Path, faults: tuple[str, ...], settings: tuple[str, ...], host: str, port: int, name: str | None
) -> int:
    """Serve a billing system, right or faulty, over HTTP.

    It bills by TERMS, a document or a folder of them, until it is stopped. Settings apply together, to every tariff
    that has them. Its page for vendors is at /docs.
    """
    from ..adapters.server import make_app  # FastAPI takes longer to import than all the rest
    from ..adapters.server import serve as serve_app

    chosen = [fault(one.upper()) for one in faults]
    book = with_settings(load_book(terms), dict(parse_setting(one) for one in settings))
    app = make_app(reference(book, chosen, name))
    serve_app(app, host, port, on_ready=lambda url: click.echo(f"listening on {url}"))
    return Exit.FINE


def reference(book: Book, faults: Sequence[Fault], name: str | None) -> ReferenceSystem:
    """The system that bills by the terms with all the faults."""
    wrong, see = applied(faults, book)

    def apply(_book: Book, case: Case) -> tuple[Book, Case]:
        return wrong, see(case)

    called = name or " with ".join(["yakkan reference", *([", ".join(one.id for one in faults)] if faults else [])])
    return ReferenceSystem(book, called, apply)


def with_settings(book: Book, settings: Mapping[str, object]) -> Book:
    """The book with the settings changed together wherever a tariff has them.

    Raises:
        TermsError: no tariff has one of them, or one can not have its value.
    """
    unknown = {path: _unknown(book, path, value) for path, value in settings.items()}
    for problem in unknown.values():
        if problem is not None:
            raise problem

    def changed(terms: Terms) -> Terms:
        return change_settings(terms, {path: value for path, value in settings.items() if _has(terms, path, value)})

    return book.map(changed)


def _unknown(book: Book, path: str, value: object) -> TermsError | None:
    """The problem with a setting that no tariff has."""
    problems = [_no_such_setting(terms, path, value) for terms in book]
    return problems[0] if all(problems) else None


def _has(terms: Terms, path: str, value: object) -> bool:
    return _no_such_setting(terms, path, value) is None


def _no_such_setting(terms: Terms, path: str, value: object) -> TermsError | None:
    try:
        change_settings(terms, {path: value})
    except TermsError as error:
        # A value that can not stand alone is a matter of all the settings together.
        return error if error.problems[0].code is UNKNOWN_SETTING else None
    return None
