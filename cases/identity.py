"""The content of a case without its names, and a new name for every attempt."""

from collections.abc import Iterator
from dataclasses import replace

from ..oracle import Case


def content(case: Case) -> str:
    """A text that is equal for equal contracts, whatever their names."""
    return repr(named(case, "case"))


def named(case: Case, name: str) -> Case:
    """The case under another name; its contracts are called `name-1`, `name-2` and so on."""
    contracts = tuple(replace(one, id=f"{name}-{number}") for number, one in enumerate(case.contracts, start=1))
    return replace(case, id=name, contracts=contracts)


def fresh_names(run_id: str) -> Iterator[str]:
    """A different name for each attempt; `run_id` is unique per run and prefixes the names."""
    number = 0
    while True:
        number += 1
        yield f"{run_id}{number:05x}"
