"""A plan read back from its file to be judged: JSON, CSV or a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ...adapters import parse_json, read_case
from ...oracle import Book, Case, Problem, YakkanError, book_of_texts
from .. import codes
from .csv import read_csv
from .json import PLAN_FORMAT, terms_digest
from .sheet import ReadSheet, cases_in
from .xlsx import read_xlsx

_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PlanFile:
    """The parts of a plan that judging needs: its cases by their numbers, and the terms they are judged by."""

    book: Book
    cases: Mapping[int, Case]


def read_plan(path: Path, book: Book | None) -> PlanFile:
    """The plan in a file; `book` are the terms given with it, None to judge it by the terms it contains.

    Raises:
        YakkanError: it is not a plan, it was made from other terms, or it contains none and none are given.
    """
    data = file_bytes(path)
    if path.suffix.lower() == ".csv":
        digest, cases = cases_in(read_csv(data, str(path)))
        if book is None:
            raise YakkanError(Problem(codes.NO_TERMS, str(path), codes.NO_TERMS.meaning, hint=codes.NO_TERMS.remedy))
        return PlanFile(_checked(path, book, digest), cases)
    value = read_xlsx(data, str(path))[1] if path.suffix.lower() == ".xlsx" else json_value(path, data)
    table = table_of(path, value)
    own = book_of_texts(_documents(path, table))
    digest = table.get("digest")
    if terms_digest(own) != digest:
        raise YakkanError(Problem(codes.NOT_A_PLAN, str(path), "the documents in it do not match its digest"))
    return PlanFile(own if book is None else _checked(path, book, digest), dict(_cases(path, table)))


def file_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        YakkanError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise YakkanError(Problem(codes.NOT_A_PLAN, str(path), error.strerror or str(error))) from error


def json_value(path: Path, data: bytes) -> object:
    """The value in a file whose name ends with .json.

    Raises:
        YakkanError: its name ends differently, or it is not JSON.
    """
    if path.suffix.lower() != ".json":
        message = f'"{path.suffix}" is not one of .json, .csv and .xlsx'
        raise YakkanError(Problem(codes.NOT_A_PLAN, str(path), message, hint=codes.NOT_A_PLAN.remedy))
    return parse_json(data, str(path), _LIMIT)


def table_of(path: Path, value: object) -> dict[str, Any]:
    """The JSON object of a plan.

    Raises:
        YakkanError: the value is not a plan.
    """
    table = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    if table.get("format") != PLAN_FORMAT or not isinstance(table.get("cases"), list):
        raise YakkanError(
            Problem(codes.NOT_A_PLAN, str(path), f'its "format" is not {PLAN_FORMAT}', hint=codes.NOT_A_PLAN.remedy)
        )
    return table


def sheet_of(path: Path) -> ReadSheet:
    """The table that a person fills in, from a CSV file or a workbook.

    Raises:
        YakkanError: it cannot be read.
    """
    data = file_bytes(path)
    return read_csv(data, str(path)) if path.suffix.lower() == ".csv" else read_xlsx(data, str(path))[0]


def rows_of(path: Path, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """A list of objects in a plan.

    Raises:
        YakkanError: one of them is not an object.
    """
    rows: object = table.get(key)
    found = cast("list[object]", rows) if isinstance(rows, list) else []
    if not all(isinstance(one, dict) for one in found):
        raise YakkanError(Problem(codes.NOT_A_PLAN, f"{path} {key}", "each entry must be an object"))
    return cast("list[dict[str, Any]]", found)


def _checked(path: Path, book: Book, digest: object) -> Book:
    mine = terms_digest(book)
    if mine != digest:
        message = f"it was made from terms with digest {str(digest)[:12]}…, those given have {mine[:12]}…"
        raise YakkanError(Problem(codes.OTHER_TERMS, str(path), message, hint=codes.OTHER_TERMS.remedy))
    return book


def _documents(path: Path, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(one.get("document"), one.get("text")) for one in rows_of(path, table, "terms")]
    if not found or not all(isinstance(name, str) and isinstance(text, str) for name, text in found):
        message = "the plan does not have its documents, each with its name and its text"
        raise YakkanError(Problem(codes.NOT_A_PLAN, f"{path} terms", message))
    return cast("list[tuple[str, str]]", found)


def _cases(path: Path, table: Mapping[str, Any]) -> list[tuple[int, Case]]:
    found: list[tuple[int, Case]] = []
    for index, one in enumerate(rows_of(path, table, "cases")):
        number = one.get("number")
        if not isinstance(number, int) or number in dict(found):
            raise YakkanError(
                Problem(codes.NOT_A_PLAN, f"{path} cases.{index}", "it needs a number that no other case has")
            )
        try:
            found.append((number, read_case(one.get("case"))))
        except YakkanError as error:
            raise YakkanError(Problem(codes.NOT_A_PLAN, f"{path} cases.{index}", str(error))) from error
    return found
