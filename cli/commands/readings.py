"""`yakkan readings`: where the words of terms allow more than one reading, and what each of them would bill."""

import json
from pathlib import Path

import click

from ...oracle import load_terms
from ...reports import LANGUAGES, print_questions, questions_json
from ...verdict import open_questions
from ..exits import Exit
from ..streams import out


@click.command()
@click.option("--terms", type=click.Path(path_type=Path), multiple=True, required=True, help="A document or a folder.")
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of the report."
)
@click.option("--json", "as_json", is_flag=True, help="Print the questions as JSON.")
def readings(terms: tuple[Path, ...], language: str, as_json: bool) -> int:
    """List the questions that terms leave open.

    For the people who must decide them: each question with its clause, the reading that the document chose, the others
    that its words allow, and the smallest case on which they bill differently.
    """
    book = load_terms(*terms)
    questions = tuple(open_questions(book))
    if as_json:
        click.echo(json.dumps(questions_json(questions), ensure_ascii=False, indent=2))
    else:
        print_questions(out(), book, questions, LANGUAGES[language])
    return Exit.FINE
