"""Saved cases: a case that once diverged, with the terms that it is judged by, in one self-contained file."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from ..adapters import parse_json, read_case, write_case
from ..oracle import Book, Case, Problem, YakkanError, book_of_texts
from . import codes
from .identity import content, named

FORMAT = "yakkan-case/1"


@dataclass(frozen=True, slots=True)
class SavedCase:
    """A case with the documents (name, text) that it is judged by; without documents, other terms must be given.

    `details` is what the run recorded about it (kind, clause, expected and observed bills, seed), for readers.
    """

    case: Case
    documents: tuple[tuple[str, str], ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def book(self) -> Book | None:
        """The terms saved with the case; None if there are none."""
        return book_of_texts(self.documents) if self.documents else None


def saved_case(book: Book, case: Case, details: Mapping[str, Any]) -> SavedCase:
    """The case with the documents of its tariffs, named by its digest."""
    tariffs = {contract.tariff for contract in case.contracts}
    documents = tuple((terms.clause("").document, terms.text) for terms in book if terms.tariff in tariffs)
    return SavedCase(named(case, digest(case)), documents, details)


def digest(case: Case) -> str:
    """A short name for the content of a case, the same in every run."""
    return sha256(content(case).encode()).hexdigest()[:12]


def save(folder: Path, saved: SavedCase, name: str) -> Path:
    """Write a case as `name-DIGEST.json` into a folder, which is created if needed; the same case is overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{digest(saved.case)}.json"
    value = {
        "format": FORMAT,
        **saved.details,
        "case": write_case(saved.case),
        "terms": [{"document": document, "text": text} for document, text in saved.documents],
    }
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)  # an interrupted run leaves no incomplete file
    return path


def load(path: Path) -> SavedCase:
    """Read a saved case, or a plain case in the wire format.

    Raises:
        YakkanError: the file cannot be read, is incomplete, or is not a case.
    """
    try:
        value = parse_json(path.read_bytes(), str(path))
    except OSError as error:
        raise YakkanError(Problem(codes.NOT_A_SAVED_CASE, str(path), error.strerror or str(error))) from error
    if not isinstance(value, dict):
        raise YakkanError(Problem(codes.NOT_A_SAVED_CASE, str(path), "this is not a JSON object"))
    table = cast("dict[str, Any]", value)
    if table.get("format") != FORMAT:
        return SavedCase(read_case(table))
    documents = tuple(_documents(path, table.pop("terms", None)))
    return SavedCase(read_case(table.pop("case", None)), documents, table)


def load_folder(folder: Path) -> tuple[list[SavedCase], list[Problem]]:
    """All cases of a folder in the order of file names, and the problems of its other files; a missing folder is
    empty."""
    cases: list[SavedCase] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        try:
            cases.append(load(path))
        except YakkanError as error:
            problems.extend(
                Problem(p.code, f"{path} {p.place}".strip(), p.message, p.clause, p.hint) for p in error.problems
            )
    return cases, problems


def _documents(path: Path, value: object) -> Iterator[tuple[str, str]]:
    rows = cast("list[object]", value) if isinstance(value, list) else []
    for row in rows:
        table = cast("dict[str, object]", row) if isinstance(row, dict) else {}
        document, text = table.get("document"), table.get("text")
        if not isinstance(document, str) or not isinstance(text, str):
            raise YakkanError(Problem(codes.NOT_A_SAVED_CASE, str(path), "a document needs its name and its text"))
        yield document, text
