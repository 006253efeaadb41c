"""`yakkan init system`: the first files of an adapter, which run as they are and are to be completed."""

from importlib.resources import files
from pathlib import Path

import click

from ...reports import put
from ..exits import Exit
from ..streams import err

_CASE = "case.json"
_STUBS = {
    "program": ("shim.py", "test_shim.py"),
    "http": ("server.py", "test_server.py"),
    "folder": ("batch.py", "system.json", "test_batch.py"),
}
_NEXT = {
    "program": "yakkan verify --terms TERMS --sut 'program:python3 shim.py'",
    "http": "yakkan verify --terms TERMS --sut http://127.0.0.1:8000",
    "folder": "yakkan verify --terms TERMS --sut folder:. --batch-command 'python3 batch.py'",
}


@click.group()
def init() -> None:
    """Write the first files of an adapter."""


@init.command()
@click.option("--program", "kind", flag_value="program", help="A program: JSON lines on standard input and output.")
@click.option("--http", "kind", flag_value="http", help="An HTTP server that needs only Python's standard library.")
@click.option("--folder", "kind", flag_value="folder", help="A batch that reads and writes files in a folder.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path(), help="A folder, created if it does not exist."
)
def system(kind: str | None, output: Path) -> int:
    """Write a runnable stub and its test.

    The stub runs as it is and bills nothing; its test fails until the stub calls your biller. Existing files are never
    overwritten.
    """
    if kind is None:
        raise click.UsageError("choose how to connect to the system: --program, --http or --folder")
    texts = {name: _text(kind, name) for name in (*_STUBS[kind], _CASE)}
    there = [name for name in texts if (output / name).exists()]
    if there:
        raise click.UsageError(f"{output} already has {', '.join(there)}: nothing was written")
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (output / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    put(err(), f"written in {output}: {', '.join(texts)}", indent=0)
    put(
        err(),
        f"make {_STUBS[kind][0]} call your biller until `pytest` passes there; then, in that folder, run:",
        indent=0,
    )
    put(err(), _NEXT[kind])
    return Exit.FINE


def _text(kind: str, name: str) -> str:
    folder = files("yakkan.cli").joinpath("stubs")
    return (folder if name == _CASE else folder.joinpath(kind)).joinpath(name).read_text(encoding="utf-8")
