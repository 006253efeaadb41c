"""`yakkan export`: cases in a folder, for a batch job that has no interface."""

import json
import os
from pathlib import Path
from uuid import uuid4

import click

from ...adapters import FolderFormat, SystemInfo, cases_as_files, read_system_file, write_text
from ...cases import Profile, effort, fresh_names, narrow, space_of
from ...oracle import load_terms
from ...reports import export_json, put
from ...reports.plan import PLAN
from ...verdict import Study, cases_to_export, studies_folder
from ..exits import Exit
from ..streams import err


@click.command()
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, required=True, help="A document or a folder.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="A new or empty folder.")
@click.option("--profile", type=click.Choice([one.value for one in Profile]), default="gate", show_default=True)
@click.option("--calls", type=click.IntRange(min=1), metavar="N", help="The most cases, whatever the profile says.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same cases.")
@click.option("--format", "kind", type=click.Choice([one.value for one in FolderFormat]), default="ndjson")
@click.option(
    "--system", type=click.Path(path_type=Path), help="A system.json: only cases that this system accepts are exported."
)
def export(
    *,
    terms: tuple[Path, ...],
    output: Path,
    profile: str,
    calls: int | None,
    seed: int,
    kind: str,
    system: Path | None,
) -> int:
    """Export cases for a batch job without an interface.

    The cases of a plan, which catch most, come first, then boundary cases, then drawn ones. They are written to
    cases.ndjson, a line for each case, or to contracts.csv, readings.csv and events.csv. The job bills them and writes
    answers.ndjson or bills.csv; then `yakkan judge` gives the verdict.
    """
    _check(output)
    book = load_terms(*terms)
    space, info = space_of(book), _described(system)
    if info is not None:
        space = narrow(space, info.capabilities)
    study = Study(space, None if info is None else info.capabilities, folder=studies_folder(os.environ))
    number = effort(Profile(profile), calls).calls
    cases = cases_to_export(study, number, seed, fresh_names(uuid4().hex[:8]))
    study.keep()
    if not cases:
        raise click.UsageError("no case can be made from these terms that this system accepts")
    files = cases_as_files(cases, FolderFormat(kind))
    files[PLAN] = json.dumps(export_json(book, cases, seed), ensure_ascii=False, indent=1) + "\n"
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write_text(output / name, text)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    put(err(), f"{len(cases)} cases in {output}: {', '.join(files)}", indent=0)
    put(err(), f"bill them, write {output}/answers.ndjson or {output}/bills.csv, then run:", indent=0)
    put(err(), f"yakkan judge --plan {output} --answers {output}")
    return Exit.FINE


def _check(output: Path) -> None:
    """Refuse a folder that is not empty: answers to an earlier export would be taken for answers to this one."""
    if output.exists() and not output.is_dir():
        raise click.BadParameter(f"{output} is not a folder", param_hint="--output")
    if output.is_dir() and any(output.iterdir()):
        raise click.BadParameter(f"{output} is not empty: use a new folder for each export", param_hint="--output")


def _described(system: Path | None) -> SystemInfo | None:
    if system is None:
        return None
    info = read_system_file(system)
    if info is None:
        raise click.BadParameter(f"{system} does not exist", param_hint="--system")
    return info
