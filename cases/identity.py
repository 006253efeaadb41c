"""The content of a case apart from its names, and fresh names for every attempt."""

from collections.abc import Iterator
from dataclasses import replace

from ..oracle import Case


def content(case: Case) -> str:
    """The same text for the same contracts, whatever they are called."""
    return repr(named(case, "case"))


def named(case: Case, name: str) -> Case:
    """The case under another name; its contracts are called `name-1`, `name-2` and so on."""
    contracts = tuple(replace(one, id=f"{name}-{number}") for number, one in enumerate(case.contracts, start=1))
    return replace(case, id=name, contracts=contracts)


def fresh_names(run: str) -> Iterator[str]:
    """Names that no other attempt of this run has; `run` is a word that no other run has."""
    number = 0
    while True:
        number += 1
        yield f"{run}{number:05x}"
