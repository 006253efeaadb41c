"""`yakkan compare`: the same cases put to several billing systems."""

import json
import os
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import click

from ...cases import Profile, effort, space_of
from ...oracle import load_terms
from ...reports import LANGUAGES, Progress, print_side_by_side, side_by_side_json
from ...verdict import Event, NotTested, Plan, Started, compare_systems, studies_folder
from ..exits import exit_of
from ..output import STANDARD_OUTPUT, check_writable, write_json
from ..several import SeveralSystems
from ..streams import err, out
from ..target import TargetSystem

_CASES = 100
_LEAST = 2


@click.command(cls=SeveralSystems)
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, required=True, help="A document or a folder.")
@click.option(
    "--calls", type=click.IntRange(min=1), default=_CASES, show_default=True, help="The most calls to each system."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed draws the same cases.")
@click.option("--json", "json_file", metavar="FILE", help='Write the report as JSON too; "-" is standard output.')
@click.option(
    "--concurrency",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Calls to a system at the same time.",
)
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the report."
)
def compare(  # the options of the command, each by its name
    *,
    terms: tuple[Path, ...],
    systems: list[TargetSystem],
    calls: int,
    seed: int,
    json_file: str | None,
    concurrency: int,
    language: str,
) -> int:
    """Compare billing systems, each named by a --sut.

    All systems get the same cases, the most informative ones first. The report says which systems bill as the terms
    say, which bill alike, and which agree on a wrong bill: two systems that agree may both be wrong. A connection
    option belongs to the --sut before it; the credentials of the first system are in YAKKAN_SUT_1_TOKEN, and so on.
    """
    if len(systems) < _LEAST:
        raise click.UsageError(f"name at least {_LEAST} systems: --sut A --sut B")
    check_writable(json_file)
    words = LANGUAGES[language]
    plan = Plan(
        space_of(load_terms(*terms)),
        effort(Profile.GATE, calls),
        seed,
        uuid4().hex[:8],
        concurrency=concurrency,
        studies=studies_folder(os.environ),
    )
    progress = Progress(err(), words)

    def listen(event: Event) -> None:
        if isinstance(event, Started | NotTested):  # what differs is known only when all have answered
            progress(event)

    with ExitStack() as stack:
        stack.callback(progress.stop)
        opened = [stack.enter_context(one.opened(concurrency)) for one in systems]
        compared = compare_systems(opened, plan, listen)
    print_side_by_side(err() if json_file == STANDARD_OUTPUT else out(), compared, words)
    if json_file is not None:
        write_json(json_file, json.dumps(side_by_side_json(compared), ensure_ascii=False, indent=2))
    return exit_of(compared.verdict)
