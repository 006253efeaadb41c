"""A stretch of days drawn on a row of columns, and what can be put on such a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from ...oracle import Period
from .layout import centred, padded


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a drawing."""

    left: str
    fill: str
    right: str
    tick: str
    single: str
    used: str
    starts: str
    ends: str
    goes_on: str
    dot: str


BOX = Glyphs(left="├", fill="─", right="┤", tick="┼", single="▪", used="━", starts="●", ends="●", goes_on="▶", dot="·")
ASCII = Glyphs(
    left="|", fill="-", right="|", tick="+", single="#", used="=", starts="o", ends="o", goes_on=">", dot="-"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """`days` drawn over `columns` columns; days outside are drawn at the edge."""

    days: Period
    columns: int

    def column(self, day: date) -> int:
        """The column in which a day begins, from 0."""
        passed = (day - self.days.start).days * self.columns // self.days.days
        return min(max(passed, 0), self.columns)

    def span(self, days: Period) -> tuple[int, int]:
        """The first column of some days and the one after their last; at least one column."""
        first = min(self.column(days.start), self.columns - 1)
        return first, max(self.column(days.end), first + 1)


def axis(scale: Scale, boundaries: Sequence[date], days: str, glyphs: Glyphs) -> tuple[str, str]:
    """Two rows: the days on which periods meet, and the periods between with their lengths as `days` writes them."""
    above, below = "", ""
    columns = [scale.column(day) for day in boundaries]
    for index, (day, column) in enumerate(zip(boundaries, columns, strict=True)):
        above = _labelled(above, column, day, columns[index + 1] if index + 1 < len(columns) else None)
        below = padded(below, column) + (glyphs.left, glyphs.tick)[index > 0]
        if index + 1 < len(columns):
            length, room = (boundaries[index + 1] - day).days, columns[index + 1] - column - 1
            texts = (days.format(number=length), str(length), "")
            below += centred(next(text for text in texts if cell_len(text) <= max(0, room - 2)), room, glyphs.fill)
    return above, below[:-1] + glyphs.right


def _labelled(row: str, column: int, day: date, before: int | None) -> str:
    """The row with the day written at a column; shorter, or left out, where the next one is near."""
    room = 99 if before is None else before - column - 1
    text = next(text for text in (str(day), f"{day:%m-%d}", "") if len(text) <= room)
    return padded(row, column) + text if cell_len(row) <= column else row


def bars(scale: Scale, spans: Iterable[tuple[Period, str]], glyphs: Glyphs) -> list[str]:
    """Days with what is billed for them, as bars; bars that overlap go on further rows."""
    rows: list[str] = []
    for days, text in sorted(spans, key=lambda one: one[0]):
        first, after = scale.span(days)
        _put(rows, first, _bar(after - first, text, glyphs), apart=0)
    return rows


def _bar(columns: int, text: str, glyphs: Glyphs) -> str:
    if columns == 1:
        return glyphs.single
    inside = text if len(text) <= columns - 2 else ""
    return glyphs.left + centred(inside, columns - 2, glyphs.fill) + glyphs.right


def notes(scale: Scale, texts: Iterable[tuple[date, str]], most: int) -> list[str]:
    """Texts that point at days, on as many rows as they need, none wider than `most` columns where that is possible.

    A text stands right of its pointer, or left of it where there is no room on the right.
    """
    rows: list[str] = []
    for day, text in sorted(texts, key=lambda one: one[0]):
        column = scale.column(day)
        before = column - cell_len(text) - 1
        right = column + cell_len(text) + 2 <= most or before < 0
        _put(rows, column if right else before, f"^ {text}" if right else f"{text} ^", apart=2)
    return rows


def _put(rows: list[str], column: int, text: str, apart: int) -> None:
    """Write a text at a column of the first row that is free from `apart` columns before it."""
    for index, row in enumerate(rows):
        if cell_len(row) + apart <= column:
            rows[index] = padded(row, column) + text
            return
    rows.append(" " * column + text)
