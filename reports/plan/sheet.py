"""A plan as a table, and the table that comes back, whatever kind of file it is in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...adapters import parse_json, read_case, write_case
from ...oracle import Case, Problem, YakkanError
from ...verdict import AcceptancePlan
from .. import codes
from ..drawing import case_line
from ..words import Words
from .cells import Cell
from .json import terms_digest
from .rows import asked_rows, cells, columns, items_of
from .words import PLAN_WORDS

NOTE = "#"
"""How the first cell of a row begins that is a note and not a row of a case."""


@dataclass(frozen=True, slots=True)
class Written:
    """A table to be written. `filled` are the columns that a person fills in, numbered from 0."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    filled: range


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was read: its cells by heading."""

    place: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A table that was read, without its heading row and its notes. `is_whole` is True if the notes were there: they
    are the last rows, so nothing was cut off."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    is_whole: bool


def written_sheet(plan: AcceptancePlan, words: Words, *, blind: bool) -> Written:
    """The table of a plan; its last rows are notes that say what the plan catches."""
    own = PLAN_WORDS[words.language]
    asked = asked_rows({number: (one.case, one.expected) for number, one in enumerate(plan.cases, start=1)})
    items = items_of(plan.book, asked)
    heads = columns(items, own, blind=blind)
    rows = [tuple(cells(row, case_line(row.case, words), items, own, blind=blind)) for row in asked]
    headings = (*heads.given, *heads.expected, *heads.filled)
    notes = [(NOTE, "", "", text, *("" for _ in headings[4:])) for text in plan_notes(plan, words, blind=blind)]
    start = len(heads.given) + len(heads.expected)
    return Written(headings, (*rows, *notes), range(start, len(headings)))


def plan_notes(plan: AcceptancePlan, words: Words, *, blind: bool = False) -> list[str]:
    """The notes of a plan: what it catches, what is equivalent, and what a budget leaves uncaught."""
    own, of = PLAN_WORDS[words.language], plan.caught + len(plan.left)
    notes = [own.summary.format(cases=len(plan.cases), caught=plan.caught, of=of)]
    if plan.equivalent:
        notes.append(own.equivalent.format(number=plan.equivalent, tried=plan.tried))
    if plan.left:
        notes.append(own.left.format(number=len(plan.left)))
        notes += () if blind else plan.left
    return notes


def with_cases(sheet: Written, plan: AcceptancePlan, words: Words) -> Written:
    """The table with two more columns from which the plan can be rebuilt, for files that hold nothing but the table."""
    own, digest = PLAN_WORDS[words.language], terms_digest(plan.book)
    wire = {str(n): wire_text(one.case) for n, one in enumerate(plan.cases, start=1)}
    rows = tuple((*row, "", "") if row[0] == NOTE else (*row, digest, wire[row[0]]) for row in sheet.rows)
    return Written((*sheet.headings, own.terms, own.wire), rows, sheet.filled)


def wire_text(case: Case) -> str:
    """A case as JSON on one line."""
    return json.dumps(write_case(case), ensure_ascii=False, separators=(",", ":"))


def read_sheet(name: str, table: Sequence[Sequence[object]], *, letter: bool) -> ReadSheet:
    """The rows of a table whose first row has the headings; with `letter`, problems name columns by letters.

    Raises:
        YakkanError: there is no heading row.
    """
    headings = tuple("" if one is None else str(one).strip() for one in (table[0] if table else ()))
    if not any(headings):
        raise YakkanError(Problem(codes.NOT_A_PLAN, name, "the sheet has no heading row", hint=codes.NOT_A_PLAN.remedy))
    rows: list[ReadRow] = []
    for number, row in enumerate(table[1:], start=2):
        values = [*row, *([None] * (len(headings) - len(row)))]
        if all(one is None or not str(one).strip() for one in values) or str(values[0] or "").startswith(NOTE):
            continue
        place = f"{name} row {number}"
        by_heading: dict[str, Cell] = {}
        for column, (heading, value) in enumerate(zip(headings, values, strict=False)):
            where = f"column {_letters(column)}" if letter else f"column {column + 1}"
            by_heading.setdefault(heading, Cell(value, f"{place}, {where} ({heading})"))
        rows.append(ReadRow(place, by_heading))
    is_whole = any(str(row[0] or "").startswith(NOTE) for row in table if row)
    return ReadSheet(name, headings, tuple(rows), is_whole)


def heading_of(sheet: ReadSheet, key: str, **names: str) -> str | None:
    """The heading of a column in the language of the sheet, by its field of `PlanWords`; None if it is missing."""
    allowed = [getattr(words, key).format(**names) for words in PLAN_WORDS.values()]
    return next((one for one in allowed if one in sheet.headings), None)


def needed_heading(sheet: ReadSheet, key: str, **names: str) -> str:
    """The heading of a column that must be there.

    Raises:
        YakkanError: it is missing.
    """
    found = heading_of(sheet, key, **names)
    if found is None:
        allowed = " / ".join(f'"{getattr(words, key).format(**names)}"' for words in PLAN_WORDS.values())
        message = f"there is no column {allowed}"
        raise YakkanError(
            Problem(codes.MISSING_COLUMN, f"{sheet.name} row 1", message, hint=codes.MISSING_COLUMN.remedy)
        )
    return found


def cases_in(sheet: ReadSheet) -> tuple[str, dict[int, Case]]:
    """The digest of the terms, and the cases by their numbers, from the last two columns of a table.

    Raises:
        YakkanError: a column is missing, a cell does not hold a case, or the rows are of two plans or cut off.
    """
    terms, wire = needed_heading(sheet, "terms"), needed_heading(sheet, "wire")
    number = needed_heading(sheet, "case")
    if not sheet.is_whole:
        message = f'the sheet was cut off: its last rows, which begin with "{NOTE}", are missing'
        raise YakkanError(Problem(codes.NOT_A_PLAN, sheet.name, message, hint=codes.NOT_A_PLAN.remedy))
    digests = {row.cells[terms].text: row.cells[terms].place for row in sheet.rows if row.cells[terms].text}
    if len(digests) != 1:
        message = "the rows are of more than one plan" if digests else "no row contains the digest of the terms"
        raise YakkanError(Problem(codes.NOT_A_PLAN, [*digests.values(), sheet.name][-1], message))
    found: dict[str, dict[str, Cell]] = {}
    for row in sheet.rows:
        if str(row.cells[wire].value or ""):
            found.setdefault(row.cells[number].text, {}).setdefault(str(row.cells[wire].value), row.cells[wire])
    return next(iter(digests)), dict(sorted(_read_case(key, cells) for key, cells in found.items()))


def _read_case(number: str, texts: Mapping[str, Cell]) -> tuple[int, Case]:
    (text, cell), *others = texts.items()
    if others or not number.isdecimal():
        message = f"case {number} stands for two different cases" if others else "the row has no case number"
        raise YakkanError(Problem(codes.NOT_A_PLAN, cell.place, message))
    try:
        return int(number), read_case(parse_json(text.encode(), "the case"))
    except YakkanError as error:
        raise YakkanError(Problem(codes.NOT_A_PLAN, cell.place, str(error))) from error


def _letters(number: int) -> str:
    """The letters of a column by its number from 0: A, B, …, Z, AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
