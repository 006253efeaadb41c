"""`yakkan judge`: the verdict on a plan that was carried out by hand, or on recorded answers."""

import os
from pathlib import Path

import click

from ...adapters import read_answers_file, read_folder, read_system_file
from ...oracle import load_terms
from ...reports import LANGUAGES, PlanFile, print_report, read_answers, read_plan
from ...reports.plan import PLAN
from ...verdict import Recorded, bills_of_cases, judge_recorded, studies_folder
from ..exits import exit_of
from ..output import STANDARD_OUTPUT, check_writable, write_json
from ..streams import err, out, tell
from .verify import json_text

_SYSTEM = "system.json"


@click.command()
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    required=True,
    help="The file written by `plan`, or the folder written by `export`.",
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    required=True,
    help="The plan filled in, or NDJSON, or a folder with answers.ndjson or bills.csv.",
)
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, help="Needed for a plan in CSV.")
@click.option("--json", "json_file", metavar="FILE", help='Write the report as JSON too; "-" is standard output.')
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the report."
)
def judge(plan: Path, answers: Path, terms: tuple[Path, ...], json_file: str | None, language: str) -> int:
    """Judge the recorded answers to a plan.

    Reports as `yakkan verify` does: the verdict, the divergences with their sums and clauses, what the system does
    instead, and what the answered cases would have caught. Cases left empty count as not tested. In a folder, a bad
    line does not affect the others, and system.json, if it exists, says what the system can do.
    """
    check_writable(json_file)
    exported = plan.is_dir() or answers.is_dir()
    planned = read_plan(plan / PLAN if plan.is_dir() else plan, load_terms(*terms) if terms else None)
    name_of = {case.id: case.id if exported else str(number) for number, case in planned.cases.items()}
    described = read_system_file(answers / _SYSTEM) if answers.is_dir() else None
    recorded = (
        _of_folder(answers, planned)
        if exported
        else read_answers(answers, planned, bills_of_cases(planned.book, planned.cases))
    )
    result = judge_recorded(
        planned.book, str(answers), recorded, list(name_of.values()), described, studies=studies_folder(os.environ)
    )
    again = [f"{plan}: {name_of[one.case.id]}" for one in result.divergences]
    print_report(err() if json_file == STANDARD_OUTPUT else out(), result, again, LANGUAGES[language])
    if json_file is not None:
        write_json(json_file, json_text(result, ["" for _ in again]))
    return exit_of(result.verdict)


def _of_folder(answers: Path, planned: PlanFile) -> list[Recorded]:
    """The answers of a batch job; lines that answer no exported case are reported on standard error."""
    cases = {case.id: case for case in planned.cases.values()}
    found = read_folder(answers, cases) if answers.is_dir() else read_answers_file(answers, cases)
    tell(found.problems)
    return [Recorded(case, found.outcomes.get(case.id)) for case in cases.values()]
