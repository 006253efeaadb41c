"""Saved cases: a case that once diverged, with the terms it is judged by, in a file that needs nothing beside it."""

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
    """A case with the documents (name, text) it is judged by; none where it is judged by the terms given beside it.

    `told` is what the run said of it (kind, clause, expected and observed bills, seed), kept for readers.
    """

    case: Case
    documents: tuple[tuple[str, str], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def book(self) -> Book | None:
        """The terms saved with the case."""
        return book_of_texts(self.documents) if self.documents else None


def saved_case(book: Book, case: Case, told: Mapping[str, Any]) -> SavedCase:
    """The case with the documents of its tariffs."""
    tariffs = {contract.tariff for contract in case.contracts}
    documents = tuple((terms.clause("").document, terms.text) for terms in book if terms.tariff in tariffs)
    return SavedCase(named(case, digest(case)), documents, told)


def digest(case: Case) -> str:
    """A short name for the content of a case, the same in every run."""
    return sha256(content(case).encode()).hexdigest()[:12]


def save(folder: Path, saved: SavedCase, name: str) -> Path:
    """Write a case into a folder, made if need be, as `name-DIGEST.json`; the same case is written over itself."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{digest(saved.case)}.json"
    value = {
        "format": FORMAT,
        **saved.told,
        "case": write_case(saved.case),
        "terms": [{"document": document, "text": text} for document, text in saved.documents],
    }
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)  # a run that is cut off leaves no half file
    return path


def load(path: Path) -> SavedCase:
    """Read a saved case, or a plain case in the wire format.

    Raises:
        YakkanError: the file cannot be read, is cut off, or is no case.
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
    """All cases of a folder by file name, and the problems of the files that are none; a folder not there is empty."""
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
