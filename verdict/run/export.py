"""The cases that a system without an interface is given in one round, chosen before any answer is known."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ...cases import Space, all_fitted, boundary_cases, content, fits, fitted, generated_cases, named
from ...oracle import Case, can_bill
from ..diagnosis import Study

_BOUNDARY = (2, 3)
"""The largest share of the cases left after the plan that boundary cases may take: (2, 3) is two thirds."""


def cases_to_export(
    study: Study, number: int, seed: int, names: Iterator[str], spaces: Sequence[Space] = ()
) -> tuple[Case, ...]:
    """At most `number` different cases: the plan, which tells the most suspects apart, then boundary cases, then drawn
    ones.

    The terms can bill each of them, and each lies in all of `spaces`, adjusted to fit where necessary. Each takes the
    next of `names`.
    """
    chosen: dict[str, Case] = {}
    for candidate in _candidates(study, number, seed, chosen):
        case = _in_all(spaces, candidate)
        if case is None:
            continue
        key = content(case)
        if key not in chosen and _billable(study, case):
            chosen[key] = named(case, next(names))
        if len(chosen) >= number:
            break
    return tuple(chosen.values())


def _in_all(spaces: Sequence[Space], case: Case) -> Case | None:
    """The case adjusted to one space after the other; None where the result is not in all of them."""
    moved: Case | None = case
    for space in spaces:
        moved = None if moved is None else fitted(space, moved)
    return moved if moved is not None and all(fits(space, moved) for space in spaces) else None


def _candidates(study: Study, number: int, seed: int, chosen: dict[str, Case]) -> Iterator[Case]:
    yield from islice(study.planned(), number)
    part, of = _BOUNDARY
    yield from islice(all_fitted(study.space, boundary_cases(study.space)), max(1, (number - len(chosen)) * part // of))
    left = number - len(chosen)
    yield from all_fitted(study.space, generated_cases(study.space, left + left // 4, seed))


def _billable(study: Study, case: Case) -> bool:
    return fits(study.space, case) and can_bill(study.space.book, case)
