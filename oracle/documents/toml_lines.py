"""The lines of the tables and keys in a TOML text, which the parser in the standard library does not report.

The parser has already accepted the text, so it is only cut into statements here. Text inside strings of any form is
never taken for a table or a key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_KEY = rf"(?:[A-Za-z0-9_-]+|{_STRING})"
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEYS = re.compile(rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*", re.DOTALL)
_PART = re.compile(_KEY, re.DOTALL)
_IN_A_VALUE = re.compile(rf"{_STRING}|#[^\n]*|[\[\]{{}}\n]|[^\"'#\[\]{{}}\n]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A table header or a key with its value: the parts of its name, and its line, counted from 0."""

    parts: tuple[str, ...]
    line: int
    is_header: bool
    opens_row: bool = False
    """True if the header is one of an array of tables."""


def statements(text: str) -> Iterator[Statement]:
    """The statements of a TOML text, in order."""
    at = _end(_BLANK, text, 0)
    while at < len(text):
        line = text.count("\n", 0, at)
        if text[at] == "[":
            opens_row = text.startswith("[[", at)
            found = _KEYS.search(text, at)
            if found is None:
                return
            yield Statement(_parts(found[0]), line, is_header=True, opens_row=opens_row)
            at = text.index("]", found.end()) + (2 if opens_row else 1)
        else:
            found = _KEYS.match(text, at)
            if found is None:
                return
            yield Statement(_parts(found[0]), line, is_header=False)
            at = _after_value(text, text.index("=", found.end()) + 1)
        at = _end(_BLANK, text, at)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _after_value(text: str, at: int) -> int:
    """Where the line of a value ends: at the first line break outside strings and brackets."""
    depth = 0
    while at < len(text):
        found = _IN_A_VALUE.match(text, at)
        if found is None:
            return len(text)
        match found[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth == 0:
                return at
            case _:
                pass
        at = found.end()
    return at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
