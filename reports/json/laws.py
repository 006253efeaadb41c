"""Laws that need no prices as JSON values."""

from typing import Any

from ...adapters import write_case
from ...verdict import LawResult, LawsResult, Violation
from ..drawing import decimal_text
from .values import clause_json, observed_json

_AGAIN = {True: "twice", False: "unstable", None: "once"}


def laws_json(laws: LawsResult) -> list[dict[str, Any]]:
    """Each law with its claim, its calls, where it is broken, and where it was not tested."""
    return [_law(law) for law in laws.laws]


def _law(law: LawResult) -> dict[str, Any]:
    return {
        "name": law.law.name.value,
        "claim": law.law.claim,
        "calls": law.calls,
        "held": law.held,
        "violations": [_violation(one) for one in law.violations],
        "not_tested": [
            {"tariff": one.tariff, "why": one.why.value, "detail": one.detail, "cases": one.cases}
            for one in law.untested
        ],
    }


def _violation(one: Violation) -> dict[str, Any]:
    first, second = one.broken.sums
    period = one.broken.period
    return {
        "tariff": one.tariff,
        "what": one.broken.what.value,
        "observed": _AGAIN[one.again],
        "first_day": str(period.start) if period else None,
        "last_day": str(period.last_day) if period else None,
        "sums": [decimal_text(first), decimal_text(second)],
        "clause": clause_json(one.clause) if one.clause else None,
        "cases": [
            {"case": write_case(case), "observed": [observed_json(bill) for bill in bills]}
            for case, bills in zip(one.cases, one.observed, strict=True)
        ],
    }
