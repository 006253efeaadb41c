"""A table that people or their programs wrote as CSV, read line by line, so that a bad line does not affect others."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ...oracle import Problem
from ..codes import BAD_ROW, BAD_TABLE
from ..errors import WireError
from ..quoting import one_line, shown

_DELIMITERS = ",;\t"
_LONGEST = 1024 * 1024
"""The most bytes of a line."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its cells by heading, in lower case; empty cells are absent.

    `problem` says why a line cannot be read; its cells are then a guess, good enough to find its case.
    """

    number: int
    cells: Mapping[str, str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table without its heading row."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def place(self, line: Line, heading: str) -> str:
        """A cell as messages name it: file, line, and the number and heading of the column."""
        column = self.headings.index(heading) + 1 if heading in self.headings else None
        return f"{self.name}:{line.number}" + (f", column {column} ({heading})" if column else "")


def read_table(data: bytes, name: str, needed: tuple[str, ...]) -> Table:
    """The table of a file in UTF-8, with or without a byte order mark, with LF or CRLF line ends, and
    cells separated by commas, semicolons or tabs. A quoted cell may contain a separator but no line break.

    Raises:
        WireError: there is no heading row, or it lacks a `needed` column, or has a column twice.
    """
    first, *others = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    heading = first.decode("utf-8", errors="replace").rstrip("\r")
    delimiter = max(_DELIMITERS, key=heading.count)
    headings = tuple(cell.strip().lower() for row in csv.reader([heading], delimiter=delimiter) for cell in row)
    problems = [
        Problem(BAD_TABLE, f"{name}:1", f'there is no column "{one}"', hint=f"found: {one_line(heading, 200)}")
        for one in needed
        if one not in headings
    ]
    twice = sorted({one for one in headings if one and headings.count(one) > 1})
    problems += [Problem(BAD_TABLE, f"{name}:1", f"the column {shown(one)} appears twice") for one in twice]
    if problems:
        raise WireError(problems)
    read = _reader(name, headings, delimiter)
    lines = (read(number, line.rstrip(b"\r")) for number, line in enumerate(others, start=2) if line.strip())
    return Table(name, headings, tuple(one for one in lines if one.cells or one.problem is not None))


def _reader(name: str, headings: tuple[str, ...], delimiter: str) -> Callable[[int, bytes], Line]:
    def bad(number: int, data: bytes, message: str, hint: str = "") -> Line:
        text = data[:_LONGEST].decode("utf-8", errors="replace")
        cells = (cell.strip().strip('"') for cell in text.split(delimiter))
        guessed = {key: cell for key, cell in zip(headings, cells, strict=False) if key and cell}
        return Line(number, guessed, Problem(BAD_ROW, f"{name}:{number}", message, hint=hint))

    def read(number: int, data: bytes) -> Line:
        if len(data) > _LONGEST:
            return bad(number, data, f"the line has more than {_LONGEST} bytes")
        try:
            cells = next(csv.reader([data.decode("utf-8")], delimiter=delimiter, strict=True))
        except UnicodeDecodeError as error:
            column = data[: error.start].count(delimiter.encode()) + 1
            message = f"column {column}: byte {error.start + 1} is not UTF-8 (0x{data[error.start]:02x})"
            return bad(number, data, message, "save the table as UTF-8")
        except csv.Error as error:
            return bad(
                number, data, f"the line cannot be split into cells: {error}", "quotes must be closed on the same line"
            )
        stripped = [cell.strip() for cell in cells]
        beyond = [cell for cell in stripped[len(headings) :] if cell]
        if beyond:
            extra = f"the first extra cell is {shown(beyond[0], _SHOWN)}"
            message = f"there are {len(cells)} cells but {len(headings)} columns; {extra}"
            return bad(number, data, message, "perhaps a decimal comma or a thousands separator: write 1684.80")
        return Line(number, {key: cell for key, cell in zip(headings, stripped, strict=False) if key and cell})

    return read
