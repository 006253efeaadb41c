"""The smallest cases of a run as files, to be replayed until the system is fixed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from ..adapters import write_answer
from ..cases import named
from ..cases.corpus import digest, save, saved_case
from ..oracle import Book, Case
from ..verdict import Divergence, Finding, Verification
from .drawing import decimal_text
from .json import clause_json, observed_json


def save_divergences(folder: Path, result: Verification) -> tuple[Path, ...]:
    """Write the smallest case of each divergence into `folder`, which is made if it is missing; the files, in the same
    order.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    return tuple(
        save(folder, saved_case(result.book, one.case, _details(one, result)), _name(one.finding))
        for one in result.divergences
    )


def save_found(folder: Path, book: Book, finding: Finding, case: Case) -> Path:
    """Write the smallest case so far of a run that was interrupted; the file.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    return save(folder, saved_case(book, case, _finding(finding)), _name(finding))


def _name(finding: Finding) -> str:
    return f"{finding.kind.value}-{finding.situation.value}-{finding.direction.value}"


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "kind": finding.kind.value,
        "tariff": finding.tariff,
        "situation": finding.situation.value,
        "direction": finding.direction.value,
    }


def _details(divergence: Divergence, result: Verification) -> dict[str, Any]:
    """What the run saw, with the names of contracts that the saved case has."""
    case = named(divergence.case, digest(divergence.case))
    ids = {old.id: new.id for old, new in zip(divergence.case.contracts, case.contracts, strict=True)}
    expected = [replace(one, contract=ids[one.contract]) for one in divergence.expected]
    observed = [replace(one, contract=ids[one.contract] if one.contract else None) for one in divergence.observed]
    return {
        **_finding(divergence.finding),
        "over": decimal_text(divergence.over),
        "under": decimal_text(divergence.under),
        "clause": clause_json(divergence.clause),
        "readings": [
            {"tariff": one.tariff, "setting": one.setting, "value": one.other}
            for unclear in result.unclear
            for one in unclear.readings
        ],
        "expected": write_answer(case, expected)["bills"],
        "observed": [observed_json(one) for one in observed],
        "seed": result.seed,
        "system": result.target,
    }
