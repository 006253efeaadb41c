"""`yakkan init system`: the first files of an adapter, which run at once and are to be filled in."""

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
@click.option("--http", "kind", flag_value="http", help="An HTTP server, with Python's standard library alone.")
@click.option("--folder", "kind", flag_value="folder", help="A batch that reads and writes files in a folder.")
@click.option("--output", type=click.Path(path_type=Path), default=Path(), help="A folder, made if it is not there.")
def system(kind: str | None, output: Path) -> int:
    """Write a runnable stub and its test.

    The stub runs at once and bills nothing; its test fails until your biller is called. Files that are there are never
    written over.
    """
    if kind is None:
        raise click.UsageError("say how the system is reached: --program, --http or --folder")
    texts = {name: _text(kind, name) for name in (*_STUBS[kind], _CASE)}
    there = [name for name in texts if (output / name).exists()]
    if there:
        raise click.UsageError(f"{output} has {', '.join(there)} already: nothing was written")
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (output / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    put(err(), f"written in {output}: {', '.join(texts)}", indent=0)
    put(err(), f"call your biller in {_STUBS[kind][0]}, until `pytest` there passes; then, in that folder:", indent=0)
    put(err(), _NEXT[kind])
    return Exit.FINE


def _text(kind: str, name: str) -> str:
    folder = files("yakkan.cli").joinpath("stubs")
    return (folder if name == _CASE else folder.joinpath(kind)).joinpath(name).read_text(encoding="utf-8")
