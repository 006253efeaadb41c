"""What loads and can not be billed yet: told by `yakkan check`, no error."""

from collections.abc import Iterator

from . import codes
from .charge_rules import AdjustmentCharge
from .problems import Problem
from .terms import Terms
from .told import at


def warnings_of(terms: Terms) -> tuple[Problem, ...]:
    """Everything that the document still has to be given before its bills can be made, in the order of the charges."""
    return tuple(_unpublished(terms))


def _unpublished(terms: Terms) -> Iterator[Problem]:
    for index, charge in enumerate(terms.charge):
        if isinstance(charge, AdjustmentCharge) and not charge.month:
            message = f"{charge.item}: no month is published yet, so nothing can be billed"
            yield at(terms.clause(f"charge.{index}.month"), codes.NOTHING_PUBLISHED, message)
