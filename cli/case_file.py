"""Cases from files and from standard input, every problem with the file it is in."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..adapters import parse_json, read_case
from ..cases.corpus import SavedCase, load
from ..oracle import Problem, YakkanError

STANDARD_INPUT = "-"


def load_case(path: Path) -> SavedCase:
    """The case of a file, saved by a run or plain; of standard input, plain, for "-".

    Raises:
        YakkanError: it cannot be read or is no case; the file is in the place of each problem.
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
    """The problems, each with the file in its place."""
    return [one if one.place.startswith(name) else replace(one, place=f"{name} {one.place}") for one in problems]
