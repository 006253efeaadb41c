"""What the system does instead, as a table like those in published notices: the clause, what the terms say, what the
system does, and how many wrong bills that explains."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console

from ...oracle.screen import safe
from ...verdict import Diagnosis
from ..console import INDENT, TITLE_STYLE, put
from ..drawing import case_line, padded, wrapped
from ..words import Words

_CLAUSE, _SAYS, _EXPLAINS = 24, 25, 10
"""Widths of the columns for the clause, for what the terms say, and for the number of bills."""
_APART = 2
_ALTERNATIVES = 4
"""Alternatives that are named; of further ones only the number is printed."""


def print_diagnosis(console: Console, diagnosis: Sequence[Diagnosis], words: Words) -> None:
    """Print the table of each tariff, or that nothing known explains its bills."""
    put(console, words.instead, style=TITLE_STYLE, indent=0)
    for one in diagnosis:
        values = {"tariff": one.tariff, "explains": one.explains, "of": one.of, "calls": one.calls}
        if one.rows:
            _print_table(console, one, words)
            put(console, words.instead_explained.format(**values))
            if one.apart:
                put(console, words.instead_apart)
            for case in one.apart:
                put(console, case_line(case, words), indent=2 * INDENT)
        else:
            put(console, words.instead_unknown.format(**values))
            if one.nearest:
                put(console, words.instead_nearest.format(nearest=one.nearest, share=_percent(one)), indent=2 * INDENT)
    put(console)


def _print_table(console: Console, one: Diagnosis, words: Words) -> None:
    heading = (words.instead_clause, words.instead_terms, words.instead_system, words.instead_explains)
    does = console.width - INDENT - _CLAUSE - _SAYS - _EXPLAINS - 3 * _APART
    widths = (_CLAUSE, _SAYS, does, _EXPLAINS)
    _print_row(console, heading, widths, TITLE_STYLE)
    for row in one.rows:
        clause = f"{row.clause.heading}\n{row.setting}"
        share = words.instead_share.format(explains=row.explains, of=row.of)
        _print_row(console, (clause, row.terms, row.system, share), widths)
        if row.alternatives:
            put(console, words.instead_alternatives if one.settled else words.instead_undecided, indent=2 * INDENT)
            for other in row.alternatives[:_ALTERNATIVES]:
                put(console, "\n".join(wrapped(safe(other), console.width - 3 * INDENT)), indent=3 * INDENT)
            if len(row.alternatives) > _ALTERNATIVES:
                more = len(row.alternatives) - _ALTERNATIVES
                put(console, words.instead_more.format(number=more), indent=3 * INDENT)


def _print_row(console: Console, cells: Sequence[str], widths: Sequence[int], style: str = "") -> None:
    columns = [
        [line for part in cell.splitlines() for line in _broken(safe(part), width)]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for line in zip_longest(*columns, fillvalue=""):
        put(console, (" " * _APART).join(map(padded, line, widths)).rstrip(), style=style)


def _broken(text: str, width: int) -> list[str]:
    """The lines of a cell; longer words, such as the paths of settings, break at their dots and dashes."""
    lines: list[str] = []
    for line in wrapped(text, width):
        while len(line) > width:
            cut = max((line.rfind(mark, 0, width) for mark in ".-; "), default=-1)
            cut = width - 1 if cut <= 0 else cut
            lines.append(line[: cut + 1])
            line = line[cut + 1 :]  # noqa: PLW2901  # the rest of the line
        lines.append(line)
    return lines


def _percent(one: Diagnosis) -> int:
    """The percentage of bills that are explained, rounded down: 100 only where all are."""
    return one.explains * 100 // one.of if one.of else 0
