"""Membership of a case in a space, which decides which saved cases a search may try first."""

from collections.abc import Mapping

from ..oracle import Case, Contract, EventKind, QuantityChange
from .space import Space, migrations


def inside(space: Space, case: Case) -> bool:
    """True if a search of the space may try the case; the day that it is billed through does not matter."""
    if len(case.contracts) == 1 and space.replacement is None:
        (contract,) = case.contracts
        return contract.tariff in space.tariffs and _fits(space, contract) and _ends_as_asked(space, contract)
    if len(case.contracts) == 2:  # noqa: PLR2004  # a migration has two contracts
        old, new = case.contracts
        return (old.tariff, new.tariff) in migrations(space) and _fits(space, old) and _replaced_as_asked(space, new)
    return False


def _fits(space: Space, contract: Contract) -> bool:
    return (
        _has(contract, space.attributes)
        and space.start in {None, contract.start}
        and space.readings in {None, contract.readings}
        and (space.may(EventKind.QUANTITY) or not any(isinstance(event, QuantityChange) for event in contract.events))
        and all(event in contract.events for event in space.events)
    )


def _has(contract: Contract, attributes: Mapping[str, str]) -> bool:
    return all(contract.attributes.get(name) == value for name, value in attributes.items())


def _ends_as_asked(space: Space, contract: Contract) -> bool:
    if contract.cancellation is None:
        return space.end is None and not space.ends
    return (
        space.may(EventKind.CANCELLATION) and space.ends is not False and space.end in {None, contract.cancellation.end}
    )


def _replaced_as_asked(space: Space, contract: Contract) -> bool:
    if space.replacement is None:
        return True
    return _has(contract, space.replacement.attributes) and space.replacement.start in {None, contract.start}
