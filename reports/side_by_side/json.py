"""Systems side by side as one JSON value. Money travels as decimal strings; keys stand in a fixed order."""

from fractions import Fraction
from importlib.metadata import version
from typing import Any

from ...adapters import write_case
from ...verdict import HUNDREDTHS, OF_TERMS, Amount, Disagreement, Group, SideBySide, Verification
from ..drawing import decimal_text
from ..json import finding_json, instead_json, not_tested_json, reading_json, system_json, terms_json

COMPARISON_FORMAT = "yakkan-comparison/1"


def side_by_side_json(compared: SideBySide) -> dict[str, Any]:
    """A comparison as a JSON value. Systems are named by their number from 1, the terms as "terms"."""
    return {
        "format": COMPARISON_FORMAT,
        "yakkan": version("yakkan"),
        "verdict": compared.verdict.value,
        "seed": compared.seed,
        "cases": compared.cases,
        "terms": [terms_json(one) for one in compared.book],
        "systems": [_system(number, one) for number, one in enumerate(compared.results, start=1)],
        "agreement": [_pair(compared, one, other) for one in range(len(compared.agreement)) for other in range(one)],
        "classes": [_names(group) for group in compared.classes],
        "wrong_alike": [_names(group) for group in compared.wrong_alike],
        "partings": [_disagreement(one) for one in compared.disagreements],
    }


def _pair(compared: SideBySide, one: int, other: int) -> dict[str, Any]:
    alike, cases = compared.agreement[one][other]
    return {"of": _name(other), "and": _name(one), "alike": alike, "cases": cases}


def _system(number: int, one: Verification) -> dict[str, Any]:
    return {
        "number": number,
        **system_json(one),
        "verdict": one.verdict.value,
        "reason": one.reason,
        "answered": one.counts.answered,
        "refused": one.counts.refused,
        "failed": one.counts.failed,
        "divergences": [{**finding_json(found.finding), "seen": found.seen} for found in one.divergences],
        "diagnosis": [instead_json(row) for diagnosis in one.diagnosis for row in diagnosis.rows],
        "unclear": [reading_json(reading) for unclear in one.unclear for reading in unclear.readings],
        "not_tested": not_tested_json(one),
    }


def _disagreement(one: Disagreement) -> dict[str, Any]:
    return {
        "groups": [_names(group) for group in one.groups],
        "seen": one.seen,
        "case": write_case(one.case),
        "bills": [
            {
                "contract": one.case.contracts[contract].id,
                "period_from": str(start),
                "billed": [None if amount is None else _amount(amount) for amount in amounts],
            }
            for (contract, start), amounts in one.bills
        ],
    }


def _amount(amount: Amount) -> dict[str, Any]:
    """The sums of one bill. `lines` are those in which systems disagree: none where only the totals differ."""
    total, tax, lines = amount
    return {
        "total": decimal_text(total),
        "tax": None if tax is None else decimal_text(tax),
        "lines": {item: decimal_text(Fraction(hundredths, HUNDREDTHS)) for item, hundredths in lines},
    }


def _names(group: Group) -> list[int | str]:
    return [_name(one) for one in group]


def _name(one: int) -> int | str:
    return "terms" if one == OF_TERMS else one
