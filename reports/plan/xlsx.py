"""A plan as a workbook: a sheet to fill in, the derivations, what each case catches, and a hidden sheet with the plan
as JSON. Every cell is text: a spreadsheet stores numbers in binary, which does not preserve decimal amounts."""

import json
from collections.abc import Sequence
from fractions import Fraction
from importlib import import_module
from io import BytesIO
from math import ceil
from typing import Any
from zipfile import BadZipFile

from rich.cells import cell_len

from ...adapters import parse_json
from ...oracle import Problem, YakkanError, explain_case
from ...oracle.extras import Extra, require
from ...verdict import AcceptancePlan
from .. import codes
from ..words import Words
from .json import plan_json
from .sheet import ReadSheet, Written, read_sheet, written_sheet
from .words import PLAN_WORDS, PlanWords

_HIDDEN = "yakkan"
_CHUNK = 30_000
"""The most characters of JSON in a cell; a cell can hold 32,767."""
_WIDE, _NARROWEST, _WIDEST = 60, 6, 24
"""Widths of columns, in characters: of the one that says what to enter, and the bounds of the others."""
_LINE = 15
"""The height of a line, in points."""
_LIMIT = 64 * 1024 * 1024
_TEXT = "@"


def plan_xlsx(plan: AcceptancePlan, words: Words, *, blind: bool) -> bytes:
    """The bytes of the workbook. A blind one has neither derivations nor what its cases catch.

    Raises:
        YakkanError: openpyxl is not installed.
    """
    require(Extra.PLAN, "a plan as a workbook")
    openpyxl: Any = import_module("openpyxl")
    own = PLAN_WORDS[words.language]
    book = openpyxl.Workbook()
    _write_plan(book.active, written_sheet(plan, words, blind=blind), own)
    if not blind:
        _write_lines(
            book.create_sheet(own.derivation_sheet), (own.case, own.derivation_sheet), _derivations(plan, words)
        )
        _write_lines(book.create_sheet(own.catches_sheet), (own.case, own.catches), _catches(plan, own))
    hidden = book.create_sheet(_HIDDEN)
    hidden.sheet_state = "veryHidden"
    text = json.dumps(plan_json(plan, words, blind=blind), ensure_ascii=False)
    for start in range(0, len(text), _CHUNK):
        # A mark in front: a chunk may begin with "=", which would be a formula.
        hidden.append([f"'{text[start : start + _CHUNK]}"])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def read_xlsx(data: bytes, name: str) -> tuple[ReadSheet, object]:
    """The first sheet of a workbook, and the JSON value of the plan in it.

    Raises:
        YakkanError: it is not a workbook, or not one of a plan; or openpyxl is not installed.
    """
    require(Extra.PLAN, "a plan as a workbook")
    openpyxl: Any = import_module("openpyxl")
    try:
        book = openpyxl.load_workbook(BytesIO(data))
        table: list[list[object]] = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        chunks: list[object] = [row[0] for row in book[_HIDDEN].iter_rows(values_only=True)] if _HIDDEN in book else []
    except (BadZipFile, KeyError, ValueError, OSError, IndexError, AttributeError, TypeError) as error:
        message = f"this workbook cannot be read: {error}"
        raise YakkanError(Problem(codes.NOT_A_PLAN, name, message, hint=codes.NOT_A_PLAN.remedy)) from error
    if not chunks:
        message = f'the workbook has no hidden sheet "{_HIDDEN}", which contains the plan'
        raise YakkanError(Problem(codes.NOT_A_PLAN, name, message, hint=codes.NOT_A_PLAN.remedy))
    text = "".join(str(chunk)[1:] for chunk in chunks)
    return read_sheet(name, table, letter=True), parse_json(text.encode(), name, _LIMIT)


def _derivations(plan: AcceptancePlan, words: Words) -> list[tuple[str, str]]:
    return [
        (str(number), line)
        for number, one in enumerate(plan.cases, start=1)
        for line in explain_case(one.expected, words.language).splitlines()
    ]


def _catches(plan: AcceptancePlan, own: PlanWords) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for number, one in enumerate(plan.cases, start=1):
        rows.append((str(number), own.catches_here.format(new=len(one.caught), all=one.catches)))
        rows += [(str(number), text) for text in one.caught]
    return rows


def _write_plan(sheet: Any, written: Written, own: PlanWords) -> None:  # noqa: ANN401  # openpyxl has no types
    styles: Any = import_module("openpyxl.styles")
    utils: Any = import_module("openpyxl.utils")
    validation: Any = import_module("openpyxl.worksheet.datavalidation")
    sheet.title = own.plan_sheet
    enter = written.headings.index(own.enter)
    widths = [_width(written, column) if column != enter else _WIDE for column in range(len(written.headings))]
    thin = styles.Side(style="thin", color="BFBFBF")
    for number, row in enumerate((written.headings, *written.rows), start=1):
        height = 1
        for column, text in enumerate(row):
            cell = _text_cell(sheet, number, column + 1, text)
            is_heading, to_fill = number == 1, column in written.filled
            cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
            cell.border = styles.Border(left=thin, right=thin, top=thin, bottom=thin)
            if is_heading:
                cell.font = styles.Font(bold=True)
            if is_heading or to_fill:
                cell.fill = styles.PatternFill("solid", fgColor="D9D9D9" if is_heading else "FFF9DB")
            height = max(height, _lines(text, widths[column]))
        sheet.row_dimensions[number].height = _LINE * height
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[utils.get_column_letter(column)].width = width
    sheet.freeze_panes = "D2"
    billed = utils.get_column_letter(written.headings.index(own.billed) + 1)
    answers = "はい,いいえ,拒否" if own.billed.endswith("いいえ)") else "yes,no,refused"
    choice = validation.DataValidation(type="list", formula1=f'"{answers}"', allow_blank=True)
    choice.add(f"{billed}2:{billed}{max(2, len(written.rows) + 1)}")
    sheet.add_data_validation(choice)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    properties: Any = import_module("openpyxl.worksheet.properties")
    sheet.sheet_properties.pageSetUpPr = properties.PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _write_lines(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401  # the same
    styles: Any = import_module("openpyxl.styles")
    for number, row in enumerate((headings, *rows), start=1):
        for column, text in enumerate(row, start=1):
            cell = _text_cell(sheet, number, column, text)
            cell.font = styles.Font(bold=number == 1, name="MS Gothic" if column > 1 and number > 1 else "Calibri")
    sheet.column_dimensions["A"].width = 8
    sheet.column_dimensions["B"].width = max(_WIDE, *(cell_len(row[1]) for row in rows)) + 2
    sheet.freeze_panes = "A2"


def _text_cell(sheet: Any, row: int, column: int, text: str) -> Any:  # noqa: ANN401  # the same
    cell = sheet.cell(row=row, column=column)
    if text:
        cell.value = text
        cell.data_type = "s"  # text, also where it begins with "="
    cell.number_format = _TEXT
    return cell


def _width(written: Written, column: int) -> int:
    longest = max(cell_len(row[column]) for row in (written.headings, *written.rows)) + 2
    return min(max(longest, _NARROWEST), _WIDEST)


def _lines(text: str, width: int) -> int:
    return max(1, ceil(Fraction(cell_len(text) * 11, width * 10))) if text else 1
