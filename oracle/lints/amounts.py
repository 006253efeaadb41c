"""Lints of the other keys of charges: when they are charged, amounts to multiply by, quantities, reduced rates."""

from collections.abc import Iterator

from .. import codes
from ..problems import Problem, nearest
from ..vocabulary import (
    AdjustmentCharge,
    AttributeRule,
    OneOffCharge,
    PriceRow,
    QuantityCharge,
    SurchargeCharge,
    TaxClass,
    TerminationCharge,
    Terms,
    Trigger,
    UsageCharge,
    at,
)
from .charges import is_number, lint_order, lint_tiers


def lint_periods(terms: Terms) -> Iterator[Problem]:
    """Fees charged once have no keys that leave billing periods out."""
    for index, charge in enumerate(terms.charge):
        if charge.is_seldom and isinstance(charge, OneOffCharge | TerminationCharge):
            given = [name for name in ("after_periods", "first_periods", "every", "in_months") if getattr(charge, name)]
            message = f"{', '.join(given)} has no meaning with {charge.kind}: {charge.item} is charged once"
            yield at(terms.clause(f"charge.{index}.{given[0]}"), codes.BAD_VALUE, message)


def lint_amounts(terms: Terms) -> Iterator[Problem]:
    """Attributes to multiply by are declared and have amounts as values; prorated least units have a rounding."""
    attributes = {rule.name: rule for rule in terms.attribute}
    for index, charge in enumerate(terms.charge):
        for number, row in enumerate(() if isinstance(charge, AdjustmentCharge | SurchargeCharge) else charge.price):
            if isinstance(row, PriceRow) and row.per is not None:
                path = f"charge.{index}.price.{number}.per"
                yield from _not_an_amount(terms, path, row.per, attributes.get(row.per))
        if isinstance(charge, QuantityCharge) and charge.by_points is not None:
            name = charge.by_points.attribute
            yield from _not_an_amount(terms, f"charge.{index}.by_points", name, attributes.get(name))
        if isinstance(charge, UsageCharge | AdjustmentCharge) and charge.least_units is not None:
            rule = terms.proration
            prorated = charge.item in rule.components and rule.trigger is not Trigger.NEVER
            if prorated and rule.width_rounding is None:
                message = f"width_rounding is missing: the least units of {charge.item} are prorated"
                yield at(terms.clause("proration.components"), codes.MISSING, message)
    name = terms.usage.multiplier_attribute if terms.usage else None
    if name is not None:
        yield from _not_an_amount(terms, "usage.multiplier_attribute", name, attributes.get(name))


def _not_an_amount(terms: Terms, path: str, name: str, rule: AttributeRule | None) -> Iterator[Problem]:
    if rule is None:
        hint = nearest(name, [one.name for one in terms.attribute])
        yield at(terms.clause(path), codes.NOT_PRICED, f'the attribute "{name}" is not declared', hint)
        return
    for value in rule.values or ():
        if not is_number(value):
            yield at(terms.clause(path), codes.NOT_PRICED, f'{name} "{value}" is not an amount to multiply by')


def lint_quantities(terms: Terms) -> Iterator[Problem]:
    """The tiers of quantities are in order, and every quantity reaches one."""
    for index, charge in enumerate(terms.charge):
        if isinstance(charge, QuantityCharge):
            path = f"charge.{index}.tier_price"
            yield from lint_order(terms, path, charge.tier_price, codes.NOT_PRICED)
            yield from lint_tiers(terms, path, charge.tier_price)


def lint_reduced(terms: Terms) -> Iterator[Problem]:
    """There is a reduced rate if a charge is taxed at it."""
    for index, charge in enumerate(terms.charge):
        if charge.tax is TaxClass.REDUCED and not terms.tax.reduced:
            message = f"tax.reduced is missing: {charge.item} is taxed at the reduced rate"
            yield at(terms.clause(f"charge.{index}.tax"), codes.MISSING, message)
