"""`yakkan serve`: the reference system over HTTP, correct or with faults."""

from pathlib import Path

import click

from ...adapters import faulty_reference
from ...faults import fault_by_id
from ...oracle import change_book, load_terms, parse_setting
from ...oracle.extras import Extra, require
from ..exits import Exit


@click.command()
@click.argument("terms", type=click.Path(path_type=Path))
@click.option("--fault", "faults", multiple=True, metavar="ID", help="Bill with this fault from `yakkan faults`.")
@click.option(
    "--setting",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Bill with another value of a setting of the terms.",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True, help="0 is any free port.")
@click.option("--name", help="What the system calls itself.")
def serve(
    terms: Path, faults: tuple[str, ...], settings: tuple[str, ...], host: str, port: int, name: str | None
) -> int:
    """Serve a billing system, correct or faulty, over HTTP.

    It bills under TERMS, a document or a folder of documents, until it is stopped. Settings apply together, to every
    tariff that has them. Its page for vendors is at /docs.
    """
    require(Extra.SERVE, "yakkan serve")
    from ...adapters.serving import make_app  # FastAPI takes longer to import than all the rest
    from ...adapters.serving import serve as serve_app

    chosen = [fault_by_id(one.upper()) for one in faults]
    book = change_book(load_terms(terms), dict(parse_setting(one) for one in settings))
    app = make_app(faulty_reference(book, chosen, name))
    serve_app(app, host, port, on_ready=lambda url: click.echo(f"listening on {url}"))
    return Exit.FINE
