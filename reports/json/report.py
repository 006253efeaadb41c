"""A run as one JSON value, for machines. Money travels as decimal strings; keys stand in a fixed order."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from ...adapters import write_answer, write_case
from ...adapters.wire import write_system
from ...oracle import Bill, Terms, explain
from ...oracle.derivation import LANGUAGES
from ...verdict import (
    Diagnosis,
    Difference,
    Divergence,
    Finding,
    Instead,
    OtherReading,
    Power,
    Unclear,
    Verification,
)
from ..drawing import decimal_text
from .laws import laws_json
from .values import clause_json, observed_json

REPORT_FORMAT = "yakkan-report/1"


def json_report(result: Verification, replays: Sequence[str]) -> dict[str, Any]:
    """A run as a JSON value. `replays` are the command lines that reproduce its divergences, in their order; "" for one
    without."""
    counts = result.counts
    return {
        "format": REPORT_FORMAT,
        "yakkan": version("yakkan"),
        "verdict": result.verdict.value,
        "reason": result.reason,
        "seed": result.seed,
        "calls": counts.calls,
        "cases": counts.cases,
        "answered": counts.answered,
        "refused": counts.refused,
        "failed": counts.failed,
        "system": system_json(result),
        "terms": [terms_json(one) for one in result.book],
        "divergences": [_divergence(one, replay) for one, replay in zip(result.divergences, replays, strict=True)],
        "diagnosis": [instead_json(row) for one in result.diagnosis for row in one.rows],
        "explained": [_explained(one) for one in result.diagnosis],
        "power": None if result.power is None else _power(result.power),
        "unclear": [_unclear(one) for one in result.unclear],
        "laws": laws_json(result.laws),
        "not_tested": not_tested_json(result),
        "problems": [
            {"case": case, "code": one.code.id, "place": one.place, "message": one.message, "hint": one.hint}
            for case, one in result.problems.items()
        ],
    }


def system_json(result: Verification) -> dict[str, Any]:
    """The system under test, as it describes itself; nulls where it could not be reached."""
    system = result.system
    return {
        "target": result.target,
        "name": system.name if system else None,
        "version": system.version if system else None,
        "protocol": list(system.protocols) if system else [],
        "capabilities": write_system(system)["capabilities"] if system else {},
    }


def not_tested_json(result: Verification) -> list[dict[str, Any]]:
    """What was left out, and why."""
    return [{"what": one.what, "why": one.why, "cases": one.cases} for one in result.not_tested]


def finding_json(one: Finding) -> dict[str, Any]:
    """The kind of a divergence, and the situation in which it was seen."""
    return {
        "kind": one.kind.value,
        "tariff": one.tariff,
        "situation": one.situation.value,
        "direction": one.direction.value,
    }


def instead_json(row: Instead) -> dict[str, Any]:
    """A row of a diagnosis."""
    return {
        "tariff": row.tariff,
        "setting": row.setting,
        "terms": row.terms,
        "system": row.system,
        "clause": clause_json(row.clause),
        "explains": row.explains,
        "of": row.of,
        "alternatives": list(row.alternatives),
    }


def _explained(one: Diagnosis) -> dict[str, Any]:
    """How many bills of a tariff are explained: by the rows of its diagnosis, or else by the nearest setting."""
    return {
        "tariff": one.tariff,
        "known": bool(one.rows) and one.settled,
        "explains": one.explains,
        "of": one.of,
        "calls": one.calls,
        "nearest": one.nearest or None,
        "apart": [write_case(case) for case in one.apart],
    }


def _power(power: Power) -> dict[str, Any]:
    return {
        "cases": power.cases,
        "caught": power.caught,
        "catchable": power.catchable,
        "equivalent": power.equivalent,
        "unreachable": power.unreachable,
        "missed": [{"what": one.what, "case": write_case(one.case)} for one in power.missed],
    }


def terms_json(terms: Terms) -> dict[str, Any]:
    """A document of the terms."""
    return {
        "tariff": terms.tariff,
        "effective": str(terms.effective),
        "ends": str(terms.ends) if terms.ends else None,
        "figures_until": str(terms.figures_until) if terms.figures_until else None,
        "title": terms.title,
        "source": terms.source,
        "document": terms.clause("").document,
    }


def _divergence(one: Divergence, replay: str) -> dict[str, Any]:
    return {
        **finding_json(one.finding),
        "seen": one.seen,
        "observed_twice": one.observed_twice,
        "over": decimal_text(one.over),
        "under": decimal_text(one.under),
        "case": write_case(one.case),
        "expected": write_answer(one.case, one.expected)["bills"],
        "observed": [observed_json(observed) for observed in one.observed],
        "differences": [_difference(difference) for difference in one.differences],
        "clause": clause_json(one.clause),
        "derivation": _derivation(one.difference.expected),
        "replay": replay or None,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.finding.kind.value,
        "contract": one.contract,
        "first_day": str(one.period.start),
        "last_day": str(one.period.last_day),
        "expected_total": decimal_text(one.expected.total) if one.expected else None,
        "observed_totals": [decimal_text(bill.total) for bill in one.observed],
        "over": decimal_text(one.over),
        "under": decimal_text(one.under),
        "clause": {"document": one.clause.document, "line": one.clause.line, "heading": one.clause.heading},
        "detail": one.detail,
    }


def _derivation(bill: Bill | None) -> dict[str, list[str]]:
    """The derivation of the expected bill in the language of the terms and in English; empty where nothing is due."""
    if bill is None:
        return {}
    languages = [bill.terms.language, "en"]
    return {language: explain(bill, language).splitlines() for language in languages if language in LANGUAGES}


def _unclear(one: Unclear) -> dict[str, Any]:
    """The readings with their clauses, and what each of the two bills: `expected` and `other`."""
    return {
        "readings": [reading_json(reading) for reading in one.readings],
        "seen": one.seen,
        "case": write_case(one.case),
        "expected": write_answer(one.case, one.expected)["bills"],
        "other": write_answer(one.case, one.other)["bills"],
        "observed": [observed_json(observed) for observed in one.observed],
        "differences": [_difference(difference) for difference in one.differences],
    }


def reading_json(one: OtherReading) -> dict[str, Any]:
    """Another reading of the terms, beside the one chosen."""
    return {
        "tariff": one.tariff,
        "setting": one.setting,
        "chosen": one.chosen,
        "other": one.other,
        "why": one.why,
        "clause": clause_json(one.clause),
    }
