"""A plan as one JSON value, with the terms it was made from: all that is needed to judge its answers."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from ...adapters import write_answer, write_case
from ...oracle import Terms, explain_case
from ...verdict import AcceptancePlan, PlannedCase
from ..drawing import case_line
from ..words import Words

PLAN_FORMAT = "yakkan-plan/1"


def plan_json(plan: AcceptancePlan, words: Words, *, blind: bool = False) -> dict[str, Any]:
    """A plan as a JSON value. A `blind` one has neither expected figures nor what its cases catch."""
    return {
        "format": PLAN_FORMAT,
        "yakkan": version("yakkan"),
        "language": words.language,
        "blind": blind,
        "terms": [terms_value(one) for one in plan.book],
        "digest": terms_digest(plan.book),
        "caught": plan.caught,
        "catchable": plan.caught + len(plan.left),
        "equivalent": plan.equivalent,
        "tried": plan.tried,
        "left": [] if blind else list(plan.left),
        "cases": [_case(number, one, words, blind=blind) for number, one in enumerate(plan.cases, start=1)],
    }


def terms_digest(book: Iterable[Terms]) -> str:
    """The SHA-256 over the digests of all versions: the same for the same documents, wherever they are stored."""
    texts = (f"{one.tariff} {one.effective} {text_digest(one.text)}\n" for one in book)
    return sha256("".join(texts).encode()).hexdigest()


def text_digest(text: str) -> str:
    """The SHA-256 of the text of a document."""
    return sha256(text.encode()).hexdigest()


def terms_value(terms: Terms) -> dict[str, Any]:
    """A document as a JSON value: its tariff, day, title and digest, and its text."""
    return {
        "tariff": terms.tariff,
        "effective": str(terms.effective),
        "title": terms.title,
        "document": terms.clause("").document,
        "sha256": text_digest(terms.text),
        "text": terms.text,
    }


def _case(number: int, one: PlannedCase, words: Words, *, blind: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "number": number,
        "enter": case_line(one.case, words),
        "case": write_case(one.case),
        "observed": None,
    }
    if blind:
        return value
    return value | {
        "expected": write_answer(one.case, one.expected)["bills"],
        "derivation": explain_case(one.expected, words.language).splitlines(),
        "catches": list(one.caught),
        "catches_by_itself": one.catches,
    }
