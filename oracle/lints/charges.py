"""Lints of the charges of a document: items, prices, tiers, months, and the attributes that they use."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from .. import codes
from ..problems import Code, Problem, nearest
from ..vocabulary import (
    AdjustmentCharge,
    AttributeRule,
    DiscountCharge,
    DueWhen,
    FixedCharge,
    MaximumCharge,
    MinimumCharge,
    OneOffAt,
    OneOffCharge,
    PriceRow,
    QuantityCharge,
    SurchargeCharge,
    TerminationCharge,
    Terms,
    TierRow,
    Trigger,
    UsageCharge,
    at,
    goes_by_use,
)


class _Dated(Protocol):
    @property
    def since(self) -> date: ...


def lint_charges(terms: Terms) -> Iterator[Problem]:
    """Every problem with the charges."""
    yield from _lint_items(terms)
    yield from _lint_prices(terms)
    yield from _lint_of(terms)
    yield from _lint_when(terms)
    yield from _lint_months(terms)
    yield from _lint_widths(terms)
    yield from _lint_advance(terms)
    yield from _lint_points(terms)
    yield from _lint_closing(terms)


def _lint_items(terms: Terms) -> Iterator[Problem]:
    items = [charge.item for charge in terms.charge]
    for index, item in enumerate(items):
        if item in items[:index]:
            yield at(
                terms.clause(f"charge.{index}.item"),
                codes.NO_SUCH_ITEM,
                f'two charges have the item "{item}"',
            )
    for name in ("components", "widths"):
        for component in getattr(terms.proration, name) or ():
            if component not in items:
                clause = terms.clause(f"proration.{name}")
                yield at(clause, codes.NO_SUCH_ITEM, f'no charge has the item "{component}"', nearest(component, items))


def _lint_prices(terms: Terms) -> Iterator[Problem]:
    attributes = {rule.name: rule for rule in terms.attribute}
    for index, charge in enumerate(terms.charge):
        path = f"charge.{index}.price"
        if isinstance(charge, UsageCharge):
            yield from lint_order(terms, path, charge.price, codes.NOT_PRICED)
            yield from lint_tiers(terms, path, charge.price)
        elif not isinstance(charge, AdjustmentCharge | SurchargeCharge):
            yield from lint_order(terms, path, charge.price, codes.NOT_PRICED)
            for number, row in enumerate(charge.price):
                for key, text, hint in _unpriced(row, attributes):
                    yield at(terms.clause(f"{path}.{number}.{key}"), codes.NOT_PRICED, text, hint)


def _unpriced(row: PriceRow, attributes: Mapping[str, AttributeRule]) -> Iterator[tuple[str, str, str]]:
    """For each problem that leaves a contract without a price: the key of the row, what is wrong, and a hint."""
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


def lint_order(terms: Terms, path: str, rows: Sequence[_Dated], late: Code | None) -> Iterator[Problem]:
    """Dated rows are in order, and the first one is in force on the effective day (else a problem with the code
    `late`)."""
    if late is not None and rows and rows[0].since > terms.effective:
        message = f"no row is in force on {terms.effective}: the first one is dated {rows[0].since}"
        yield at(terms.clause(f"{path}.0.since"), late, message)
    for index, (one, two) in enumerate(pairwise(rows), start=1):
        if two.since <= one.since:
            yield at(terms.clause(f"{path}.{index}.since"), codes.ROW_ORDER, f"{two.since} follows {one.since}")


def lint_tiers(terms: Terms, path: str, rows: Sequence[TierRow]) -> Iterator[Problem]:
    """Every tier of dated rows can be reached, and every use reaches a tier."""
    for number, row in enumerate(rows):
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


def _lint_of(terms: Terms) -> Iterator[Problem]:
    """The items that a charge is computed from are charged before it."""
    items = [charge.item for charge in terms.charge]
    for index, charge in enumerate(terms.charge):
        taken = isinstance(charge, MinimumCharge | MaximumCharge | SurchargeCharge | DiscountCharge)
        of, path = charge.of if taken else (), f"charge.{index}.of"
        if isinstance(charge, TerminationCharge) and charge.cap is not None:
            of, path = charge.cap.of, f"charge.{index}.cap.of"
            yield from _lint_cap(terms, path, of)
        for item in of:
            if item not in items[:index]:
                message = f'no charge before this one has the item "{item}"'
                yield at(terms.clause(path), codes.NO_SUCH_ITEM, message, nearest(item, items[:index]))


def _lint_cap(terms: Terms, path: str, of: Sequence[str]) -> Iterator[Problem]:
    """A cap is the full fee of a period, so the items that it names have one."""
    fees = [charge.item for charge in terms.charge if isinstance(charge, FixedCharge | QuantityCharge)]
    for charge in terms.charge:
        if charge.item in of and charge.item not in fees:
            message = f'a cap is the full fee of a period, and "{charge.item}" has none: its kind is {charge.kind}'
            yield at(terms.clause(path), codes.BAD_VALUE, message, nearest(charge.item, fees))


def _lint_points(terms: Terms) -> Iterator[Problem]:
    """Points are a declared attribute whose values are amounts."""
    attributes = {rule.name: rule for rule in terms.attribute}
    for index, charge in enumerate(terms.charge):
        points = charge.by_points if isinstance(charge, FixedCharge) else None
        if points is None:
            continue
        here, rule = terms.clause(f"charge.{index}.by_points"), attributes.get(points.attribute)
        if rule is None:
            message = f'the attribute "{points.attribute}" is not declared'
            yield at(here, codes.NOT_PRICED, message, nearest(points.attribute, attributes))
        for value in rule.values or () if rule else ():
            if not is_number(value):
                yield at(here, codes.NOT_PRICED, f'{points.attribute} "{value}" is not an amount')


def is_number(text: str) -> bool:
    """True if a text is a number that amounts can be multiplied by."""
    try:
        Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    return True


def _lint_when(terms: Terms) -> Iterator[Problem]:
    """Conditions name attributes and values that contracts can have."""
    values = {rule.name: rule.values for rule in terms.attribute}
    conditions = [(f"charge.{index}.when", charge.when) for index, charge in enumerate(terms.charge)]
    conditions += [("trial.when", terms.trial.when)] if terms.trial else []
    for path, when in conditions:
        for name, value in when.items():
            if name not in values:
                message = f'the attribute "{name}" is not declared'
                yield at(terms.clause(path), codes.NOT_PRICED, message, nearest(name, values))
            elif value not in (values[name] or ()):
                message = f'{name} has no value "{value}"'
                yield at(terms.clause(path), codes.BAD_VALUE, message, nearest(value, values[name] or ()))


def _lint_months(terms: Terms) -> Iterator[Problem]:
    """The adjustment of every published month can be computed; months are in order, each once."""
    for index, charge in enumerate(terms.charge):
        if not isinstance(charge, AdjustmentCharge):
            continue
        yield from lint_order(terms, f"charge.{index}.formula", charge.formula, None)
        for number, (one, two) in enumerate(pairwise(charge.month), start=1):
            if two.month <= one.month:
                here = terms.clause(f"charge.{index}.month.{number}.month")
                yield at(here, codes.ROW_ORDER, f"{two.month} follows {one.month}")
        for number, row in enumerate(charge.month):
            here = terms.clause(f"charge.{index}.month.{number}")
            formulas = [formula for formula in charge.formula if formula.since <= row.month]
            if row.prices is not None and not formulas:
                yield at(here, codes.NOT_PRICED, f"no formula is in force for {row.month:%Y-%m}")
            elif row.prices is not None and set(row.prices) != set(formulas[-1].coefficients):
                wanted = ", ".join(formulas[-1].coefficients)
                yield at(here, codes.NOT_PRICED, f"the formula takes {wanted}; found {', '.join(row.prices)}")


def _lint_widths(terms: Terms) -> Iterator[Problem]:
    """Prorated tiers have a rounding of their widths."""
    rule = terms.proration
    narrowed = rule.components if rule.widths is None else rule.widths
    for charge in terms.charge:
        if not isinstance(charge, UsageCharge):
            continue
        prorated = charge.item in narrowed and rule.trigger is not Trigger.NEVER
        if prorated and rule.width_rounding is None and any(len(row.tiers) > 1 for row in charge.price):
            message = f"width_rounding is missing: the tiers of {charge.item} are prorated"
            yield at(terms.clause("proration.components"), codes.MISSING, message)


def _lint_advance(terms: Terms) -> Iterator[Problem]:
    """Charges that depend on use are not billed in advance."""
    if terms.billing is None or terms.billing.due is not DueWhen.IN_ADVANCE:
        return
    for index, charge in enumerate(terms.charge):
        if goes_by_use(charge):
            message = f"{charge.item} cannot be billed in advance: its use is not known yet"
            yield at(terms.clause(f"charge.{index}"), codes.BAD_VALUE, message)


def _lint_closing(terms: Terms) -> Iterator[Problem]:
    """A fee at the end of a contract may fall due after the last bill, so there is a rule for corrections."""
    for index, charge in enumerate(terms.charge):
        closes = isinstance(charge, TerminationCharge) or (
            isinstance(charge, OneOffCharge) and charge.at is OneOffAt.END
        )
        if closes and terms.billing is None:
            message = f"billing is missing: {charge.item} may be due after the last bill was issued"
            yield at(terms.clause(f"charge.{index}"), codes.MISSING, message)
