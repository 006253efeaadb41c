"""From a document to `Terms`: every error of the document at once, each with its place, clause and a hint."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from .. import codes
from ..calendar import is_day_of_month
from ..changes import change_settings
from ..lints import lint_amounts, lint_charges, lint_order, lint_periods, lint_quantities, lint_reduced
from ..problems import Problem, TermsError, nearest
from ..vocabulary import HIDDEN, AdjustmentCharge, Terms, at, problems_from
from .document import Document


def build_terms(document: Document) -> Terms:
    """The terms that a document states.

    Raises:
        TermsError: with every problem that was found, in the order of the lines. What only makes sense of valid
            settings, such as unreachable tiers, is looked for once all settings are valid.
    """
    table = {**document.table, "title": document.title, "text": document.text, "clauses": document.clauses}
    try:
        terms = Terms.model_validate(table)
    except ValidationError as error:
        raise TermsError(_in_order([*document.problems, *problems_from(document.clauses, table, error)])) from error
    stray = [key for key in document.table if key in HIDDEN]
    problems = [*document.problems, *_stray(terms, stray), *_lint(terms)]
    if problems:
        raise TermsError(_in_order(problems))
    return terms


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of one document by their line; their places are `file:line`."""
    return sorted(problems, key=lambda problem: int(problem.place.rpartition(":")[2]))


def _stray(terms: Terms, keys: Sequence[str]) -> Iterator[Problem]:
    for key in keys:
        yield at(
            terms.clause(key),
            codes.UNKNOWN_KEY,
            f"{key} is taken from the document itself, not given as a key",
        )


def _lint(terms: Terms) -> Iterator[Problem]:
    yield from _lint_header(terms)
    yield from _lint_bounds(terms)
    yield from _lint_billing_day(terms)
    yield from lint_charges(terms)
    yield from lint_order(terms, "tax.rate", terms.tax.rate, codes.MISSING)
    yield from lint_order(terms, "tax.reduced", terms.tax.reduced, codes.MISSING)
    yield from lint_periods(terms)
    yield from lint_amounts(terms)
    yield from lint_reduced(terms)
    yield from lint_quantities(terms)
    yield from _lint_readings(terms)


def _lint_header(terms: Terms) -> Iterator[Problem]:
    for name, day in (("ends", terms.ends), ("figures_until", terms.figures_until)):
        if day is not None and day < terms.effective:
            yield at(terms.clause(name), codes.BAD_VALUE, f"{name} {day} is before effective {terms.effective}")


def _lint_bounds(terms: Terms) -> Iterator[Problem]:
    """Bounds that are for a value no attribute has would never apply."""
    values = {rule.name: rule.values or () for rule in terms.attribute}
    for index, rule in enumerate(terms.attribute):
        for number, bounds in enumerate(rule.bounds or ()):
            here = terms.clause(f"attribute.{index}.bounds.{number}.when")
            for name, value in bounds.when.items():
                if name not in values:
                    yield at(here, codes.BAD_VALUE, f'the attribute "{name}" is not declared', nearest(name, values))
                elif value not in values[name]:
                    yield at(here, codes.BAD_VALUE, f'{name} has no value "{value}"', nearest(value, values[name]))


def _lint_billing_day(terms: Terms) -> Iterator[Problem]:
    """The attribute that names the billing day is one that contracts have, and a day of a month."""
    name = terms.period.billing_day_attribute
    if name is None:
        return
    here, rules = terms.clause("period.billing_day_attribute"), {rule.name: rule for rule in terms.attribute}
    if name not in rules:
        yield at(here, codes.BAD_VALUE, f'the attribute "{name}" is not declared', nearest(name, rules))
        return
    for value in rules[name].values or ():
        if not is_day_of_month(value):
            yield at(here, codes.BAD_VALUE, f'{name} "{value}" is not a day of a month', "allowed: 1 to 31")


def _lint_readings(terms: Terms) -> Iterator[Problem]:
    for index, reading in enumerate(terms.reading):
        here = terms.clause(f"reading.{index}")
        try:
            other = change_settings(terms, {reading.setting: reading.value})
        except TermsError as error:
            yield at(here, codes.BAD_READING, error.problems[0].message, error.problems[0].hint)
            continue
        if other == terms:
            yield at(here, codes.BAD_READING, f"{reading.setting} already is {reading.value}")


def warnings_of(terms: Terms) -> tuple[Problem, ...]:
    """Everything that the document still has to be given before its bills can be made, in the order of the charges."""
    return tuple(_unpublished(terms))


def _unpublished(terms: Terms) -> Iterator[Problem]:
    for index, charge in enumerate(terms.charge):
        if isinstance(charge, AdjustmentCharge) and not charge.month:
            message = f"{charge.item}: no month is published yet, so nothing can be billed"
            yield at(terms.clause(f"charge.{index}.month"), codes.NOTHING_PUBLISHED, message)
