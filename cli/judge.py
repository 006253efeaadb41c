"""`yakkan judge`: the verdict on a plan that was carried out by hand, or on recorded answers."""

from pathlib import Path

import click

from ..oracle import load_book
from ..reports import LANGUAGES, print_report, read_answers, read_plan
from ..verdict import judge_recorded
from .exits import EXIT_OF
from .output import STANDARD_OUTPUT, check_writable, write_json
from .streams import err, out
from .verifying import json_text


@click.command()
@click.option("--plan", type=click.Path(path_type=Path), required=True, help="A file of `yakkan plan`.")
@click.option("--answers", type=click.Path(path_type=Path), required=True, help="The same filled in, or NDJSON.")
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, help="Needed for a plan in CSV.")
@click.option("--json", "json_file", metavar="FILE", help='Write the report as JSON too; "-" is standard output.')
@click.option("--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="Of the report.")
def judge(plan: Path, answers: Path, terms: tuple[Path, ...], json_file: str | None, language: str) -> int:
    """Judge what was recorded on a plan.

    Reports as `yakkan verify` does: the verdict, the divergences with their sums and clauses, what the system does
    instead, and what the answered cases would have caught. Cases left empty are not tested.
    """
    check_writable(json_file)
    planned = read_plan(plan, load_book(*terms) if terms else None)
    recorded = read_answers(answers, planned)
    numbers = [str(number) for number in planned.cases]
    result = judge_recorded(planned.book, str(answers), recorded, numbers)
    number_of = {case.id: number for number, case in planned.cases.items()}
    again = [f"{plan}: {number_of[one.case.id]}" for one in result.divergences]
    print_report(err() if json_file == STANDARD_OUTPUT else out(), result, again, LANGUAGES[language])
    if json_file is not None:
        write_json(json_file, json_text(result, ["" for _ in again]))
    return EXIT_OF[result.verdict]
