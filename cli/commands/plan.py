"""`yakkan plan`: the cases of an acceptance test to be done by hand."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from ...cases import space_of
from ...oracle import load_terms
from ...reports import LANGUAGES, Words, plan_csv, plan_feature, plan_json, plan_notes, plan_xlsx, print_plan, put
from ...verdict import AcceptancePlan, Study, acceptance_plan, studies_folder
from ..exits import Exit
from ..streams import err, out

_FORMATS = ("feature", "csv", "xlsx", "json")


@click.command()
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, required=True, help="A document or a folder.")
@click.option("--budget", type=click.IntRange(min=1), metavar="N", help="Only the N best cases.")
@click.option("--format", "kind", type=click.Choice(_FORMATS), help="[default: from the name of --output]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, not to standard output."
)
@click.option(
    "--with-expected/--blind",
    default=True,
    help="With the expected figures, or without, so that they cannot influence the tester.",
)
@click.option("--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the plan.")
def plan(
    *,
    terms: tuple[Path, ...],
    budget: int | None,
    kind: str | None,
    output: Path | None,
    with_expected: bool,
    language: str,
) -> int:
    """Plan an acceptance test to be done by hand.

    Few cases that together catch every fault of the catalogue and every other setting that can be caught, the best ones
    first: a sheet to fill in on a test system, for `yakkan judge`. Without --format and --output the plan is printed
    for reading.
    """
    words, kind = LANGUAGES[language], _kind(kind, output)
    _check(kind, output, with_expected)
    study = Study(space_of(load_terms(*terms)), patience=None, folder=studies_folder(os.environ))
    made = acceptance_plan(study, budget)
    study.keep()
    if kind is None:
        print_plan(out(), made, words, blind=not with_expected)
        return Exit.FINE
    _write(output, _FORMATTED[kind](made, words, not with_expected))
    for text in plan_notes(made, words, blind=not with_expected) if output is not None else ():
        put(err(), text, indent=0)
    return Exit.FINE


def _kind(kind: str | None, output: Path | None) -> str | None:
    if kind is not None or output is None:
        return kind
    found = output.suffix.lower().removeprefix(".")
    if found not in _FORMATS:
        raise click.UsageError(f'"{output}" does not end with .{", .".join(_FORMATS)}: give --format')
    return found


def _check(kind: str | None, output: Path | None, with_expected: bool) -> None:
    """Refuse, before the work starts, what could not be written when it ends."""
    if kind == "xlsx" and output is None:
        raise click.UsageError("a workbook needs a file: --output plan.xlsx")
    if kind == "feature" and not with_expected:
        raise click.UsageError("a feature file states the expected figures, so it cannot be blind")
    if output is not None and not output.parent.is_dir():
        raise click.BadParameter(f"{output.parent} is not a folder", param_hint="--output")


def _write(output: Path | None, data: bytes) -> None:
    """Write the whole file or nothing: half a plan must never overwrite a file that a person has filled in."""
    if output is None:
        sys.stdout.buffer.write(data)
        return
    beside = output.with_name(f"{output.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(output)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _json(made: AcceptancePlan, words: Words, blind: bool) -> bytes:
    return (json.dumps(plan_json(made, words, blind=blind), ensure_ascii=False, indent=1) + "\n").encode()


def _csv(made: AcceptancePlan, words: Words, blind: bool) -> bytes:
    return plan_csv(made, words, blind=blind).encode()


def _xlsx(made: AcceptancePlan, words: Words, blind: bool) -> bytes:
    return plan_xlsx(made, words, blind=blind)


def _feature(made: AcceptancePlan, words: Words, _blind: bool) -> bytes:
    return plan_feature(made, words).encode()


_FORMATTED: dict[str, Callable[[AcceptancePlan, Words, bool], bytes]] = {
    "feature": _feature,
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
