"""Exported cases as a plan that contains its terms, so that its answers can be judged without any other file."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from ...adapters import write_case
from ...oracle import Book, Case
from .json import PLAN_FORMAT, terms_digest, terms_value

PLAN = "plan.json"
"""The name of the file in the folder of exported cases."""


def export_json(book: Book, cases: Sequence[Case], seed: int) -> dict[str, Any]:
    """The plan as a JSON value: the documents, and the cases numbered from 1."""
    return {
        "format": PLAN_FORMAT,
        "yakkan": version("yakkan"),
        "seed": seed,
        "terms": [terms_value(one) for one in book],
        "digest": terms_digest(book),
        "cases": [{"number": number, "case": write_case(case)} for number, case in enumerate(cases, start=1)],
    }
