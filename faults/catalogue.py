"""All faults by id. A new fault is a constant in its family's file and a name in this list."""

from collections.abc import Mapping

from ..oracle import Code, Problem, YakkanError
from ..oracle.problems import nearest
from .fault import Fault
from .lifecycle import F_35, F_36, F_37, F_50
from .proration import F_02, F_07

UNKNOWN_FAULT = Code(
    "YK501",
    "unknown fault",
    "The catalogue has no fault with this id.",
    "Take one of the ids that the error lists.",
)

CATALOGUE: Mapping[str, Fault] = {one.id: one for one in (F_02, F_07, F_35, F_36, F_37, F_50)}


def fault(name: str) -> Fault:
    """The fault with an id such as "F-07".

    Raises:
        YakkanError: the catalogue has no such fault.
    """
    if name not in CATALOGUE:
        hint = nearest(name, CATALOGUE)
        raise YakkanError(Problem(UNKNOWN_FAULT, "", f'"{name}" is not in the catalogue', hint=hint))
    return CATALOGUE[name]
