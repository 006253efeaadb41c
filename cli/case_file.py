"""Cases from files and from standard input; every problem names its file."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..adapters import parse_json, read_case
from ..cases.corpus import SavedCase, load
from ..oracle import Problem, YakkanError

STANDARD_INPUT = "-"


def load_case(path: Path) -> SavedCase:
    """The case in a file, either saved by a run or plain; for "-", a plain case from standard input.

    Raises:
        YakkanError: it cannot be read or is not a case; the place of each problem names the file.
    """
    name = name_of(path)
    try:
        if str(path) == STANDARD_INPUT:
            return SavedCase(read_case(parse_json(sys.stdin.buffer.read(), name)))
        return load(path)
    except YakkanError as error:
        raise type(error)(in_file(name, error.problems)) from error


def name_of(path: Path) -> str:
    """What messages call the file."""
    return "standard input" if str(path) == STANDARD_INPUT else str(path)


def in_file(name: str, problems: Iterable[Problem]) -> list[Problem]:
    """The problems, with the name of the file added to the place of each one that lacks it."""
    return [one if one.place.startswith(name) else replace(one, place=f"{name} {one.place}") for one in problems]
