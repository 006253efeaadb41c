"""A plan as CSV in UTF-8, with the byte order mark by which spreadsheets recognise UTF-8."""

import csv
from io import StringIO

from ...oracle import Problem, YakkanError
from ...verdict import AcceptancePlan
from .. import codes
from ..words import Words
from .sheet import ReadSheet, read_sheet, with_cases, written_sheet

_DELIMITERS = ",;\t"


def plan_csv(plan: AcceptancePlan, words: Words, *, blind: bool) -> str:
    """The text of the file; its first character is the byte order mark."""
    sheet = with_cases(written_sheet(plan, words, blind=blind), plan, words)
    text = StringIO()
    csv.writer(text).writerows([sheet.headings, *sheet.rows])
    return "\ufeff" + text.getvalue()


def read_csv(data: bytes, name: str) -> ReadSheet:
    """The table in a file, its cells separated by commas, semicolons or tabs.

    Raises:
        YakkanError: it is not UTF-8, or not a table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = 'save the sheet as "CSV UTF-8"'
        raise YakkanError(Problem(codes.NOT_A_PLAN, f"{name}:{line}", "this is not UTF-8", hint=hint)) from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        table = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise YakkanError(Problem(codes.NOT_A_PLAN, name, f"this is not CSV: {error}")) from error
    return read_sheet(name, table, letter=False)
