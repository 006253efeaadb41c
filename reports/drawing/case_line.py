"""A case in one line: what a person needs to enter it by hand, without the drawing."""

from collections.abc import Iterator

from ...oracle import Case, Contract
from ..words import Words
from .timeline import event_texts


def case_line(case: Case, words: Words) -> str:
    """The contracts of a case, their events by day, and the day it is billed through."""
    contracts = " | ".join(" · ".join(_contract(one, words)) for one in case.contracts)
    parts = [contracts, words.billed_through.format(day=case.bill_through)]
    if case.runs is not None:
        parts.append(words.runs.format(days=", ".join(map(str, case.runs))))
    return " · ".join(parts)


def _contract(contract: Contract, words: Words) -> Iterator[str]:
    yield contract.tariff
    yield from (f"{name} {value}" for name, value in contract.attributes.items())
    if contract.readings:
        yield f"{words.readings} {', '.join(map(str, contract.readings))}"
    yield from (text for _, text in sorted(event_texts(contract, words), key=lambda one: one[0]))
