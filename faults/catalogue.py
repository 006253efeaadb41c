"""All faults by id. A new fault is added to the file of its family."""

from collections.abc import Mapping

from ..oracle import Problem, YakkanError
from ..oracle.problems import nearest
from . import codes
from .families import FAULTS
from .fault import Fault

CATALOGUE: Mapping[str, Fault] = {one.id: one for one in FAULTS}


def fault_by_id(name: str) -> Fault:
    """The fault with an id such as "F-07" or "F-10a", in upper or lower case.

    Raises:
        YakkanError: the catalogue has no such fault, or has several variants of it.
    """
    ids = {one.casefold(): one for one in CATALOGUE}
    if name.casefold() in ids:
        return CATALOGUE[ids[name.casefold()]]
    variants = variants_of(name)
    if variants:
        message = f'"{name}" has several variants'
        listed = ", ".join(f"{one.id} ({one.name})" for one in variants)
        raise YakkanError(Problem(codes.SEVERAL_VARIANTS, "", message, hint=f"use one of: {listed}"))
    hint = nearest(name, CATALOGUE)
    raise YakkanError(Problem(codes.UNKNOWN_FAULT, "", f'"{name}" is not in the catalogue', hint=hint))


def variants_of(name: str) -> tuple[Fault, ...]:
    """The faults whose id is `name` (such as "F-10") followed by a letter."""
    number = name.casefold()
    return tuple(one for one in CATALOGUE.values() if one.id[:-1] == one.id[:4] and one.id[:-1].casefold() == number)
