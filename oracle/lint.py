"""From a document to `Terms`: every error of the document at once, each with its place, clause and a hint."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from pydantic import ValidationError

from . import codes
from .change import change_settings
from .document import Document
from .problems import Code, Problem, TermsError, nearest
from .terms import AttributeRule, PriceRow, Terms, UsageCharge
from .told import HIDDEN, at, told


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


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
        raise TermsError(_in_order([*document.problems, *told(document.clauses, table, error)])) from error
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
    yield from _lint_items(terms)
    yield from _lint_prices(terms)
    yield from _lint_order(terms, "tax.rate", terms.tax.rate, codes.MISSING)
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


def _lint_items(terms: Terms) -> Iterator[Problem]:
    items = [charge.item for charge in terms.charge]
    for index, item in enumerate(items):
        if item in items[:index]:
            yield at(
                terms.clause(f"charge.{index}.item"),
                codes.NO_SUCH_ITEM,
                f'two charges have the item "{item}"',
            )
    for component in terms.proration.components:
        if component not in items:
            clause = terms.clause("proration.components")
            yield at(clause, codes.NO_SUCH_ITEM, f'no charge has the item "{component}"', nearest(component, items))


def _lint_prices(terms: Terms) -> Iterator[Problem]:
    attributes = {rule.name: rule for rule in terms.attribute}
    for index, charge in enumerate(terms.charge):
        path = f"charge.{index}.price"
        yield from _lint_order(terms, path, charge.price, codes.NOT_PRICED)
        for number, row in enumerate(charge.price):
            if isinstance(row, PriceRow):
                for key, text, hint in _unpriced(row, attributes):
                    yield at(terms.clause(f"{path}.{number}.{key}"), codes.NOT_PRICED, text, hint)
        if isinstance(charge, UsageCharge):
            yield from _lint_tiers(terms, path, charge)


def _unpriced(row: PriceRow, attributes: Mapping[str, AttributeRule]) -> Iterator[tuple[str, str, str]]:
    """The key of the row that leaves a contract without a price, what is wrong with it, and a hint."""
    if row.attribute is None:
        return
    rule = attributes.get(row.attribute)
    if rule is None:
        yield "attribute", f'the attribute "{row.attribute}" is not declared', nearest(row.attribute, attributes)
    elif row.amounts is None and rule.bounds is None:
        yield "attribute", f'the attribute "{row.attribute}" is not an amount: amounts is missing', ""
    elif row.amounts is not None:
        for value in rule.values or ():
            if value not in row.amounts:
                yield "amounts", f"no amount for {row.attribute} {value}", ""
        for value in row.amounts:
            if value not in (rule.values or ()):
                yield "amounts", f"{row.attribute} has no value {value}", nearest(value, rule.values or ())


def _lint_order(terms: Terms, path: str, rows: Sequence[_Dated], late: Code) -> Iterator[Problem]:
    if rows and rows[0].since > terms.effective:
        message = f"no row is in force on {terms.effective}: the first is of {rows[0].since}"
        yield at(terms.clause(f"{path}.0.since"), late, message)
    for index, (one, two) in enumerate(pairwise(rows), start=1):
        if two.since <= one.since:
            yield at(terms.clause(f"{path}.{index}.since"), codes.ROW_ORDER, f"{two.since} follows {one.since}")


def _lint_tiers(terms: Terms, path: str, charge: UsageCharge) -> Iterator[Problem]:
    for number, row in enumerate(charge.price):
        here = terms.clause(f"{path}.{number}.tiers")
        for index, (one, two) in enumerate(zip(row.tiers, row.tiers[1:], strict=False), start=2):
            if one.up_to is None:
                yield at(here, codes.UNREACHABLE_TIER, f"tier {index} follows a tier without a bound")
            elif two.up_to is not None and two.up_to <= one.up_to:
                yield at(here, codes.UNREACHABLE_TIER, f"tier {index} ends at {two.up_to}, not above {one.up_to}")
        if row.tiers[0].up_to is not None and row.tiers[0].up_to <= 0:
            yield at(here, codes.UNREACHABLE_TIER, f"tier 1 ends at {row.tiers[0].up_to}: no use is that small")
        if row.tiers[-1].up_to is not None:
            yield at(here, codes.UNREACHABLE_TIER, f"use above {row.tiers[-1].up_to} reaches no tier")


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
