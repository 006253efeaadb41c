"""An export of cases as the plan that it is: with the terms, so that judging its answers needs nothing beside it."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from ...adapters import write_case
from ...oracle import Book, Case
from .json import PLAN_FORMAT, terms_digest, terms_value

PLAN = "plan.json"
"""The file's name in the folder of the exported cases."""


def export_json(book: Book, cases: Sequence[Case], seed: int) -> dict[str, Any]:
    """The value of the plan: the documents and the cases, by their numbers from 1."""
    return {
        "format": PLAN_FORMAT,
        "yakkan": version("yakkan"),
        "seed": seed,
        "terms": [terms_value(one) for one in book],
        "digest": terms_digest(book),
        "cases": [{"number": number, "case": write_case(case)} for number, case in enumerate(cases, start=1)],
    }
