"""A billing system in this process, for the example: it divides by the days of the wrong month."""

from pathlib import Path
from typing import Any

from yakkan.adapters import faulty_reference
from yakkan.faults import fault_by_id

from yakkan import load_terms

_TERMS = load_terms(Path(__file__).parents[3] / "terms" / "enex-low-voltage" / "2016-04-01.md")
_BILLER = faulty_reference(_TERMS, [fault_by_id("F-07")])


def bill(case: dict[str, Any]) -> dict[str, Any]:
    """The answer to a case, both as JSON values of the wire format."""
    _status, answer = _BILLER.answer(case)
    return answer
