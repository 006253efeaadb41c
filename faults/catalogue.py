"""All faults by id. A new fault is one more in its family's file."""

from collections.abc import Mapping

from ..oracle import Code, Problem, YakkanError
from ..oracle.problems import nearest
from .calendar import FAULTS as CALENDAR
from .credits import FAULTS as CREDITS
from .fault import Fault
from .lifecycle import FAULTS as LIFECYCLE
from .prices import FAULTS as PRICES
from .proration import FAULTS as PRORATION
from .usage import FAULTS as USAGE

UNKNOWN_FAULT = Code(
    "YK501",
    "unknown fault",
    "The catalogue has no fault with this id.",
    "Take one of the ids that the error lists.",
)
SEVERAL_VARIANTS = Code(
    "YK502",
    "fault with several variants",
    "The catalogue has several faults under this number, told apart by a letter.",
    "Take one of the ids that the error lists.",
)

CATALOGUE: Mapping[str, Fault] = {
    one.id: one for family in (PRORATION, CALENDAR, LIFECYCLE, CREDITS, USAGE, PRICES) for one in family
}


def fault(name: str) -> Fault:
    """The fault with an id such as "F-07" or "F-10a", in capital or small letters.

    Raises:
        YakkanError: the catalogue has no such fault, or several variants of it.
    """
    ids = {one.casefold(): one for one in CATALOGUE}
    if name.casefold() in ids:
        return CATALOGUE[ids[name.casefold()]]
    variants = variants_of(name)
    if variants:
        told = ", ".join(f"{one.id} ({one.name})" for one in variants)
        raise YakkanError(Problem(SEVERAL_VARIANTS, "", f'"{name}" has variants', hint=f"take one of: {told}"))
    hint = nearest(name, CATALOGUE)
    raise YakkanError(Problem(UNKNOWN_FAULT, "", f'"{name}" is not in the catalogue', hint=hint))


def variants_of(name: str) -> tuple[Fault, ...]:
    """The faults whose id is this number and a letter."""
    number = name.casefold()
    return tuple(one for one in CATALOGUE.values() if one.id[:-1] == one.id[:4] and one.id[:-1].casefold() == number)
