"""The files in which studies keep what they found out. Any of them may be deleted at any time.

A file is named by the digest of everything that its content depends on: this program's code, the terms, and which parts
of a bill the system reports. So nothing that another version found out is ever used.
"""

import json
import os
import zlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ... import adapters, cases, faults, oracle, verdict
from ...oracle import Book

Rows = dict[str, list[str]]
"""By the digest of a case, one letter for each suspect."""

_FILES = 100
"""Files in the folder; beyond that the oldest are deleted."""
_LETTERS = 20_000_000
"""Letters in a file; the rows beyond that are not kept. Runs with ever new seeds must not fill a disk."""


def file_of(folder: Path, book: Book, tariff: str, reported: Iterable[bool]) -> Path:
    """The file for a tariff under these terms, and for systems that report these parts of a bill."""
    key = sha256(_code())
    for terms in book:
        key.update(terms.model_dump_json().encode())
    key.update(repr((tariff, *reported)).encode())
    return folder / f"study-{key.hexdigest()[:40]}.z"


def read_rows(file: Path, width: int, letters: Collection[str]) -> Rows:
    """The rows of a file, `width` of the `letters` in each; none where it cannot be read or holds anything else."""
    try:
        value: Any = json.loads(zlib.decompress(file.read_bytes()))
        rows: Rows = {str(case): list(row) for case, row in value.items()}
    except (OSError, ValueError, TypeError, AttributeError, zlib.error):
        return {}
    known = set(letters)
    return rows if all(len(row) == width and known.issuperset(row) for row in rows.values()) else {}


def write_rows(file: Path, rows: Rows) -> None:
    """Write rows into a file, up to its limit; does nothing where the folder cannot be written to."""
    width = max(map(len, rows.values()), default=1)
    kept = {case: "".join(row) for case, row in list(rows.items())[: _LETTERS // width]}
    beside = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(zlib.compress(json.dumps(kept).encode(), 1))
        beside.replace(file)  # an interrupted run leaves no half-written file
        _delete_oldest(file.parent)


def _delete_oldest(folder: Path) -> None:
    files = sorted(folder.glob("study-*"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in files[_FILES:]:
        old.unlink(missing_ok=True)


@cache
def _code() -> bytes:
    """The digest of the code that effects depend on."""
    key = sha256()
    for room in (oracle, faults, adapters, cases, verdict):
        folder = Path(room.__path__[0])
        for file in sorted(folder.rglob("*.py")):
            key.update(str(file.relative_to(folder)).encode())
            key.update(file.read_bytes())
    return key.digest()
