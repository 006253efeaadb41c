"""Read one terms document: Markdown clauses, each with its rule as a fenced `toml` block below its text."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .. import codes
from ..problems import Code, Problem, TermsError
from ..vocabulary import HIDDEN, Clause
from .toml_lines import statements

Table = dict[str, Any]

_HEADER_KEYS = frozenset({"tariff", "currency", "language", "effective", "ends", "figures_until", "source"})


@dataclass(frozen=True, slots=True)
class Document:
    """A document's rules as one table, and for each path such as `proration.trigger` the clause it belongs to.

    `problems` are those that leave the rules readable: a rule without a clause, a setting given twice.
    """

    name: str
    title: str
    text: str
    table: Table
    clauses: Mapping[str, Clause]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Section:
    heading: str
    level: int
    words: list[str] = field(default_factory=list[str])
    fences: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def read_document(path: Path, name: str | None = None) -> Document:
    """Read the document at `path`; errors call it `name` (the path by default).

    Raises:
        TermsError: the file cannot be read, or a block is not TOML.
    """
    name = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = error.strerror or str(error)
        raise TermsError(Problem(codes.UNREADABLE, name, message, hint=codes.UNREADABLE.remedy)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "save the document as UTF-8"
        raise TermsError(Problem(codes.UNREADABLE, f"{name}:{line}", "this is not UTF-8 text", hint=hint)) from error
    return parse_document(text, name)


def parse_document(text: str, name: str) -> Document:
    """Parse a document's text; see `read_document`."""
    merger = _Merger(name)
    title = ""
    for section in _sections(text):
        if section.level == 1 and not title:
            title = section.heading
        merger.add(section)
    if any(problem.code is codes.NOT_TOML for problem in merger.problems):
        raise TermsError(merger.problems)
    clauses = {"": Clause(name, title, 1, ""), **merger.clauses}
    return Document(name, title, text, merger.table, clauses, tuple(merger.problems))


def _sections(text: str) -> Iterator[_Section]:
    """The document cut at its headings; the part before the first heading is a section of level 0."""
    section = _Section("", 0)
    tokens = MarkdownIt().parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline":
            if before is not None and before.type == "heading_open":
                yield section
                section = _Section(token.content.strip(), int(before.tag[1:]))
            else:
                section.words.append(token.content.strip())
        elif token.type == "fence" and token.info.strip().lower() == "toml":
            section.fences.append((_first_line(token), token.content))
    yield section


def _first_line(fence: Token) -> int:
    """The line of the document, from 1, on which the fence's content starts."""
    return (fence.map[0] if fence.map else 0) + 2


class _Merger:
    """Merges the blocks of a document, and records the clause of each key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.table: Table = {}
        self.clauses: dict[str, Clause] = {}
        self.problems: list[Problem] = []

    def add(self, section: _Section) -> None:
        for first_line, source in section.fences:
            try:
                block = tomllib.loads(source, parse_float=Decimal)
            except tomllib.TOMLDecodeError as error:
                self._toml_problem(section, first_line, source, error)
                continue
            self._check_clause(section, first_line, block)
            places = _places(source, self.table)
            for path, line in places.items():
                clause = Clause(self.name, section.heading, first_line + line, "\n".join(section.words))
                self.clauses.setdefault(path, clause)
            self._merge(self.table, block, "", section, {path: first_line + line for path, line in places.items()})

    def _toml_problem(self, section: _Section, first_line: int, source: str, error: tomllib.TOMLDecodeError) -> None:
        found = re.search(r"at line (\d+)", str(error))
        lines = source.splitlines()
        line = int(found[1]) if found else len(lines)
        message = re.sub(r" \(at .*\)$", "", str(error))
        shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        self._problem(codes.NOT_TOML, first_line + line - 1, section, f"{message}: {shown}" if shown else message)

    def _check_clause(self, section: _Section, first_line: int, block: Table) -> None:
        rules = sorted(set(block) - _HEADER_KEYS - HIDDEN)
        if not rules:
            return
        if section.level < 2:  # noqa: PLR2004  # the first level is the document's title
            self._problem(codes.NO_CLAUSE, first_line, section, f"{', '.join(rules)} is under no clause")
        elif not any(section.words):
            self._problem(codes.NO_CLAUSE, first_line, section, f"{', '.join(rules)}: the clause has no text")

    def _merge(self, into: Table, block: Table, prefix: str, section: _Section, lines: Mapping[str, int]) -> None:
        for key, value in block.items():
            path = f"{prefix}{key}"
            if key not in into:
                into[key] = value
            elif _is_rows(value) and _is_rows(into[key]):
                into[key] = [*into[key], *value]
            elif isinstance(value, dict) and isinstance(into[key], dict):
                self._merge(into[key], cast("Table", value), f"{path}.", section, lines)
            else:
                message = f"{path} is also given by an earlier clause"
                self._problem(codes.GIVEN_TWICE, _line_of(path, lines), section, message)

    def _problem(self, code: Code, line: int, section: _Section, message: str) -> None:
        self.problems.append(Problem(code, f"{self.name}:{line}", message, section.heading, code.remedy))


def _line_of(path: str, lines: Mapping[str, int]) -> int:
    """The line of a key, or of the table around it, or else of the block."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines[path] if path else min(lines.values())


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(row, dict) for row in cast("list[object]", value))


def _row_counts(table: Table, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The number of rows of each array of tables so far, by its path: `charge`, `tax.rate`."""
    for key, value in table.items():
        if _is_rows(value):
            yield f"{prefix}{key}", len(value)
        elif isinstance(value, dict):
            yield from _row_counts(cast("Table", value), f"{prefix}{key}.")


def _places(source: str, before: Table) -> dict[str, int]:
    """The line, from 0, of every table header and key of a block. `before` holds the rows of earlier blocks, so that
    the second block's first `[[charge]]` is `charge.1`."""
    places: dict[str, int] = {}
    counts = dict(_row_counts(before))
    here = ""
    for one in statements(source):
        if one.is_header:
            here = _numbered(one.parts, counts, opens_row=one.opens_row)
            places.setdefault(here, one.line)
            if one.opens_row:  # the array as a whole is where its first row is
                places.setdefault(here.rpartition(".")[0], one.line)
        else:
            places.setdefault(".".join([here, *one.parts] if here else one.parts), one.line)
    return places


def _numbered(parts: Sequence[str], counts: dict[str, int], *, opens_row: bool) -> str:
    """The path of a table header, with the numbers of the rows that contain it."""
    path = ""
    for index, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if opens_row and index == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}.{counts[path] - 1}"
    return path
