"""`yakkan bill`: what the terms bill for a case, and how they arrive at it."""

import json
from pathlib import Path
from typing import Any

import click

from ...adapters import write_answer, write_refusal
from ...adapters.wire import write_error
from ...oracle import Bill, Case, CaseError, YakkanError, explain_case, load_terms
from ...oracle import bill as bill_case
from ...reports import LANGUAGES, put
from ..case_file import in_file, load_case, name_of
from ..exits import Exit
from ..streams import err, out, tell


@click.command()
@click.argument("terms", type=click.Path(path_type=Path))
@click.argument("case", type=click.Path(path_type=Path, allow_dash=True), metavar="CASE.json")
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the derivation."
)
@click.option("--json", "as_json", is_flag=True, help="Print the bills as an answer in the wire format.")
def bill(terms: Path, case: Path, language: str, as_json: bool) -> int:
    """Bill a case under the terms.

    TERMS is a document or a folder of documents. CASE.json is a case in the wire format, or one saved by a run; "-" is
    standard input. Prints the derivation of each bill, every number with its clause.
    """
    book = load_terms(terms)
    try:
        saved = load_case(case)
    except YakkanError as error:
        if as_json:
            _print_json(write_error(error))
        raise
    try:
        bills = bill_case(book, saved.case)
    except CaseError as error:
        if as_json:
            _print_json(write_refusal(saved.case.id, error))
        tell(in_file(name_of(case), error.problems))
        return Exit.UNUSABLE
    if as_json:
        _print_json(write_answer(saved.case, bills))
    else:
        put(out(), explain_case(bills, language), indent=0)
    _warn(bills, saved.case)
    return Exit.FINE


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _warn(bills: tuple[Bill, ...], case: Case) -> None:
    """Warn of bills for days after the last one for which the figures of the terms were checked."""
    console = err()
    for one in bills:
        until = one.terms.figures_until
        if until is not None and one.billed.last_day > until:
            days = f"{one.billed.start} … {one.billed.last_day}"
            text = f"warning: case {case.id}: the bill for {days} uses figures that were checked only up to {until}"
            put(console, text, indent=0)
