"""Reports as JSON, into a file or on standard output."""

from pathlib import Path

import click

STANDARD_OUTPUT = "-"


def check_writable(json_file: str | None) -> None:
    """Refuse, before the work starts, a file that cannot be written when it ends.

    Raises:
        click.BadParameter: it is a folder, or its folder does not exist.
    """
    if json_file is not None and json_file != STANDARD_OUTPUT:
        path = Path(json_file)
        if path.is_dir() or not path.parent.is_dir():
            raise click.BadParameter(f"{json_file} cannot be written as a file", param_hint="--json")


def write_json(json_file: str, text: str) -> None:
    """Write a report to the file, or to standard output for "-".

    Raises:
        click.FileError: the file cannot be written.
    """
    if json_file == STANDARD_OUTPUT:
        click.echo(text)
        return
    try:
        Path(json_file).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise click.FileError(json_file, error.strerror or str(error)) from error
