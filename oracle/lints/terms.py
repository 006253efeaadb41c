"""All lints of one version of a tariff, and warnings for terms that load but cannot be billed yet."""

from collections.abc import Iterator

from .. import codes
from ..calendar import is_day_of_month
from ..problems import Problem, nearest
from ..vocabulary import AdjustmentCharge, Terms, at
from .amounts import lint_amounts, lint_periods, lint_quantities, lint_reduced
from .charges import lint_charges, lint_order


def lint_terms(terms: Terms) -> Iterator[Problem]:
    """Every problem with terms whose settings are each valid on their own."""
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


def _lint_header(terms: Terms) -> Iterator[Problem]:
    for name, day in (("ends", terms.ends), ("figures_until", terms.figures_until)):
        if day is not None and day < terms.effective:
            yield at(terms.clause(name), codes.BAD_VALUE, f"{name} {day} is before effective {terms.effective}")


def _lint_bounds(terms: Terms) -> Iterator[Problem]:
    """Bounds apply to values that attributes can have."""
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
    """The attribute with the billing day is declared, and its values are days of a month."""
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


def warnings_of(terms: Terms) -> tuple[Problem, ...]:
    """What is still missing in the document before bills can be made, in the order of the charges."""
    return tuple(_unpublished(terms))


def _unpublished(terms: Terms) -> Iterator[Problem]:
    for index, charge in enumerate(terms.charge):
        if isinstance(charge, AdjustmentCharge) and not charge.month:
            message = f"{charge.item}: no month is published yet, so nothing can be billed"
            yield at(terms.clause(f"charge.{index}.month"), codes.NOTHING_PUBLISHED, message)
