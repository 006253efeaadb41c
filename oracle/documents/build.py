"""Build `Terms` from a document; all its errors are reported at once, each with its place, clause and a hint."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from .. import codes
from ..changes import change_settings
from ..lints import lint_terms
from ..problems import Problem, TermsError
from ..vocabulary import HIDDEN, Terms, at, problems_from
from .document import Document


def build_terms(document: Document) -> Terms:
    """The terms that a document states.

    Raises:
        TermsError: with every problem that was found, in the order of the lines. Problems between settings, such as
            unreachable tiers, are looked for only once all settings are valid.
    """
    table = {**document.table, "title": document.title, "text": document.text, "clauses": document.clauses}
    try:
        terms = Terms.model_validate(table)
    except ValidationError as error:
        raise TermsError(_in_order([*document.problems, *problems_from(document.clauses, table, error)])) from error
    stray = [key for key in document.table if key in HIDDEN]
    problems = list(lint_terms(terms)) or list(_lint_readings(terms))
    problems += [*document.problems, *_stray(terms, stray)]
    if problems:
        raise TermsError(_in_order(problems))
    return terms


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of one document in the order of their lines; their places are `file:line`."""
    return sorted(problems, key=lambda problem: int(problem.place.rpartition(":")[2]))


def _stray(terms: Terms, keys: Sequence[str]) -> Iterator[Problem]:
    for key in keys:
        yield at(
            terms.clause(key),
            codes.UNKNOWN_KEY,
            f"{key} is taken from the document itself, not given as a key",
        )


def _lint_readings(terms: Terms) -> Iterator[Problem]:
    for index, reading in enumerate(terms.reading):
        here = terms.clause(f"reading.{index}")
        try:
            other = change_settings(terms, {reading.setting: reading.value})
        except TermsError as error:
            yield at(here, codes.BAD_READING, error.problems[0].message, error.problems[0].hint)
            continue
        if other == terms:
            yield at(here, codes.BAD_READING, f"{reading.setting} is already {reading.value}")
